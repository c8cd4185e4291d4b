"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods, .fods): a page and a table for each sheet; dates as ISO 8601 text.

Values are those the file keeps: formulas are not calculated. Hidden sheets are read like the others, and named. Where
only so many columns are asked for, the texts of their cells are all that is made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any, TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from evidence.model.cell_names import letters_of
from evidence.model.document import Extraction, Metadata, PageText, Part
from evidence.model.table import Place, Row, Table, TextSheet
from evidence.reading.archive import Archive, stored, take_members
from evidence.reading.grids import placed, shared
from evidence.reading.layout import rows_of
from evidence.reading.office import core_properties, embedded
from evidence.reading.scattered import Kept, moved_together, without_gaps
from evidence.reading.source import NOT_WHOLE, STOPPED, CannotRead, Source
from evidence.reading.xml import closed, elements, local, tostring

MEDIA_TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
)
_FLAT = "-flat-xml"
_CONTENT = "content.xml"
_MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_Book = tuple[io.BytesIO, Kept | None]  # a workbook, and what is left of its rows and columns where they were moved
_TEXT = frozenset((str,))
_Covering = TypeVar("_Covering", str, None)  # what stands for a cell that a merged one covers
_UNNAMED = re.compile(r"(?:Sheet|Tabelle|Feuil)\d*", re.IGNORECASE)


def read(source: Source) -> Extraction:
    """A page for each sheet; of a damaged one, what can be had. Raises `CannotRead` for passwords and broken files."""
    notes: list[str] = []
    metadata, parts, book = _package(source, notes)
    sheets, broken = _sheets(*book, source, said := list[str]())
    if broken and (repaired := _repaired(source, notes)):
        sheets, broken = _sheets(*repaired, source, said := list[str]())
    if broken and not sheets:
        raise CannotRead(f"The file is damaged and cannot be opened ({broken[0]}). Ask for another copy.")
    tables = [sheet for sheet in sheets if isinstance(sheet, Table)]
    return Extraction(
        pages=tuple(PageText(number=number, text=_text(table)) for number, table in enumerate(tables, start=1)),
        blocks=tuple(table for table in tables if table.rows) if source.layout else (),
        sheets=tuple(sheet for sheet in sheets if isinstance(sheet, TextSheet) and sheet.rows),
        metadata=metadata,
        media_type=source.media_type,
        reader=_reader(),
        notes=tuple(dict.fromkeys([*notes, *said, *broken])),
        parts=parts,
    )


def _sheets(
    data: io.BytesIO, kept: Kept | None, source: Source, notes: list[str]
) -> tuple[list[Table | TextSheet], list[str]]:
    """The workbook's sheets, and a sentence for everything that is broken in it."""
    try:
        book = CalamineWorkbook.from_filelike(data)
    except PasswordError as error:
        raise CannotRead("The file is protected by a password; file a copy that was saved without one.") from error
    except (CalamineError, ZipError) as error:
        return [], [str(error)]
    found: list[Table | TextSheet] = []
    broken: list[str] = []
    room = _Room(source.limits.cells)
    for sheet in book.sheets_metadata:
        if sheet.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet, SheetTypeEnum.DialogSheet):
            continue
        hidden = sheet.visible != SheetVisibleEnum.Visible
        if hidden:
            notes.append(f"sheet {sheet.name!r} is hidden")
        try:
            cells = book.get_sheet_by_name(sheet.name)
            left = cells.start[1] if cells.start else 0
            if source.columns is None:
                lines = _lines(cells, left, source, room, notes, covers=None)
                found.append(_table(sheet.name, lines, kept, left, number=len(found) + 1, hidden=hidden))
            else:
                texts = _lines(cells, left, source, room, notes, covers="")
                found.append(_texts(sheet.name, texts, kept, left))
        except CalamineError as error:
            broken.append(f"sheet {sheet.name!r} {NOT_WHOLE} and was not read ({error})")
    return found, broken


def _text(table: Table) -> str:
    """The sheet's name, if somebody gave it one, and its rows."""
    heading = [] if _UNNAMED.fullmatch(table.title or "") else [table.title or ""]
    return "\n".join(heading + rows_of(table))


def _flat(source: Source) -> dict[str, bytes]:
    """The members of the container that a flat OpenDocument file stands for; no space between its elements."""
    root = elements(source.data())
    for element in root.iter("*"):
        if local(element) not in ("p", "span", "a"):
            element.text = (element.text or "").strip()
        if local(element) not in ("span", "a", "s"):
            element.tail = (element.tail or "").strip()
    return {"mimetype": MEDIA_TYPES[3].encode(), "META-INF/manifest.xml": _MANIFEST, _CONTENT: tostring(root)}


