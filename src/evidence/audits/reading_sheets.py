"""Response sheets read back: every doubt refused by sheet and cell, so that no answer lands on the wrong question.

An answer to a question that is not asked does not count, as in ODK, and that is told by its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from evidence.audits.answering import AnswerReader, NotAnAnswer, fold, overall_grade
from evidence.audits.applicability import asked_ids
from evidence.audits.privacy import screen
from evidence.audits.problems import Problem, did_you_mean, sheet_named
from evidence.audits.sheets import ABOUT, ANSWERS, DATES, GRADES, asked_when
from evidence.model.audit import Answer, Grade, Response
from evidence.model.cell_names import letters_of
from evidence.model.questionnaire import ItemType, Questionnaire
from evidence.model.sequences import as_tuple
from evidence.model.table import TextSheet
from evidence.wording.dates import typed_date


@frozen(kw_only=True)
class SheetReading:
    """What one workbook was read as: a response where nothing is wrong with it, and every remark about it."""

    name: str  # the workbook's, as the reader was told
    response: Response | None
    audit: str | None = None
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)
    missing: tuple[str, ...] = field(default=(), converter=as_tuple)  # required questions asked and left blank
    sheet: str | None = None  # SHA-256 of the workbook, where it holds this file alone
    on_record: bool = False  # it was not read: the file's record stands by these very bytes


_Unanswered = list[tuple[str, Problem]]
"""Questions without an answer of which something else is written, each with what is wrong where it is asked."""


class SheetReader:
    """Reads the workbooks of one audit; made once, used for every file."""

    def __init__(
        self,
        form: Questionnaire,
        audit: str,
        cases: Collection[str],
        names: Collection[str] = (),
        *,
        mask: bool = False,
    ) -> None:
        """`names` is the local list of names; personal data in free text is refused, or masked where `mask` says so."""
        self._names = tuple(names)
        self._mask = mask
        self.form = form
        self.audit = audit
        self.cases = frozenset(cases)
        self._questions = form.questions
        self._readers = {item.link_id: AnswerReader(item) for item in self._questions}
        self._texts = {item.link_id: " ".join(item.text.split()) for item in self._questions}
        self._sections = {item.link_id: item for item in form.items if item.type is ItemType.GROUP and item.grade_scale}
        self._static = not any(item.enable_when for item in form.items)

    def read(self, sheets: Sequence[TextSheet], name: str = "workbook") -> SheetReading:
        """Read one workbook's sheets."""
        problems: list[Problem] = []
        about = _about(sheet_named(sheets, "about"), problems)
        audited_on = self._check_about(about, problems)
        before = len(problems)
        sheet, unanswered = sheet_named(sheets, "answers"), _Unanswered()
        answers = self._answers(sheet, audited_on, problems, unanswered)
        whole = all(problem.query for problem in problems[before:])
        self._dates(sheet_named(sheets, "dates"), answers, problems, unanswered, whole=whole)
        grades = self._grades(sheet_named(sheets, "grades"), problems)
        shown = self._shown(answers, problems)
        problems += [told if id in shown else self._not_asked(id, told.sheet, told.cell) for id, told in unanswered]
        problems += self._left_out(sheet, answers.keys() - shown)
        if any(not problem.query for problem in problems):
            return SheetReading(name=name, response=None, audit=about.get("audit", ("", ""))[0], problems=problems)
        asked = [item for item in self._questions if item.link_id in shown]
        given = tuple(answers[item.link_id] for item in asked if item.link_id in answers)
        overall = overall_grade(self._questions, given)
        response = Response(
            case=about["case"][0],
            form=self.form.ref,
            auditor=about.get("auditor", ("", ""))[0],
            state="submitted",
            audited_on=audited_on,
            answers=given,
            grades=[*([overall] if overall else []), *grades],
        )
        missing = [item.link_id for item in asked if item.required and item.link_id not in answers]
        return SheetReading(name=name, response=response, audit=self.audit, problems=problems, missing=missing)

    def _shown(self, answers: Mapping[str, Answer], problems: Iterable[Problem]) -> Collection[str]:
        """The questions that are asked, given these answers: all of them, while something is wrong with the answers."""
        if self._static or any(not problem.query for problem in problems):
            return self._readers.keys()
        return asked_ids(self.form, answers.values())

    def _left_out(self, sheet: TextSheet | None, unasked: Collection[str]) -> list[Problem]:
        """What is told of answers to questions that are not asked, each at its cell."""
        if sheet is None or not unasked:
            return []
        return [
            self._not_asked(question, "answers", sheet.cell(row, 2))
            for row, (question, *_) in _rows(sheet, "answers", ANSWERS, []) or ()
            if question in unasked
        ]

    def _not_asked(self, question: str, sheet: str, cell: str | None) -> Problem:
        when = asked_when(self._readers[question].item, {item.link_id: item for item in self.form.items})
        message = (
            f"{question} is not asked of this file; it is asked where {when}. What is written of it does not count: "
            "take it out, or put right the answer that decides."
        )
        return Problem(sheet=sheet, cell=cell, message=message, query=True)

    def _check_about(self, about: dict[str, tuple[str, str | None]], problems: list[Problem]) -> date | None:
        def wrong(name: str, expected: str) -> None:
            found, cell = about.get(name, ("", None))
            told = (
                f"expected {expected} as {name}; found {found!r}."
                if found
                else f"expected {expected} as {name}; it is blank."
            )
            problems.append(Problem(sheet="about", cell=cell, message=told))

        if about.get("form", ("",))[0] != self.form.ref:
            wrong("form", self.form.ref)
        if about.get("audit", ("",))[0].upper() != self.audit:
            wrong("audit", self.audit)
        case = about.get("case", ("",))[0]
        if case not in self.cases:
            wrong("case", "a case of the sample")
        text = about.get("audited on", ("",))[0]
        period = typed_date(text) if text else None
        if text and (period is None or period.day is None):
            wrong("audited on", "one day such as 2006-03-01")
        return period.day if period else None

    def _answers(
        self, sheet: TextSheet | None, audited_on: date | None, problems: list[Problem], unanswered: _Unanswered
    ) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        rows = _rows(sheet, "answers", ANSWERS, problems)
        if sheet is None or rows is None:
            return answers
        seen: set[str] = set()
        for row, (question, text, answer, comment) in rows:
            reader = self._readers.get(question)
            if reader is None:
                near = did_you_mean(question, self._readers)
                problems.append(_at(sheet, row, 0, f"{self.form.ref} has no question {question!r}.{near}"))
                continue
            if _again(question, seen, sheet, row, problems):
                continue
            if text != self._texts[question] and " ".join(text.split()) != self._texts[question]:
                message = f"the words of {question} were changed; expected {self._texts[question]!r}. Put them back."
                problems.append(_at(sheet, row, 1, message))
            elif answer:
                if not reader.item.choices:
                    answer = self._screened(answer, sheet, row, 2, audited_on, problems)
                if comment:
                    comment = self._screened(comment, sheet, row, 3, audited_on, problems)
                try:
                    answers[question] = reader.read(answer, comment or None, audited_on)
                except NotAnAnswer as error:
                    problems.append(_at(sheet, row, 2, f"{question}: {error}."))
            elif comment:
                message = f"{question} has a comment and no answer; answer it, with 'not looked at' if need be."
                unanswered.append((question, _at(sheet, row, 2, message)))
        gone = [id for id in self._readers if id not in seen]
        if gone:
            named = ", ".join(gone[:5]) + (f" and {len(gone) - 5} more" if len(gone) > 5 else "")
            message = f"expected a row for every question; none for {named}. A question left blank keeps its row."
            problems.append(Problem(sheet="answers", message=message))
        return answers

    def _dates(
        self,
        sheet: TextSheet | None,
        answers: dict[str, Answer],
        problems: list[Problem],
        unanswered: _Unanswered,
        *,
        whole: bool,
    ) -> None:
        """Add what the sheet says to the answers; where these are not `whole`, a missing one was told already."""
        if sheet is None:
            return
        seen: set[str] = set()
        for row, (question, _, *cells) in _rows(sheet, "dates", DATES, problems) or ():
            if not any(cells) or _again(question, seen, sheet, row, problems):
                continue
            if question not in self._readers:
                near = did_you_mean(question, self._readers)
                problems.append(_at(sheet, row, 0, f"{self.form.ref} has no question {question!r}.{near}"))
            elif question not in answers and whole and all(id != question for id, _ in unanswered):
                message = f"dates for {question}, which has no answer; answer it on the sheet 'answers'."
                unanswered.append((question, _at(sheet, row, 2, message)))
            elif question in answers:
                facts = _facts(sheet, row, cells, problems)
                facts["signed_by"] = self._screened(cells[-1], sheet, row, 6, None, problems) or None
                answers[question] = evolve(answers[question], **facts)

    def _grades(self, sheet: TextSheet | None, problems: list[Problem]) -> list[Grade]:
        grades: list[Grade] = []
        if sheet is None:
            return grades
        seen: set[str] = set()
        for row, (section, _, text, reason) in _rows(sheet, "grades", GRADES, problems) or ():
            if not text or _again(section, seen, sheet, row, problems):
                continue
            item = self._sections.get(section)
            scale = self.form.scale(item.grade_scale) if item else None
            if scale is None:
                near = did_you_mean(section, self._sections)
                problems.append(_at(sheet, row, 0, f"no graded section {section!r}.{near}"))
                continue
            value = next((one.code for one in scale.values if fold(text) in (fold(one.code), fold(one.text))), None)
            if value is None:
                offered = ", ".join(one.text for one in scale.values)
                problems.append(_at(sheet, row, 2, f"expected a grade of {offered}; found {text!r}."))
                continue
            reason = self._screened(reason, sheet, row, 3, None, problems)
            grades.append(Grade(section=section, scale=scale.id, value=value, reason=reason or None))
        return grades

    def _screened(
        self, text: str, sheet: TextSheet, row: int, column: int, on: date | None, problems: list[Problem]
    ) -> str:
        """The text as it may be stored; what looks personal is a problem at its cell, or a query where it is masked."""
        if not text:
            return text
        screened = screen(text, self._names, on)
        if screened.clean:
            return text
        kinds = ", ".join(dict.fromkeys(hit.kind for hit in screened.hits))
        advice = "it was masked." if self._mask else "take it out; the case reference is enough."
        message = f"found what looks like personal data ({kinds}); {advice}"
        problems.append(evolve(_at(sheet, row, column, message), query=self._mask))
        return screened.text if self._mask else text


