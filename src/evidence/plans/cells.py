"""One row of a plan seen by field: which cell is the action, which the lead, with merged cells filled from above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from evidence.model.table import Cell, Place, Row
from evidence.plans import fields
from evidence.plans.labels import split
from evidence.plans.readings import Reading
from evidence.plans.timeline import last_marked
from evidence.wording.dates import find_dates
from evidence.wording.folding import fold

_EMPTY = Cell(text="")
_LEADING = frozenset((fields.ACTION, fields.RECOMMENDATION, fields.NUMBER))
_LONGEST_LEAD = 60  # characters of a lead in a row that may have slipped
_BEFORE_DATE = re.compile(
    r"\b(?:by|from|before|until|commencing|starting|no later than)(?: the)?(?: end(?: of)?)?\s*$", re.IGNORECASE
)


@define(kw_only=True)
class Line:
    """A row below the headings."""

    key: tuple[int, int]  # table, index among the rows below its headings
    place: Place
    first_of_page: bool
    merged_progress: bool = False
    states: list[tuple[str, str]] = field(factory=list)  # heading and text of each status cell
    due_by_mark: bool = False  # the deadline is the last month with a mark under it
    spans: bool = False  # one cell runs over the whole row
    deadlines: Sequence[str] = ()  # in headings right above this row
    _cells: dict[str, Cell] = field(factory=dict)  # those of several columns of one field are put together
    _texts: dict[str, str] = field(factory=dict)  # of the filled ones, on one line
    _others: list[tuple[str, Cell]] | None = None
    _unknown: tuple[tuple[str, str], ...] = ()  # (heading, text) of columns that mean nothing known
    _struck: tuple[tuple[str, str], ...] = ()  # (field or heading, words)
    _columns: frozenset[str] = frozenset()

    def has_column(self, name: str) -> bool:
        """Whether the table has such a column at all."""
        return name in self._columns

    def cell(self, name: str) -> Cell:
        """The cell of a field; the cells of several columns of one field are put together."""
        return self._cells.get(name, _EMPTY)

    def text(self, name: str) -> str:
        """The text of a field on one line."""
        return self._texts.get(name, "")

    def put(self, name: str, cell: Cell) -> None:
        """One more filled cell of a field."""
        if cell.struck:
            self._struck += tuple((name, words) for words in cell.struck)
        before = self._cells.get(name)
        if before is not None:
            cell = Cell(
                text=f"{before.text}\n{cell.text}",
                items=before.items + cell.items,
                struck=before.struck + cell.struck,
            )
        self._cells[name] = cell
        if folded := fold(cell.text):
            self._texts[name] = folded

    def put_unknown(self, heading: str, cell: Cell) -> None:
        """A filled cell of a column that means nothing known."""
        if text := fold(cell.text):
            self._unknown += ((heading, text),)
        self._struck += tuple((heading, words) for words in cell.struck)

    def replace(self, name: str, text: str) -> None:
        """Put another text into a field."""
        self._others = None
        self._cells.pop(name, None)
        self._texts.pop(name, None)
        if text:
            self.put(name, Cell(text=text))

    def move(self, name: str, text: str) -> None:
        """Make `text` the only cell of the row, that of a field."""
        self._cells, self._texts, self._others, self.spans = {}, {}, None, False
        self.put(name, Cell(text=text))

    def others(self) -> list[tuple[str, Cell]]:
        """The filled cells of all fields but the recommendation, its number and the action."""
        if self._others is None:
            self._others = [(name, self._cells[name]) for name in self._texts if name not in _LEADING]
        return self._others

    def unknown(self) -> tuple[tuple[str, str], ...]:
        """Heading and text of every filled cell whose column means nothing known."""
        return self._unknown

    def struck(self) -> tuple[tuple[str, str], ...]:
        """Field or heading, and words, of what was struck out in the row."""
        return self._struck

    @property
    def filled(self) -> int:
        """How many fields and unknown columns have text."""
        return len(self._texts) + len(self._unknown)

    @property
    def words(self) -> list[str]:
        """Every filled text, in order of fields."""
        return [self._texts[name] for name in self._cells if name in self._texts] + [text for _, text in self._unknown]


def lines(reading: Reading, *, goes_on: bool) -> Iterator[Line]:
    """The filled rows below the headings; `goes_on` says that the table continues one from the page before."""
    above: dict[int, Cell] = {}
    page: int | None = None
    names = frozenset(reading.fields)
    rows = reading.table.rows
    merges = any(cell.merged for row in rows for cell in row.cells)
    for n, row in enumerate(rows[reading.first :]):
        new_page = row.place.page is not None and page is not None and row.place.page != page
        page = row.place.page if row.place.page is not None else page
        place = row.place if row.place.row else evolve(row.place, table=reading.printed, row=reading.first + n + 1)
        line = Line(key=(reading.number, n), place=place, first_of_page=(n == 0 and goes_on) or new_page, columns=names)
        cells = _aligned(row.cells, reading)
        if merges:
            cells = _merged(line, reading, row, cells, above)
        _fill(line, reading, cells)
        yield line


def _merged(
    line: Line, reading: Reading, row: Row, cells: tuple[Cell, ...], above: dict[int, Cell]
) -> tuple[Cell, ...]:
    """The cells of a row, those that one above covers filled from it; the first cells of merged ones are kept."""
    line.spans = len(row.cells) > 1 and bool(row.cells[0].text) and all(cell.merged for cell in row.cells[1:])
    filled = list(cells)
    for at, (column, cell) in enumerate(zip(reading.columns, cells, strict=False)):
        if line.spans:
            continue
        if not cell.merged:
            above[column.at] = cell
        elif column.at in above and column.field not in (fields.RECOMMENDATION, fields.NUMBER):
            line.merged_progress = line.merged_progress or column.field == fields.PROGRESS
            if column.field != fields.ACTION and column.at not in reading.months:
                filled[at] = evolve(above[column.at], merged=True)
    return tuple(filled)


def _fill(line: Line, reading: Reading, cells: tuple[Cell, ...]) -> None:
    for column, cell in zip(reading.columns, cells, strict=False):
        if not (cell.text or cell.struck):
            continue
        if column.also:
            before, dated = _cut_at_date(cell)
            line.put(column.field or column.also, before)
            line.put(column.also, dated)
        elif column.field and column.field != "other":
            line.put(column.field, cell)
            if column.field == "status":
                line.states.append((column.heading, cell.text))
        else:
            line.put_unknown(column.heading or f"column {reading.table.left + column.at + 1}", cell)
    if reading.months and not line.text(fields.DUE) and (month := last_marked(cells, reading.months)):
        line.put(fields.DUE, Cell(text=month))
        line.due_by_mark = True
    if reading.own_actions and line.text(fields.RECOMMENDATION):
        text = split(line.text(fields.RECOMMENDATION)).rest
        line.replace(fields.ACTION, text)
    for extra, cell in enumerate(cells[len(reading.columns) :], start=len(reading.columns) + 1):
        if cell.text.strip():
            line.put_unknown(f"column {reading.table.left + extra}", cell)


def _cut_at_date(cell: Cell) -> tuple[Cell, Cell]:
    """A cell of leads and deadlines in two, line by line: the words beside the dates, and the dates."""
    leads: list[str] = []
    dates: list[str] = []
    for text in cell.text.split("\n"):
        found = find_dates(text)
        if not found:
            leads.append(text)
            continue
        before = _BEFORE_DATE.search(text[: found[0].start])
        start, end = before.start() if before else found[0].start, found[-1].end
        leads.append(f"{text[:start].rstrip(' ,;:/–-')} {text[end:].lstrip(' ,;:/–-')}")
        dates.append(text[start:end])
    return evolve(cell, text="\n".join(leads).strip(), items=()), Cell(text="\n".join(dates))


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
