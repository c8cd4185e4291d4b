"""Plans that stand side by side in one table: each is cut out into a table of its own, the left one first.

What stands above the headings is cut at the same columns. A table without headings that goes on with such a one is cut
like it, and each part follows the part that it goes on with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from evidence.model.cell_names import right_of
from evidence.model.table import Block, Row, Table
from evidence.plans import fields
from evidence.plans.headings import Vocabulary, squeeze

_LOOKED_AT = 15  # filled rows above which the headings must stand
_FEWEST = 4  # headings of two plans


def apart(blocks: Sequence[Block], words: Vocabulary) -> list[Block]:
    """The blocks, each table that holds several plans side by side cut into one table for each of them.

    It holds several if its headings come again, all of them in the same order, or if columns without a word stand
    between headings of actions with a heading of something else known beside each.
    """
    result: list[Block] = []
    waiting: list[list[Table]] = []  # the parts of tables that go on with each other, but those of the left
    cut: tuple[int, ...] = ()
    width = at = 0  # at: where the others go, behind the last left one
    for block in blocks:
        if not isinstance(block, Table):
            result.append(block)
            continue
        starts = _starts(block, words)
        if starts or not (cut and block.width == width and not _is_headed(block, words)):
            result[at:at] = [part for parts in waiting for part in parts]
            cut, width, waiting = starts, block.width, [[] for _ in starts[1:]]
        if cut:
            left, *others = _cut(block, cut)
            result.append(left)
            at = len(result)
            for parts, part in zip(waiting, others, strict=True):
                parts.append(part)
        else:
            result.append(block)
    result[at:at] = [part for parts in waiting for part in parts]
    return result


def _starts(table: Table, words: Vocabulary) -> tuple[int, ...]:
    """The first column of each plan of a table; empty where it holds one or none."""
    looked_at = 0
    for n, row in enumerate(table.rows):
        texts = row.texts
        filled = [at for at, text in enumerate(texts) if text.strip()]
        looked_at += bool(filled)
        if looked_at > _LOOKED_AT:
            break
        if len(filled) < _FEWEST:
            continue
        names = {at: _name(texts[at], words) for at in filled}
        if list(names.values()).count(fields.ACTION) > 1:
            return _repeated(texts, names) or _between_gaps(table.rows[n:], names)
    return ()


def _name(text: str, words: Vocabulary) -> str | None:
    meaning = words.read(text)
    return meaning.field if meaning else None


def _repeated(texts: Sequence[str], names: dict[int, str | None]) -> tuple[int, ...]:
    """Where the headings come again: all of them, in the same order."""
    filled = list(names)
    said = [names[at] or squeeze(texts[at]) for at in filled]
    for length in range(2, len(said) // 2 + 1):
        if len(said) % length == 0 and said == said[:length] * (len(said) // length):
            return tuple(filled[::length]) if said[:length].count(fields.ACTION) == 1 else ()
    return ()


def _between_gaps(rows: Sequence[Row], names: dict[int, str | None]) -> tuple[int, ...]:
    """Where columns without a word part the headings, so that each part has actions and something of them."""
    used = {at for row in rows for at, cell in enumerate(row.cells) if cell.text.strip() or cell.struck}
    parts: list[list[str | None]] = []
    starts: list[int] = []
    for before, at in pairwise([-2, *sorted(used)]):
        if at > before + 1:
            starts.append(at)
            parts.append([])
        parts[-1].append(names.get(at))
    plans = [n for n, found in enumerate(parts) if fields.ACTION in found and len({*found} - {None}) > 1]
    return tuple(starts[n] for n in plans) if len(plans) > 1 and plans[0] == 0 else ()


def _is_headed(table: Table, words: Vocabulary) -> bool:
    """Whether the first filled row has headings."""
    texts = next((row.texts for row in table.rows if any(text.strip() for text in row.texts)), ())
    return sum(_name(text, words) is not None for text in texts) > 1


def _cut(table: Table, starts: Sequence[int]) -> list[Table]:
    """One table for each plan: its columns, of the rows in which they have something."""
    ends = (*starts[1:], table.width)
    return [
        evolve(table, left=table.left + start, rows=_rows(table.rows, start, end))
        for start, end in zip((0, *starts[1:]), ends, strict=True)
    ]


def _rows(rows: Sequence[Row], start: int, end: int) -> Iterator[Row]:
    for row in rows:
        cells = row.cells[start:end]
        if any(cell.text.strip() or cell.struck or cell.merged for cell in cells):
            place = row.place
            yield Row(cells=cells, place=evolve(place, cell=right_of(place.cell, start)) if place.cell else place)
