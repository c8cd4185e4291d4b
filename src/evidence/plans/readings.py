"""A table with its columns read: what is handed from the reading of headings to the reading of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import define, field, frozen

from evidence.model.plan import ColumnReading
from evidence.model.table import Row, Table
from evidence.plans import fields
from evidence.plans.headings import Meaning, known, squeeze
from evidence.wording.folding import fold

_LONGEST = 60  # characters of a heading that is printed again


@frozen(kw_only=True)
class Column:
    """One column of a table and what it holds."""

    at: int  # from 0
    heading: str
    field: str | None
    because: str
    rest: str = ""  # words of the heading beyond its own, such as a deadline
    also: str | None = None  # a second field that its cells hold
    month: str = ""  # the month or quarter that the heading is: "Apr 2024"


@define(kw_only=True)
class Reading:
    """A table with its columns read. `columns` is empty for a table that has no headings of a plan."""

    table: Table
    number: int  # from 1, in the order in which the tables are read
    columns: tuple[Column, ...] = ()
    first: int = 0  # index of the first row below the headings
    heading_rows: int = 1  # rows that the headings take
    inherited: bool = False  # the headings are those of an earlier table
    own_actions: bool = False  # no column of actions: each recommendation is what is to be done
    months: Mapping[int, str] = field(factory=dict)  # by column: those whose last mark in a row is its deadline
    repeats: list[ColumnReading] = field(factory=list)  # headings printed again further down

    @cached_property
    def own_headings(self) -> frozenset[str]:
        """The table's headings, squeezed; asked for when all columns are read."""
        return frozenset(squeeze(column.heading) for column in self.columns if column.heading)

    @cached_property
    def _again(self) -> frozenset[str]:
        """Texts of the table that have the words of one of its headings, or of any heading of actions."""
        texts = {cell.text for row in self.table.rows for cell in row.cells}
        squeezed = ((text, squeeze(text)) for text in texts if len(text) <= _LONGEST)
        return frozenset(
            text for text, key in squeezed if key and (key in self.own_headings or known().get(key) == fields.ACTION)
        )

    def prints_again(self, texts: Sequence[str]) -> bool:
        """Whether a cell of a row has the words of one of the table's headings, or of any heading of actions."""
        return not self._again.isdisjoint(texts)

    def is_lower_heading(self, row: Row) -> bool:
        """Whether a row has nothing but words of the second row of headings ("When" below "By")."""
        if self.heading_rows < 2 or self.inherited:
            return False
        lower = [squeeze(text) for text in self.table.rows[self.first - 1].texts]
        keys = [squeeze(text) for text in row.texts]
        return any(keys) and len(keys) <= len(lower) and all(not a or a == b for a, b in zip(keys, lower, strict=False))

    @property
    def fields(self) -> set[str]:
        """The fields that the table has a column for."""
        return {column.field for column in self.columns if column.field}

    @property
    def is_plan(self) -> bool:
        """Whether the table has a column of actions, or of recommendations that stand for them."""
        return self.own_actions or fields.ACTION in self.fields

    @property
    def printed(self) -> int:
        """The number of the table in the source."""
        return self.table.place.table or self.number

    @property
    def rows(self) -> int:
        """Rows below the headings."""
        return len(self.table.rows) - self.first

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return self.table.width

    def filled(self, at: int) -> list[str]:
        """The texts of a column below the headings."""
        rows = self.table.rows[self.first :]
        return [row.cells[at].text for row in rows if at < len(row.cells) and row.cells[at].text.strip()]

    def repeat(self, row: Row, meanings: Sequence[Meaning | None]) -> None:
        """Note headings that a row prints again."""
        for at, (text, meaning) in enumerate(zip(row.texts, meanings, strict=True)):
            if text.strip():
                because = f"printed again: {meaning.because}" if meaning else "printed again"
                self.repeats.append(self._reading(at, fold(text), meaning.field if meaning else None, because))

    def readings(self) -> tuple[ColumnReading, ...]:
        """What each heading was taken for."""
        return (*(self._reading(c.at, c.heading, c.field, c.because) for c in self.columns), *self.repeats)

    def _reading(self, at: int, heading: str, name: str | None, because: str) -> ColumnReading:
        name = fields.DUE if at in self.months else name
        column = self.table.left + at + 1
        if self.table.left and because:
            because = f"{because}; it stands in the plan that begins at column {self.table.left + 1}"
        return ColumnReading(table=self.printed, column=column, heading=heading, field=name, because=because)