def once_each(read: Iterable[SheetReading]) -> tuple[SheetReading, ...]:
    """The readings; two for one case and auditor are both refused, because neither is known to be right."""
    readings = list(read)
    by_case: dict[tuple[str, str], list[int]] = {}
    for at, reading in enumerate(readings):
        if reading.response:
            by_case.setdefault((reading.response.case, reading.response.auditor), []).append(at)
    for (case, _), places in by_case.items():
        for at in places if len(places) > 1 else ():
            others = " and ".join(readings[other].name for other in places if other != at)
            message = f"{case} has another sheet as well ({others}); import one of them."
            problem = Problem(sheet="about", message=message)
            readings[at] = evolve(readings[at], response=None, problems=(*readings[at].problems, problem), missing=())
    return tuple(readings)


def _about(sheet: TextSheet | None, problems: list[Problem]) -> dict[str, tuple[str, str | None]]:
    """What the sheet says, name to value and cell: values stand beside their names, or in the row below them."""
    if sheet is None or not sheet.rows:
        message = f"expected a sheet 'about' with {', '.join(ABOUT[:4])}; found none."
        problems.append(Problem(sheet="workbook", message=message))
        return {}
    found: dict[str, tuple[str, str | None]] = {}
    top = [fold(text) for text in sheet.rows[0]]
    if sum(name in ABOUT for name in top) > 1 and len(sheet.rows) > 1:
        values = _padded(sheet.rows[1], len(top))
        return {name: (values[at], sheet.cell(1, at)) for at, name in enumerate(top)}
    for row, texts in enumerate(sheet.rows):
        name, value = _padded(texts, 2)
        found.setdefault(fold(name), (value, sheet.cell(row, 1)))
    return found


