"""Rows and columns of a table that is read cell by cell, with cells that span others, within the limits of a file.

Shared by the formats whose tables are written as rows of spanning cells: HTML, Word and OpenDocument.
"""

from __future__ import annotations

from evidence.model.table import Cell, Place, Row, Table
from evidence.reading.source import STOPPED, Limits

_WIDEST = 1000  # columns, HTML's own bound on a span
_COVERED = Cell(text="", merged=True)
_BLANK = Cell(text="")


class Grid:
    """One table in the making. Cells go in from left to right, row by row."""

    def __init__(self, limits: Limits, *, number: int, page: int | None = None) -> None:
        self._limits = limits
        self._number = number
        self._page = page
        self._rows: list[list[Cell]] = []
        self._covered: dict[int, int] = {}  # column → rows covered from above, this one included
        self._starting: dict[int, int] = {}  # the same, for cells that start in this row
        self._count = 0
        self.stopped = False  # a limit was reached: what follows is left out

    def row(self) -> None:
        """Begin the next row."""
        self._close_row()
        if len(self._rows) >= self._limits.rows:
            self.stopped = True
        else:
            self._rows.append([])

    def cell(self, text: str, *, items: tuple[str, ...] = (), across: int = 1, down: int = 1) -> None:
        """The next cell of this row; `across` and `down` count the columns and rows it covers, itself included."""
        if self.stopped:
            return
        if not self._rows:
            self.row()
        row = self._rows[-1]
        self._skip_covered(row)
        across = max(1, min(across, _WIDEST - len(row)))
        self._count += across
        if self._count > self._limits.cells or len(row) >= _WIDEST:
            self.stopped = True
            return
        start = len(row)
        row.append(Cell(text=text, items=items))
        row.extend([_COVERED] * (across - 1))
        if down > 1:
            self._starting.update((column, down - 1) for column in range(start, start + across))

    def blank(self, across: int = 1) -> None:
        """Columns of this row that no cell covers."""
        for _ in range(min(across, _WIDEST)):
            self.cell("")

    def continued(self, across: int = 1) -> None:
        """Columns of this row that the row above covers (Word says so in each row)."""
        row = self._rows[-1] if self._rows else None
        if row is None or self.stopped:
            return
        self._skip_covered(row)
        across = max(0, min(across, _WIDEST - len(row)))
        self._count += across
        self.stopped = self._count > self._limits.cells
        row.extend([_COVERED] * across)

    def table(self, *, title: str | None = None, number: int | None = None) -> Table | None:
        """The finished table, its rows padded to the same width; `None` if it has no cells. `number` overrules."""
        self._number = number or self._number
        self._close_row()
        width = max((len(row) for row in self._rows), default=0)
        if not width:
            return None
        rows = tuple(
            Row(
                cells=tuple(row) + (_BLANK,) * (width - len(row)),
                place=Place(table=self._number, row=index, page=self._page),
            )
            for index, row in enumerate(self._rows, start=1)
        )
        return Table(rows=rows, place=Place(table=self._number, page=self._page), title=title)

    @property
    def note(self) -> str | None:
        """What to say where a limit was reached."""
        return f"{STOPPED}table {self._number} is cut after {len(self._rows)} rows" if self.stopped else None

    def _skip_covered(self, row: list[Cell]) -> None:
        while len(row) in self._covered:
            row.append(_COVERED)

    def _close_row(self) -> None:
        if not self._rows:
            return
        row = self._rows[-1]
        for column in sorted(self._covered):
            if column >= len(row):
                row.extend([_BLANK] * (column - len(row)))
                row.append(_COVERED)
        self._covered = {column: rows - 1 for column, rows in self._covered.items() if rows > 1} | self._starting
        self._starting = {}