def _repaired(source: Source, notes: list[str]) -> _Book | None:
    """A copy of a workbook that cannot be opened: what can be unpacked of its damaged members, the gaps in an
    OpenDocument sheet made small; `None` where it is of a kind that cannot be mended.
    """
    found: list[str] = []
    if source.media_type.endswith(_FLAT):
        members = _flat(source)
    elif source.head(4).startswith(b"PK"):
        with Archive(source) as archive:
            members = {info.filename: archive.get(info.filename) or b"" for info in archive.infos}
            found += archive.notes
    else:
        return None
    mended = {name: closed(data) if name.endswith((".xml", ".rels")) else data for name, data in members.items()}
    mended = {name: data for name, data in mended.items() if data}
    if (nearer := without_gaps(content := mended.get(_CONTENT, b""))) != content:
        mended[_CONTENT] = nearer
        found.append(f"{STOPPED}its cells lie far apart; their places are told as if there were less between")
    notes += found or [f"it {NOT_WHOLE}, and not all of it was read"]
    return moved_together(mended, mended.get, source.limits) or (stored(mended.items()), None)


@cache
def _reader() -> str:
    return f"spreadsheet 1 (python-calamine {version('python-calamine')})"


def _package(source: Source, notes: list[str]) -> tuple[Metadata, tuple[Part, ...], _Book]:
    """Properties and embedded files of the kinds that are ZIP containers, whose sizes are counted on the way; and the
    workbook as calamine reads it: a flat OpenDocument file packed, cells that lie too far apart moved together.
    """
    if source.media_type.endswith(_FLAT):
        return Metadata(), (), (stored(_flat(source).items()), None)
    if not source.head(4).startswith(b"PK"):
        return Metadata(), (), (io.BytesIO(source.data()), None)
    with Archive(source) as archive:
        for info in archive.infos:
            if info.filename.lower().endswith((".xml", ".bin")) and not info.flag_bits & 1:
                archive.bound(info)
        parts = take_members(archive, embedded(archive, "xl/"), source, notes)
        about = Metadata() if source.columns is not None else core_properties(archive)
        names = [info.filename for info in archive.infos if not info.flag_bits & 1 and not info.is_dir()]
        book = moved_together(names, archive.get, source.limits) or (io.BytesIO(source.data()), None)
        notes += archive.notes
        return about, parts, book


class _Room:
    """How many more cells are taken from a file."""

    def __init__(self, cells: int) -> None:
        self.cells = cells


def _lines(
    sheet: CalamineSheet, left: int, source: Source, room: _Room, notes: list[str], *, covers: _Covering
) -> Iterator[tuple[int, list[str | _Covering]]]:
    """The rows that have any text, with their numbers from 0; `covers` stands where a merged one covers a cell."""
    covered = _covered(sheet, source.limits.cells)
    wanted = None if source.columns is None else max(source.columns - left, 0)
    taken = 0
    rows: Iterable[list[Any]] = sheet.iter_rows() if sheet.start else ()
    for index, values in enumerate(rows):
        room.cells -= len(values)
        if room.cells < 0 or taken >= source.limits.rows:
            notes.append(f"{STOPPED}sheet {sheet.name!r} is read down to row {index}")
            break
        values = values[:wanted]
        if values.count("") == len(values):
            continue
        taken += 1
        texts: list[str | _Covering] = values
        if not _TEXT.issuperset(map(type, values)):
            texts = [value if isinstance(value, str) else written(value) for value in values]
        if covered:
            texts = [covers if (index, column) in covered else text for column, text in enumerate(texts, start=left)]
        yield index, texts


def _table(
    name: str,
    lines: Iterator[tuple[int, list[str | None]]],
    kept: Kept | None,
    left: int,
    *,
    number: int,
    hidden: bool,
) -> Table:
    """The sheet's used cells; rows and columns keep the numbers that the spreadsheet shows."""
    letters = letters_of(kept.columns[left] if kept else left)
    cell_of = shared().__getitem__
    rows: list[Row] = []
    for index, texts in lines:
        row = (kept.rows[index] if kept else index) + 1
        place = placed(number, row, None, None, name, f"{letters}{row}")
        rows.append(Row(cells=map(cell_of, texts), place=place))
    return Table(rows=rows, place=Place(table=number, sheet=name), title=name, hidden=hidden)


def _texts(name: str, lines: Iterator[tuple[int, list[str]]], kept: Kept | None, left: int) -> TextSheet:
    """The same as plain texts; of merged cells the first has them all."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for index, texts in lines:
        rows.append(tuple(texts))
        numbers.append((kept.rows[index] if kept else index) + 1)
    return TextSheet(title=name, rows=rows, numbers=numbers, left=kept.columns[left] if kept else left)


def _covered(sheet: CalamineSheet, most: int) -> frozenset[tuple[int, int]]:
    """Row and column of every cell that a merged one covers."""
    found: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (bottom - top + 1) * (right - left + 1) + len(found) > min(most, 1_000_000):
            continue  # a merge over whole columns: its first cell has the text all the same
        found.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        found.discard((top, left))
    return frozenset(found)


def written(value: Any) -> str:
    """A cell's value as text: whole numbers without a point, dates and times in ISO 8601, TRUE and FALSE."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