def _rows(
    sheet: TextSheet | None, kind: str, columns: Sequence[str], problems: list[Problem]
) -> list[tuple[int, list[str]]] | None:
    """The rows below the headings with their places in the sheet, and the texts of these columns; `None` where
    headings were moved.
    """
    if sheet is None or not sheet.rows:
        message = f"expected a sheet {kind!r} with the columns {', '.join(columns)}; found none."
        problems.append(Problem(sheet="workbook", message=message))
        return None
    if sheet.left:
        begins = letters_of(sheet.left)
        message = f"expected the column {columns[0]!r} here; the columns begin in {begins}. Put them back as they were."
        problems.append(Problem(sheet=kind, cell=f"A{sheet.numbers[0]}", message=message))
        return None
    top = [fold(text) for text in _padded(sheet.rows[0], len(columns))]
    moved = [(at, name) for at, name in enumerate(columns) if top[at] != name]
    if moved:
        for at, name in moved:
            found = f"found {top[at]!r}" if top[at] else "found nothing"
            message = f"expected the column {name!r} here; {found}. Put the columns back as they were."
            problems.append(_at(sheet, 0, at, message))
        return None
    rows = enumerate(sheet.rows[1:], start=1)
    return [(row, cells) for row, texts in rows if any(cells := _padded(texts, len(columns)))]


