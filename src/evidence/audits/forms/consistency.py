"""Whether a questionnaire's conditions can be judged: each names an earlier question and an answer it can have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from evidence.audits.forms.columns import Line
from evidence.audits.problems import Problem, did_you_mean
from evidence.model.questionnaire import Condition, Item, ItemType, Operator

_ORDERED = (Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST)
_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)


def check_conditions(items: Sequence[Item], where: Mapping[str, Line], problems: list[Problem]) -> None:
    """Add a problem for every condition on a question that is unknown, comes later, or has no such answer."""
    before: dict[str, Item] = {}
    known = [item.link_id for item in items]
    for item in items:
        for condition in item.enable_when:
            why = _wrong(condition, before, known)
            if why:
                line = where.get(item.link_id)
                told = f"'relevant' of {item.link_id!r}: {why}"
                problems.append(line.problem("relevant", told) if line else Problem(sheet="survey", message=told))
        before[item.link_id] = item


def _wrong(condition: Condition, before: Mapping[str, Item], known: Sequence[str]) -> str | None:
    asked = before.get(condition.question)
    if asked is None:
        if condition.question in known:
            return f"${{{condition.question}}} is asked only later; move it before this question."
        return f"no question is named {condition.question!r}.{did_you_mean(condition.question, known)}"
    if asked.type in (ItemType.GROUP, ItemType.DISPLAY):
        return f"{condition.question!r} takes no answer; name a question."
    if condition.operator is Operator.EXISTS:
        return None
    if condition.operator in _ORDERED and asked.type not in (*_NUMBERS, ItemType.DATE):
        return f"{condition.operator.value} compares numbers and dates; {condition.question!r} is neither."
    codes = [choice.code for choice in asked.choices]
    if asked.type is ItemType.CHOICE and condition.answer not in codes:
        return f"{condition.question!r} has no choice {condition.answer!r}.{did_you_mean(condition.answer, codes)}"
    if asked.type in _NUMBERS and not re.fullmatch(r"-?\d+(\.\d+)?", condition.answer):
        return f"{condition.question!r} is a number; found {condition.answer!r}."
    if asked.type is ItemType.DATE and not _is_day(condition.answer):
        return f"{condition.question!r} is a date such as 2006-03-24; found {condition.answer!r}."
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
