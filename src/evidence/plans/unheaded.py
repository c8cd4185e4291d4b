"""Columns without a heading, named after what stands in them where that is plain, and said so."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from evidence.plans import fields
from evidence.plans.contents import told_by_cells
from evidence.plans.headings import Vocabulary
from evidence.plans.layout import UNKNOWN, columns_of
from evidence.plans.readings import Column, Reading
from evidence.wording.orders import is_order

_FEWEST_BESIDE = 2  # fields of a tracker, beside which a column without a heading may be that of actions
_FEWEST_WORDS = 3  # words to a row in such a column, where it is told by the length of its cells


def told_columns(reading: Reading, columns: Sequence[Column], *, actions: bool = False) -> tuple[Column, ...]:
    """The columns, those without a heading named after their cells where these tell it.

    With `actions` a heading that means nothing known may stand over the actions too.
    """
    asked = [c.field is None and (not c.heading or (actions and c.because.endswith(UNKNOWN))) for c in columns]
    if not any(asked):
        return tuple(columns)
    cells = [reading.filled(column.at) if bare else [] for column, bare in zip(columns, asked, strict=True)]
    told = told_by_cells(cells, {column.field for column in columns})
    result = []
    for at, column in enumerate(columns):
        name, because = told.get(at, (None, "tell nothing"))
        if asked[at] and not column.heading and cells[at]:
            column = evolve(column, field=name, because=f"no heading; its cells {because}")
        elif asked[at] and name == fields.ACTION:
            column = evolve(column, field=name, because=f"{column.because}; its cells {because}")
        result.append(column)
    return tuple(result)


def name_by_cells(reading: Reading, words: Vocabulary) -> None:
    """Make a table of orders a plan though no heading says so, where its other columns are plainly those of a tracker.

    It needs a column whose cells are orders, and two of lead, deadline, progress and status beside it, by heading or
    by what stands in them. The first row may be one of headings or the first of the plan.
    """
    rows = reading.table.rows
    filled = [sum(1 for text in row.texts if text.strip()) for row in rows]
    top = next((n for n, count in enumerate(filled) if count), None)
    if top is None:
        return
    columns, used = columns_of(rows, top, reading.width, words)
    named = any(column.field for column in columns)
    if named and _is_tracker(read := _with(reading, columns, top + used, used)):
        reading.columns, reading.first, reading.heading_rows = read.columns, read.first, used
        return
    first = next((n for n, count in enumerate(filled) if count > _FEWEST_BESIDE), top)
    bare = tuple(Column(at=at, heading="", field=None, because="") for at in range(reading.width))
    read = _with(reading, bare, first, 0)
    if _is_tracker(read) and any(is_order(cell.text) for cell in rows[first].cells):
        reading.columns, reading.first, reading.heading_rows = read.columns, first, 0


def _with(reading: Reading, columns: tuple[Column, ...], first: int, heading_rows: int) -> Reading:
    """The table under other headings, the columns without one named after their cells."""
    read = evolve(reading, columns=columns, first=first, heading_rows=heading_rows)
    read.columns = told_columns(read, columns, actions=True)
    return read


def _is_tracker(reading: Reading) -> bool:
    return fields.ACTION in reading.fields and len(reading.fields & fields.FOLLOWED_UP) >= _FEWEST_BESIDE


def name_unheaded_actions(reading: Reading) -> None:
    """Take the one column of sentences without a heading for the actions, beside headings of a lead or deadline."""
    if len(reading.fields & fields.FOLLOWED_UP) < _FEWEST_BESIDE or reading.fields & {
        fields.ACTION,
        fields.RECOMMENDATION,
    }:
        return
    lengths = {c.at: _words_in(reading, c.at) for c in reading.columns if not c.heading}
    longest = max(lengths, key=lambda at: lengths[at], default=None)
    if longest is None or lengths[longest] < _FEWEST_WORDS:
        return
    if any(2 * length > lengths[longest] for at, length in lengths.items() if at != longest):
        return
    because = "no heading; its cells are the longest of those without one, beside a lead, deadline or progress"
    reading.columns = tuple(
        evolve(c, field=fields.ACTION, because=because) if c.at == longest else c for c in reading.columns
    )


def _words_in(reading: Reading, at: int) -> float:
    """Words to a row in a column."""
    return sum(len(text.split()) for text in reading.filled(at)) / max(1, len(reading.table.rows) - reading.first)
