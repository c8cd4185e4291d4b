"""Tables that lie on their side, fields down the first column and one column an action: they are set upright.

Several such tables may stand under each other in one, with the same fields again. What stands above the first field is
left to the account of what found no place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from evidence.model.table import Block, Cell, Row, Table
from evidence.plans import fields
from evidence.plans.headings import Vocabulary, squeeze

_FEWEST_FIELDS = 3  # down the first column
_NARROWEST = 3  # columns; what has two is a list of "heading: text"
_LOOKED_AT = 40  # rows; a table of plain rows is left after so many
_BLANK = Cell(text="")


def upright(blocks: Sequence[Block], words: Vocabulary) -> list[Block]:
    """The blocks, each table that lies on its side turned, so that its fields head columns and each row is an action.

    A table lies on its side if its first column names an action and two more fields before it begins again, and most
    of that column is headings that are known.
    """
    return [_turned(block, words) or block if isinstance(block, Table) else block for block in blocks]


def _turned(table: Table, words: Vocabulary) -> Table | None:
    if 2 * sum(_name(row, words) is not None for row in table.rows[:_LOOKED_AT]) < min(len(table.rows), _LOOKED_AT):
        return None
    rows = [row for row in table.rows if any(text.strip() for text in row.texts)]
    names = [_name(row, words) for row in rows]
    first = next((n for n, name in enumerate(names) if name), None)
    if first is None or max(len(row.cells) for row in rows) < _NARROWEST:
        return None
    labels = [squeeze(_cell(row, 0).text) for row in rows[first:]]
    length = next((n for n, label in enumerate(labels) if n and label == labels[0]), len(labels))
    known = [name for name in names[first : first + length] if name]
    if fields.ACTION not in known or len(set(known)) < _FEWEST_FIELDS or len(known) * 3 < length * 2:
        return None
    if any(label != labels[n % length] for n, label in enumerate(labels)) or len(labels) % length:
        return None
    above = rows[first - 1 : first] if first and not _cell(rows[first - 1], 0).text.strip() else []
    parts = [rows[at : at + length] for at in range(first, len(rows), length)]
    heading = Row(cells=[_cell(row, 0) for row in above + parts[0]], place=rows[first].place)
    action = names[first:].index(fields.ACTION)
    actions = (row for part in parts for row in _columns(above, part, part[action]))
    return evolve(table, rows=(heading, *actions))


def _columns(above: Sequence[Row], part: Sequence[Row], action: Row) -> Iterator[Row]:
    """Each column but the first as a row, in the place of its action; `above` has the numbers over the columns."""
    for at in range(1, max(len(row.cells) for row in part)):
        cells = [_cell(row, at) for row in part]
        if any(cell.text.strip() or cell.struck for cell in cells):
            yield Row(cells=[*(_cell(row, at) for row in above), *cells], place=action.place)


def _cell(row: Row, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else _BLANK


def _name(row: Row, words: Vocabulary) -> str | None:
    meaning = words.read(_cell(row, 0).text)
    return meaning.field if meaning else None
