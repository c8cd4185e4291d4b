"""Comma-separated values in any encoding and with any separator; one page, and one table where the layout is wanted."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from evidence.model.document import Extraction, PageText
from evidence.model.table import Place, Row, Table
from evidence.reading.encoding import decode, stray_zeros
from evidence.reading.grids import shared
from evidence.reading.source import STOPPED, CannotRead, Source

MEDIA_TYPES = ("text/csv",)
_SEPARATORS = ",;\t|"
_WIDEST = 16_384  # columns with text, as in the widest spreadsheets
_LOOKED_AT = 50  # rows that choose the separator


def read(source: Source) -> Extraction:
    """The text as it stands; cells with the line they start in."""
    data = source.data()
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = [*stray_zeros(data, encoding)]
    blocks = (_table(text, source, notes),) if source.layout and text.strip() else ()
    return Extraction(
        pages=(PageText(number=1, text=text),),
        blocks=blocks,
        media_type=source.media_type,
        reader=f"csv 1 ({encoding})",
        notes=tuple(notes),
    )


def _table(text: str, source: Source, notes: list[str]) -> Table:
    csv.field_size_limit(source.limits.text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
    rows: list[Row] = []
    cell_of = shared().__getitem__
    room = source.limits.cells
    line = 1
    for number, fields in enumerate(lines, start=1):
        room -= len(fields) or 1
        if len(fields) > _WIDEST and (filled := sum(map(bool, fields))) > _WIDEST:
            raise CannotRead(
                f"A row has {filled:,} columns with text; spreadsheets have at most {_WIDEST:,}. Check the file."
            )
        if number > source.limits.rows or room < 0:
            notes.append(f"{STOPPED}only the first {number - 1} rows are kept")
            break
        rows.append(Row(cells=map(cell_of, fields), place=Place(table=1, row=number, line=line)))
        line = lines.line_num + 1
    return Table(rows=tuple(rows), place=Place(table=1, line=1))


def separator(text: str) -> str:
    """The separator that cuts the first rows most evenly into more than one cell; a comma where none does."""
    first_line = text.partition("\n")[0]
    if first_line.lower().startswith("sep=") and len(first_line.strip()) == 5:
        return first_line.strip()[4]
    best, mark = ",", 0.0
    for candidate in _SEPARATORS:
        widths = Counter(
            len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=candidate), _LOOKED_AT) if row
        )
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
        score = times / sum(widths.values()) * min(width - 1, 4)
        if score > mark:
            best, mark = candidate, score
    return best
