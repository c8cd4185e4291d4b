"""Tables that are far too wide: columns without a word are left out, and what then is no plan is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from evidence.model.errors import UnreadableInput
from evidence.model.table import Block, Row, Table

_WIDE = 64  # columns above which blank ones are looked for
_MOST = 512  # columns with words that a plan can have


def without_blank_columns(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with wide tables brought to the columns that have words, as one stray cell far out makes them wide.

    Raises `UnreadableInput` for a table that has more columns with words than any plan.
    """
    return tuple(_narrowed(block) if isinstance(block, Table) else block for block in blocks)


def _narrowed(table: Table) -> Table:
    if all(len(row.cells) <= _WIDE for row in table.rows):
        return table
    filled: set[int] = set()
    for row in table.rows:
        filled.update(at for at, cell in enumerate(row.cells) if cell.text or cell.struck)
    if len(filled) > _MOST:
        where = f" on sheet {table.place.sheet!r}" if table.place.sheet else ""
        raise UnreadableInput(
            f"A table{where} has {len(filled):,} columns with text: expected the table of an action plan, with up to "
            f"{_MOST}. Check that this is the right file, or save the plan's own columns as a file of their own."
        )
    return evolve(table, rows=tuple(_rows(table.rows, sorted(filled))))


def _rows(rows: Sequence[Row], kept: Sequence[int]) -> Iterator[Row]:
    for row in rows:
        yield evolve(row, cells=tuple(row.cells[at] for at in kept if at < len(row.cells)))