def _again(name: str, seen: set[str], sheet: TextSheet, row: int, problems: list[Problem]) -> bool:
    """Whether a question or section stands in an earlier row too, which is a problem."""
    if name in seen:
        problems.append(_at(sheet, row, 0, f"{name!r} stands twice; keep one row."))
        return True
    seen.add(name)
    return False


def _facts(sheet: TextSheet, row: int, cells: Sequence[str], problems: list[Problem]) -> dict[str, Any]:
    start, done, series, count, _ = cells
    facts: dict[str, Any] = {}
    for at, name, text in ((2, "start", start), (3, "done", done)):
        facts[name] = _one_day(sheet, row, at, text, problems)
    days = [_one_day(sheet, row, 4, part, problems) for part in series.replace("\n", ";").split(";") if part.strip()]
    facts["series"] = [day for day in days if day]
    if count and not count.isdecimal():
        problems.append(_at(sheet, row, 5, f"expected a whole number; found {count!r}."))
    facts["count"] = int(count) if count.isdecimal() else None
    return facts


def _one_day(sheet: TextSheet, row: int, column: int, text: str, problems: list[Problem]) -> date | None:
    period = typed_date(text) if text else None
    if text and (period is None or period.day is None):
        message = f"expected one day such as 27 02 06 or 2006-02-27; found {text.strip()!r}."
        problems.append(_at(sheet, row, column, message))
    return period.day if period else None


def _padded(texts: Sequence[str], width: int) -> list[str]:
    cells = list(map(str.strip, texts[:width]))
    return cells if len(cells) == width else cells + [""] * (width - len(cells))


def _at(sheet: TextSheet, row: int, column: int, message: str) -> Problem:
    return Problem(sheet=sheet.title.strip().lower(), cell=sheet.cell(row, column), message=message)
