"""The conditions of a questionnaire as spreadsheet formulas, so that a response sheet greys what is not asked.

Only the look depends on them: what counts is worked out by `applicability` when the answers are read. Where a cell
cannot be compared (a date typed in words), the row stays plain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from evidence.audits.answering import SPECIAL, WORDS, fold
from evidence.model.audit import Outcome
from evidence.model.questionnaire import Behavior, Condition, Item, ItemType, Operator, Questionnaire

_LONGEST = 250  # characters of a text inside a formula
_WHOLE = 8000  # characters of a formula
_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
_SIGNS = {Operator.EQUAL: "=", Operator.NOT_EQUAL: "=", Operator.LESS: "<", Operator.AT_MOST: "<=",
          Operator.MORE: ">", Operator.AT_LEAST: ">="}  # fmt: skip


def formulas(form: Questionnaire, rows: Mapping[str, int], *, answer: str, asked: str) -> dict[str, str]:
    """For each question that has conditions (its own, or its group's), whether it is asked, as a formula.

    `rows` are the questions' rows in the sheet, from 1; `answer` and `asked` are the letters of the columns that hold
    the answers and these formulas.
    """
    items = {item.link_id: item for item in form.items}
    found: dict[str, str] = {}

    def of(item: Item) -> str | None:
        parts = []
        above = of(items[item.group]) if item.group else None
        if above:
            parts.append(above)
        if item.enable_when:
            judged = [condition(one) for one in item.enable_when]
            parts.append(_joined("AND" if item.enable_behavior is Behavior.ALL else "OR", judged))
        return _joined("AND", parts) if parts else None

    def condition(one: Condition) -> str:
        question = items[one.question]
        row = rows[one.question]
        cell = f"TRIM(${answer}${row})"
        answered = f'{cell}<>""'
        if one.question in found:
            answered = f"AND(${asked}${row},{answered})"
        return _judged(one, question, cell, answered)

    for item in form.questions:
        written = of(item)
        if written is not None:
            found[item.link_id] = f"={written}" if len(written) < _WHOLE else "=TRUE"
    return found


def _joined(function: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"


def _judged(one: Condition, question: Item, cell: str, answered: str) -> str:
    if one.operator is Operator.EXISTS:
        return answered if one.answer == "true" else f"NOT({answered})"
    if question.type is ItemType.CHOICE or question.type is ItemType.BOOLEAN:
        same = _one_of(question, cell, one.answer)
    elif question.type in _NUMBERS:
        same = f"IFERROR(VALUE({cell}){_SIGNS[one.operator]}{_number(one.answer)},FALSE)"
    elif question.type is ItemType.DATE:
        day = date.fromisoformat(one.answer)
        same = f"IFERROR(DATEVALUE({cell}){_SIGNS[one.operator]}DATE({day.year},{day.month},{day.day}),TRUE)"
        if one.operator is Operator.NOT_EQUAL:
            same = f"IFERROR(DATEVALUE({cell})=DATE({day.year},{day.month},{day.day}),FALSE)"
    elif len(one.answer) > _LONGEST:
        return answered
    else:
        same = f"{cell}={_quoted(one.answer)}"
    return f"AND({answered},NOT({same}))" if one.operator is Operator.NOT_EQUAL else f"AND({answered},{same})"


def _one_of(question: Item, cell: str, code: str) -> str:
    """Whether one of the ways to write this choice stands in the cell; capitals do not matter to a spreadsheet."""
    if question.type is ItemType.BOOLEAN:
        ways = ["Yes", "y", "true", "1"] if code == "true" else ["No", "n", "false", "0"]
    else:
        ways = [code, *(choice.text for choice in question.choices if choice.code == code)]
        outcome = next((one for one in Outcome if one.value == code), None)
        ways += [word for word, meant in SPECIAL.items() if meant is outcome]
        ways += [WORDS[outcome]] if outcome in WORDS else []
    short = {fold(way): way for way in reversed(ways) if len(way) <= _LONGEST}.values()
    if question.repeats:
        listed = f'";"&SUBSTITUTE(SUBSTITUTE({cell}," ",""),",",";")&";"'
        tests = [f"ISNUMBER(FIND({_quoted(';' + re.sub(r'[ ,]', '', way) + ';')},{listed}))" for way in short]
    else:
        tests = [f"{cell}={_quoted(way)}" for way in sorted(short)]
    return _joined("OR", tests) if tests else "TRUE"


def _number(text: str) -> str:
    return text if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text) else "0"


def _quoted(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"'
