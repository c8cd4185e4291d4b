"""What a reader hands over: paragraphs and tables in the order of the page, each with its place in the source."""

from __future__ import annotations

from operator import attrgetter

from attrs import field, frozen

from evidence.model.cell_names import letters_of
from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class Place:
    """Where something stands in its source; whatever the format knows, the rest `None`."""

    table: int | None = None  # from 1, in order of appearance
    row: int | None = None  # from 1, within its table, headings counted
    line: int | None = None  # from 1, in a text file
    page: int | None = None  # from 1
    sheet: str | None = None  # worksheet name
    cell: str | None = None  # "B7"


_UNKNOWN = Place()


@frozen(kw_only=True)
class Paragraph:
    """Running text outside any table."""

    text: str
    level: int = 0  # 1 to 6 for a heading, 0 for plain text
    bullet: bool = False  # an item of a list
    place: Place = _UNKNOWN


@frozen(kw_only=True)
class Cell:
    """One cell. A merged cell has its text at its first row and column; the covered cells say `merged`."""

    text: str  # lines of the cell separated by "\n"
    items: tuple[str, ...] = field(default=(), converter=as_tuple)  # list items, if the cell holds a list
    struck: tuple[str, ...] = field(default=(), converter=as_tuple)  # words struck out in the source, not in `text`
    merged: bool = False  # covered by the cell above or to the left of it


_text_of = attrgetter("text")


@frozen(kw_only=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...] = field(converter=as_tuple)
    place: Place = _UNKNOWN

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells, in order."""
        return tuple(map(_text_of, self.cells))


@frozen(kw_only=True)
class Table:
    """A grid as it stands in the source; nothing in it has been understood yet."""

    rows: tuple[Row, ...] = field(converter=as_tuple)
    place: Place = _UNKNOWN
    title: str | None = None  # caption or sheet name
    hidden: bool = False  # stands on a worksheet that the spreadsheet does not show
    left: int = 0  # columns to the left of it in the source, where it was cut out of a wider table

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


@frozen(kw_only=True)
class TextSheet:
    """A worksheet as plain texts: what a table is where nothing but the words of its cells is wanted."""

    title: str
    rows: tuple[tuple[str, ...], ...] = field(converter=as_tuple)  # those with any text
    numbers: tuple[int, ...] = field(converter=as_tuple)  # of these rows on the worksheet, from 1
    left: int = 0  # columns of the worksheet to the left of the first

    def cell(self, row: int, column: int) -> str:
        """What the worksheet calls a cell: row and column from 0, as they stand here."""
        return f"{letters_of(self.left + column)}{self.numbers[row]}"


Block = Paragraph | Table
