"""Response sheets: the workbook an auditor fills in for one file, as texts; `reading_sheets` reads them back.

`answers` has a row for each question (question, text, answer, comment; beside them the earlier round's answer, when it
is asked, and what to look for); `about` says which form, audit, case and auditor; `dates` takes what clocks and counts
need; `grades` those of sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from evidence.audits.answering import AnswerReader
from evidence.audits.applicability import asked_ids
from evidence.model.audit import Answer, Grade, Outcome
from evidence.model.questionnaire import Asks, Behavior, Condition, GradeScale, Item, ItemType, Operator, Questionnaire
from evidence.model.sequences import as_tuple
from evidence.model.table import TextSheet

ANSWERS = ("question", "text", "answer", "comment")
BESIDE = ("earlier answer", "asked when", "section", "evidence wanted", "standard", "clock", "critical")
DATES = ("question", "text", "start", "done", "series", "count", "signed by")
GRADES = ("section", "text", "grade", "reason")
ABOUT = ("form", "audit", "case", "auditor", "audited on")
COLUMNS = max(map(len, (ANSWERS, DATES, GRADES)))  # of a sheet, that answers can stand in
NEEDS_DATES = frozenset((Asks.DATE, Asks.DUE, Asks.GAP, Asks.COUNT, Asks.SIGNED))


@frozen(kw_only=True)
class DropDown:
    """A cell that offers a list."""

    sheet: str
    cell: str
    options: tuple[str, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class ResponseSheets:
    """The sheets of one file, and what the writer of the workbook does with their cells."""

    tables: tuple[TextSheet, ...] = field(converter=as_tuple)
    drop_downs: tuple[DropDown, ...] = field(default=(), converter=as_tuple)
    greyed: tuple[int, ...] = field(default=(), converter=as_tuple)  # rows of `answers` that are not asked so far


def to_sheets(
    form: Questionnaire,
    *,
    audit: str,
    case: str,
    auditor: str,
    audited_on: str = "",
    answers: Sequence[Answer] = (),
    grades: Sequence[Grade] = (),
    earlier: Sequence[Answer] = (),
) -> ResponseSheets:
    """The sheets for a file, filled in as far as `answers` and `grades` go; `earlier` are the round's before."""
    readers = [AnswerReader(item) for item in form.questions]
    given = {answer.question: answer for answer in answers}
    before = {answer.question: answer for answer in earlier}
    shown = asked_ids(form, answers)
    items = {item.link_id: item for item in form.items}
    rows = [[*ANSWERS, *BESIDE]]
    for reader in readers:
        item, answer, old = reader.item, given.get(reader.item.link_id), before.get(reader.item.link_id)
        rows.append(
            [
                item.link_id,
                item.text,
                reader.written(answer) if answer else "",
                ((answer.reason if answer.outcome is Outcome.NOT_APPLICABLE else None) or answer.comment or "")
                if answer
                else "",
                reader.written(old) if old else "",
                *_guidance(item, items),
            ]
        )
    tables = [
        numbered("answers", rows),
        numbered("about", list(zip(ABOUT, (form.ref, audit, case, auditor, audited_on), strict=True))),
    ]
    dated = [item for item in form.questions if NEEDS_DATES & set(item.asks)]
    if dated:
        tables.append(numbered("dates", [DATES, *(_dates(item, given.get(item.link_id)) for item in dated)]))
    sections = [(item, form.scale(item.grade_scale)) for item in form.items if item.type is ItemType.GROUP]
    graded = [(item, scale) for item, scale in sections if scale]
    if graded:
        of = {grade.section: grade for grade in grades}
        tables.append(
            numbered("grades", [GRADES, *(_grade(item, scale, of.get(item.link_id)) for item, scale in graded)])
        )
    return ResponseSheets(
        tables=tables,
        drop_downs=[*_answer_lists(readers), *_grade_lists(graded)],
        greyed=[row for row, reader in enumerate(readers, start=2) if reader.item.link_id not in shown],
    )


def numbered(title: str, rows: Iterable[Sequence[str]]) -> TextSheet:
    """A sheet of this name, its rows from 1 on."""
    texts = tuple(map(tuple, rows))
    return TextSheet(title=title, rows=texts, numbers=range(1, len(texts) + 1))


def _guidance(item: Item, items: Mapping[str, Item]) -> list[str]:
    above = items.get(item.group or "")
    return [
        asked_when(item, items),
        above.text if above else "",
        item.evidence or item.hint or "",
        item.standard_told,
        item.clock or "",
        "critical" if item.critical else "",
    ]


_WORDS = {
    Operator.EQUAL: "is",
    Operator.NOT_EQUAL: "is not",
    Operator.LESS: "is below",
    Operator.AT_MOST: "is at most",
    Operator.MORE: "is above",
    Operator.AT_LEAST: "is at least",
}


def asked_when(item: Item, items: Mapping[str, Item]) -> str:
    """The conditions of a question and of the groups it stands in, in words."""
    joint = " and " if item.enable_behavior is Behavior.ALL else " or "
    own = joint.join(_in_words(one, items) for one in item.enable_when)
    above = asked_when(items[item.group], items) if item.group else ""
    return "; and ".join(part for part in (above, own) if part)


def _in_words(one: Condition, items: Mapping[str, Item]) -> str:
    if one.operator is Operator.EXISTS:
        return f"{one.question} is {'answered' if one.answer == 'true' else 'blank'}"
    choices = items[one.question].choices if one.question in items else ()
    return (
        f"{one.question} {_WORDS[one.operator]} {next((c.text for c in choices if c.code == one.answer), one.answer)}"
    )


def _dates(item: Item, answer: Answer | None) -> list[str]:
    if answer is None:
        return [item.link_id, item.text, "", "", "", "", ""]
    return [
        item.link_id,
        item.text,
        answer.start.isoformat() if answer.start else "",
        answer.done.isoformat() if answer.done else "",
        "; ".join(day.isoformat() for day in answer.series),
        "" if answer.count is None else str(answer.count),
        answer.signed_by or "",
    ]


def _grade(item: Item, scale: GradeScale, grade: Grade | None) -> list[str]:
    text = next((value.text for value in scale.values if grade and value.code == grade.value), "")
    return [item.link_id, item.text, text, (grade.reason or "") if grade else ""]


def _answer_lists(readers: Sequence[AnswerReader]) -> list[DropDown]:
    offered = [(row, reader.offered()) for row, reader in enumerate(readers, start=2)]
    return [DropDown(sheet="answers", cell=f"C{row}", options=options) for row, options in offered if options]


def _grade_lists(graded: Sequence[tuple[Item, GradeScale]]) -> list[DropDown]:
    return [
        DropDown(sheet="grades", cell=f"C{row}", options=[value.text for value in scale.values])
        for row, (_, scale) in enumerate(graded, start=2)
    ]
