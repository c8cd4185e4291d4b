"""One row of a plan seen by field: which cell is the action, which the lead, with merged cells filled from above."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve, field

from evidence.model.table import Cell, Place, Row
from evidence.plans import fields
from evidence.plans.labels import split
from evidence.plans.readings import Reading
from evidence.wording.folding import fold

_EMPTY = Cell(text="")
_LONGEST_LEAD = 60  # characters of a lead in a row that may have slipped


@define(kw_only=True)
class Line:
    """A row below the headings."""

    key: tuple[int, int]  # table, index among the rows below its headings
    place: Place
    first_of_page: bool
    merged_progress: bool = False
    spans: bool = False  # one cell runs over the whole row
    deadlines: list[str] = field(factory=list)  # in headings right above this row
    _cells: dict[str, list[Cell]] = field(factory=dict)
    _texts: dict[str, str] = field(factory=dict)  # folded texts that were asked for
    _unknown: list[tuple[str, Cell]] = field(factory=list)  # (heading, cell) of columns that mean nothing known
    _columns: frozenset[str] = frozenset()

    def has_column(self, name: str) -> bool:
        """Whether the table has such a column at all."""
        return name in self._columns

    def cell(self, name: str) -> Cell:
        """The cell of a field; the cells of several columns of one field are put together."""
        cells = self._cells.get(name)
        if not cells:
            return _EMPTY
        if len(cells) == 1:
            return cells[0]
        return Cell(text="\n".join(c.text for c in cells), items=tuple(i for c in cells for i in c.items))

    def text(self, name: str) -> str:
        """The text of a field on one line."""
        if name not in self._texts:
            self._texts[name] = fold(self.cell(name).text)
        return self._texts[name]

    def replace(self, name: str, text: str) -> None:
        """Put another text into a field."""
        self._cells[name] = [Cell(text=text)] if text else []
        self._texts.pop(name, None)

    def others(self) -> list[tuple[str, Cell]]:
        """The filled cells of all fields but the recommendation, its number and the action."""
        leading = (fields.ACTION, fields.RECOMMENDATION, fields.NUMBER)
        return [(name, cell) for name in self._cells if name not in leading and (cell := self.cell(name)).text]

    def unknown(self) -> list[tuple[str, str]]:
        """Heading and text of every filled cell whose column means nothing known."""
        return [(heading, fold(cell.text)) for heading, cell in self._unknown if cell.text.strip()]

    def struck(self) -> list[tuple[str, str]]:
        """Field or heading, and words, of what was struck out in the row."""
        found = [(name, words) for name, cells in self._cells.items() for cell in cells for words in cell.struck]
        return found + [(heading, words) for heading, cell in self._unknown for words in cell.struck]

    @property
    def filled(self) -> int:
        """How many fields and unknown columns have text."""
        return sum(1 for name in self._cells if self.text(name)) + len(self.unknown())

    @property
    def words(self) -> list[str]:
        """Every filled text, in order of fields."""
        return [text for name in self._cells if (text := self.text(name))] + [text for _, text in self.unknown()]


def lines(reading: Reading, *, goes_on: bool) -> Iterator[Line]:
    """The filled rows below the headings; `goes_on` says that the table continues one from the page before."""
    above: dict[int, Cell] = {}
    page: int | None = None
    names = frozenset(reading.fields)
    for n, row in enumerate(reading.table.rows[reading.first :]):
        new_page = row.place.page is not None and page is not None and row.place.page != page
        page = row.place.page if row.place.page is not None else page
        place = row.place if row.place.row else evolve(row.place, table=reading.number, row=reading.first + n + 1)
        line = Line(key=(reading.number, n), place=place, first_of_page=(n == 0 and goes_on) or new_page, columns=names)
        _fill(line, reading, row, above)
        yield line


def _fill(line: Line, reading: Reading, row: Row, above: dict[int, Cell]) -> None:
    cells = _aligned(row.cells, reading)
    line.spans = len(row.cells) > 1 and bool(row.cells[0].text) and all(cell.merged for cell in row.cells[1:])
    for column, cell in zip(reading.columns, cells, strict=False):
        if (
            cell.merged
            and not line.spans
            and column.at in above
            and column.field not in (fields.RECOMMENDATION, fields.NUMBER)
        ):
            if column.field == fields.PROGRESS:
                line.merged_progress = True
            cell = evolve(above[column.at], merged=True) if column.field != fields.ACTION else cell
        elif not cell.merged and not line.spans:
            above[column.at] = cell
        if column.field and column.field != "other":
            line._cells.setdefault(column.field, []).append(cell)
        elif cell.text.strip() or cell.struck:
            line._unknown.append((column.heading or f"column {column.at + 1}", cell))
    if reading.own_actions and line.text(fields.RECOMMENDATION):
        text = split(line.text(fields.RECOMMENDATION)).rest
        line.replace(fields.ACTION, text)
    for extra, cell in enumerate(cells[len(reading.columns) :], start=len(reading.columns) + 1):
        if cell.text.strip():
            line._unknown.append((f"column {extra}", cell))


def _aligned(cells: tuple[Cell, ...], reading: Reading) -> tuple[Cell, ...]:
    """The cells of a short row under their columns: blank cells left out in the middle are put back.

    They are put back only where the lead's column holds something that cannot be a lead and moving it right mends that.
    """
    short = len(reading.columns) - len(cells)
    if short <= 0 or len(cells) < 3:
        return cells
    lead = next((c.at for c in reading.columns if c.field == fields.LEAD), None)
    if lead is None or lead >= len(cells) or _may_lead(cells[lead]):
        return cells
    blanks = (_EMPTY,) * short
    for gap in range(lead, 0, -1):
        moved = cells[:gap] + blanks + cells[gap:]
        if moved[lead].text.strip() and _may_lead(moved[lead]):
            return moved
    return cells[:lead] + blanks + cells[lead:]


def _may_lead(cell: Cell) -> bool:
    return not cell.items and len(cell.text) <= _LONGEST_LEAD and not any(letter in cell.text for letter in ".:;")
