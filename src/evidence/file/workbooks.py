"""Workbooks that go out and come back: written where nothing is yet, read by their headings, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.file.readings import as_text
from evidence.model.cell_names import right_of
from evidence.model.document import Unreadable
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.table import Place, Table
from evidence.wording.folding import fold

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.sheet import Sheet


@frozen(kw_only=True)
class Returned:
    """One row of a workbook that came back."""

    texts: dict[str, str]  # as written, by heading in small letters
    place: Place
    columns: dict[str, int]

    def __getitem__(self, heading: str) -> str:
        """The text of a cell, white space folded."""
        return fold(self.texts.get(heading, ""))

    def where(self, heading: str) -> str:
        """Sheet and cell: `list!F7`."""
        return cell_of(self.place, self.columns.get(heading, 0))


def write_new(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook; raises `Refused` where a file is there already, or none can be written."""
    from evidence.reports import xlsx

    save_new(path, xlsx.write(sheets))


def save_new(path: Path, data: bytes) -> None:
    """Write a file; raises `Refused` where one is there already, or none can be written."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Refused(f"{as_text(path)}: is there already, and would be lost. Name another place.") from None
    except OSError as error:
        raise Refused(f"{as_text(path)}: cannot be written: {error.strerror}. Name another place.") from None


def rows(session: Session, path: Path, wanted: Sequence[str], made_by: str) -> Iterator[Returned]:
    """The rows below the headings `wanted`, wherever in the workbook they stand; raises `UnreadableInput`."""
    from evidence.reading import Request

    name = as_text(path.name)
    if not path.is_file():
        raise UnreadableInput(f"{as_text(path)}: expected a workbook that `{made_by}` wrote, found no file.")
    outcome = session.readers.read(Request(path=path.resolve(), name=name, layout=True))
    if isinstance(outcome, Unreadable):
        raise UnreadableInput(f"{name}: cannot be read. {outcome.reason}")
    for table in outcome.blocks:
        if isinstance(table, Table):
            for at, row in enumerate(table.rows):
                columns = {fold(text).lower(): n for n, text in enumerate(row.texts) if text}
                if set(wanted) <= columns.keys():
                    return _below(table, at + 1, columns)
    headings = ", ".join(map(repr, wanted))
    raise UnreadableInput(f"{name}: no sheet has the headings {headings}. Expected a workbook that `{made_by}` wrote.")


def _below(table: Table, start: int, columns: dict[str, int]) -> Iterator[Returned]:
    for row in table.rows[start:]:
        texts = {name: row.texts[at] if at < len(row.texts) else "" for name, at in columns.items()}
        yield Returned(texts=texts, place=row.place, columns=columns)


def cell_of(place: Place, column: int) -> str:
    """Sheet and cell of a column (from 0, counted from the table's first) of a row."""
    if place.cell is None:
        return f"line {place.line or place.row}"
    return f"{place.sheet}!{right_of(place.cell, column)}"
