"""An auditor's workbook of several files, taken apart into one set of response sheets a file."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, field, frozen

from evidence.audits.answering import fold
from evidence.audits.problems import Problem, sheet_named
from evidence.audits.reading_sheets import SheetReader, SheetReading
from evidence.audits.sheet_pages import name_of
from evidence.audits.sheets import ABOUT
from evidence.model.sequences import as_tuple
from evidence.model.table import TextSheet

_KINDS = ("answers", "dates", "grades")


@frozen(kw_only=True)
class Part:
    """The sheets of one file under their plain names, and the names that they have in the workbook."""

    sheets: tuple[TextSheet, ...] = field(converter=as_tuple)
    named: dict[str, str]


def parts_of(sheets: Sequence[TextSheet]) -> list[Part]:
    """The sheets of each file; a workbook of one file is one part, as it stands."""
    about = sheet_named(sheets, "about")
    if about is None or sheet_named(sheets, "answers") is not None or len(about.rows) < 2:
        return [Part(sheets=sheets, named={})]
    headings, *rows = about.rows
    names = [fold(text) for text in headings]
    if sum(name in ABOUT for name in names) < 2 or "case" not in names:
        return [Part(sheets=sheets, named={})]
    parts = []
    at = names.index("case")
    for number, row in zip(about.numbers[1:], rows, strict=True):
        case = row[at].strip() if at < len(row) else ""
        if not any(text.strip() for text in row):
            continue
        named = {kind: name_of(kind, case) for kind in _KINDS}
        found = [(kind, sheet_named(sheets, named[kind].lower())) for kind in _KINDS]
        own = [evolve(sheet, title=kind) for kind, sheet in found if sheet is not None]
        said = evolve(about, rows=[headings, row], numbers=[about.numbers[0], number])
        parts.append(Part(sheets=[said, *own], named=named))
    return parts or [Part(sheets=sheets, named={})]


def read_parts(reader: SheetReader, name: str, sheets: Sequence[TextSheet]) -> list[SheetReading]:
    """What each file's sheets in a workbook were read as; problems name the sheets as the workbook does."""
    readings = []
    parts = parts_of(sheets)
    for part in parts:
        reading = reader.read(part.sheets, name)
        if part.named and reading.problems:
            reading = evolve(reading, problems=[_named(problem, part) for problem in reading.problems])
        readings.append(reading)
    readings += _left_over(name, sheets, parts) if parts[0].named else []
    return readings


def _named(problem: Problem, part: Part) -> Problem:
    if problem.sheet == "workbook":  # a sheet of this file that is not there
        return evolve(problem, message=f"{part.named['answers']}: {problem.message}")
    return evolve(problem, sheet=part.named.get(problem.sheet, problem.sheet))


def _left_over(name: str, sheets: Sequence[TextSheet], parts: Sequence[Part]) -> list[SheetReading]:
    """Sheets of answers that no row of `about` speaks of."""
    known = {part.named["answers"].lower() for part in parts}
    titles = [sheet.title for sheet in sheets]
    strays = [title for title in titles if (said := title.strip().lower()).startswith("answers ") and said not in known]
    message = "no row of the sheet 'about' says whose answers these are; put the row back."
    return [
        SheetReading(name=name, response=None, problems=[Problem(sheet=title, message=message)]) for title in strays
    ]
