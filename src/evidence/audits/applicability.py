"""Which questions are asked, given the answers so far: the conditions of a questionnaire, judged one after the other.

A question inside a group is asked only where the group is. A condition on a question that has no answer, or that is
itself not asked, does not hold; `exists` with `false` holds exactly there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from evidence.model.audit import Answer, Outcome
from evidence.model.questionnaire import Behavior, Condition, Item, ItemType, Operator, Questionnaire

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)


def asked(form: Questionnaire, answers: Iterable[Answer]) -> tuple[Item, ...]:
    """The questions that are asked, in their order; groups and notes are left out."""
    ids = asked_ids(form, answers)
    return tuple(item for item in form.questions if item.link_id in ids)


def asked_ids(form: Questionnaire, answers: Iterable[Answer]) -> frozenset[str]:
    """The linkIds of everything that is shown: questions, their groups, notes."""
    given = {answer.question: answer for answer in answers}
    visible: dict[str, Answer] = {}
    shown: dict[str, Item] = {}
    for item in form.items:
        if (item.group is None or item.group in shown) and (not item.enable_when or holds(item, visible, shown)):
            shown[item.link_id] = item
            if item.link_id in given:
                visible[item.link_id] = given[item.link_id]
    return frozenset(shown)


def holds(item: Item, answers: Mapping[str, Answer], items: Mapping[str, Item]) -> bool:
    """Whether the item's own conditions hold, given the answers to the questions that are asked before it."""
    if not item.enable_when:
        return True
    judged = (_judged(one, answers.get(one.question), items.get(one.question)) for one in item.enable_when)
    return all(judged) if item.enable_behavior is Behavior.ALL else any(judged)


def values_of(answer: Answer) -> tuple[str, ...]:
    """What an answer says, as codes: its outcome's own word, or its value (of several choices, each)."""
    if answer.outcome is not Outcome.VALUE:
        return (answer.outcome.value,)
    return (answer.value,) if answer.value is not None else ()


def _judged(one: Condition, answer: Answer | None, question: Item | None) -> bool:
    if one.operator is Operator.EXISTS:
        return (answer is not None) == (one.answer == "true")
    if answer is None or question is None:
        return False
    values = values_of(answer)
    if question.type is ItemType.BOOLEAN:
        values = tuple({"yes": "true", "no": "false"}.get(value, value) for value in values)
    if question.repeats:
        values = tuple(code for value in values for code in value.split())
    if one.operator is Operator.EQUAL:
        return any(_same(question, value, one.answer) for value in values)
    if one.operator is Operator.NOT_EQUAL:
        return not any(_same(question, value, one.answer) for value in values)
    return any(_ordered(one.operator, _measure(question, value), _measure(question, one.answer)) for value in values)


def _same(question: Item, value: str, other: str) -> bool:
    left, right = _measure(question, value), _measure(question, other)
    return value == other if left is None or right is None else bool(left == right)


def _measure(question: Item, text: str) -> Any:
    """A number or a day where the question is one, `None` where the text is neither."""
    try:
        if question.type in _NUMBERS:
            return Decimal(text)
        return date.fromisoformat(text) if question.type is ItemType.DATE else None
    except (InvalidOperation, ValueError):
        return None


def _ordered(operator: Operator, left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    return bool(
        {
            Operator.LESS: left < right,
            Operator.AT_MOST: left <= right,
            Operator.MORE: left > right,
            Operator.AT_LEAST: left >= right,
        }[operator]
    )
