"""Workbooks whose cells lie far apart, moved together: a library that keeps the whole rectangle would need terabytes.

Only rows and columns without any cell are left out; `Kept` says which number each of the others had. The files of the
workbook are otherwise passed on as they are.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Callable, Collection

from attrs import frozen

from evidence.model.cell_names import letters_of
from evidence.reading.archive import stored
from evidence.reading.source import CannotRead, Limits

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ALIKE = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", b"A" * 26 + b"0" * 10)
_FAR = (b'r="AA', b'r="A000000', b'r="000000')  # right of Z, or from row 100,000 on: nearer ones fit in
_NAMED = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')  # what names a cell; found faster than the cell itself
_CELL = re.compile(rb'(<(?:\w+:)?c\s(?:[^<>]*?\s)?r=")([A-Z]{1,3})([0-9]{1,7})(?=")')
_ROW = re.compile(rb'(<(?:\w+:)?row\s(?:[^<>]*?\s)?r=")([0-9]{1,7})(?=")')
_ELSEWHERE = re.compile(rb"<(?:\w+:)?(dimension|mergeCells)\b[^>]*?(?:/>|>.*?</(?:\w+:)?\1>)", re.DOTALL)
_HEAVY = ("xl/media/", "xl/embeddings/", "xl/drawings/", "xl/charts/")
_REPEATED = re.compile(rb'(:number-(rows|columns)-repeated=")([0-9]{3,7})(?=")')
_NEAR_ROWS, _NEAR_COLUMNS = 1000, 100  # always kept: cells without a reference are counted from the first on
_MOST = {b"rows": _NEAR_ROWS, b"columns": _NEAR_COLUMNS}


@frozen
class Kept:
    """The rows and columns that are left, in order; each stands where it stands in its tuple."""

    rows: tuple[int, ...]  # numbers in the workbook, from 0
    columns: tuple[int, ...]


def moved_together(
    names: Collection[str], get: Callable[[str], bytes | None], limits: Limits
) -> tuple[io.BytesIO, Kept] | None:
    """The workbook with its cells moved together; `None` where they lie close enough as they are.

    `names` are the members of its container, and `get` gives what is in one. Raises `CannotRead` where the cells are
    too many, or too far apart both ways.
    """
    sheets = [name for name in names if _SHEET.fullmatch(name)]
    far = {name: data for name in sheets if _reaches_far(data := get(name) or b"")}
    if not any(_extent(data) > limits.cells for data in far.values()):
        return None
    rows, columns = set(range(_NEAR_ROWS)), set(range(_NEAR_COLUMNS))
    for name in sheets:
        data = far.get(name) or get(name) or b""
        rows.update(int(found[2]) - 1 for found in _ROW.finditer(data))
        for found in _CELL.finditer(data):
            rows.add(int(found[3]) - 1)
            columns.add(_number(found[2]))
    kept = Kept(tuple(sorted(rows)), tuple(sorted(columns)))
    if len(kept.rows) * len(kept.columns) > limits.cells:
        raise CannotRead("Its cells are scattered over too wide a sheet to be read; save them in a smaller one.")
    members = ((name, get(name) or b"") for name in names if not name.startswith(_HEAVY))
    return stored((name, _moved(data, kept) if name in sheets else data) for name, data in members), kept


def without_gaps(content: bytes) -> bytes:
    """The sheets of an OpenDocument workbook, with no row and no cell repeated so often that the next one lies far."""
    return _REPEATED.sub(lambda found: found[1] + (b"%d" % min(int(found[3]), _MOST[found[2]])), content)


def _reaches_far(data: bytes) -> bool:
    """Whether a sheet may name a cell or a row so far away; found faster than by a pattern, letters made alike."""
    alike = data.translate(_ALIKE)
    return any(start in alike for start in _FAR)


def _extent(data: bytes) -> int:
    """Cells of the smallest rectangle that holds every cell of a sheet."""
    cells = _NAMED.findall(data)
    if not cells:
        return 0
    columns = [_number(letters) for letters in {letters for letters, _ in cells}]
    rows = [int(row) for row in {row for _, row in cells}]
    return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)


def _moved(data: bytes, kept: Kept) -> bytes:
    def row(number: bytes) -> bytes:
        return b"%d" % (bisect_left(kept.rows, int(number) - 1) + 1)

    def cell(found: re.Match[bytes]) -> bytes:
        return found[1] + letters_of(bisect_left(kept.columns, _number(found[2]))).encode() + row(found[3])

    data = _ELSEWHERE.sub(b"", data)
    return _CELL.sub(cell, _ROW.sub(lambda found: found[1] + row(found[2]), data))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
