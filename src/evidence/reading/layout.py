"""Blocks to text: what a page says when its paragraphs and tables are read one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.model.table import Block, Paragraph, Table


def text_of(blocks: Iterable[Block]) -> str:
    """A line for each paragraph and each row; cells are separated by tabs."""
    lines: list[str] = []
    for block in blocks:
        lines.extend([block.text] if isinstance(block, Paragraph) else rows_of(block))
    return "\n".join(lines)


def rows_of(table: Table) -> list[str]:
    """The rows as lines; rows without text are left out."""
    lines = ["\t".join([cell.text for cell in row.cells if not cell.merged]).rstrip() for row in table.rows]
    return [line for line in lines if line]
