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
from evidence.model.table import Table

_KINDS = ("answers", "dates", "grades")


@frozen(kw_only=True)
class Part:
    """The sheets of one file under their plain names, and the names that they have in the workbook."""

    tables: tuple[Table, ...] = field(converter=as_tuple)
    named: dict[str, str]


def parts_of(tables: Sequence[Table]) -> list[Part]:
    """The sheets of each file; a workbook of one file is one part, as it stands."""
    about = sheet_named(tables, "about")
    if about is None or sheet_named(tables, "answers") is not None or len(about.rows) < 2:
        return [Part(tables=tables, named={})]
    headings, *rows = about.rows
    names = [fold(text) for text in headings.texts]
    if sum(name in ABOUT for name in names) < 2 or "case" not in names:
        return [Part(tables=tables, named={})]
    parts = []
    at = names.index("case")
    for row in rows:
        case = row.texts[at].strip() if at < len(row.texts) else ""
        if not any(text.strip() for text in row.texts):
            continue
        named = {kind: name_of(kind, case) for kind in _KINDS}
        found = [(kind, sheet_named(tables, named[kind].lower())) for kind in _KINDS]
        own = [evolve(table, title=kind) for kind, table in found if table is not None]
        parts.append(Part(tables=[evolve(about, rows=[headings, row]), *own], named=named))
    return parts or [Part(tables=tables, named={})]


def read_parts(reader: SheetReader, name: str, tables: Sequence[Table]) -> list[SheetReading]:
    """What each file's sheets in a workbook were read as; problems name the sheets as the workbook does."""
    readings = []
    parts = parts_of(tables)
    for part in parts:
        reading = reader.read(part.tables, name)
        if part.named and reading.problems:
            reading = evolve(reading, problems=[_named(problem, part) for problem in reading.problems])
        readings.append(reading)
    readings += _left_over(name, tables, parts) if parts[0].named else []
    return readings


def _named(problem: Problem, part: Part) -> Problem:
    if problem.sheet == "workbook":  # a sheet of this file that is not there
        return evolve(problem, message=f"{part.named['answers']}: {problem.message}")
    return evolve(problem, sheet=part.named.get(problem.sheet, problem.sheet))


def _left_over(name: str, tables: Sequence[Table], parts: Sequence[Part]) -> list[SheetReading]:
    """Sheets of answers that no row of `about` speaks of."""
    known = {part.named["answers"].lower() for part in parts}
    strays = [
        table.title
        for table in tables
        if table.title
        and table.title.strip().lower().startswith("answers ")
        and table.title.strip().lower() not in known
    ]
    message = "no row of the sheet 'about' says whose answers these are; put the row back."
    return [
        SheetReading(name=name, response=None, problems=[Problem(sheet=title, message=message)]) for title in strays
    ]
