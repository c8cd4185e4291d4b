"""Worksheets that the spreadsheet does not show: what stands there is not the plan's, and is said."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.model.plan import Unplaced
from evidence.model.table import Block, Table
from evidence.plans.columns import read_tables
from evidence.plans.headings import Vocabulary
from evidence.wording.folding import fold

_REASON = "stands on a hidden worksheet"


def shown(blocks: Sequence[Block], words: Vocabulary) -> tuple[Sequence[Block], list[Unplaced]]:
    """The blocks without the tables of hidden worksheets, and one remark for each of these with words.

    A plan that stands on hidden worksheets alone is read from them: then all blocks are returned, and no remark.
    """
    hidden = [block for block in blocks if isinstance(block, Table) and block.hidden]
    if not hidden:
        return blocks, []
    kept = [block for block in blocks if not (isinstance(block, Table) and block.hidden)]
    tables = [block for block in kept if isinstance(block, Table)]
    if not any(reading.is_plan for reading in read_tables(tables, words, [False] * len(tables))):
        return blocks, []
    return kept, [Unplaced(text=text, reason=_REASON, source=table.place) for table in hidden if (text := _text(table))]


def _text(table: Table) -> str:
    rows = (" | ".join(fold(text) for text in row.texts if text.strip()) for row in table.rows)
    return " / ".join(row for row in rows if row)
