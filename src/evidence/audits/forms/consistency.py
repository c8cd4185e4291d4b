"""Whether a questionnaire can be used as it is written: its conditions judged, its clocks counted, its bounds met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from evidence.audits.clocks.register import register, split_clock, timescale
from evidence.audits.forms.columns import Line
from evidence.audits.problems import Problem, did_you_mean
from evidence.model.identifiers import action_ref
from evidence.model.questionnaire import Condition, GradeScale, Item, ItemType, Operator

_ORDERED = (Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST)
_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
_DAY = ItemType.DATE


def check_conditions(items: Sequence[Item], where: Mapping[str, Line], problems: list[Problem]) -> None:
    """Add a problem for every condition on a question that is unknown, comes later, or has no such answer."""
    before: dict[str, Item] = {}
    known = [item.link_id for item in items]
    for item in items:
        for condition in item.enable_when:
            why = _wrong(condition, before, known)
            if why:
                problems.append(_told(item, "relevant", why, where))
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
    if asked.type in _NUMBERS and not _is_number(condition.answer):
        return f"{condition.question!r} is a number; found {condition.answer!r}."
    if asked.type is ItemType.DATE and not _is_day(condition.answer):
        return f"{condition.question!r} is a date such as 2006-03-24; found {condition.answer!r}."
    return None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_uses(
    items: Sequence[Item], scales: Sequence[GradeScale], where: Mapping[str, Line], problems: list[Problem]
) -> None:
    """Add a problem for everything an author wrote that nothing could ever come of.

    What was published is not looked at in this way: it stays readable whatever it says.
    """
    for item in items:
        for column, why in _useless(item, {scale.id: scale for scale in scales}):
            problems.append(_told(item, column, why, where))


def _told(item: Item, column: str, why: str, where: Mapping[str, Line]) -> Problem:
    line, message = where.get(item.link_id), f"{column!r} of {item.link_id!r}: {why}"
    return line.problem(column, message) if line else Problem(sheet="questionnaire", message=message)


def _useless(item: Item, scales: Mapping[str, GradeScale]) -> Iterator[tuple[str, str]]:
    """The columns that say what cannot be, each with the reason."""
    why = _unbounded(item)
    if why:
        yield "constraint", why
    if item.clock:
        id, part = split_clock(item.clock)
        entry = timescale(id)
        if entry is None:
            near = did_you_mean(id, [one.id for one in register()])
            yield "clock", f"no timescale is called {id!r}; name one of the register, or leave it out.{near}"
        elif part not in (None, *(rule.part for rule in entry.rules)):
            parts = ", ".join(dict.fromkeys(f"{id}/{rule.part}" for rule in entry.rules if rule.part))
            yield "clock", f"{id} ({entry.title}) has no part {part!r}; expected {parts or id}."
    if item.action and action_ref(item.action) is None:
        yield "action", f"expected an action of a plan, such as jar:R3.1; found {item.action!r}."
    if item.overall:
        scale = scales.get(item.grade_scale or "")
        if scale is None:
            yield "overall", "a grade is never without its scale; name the scale under 'grade_scale'."
        elif {choice.code for choice in item.choices}.isdisjoint(value.code for value in scale.values):
            codes = ", ".join(value.code for value in scale.values)
            yield "overall", f"its choices are no grades of {scale.id}; expected {codes}."


def _unbounded(item: Item) -> str | None:
    """Why no answer can be held against the bounds of a question."""
    bounds = [bound for bound in (item.least, item.most) if bound and not (bound == "today" and item.type is _DAY)]
    if not bounds:
        return None
    if item.type is not _DAY and item.type not in _NUMBERS:
        return f"numbers and dates have bounds; {item.link_id!r} is neither."
    known, expected = (_is_day, "a day such as '2006-03-24'") if item.type is _DAY else (_is_number, "a number")
    unknown = next((bound for bound in bounds if not known(bound)), None)
    if unknown:
        return f"expected {expected} as a bound; found {unknown!r}."
    sizes = [date.fromisoformat(bound).toordinal() if item.type is _DAY else Decimal(bound) for bound in bounds]
    if sizes != sorted(sizes):
        return f"no answer is at least {item.least} and at most {item.most}; put the bounds right."
    return None
