"""CSV that no spreadsheet takes for a formula and that every program reads back: RFC 4180, UTF-8.

A text whose first visible character starts a formula (`=`, `+`, `-`, `@`, their full-width forms), or that starts with
a tab, a line end or an apostrophe, has one apostrophe put in front. To read a cell back, take one apostrophe off every
cell that starts with one. Numbers that are numbers are left as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

BOM = "\ufeff"  # by which Excel knows UTF-8

Cell = str | int | bool | None

_FORMULA = re.compile(r"['\t\r\n]|[\s\"'\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]*[=+\-@＝＋－＠﹢﹣]")


def guarded(text: str) -> str:
    """The text as it stands in a cell."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that a cell stands for."""
    return text[1:] if text.startswith("'") else text


def lines(rows: Iterable[Iterable[Cell]], *, bom: bool = True) -> Iterator[bytes]:
    """The rows as CSV in UTF-8; `bom` is for files that people open in Excel."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    if bom:
        yield BOM.encode()
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield stream.getvalue().encode("utf-8")
        stream.seek(0)
        stream.truncate()


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int) else guarded(value)
