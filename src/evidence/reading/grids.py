"""Tables on the wire: a table of plain cells is sent as rows of texts, because most workbooks hold nothing else.

A cell's text is a text, a covered cell is null. What lists or struck words a table holds keeps its full shape. Sheets
of which only the texts are wanted are sent as they are, and looked at when they come.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Any

from evidence.model.table import Cell, Place, Row, Table, TextSheet

JSON = dict[str, Any]
_COVERED = Cell(text="", merged=True)
_MOST = 1 << 14  # short cells kept from file to file: the versions of a plan repeat most of their words


class Cells(dict[str | None, Cell]):
    """Cells by their text: equal ones are made once."""

    def __missing__(self, text: str | None) -> Cell:
        """A plain cell with this text."""
        if text is None:
            return _COVERED
        if type(text) is not str:
            raise ValueError(f"a cell of {type(text).__name__}")
        made = Cell(text=text)
        if len(text) < 200:
            self[text] = made
        return made


_known = Cells()


def shared() -> Cells:
    """Cells kept from file to file in this process; forgotten when they have become many."""
    if len(_known) > _MOST:
        _known.clear()
    return _known


@lru_cache(maxsize=_MOST, typed=True)  # by type too: what one worker says of a place changes no other's
def placed(
    table: int | None, row: int | None, line: int | None, page: int | None, sheet: str | None, cell: str | None
) -> Place:
    """A row's place: those of files of one shape are made once."""
    return Place(table=table, row=row, line=line, page=page, sheet=sheet, cell=cell)


def packed(table: Table) -> JSON | None:
    """The table as rows of texts; `None` where that would lose something."""
    rows = table.rows
    at = table.place
    places, texts = [], []
    for row in rows:
        place = row.place
        if place.table != at.table or place.sheet != at.sheet:
            return None
        line: list[str | None] = []
        for cell in row.cells:
            if cell.items or cell.struck or (cell.merged and cell.text):
                return None
            line.append(None if cell.merged else cell.text)
        texts.append(line)
        places.append([place.row, place.line, place.page, place.cell])
    own = [at.table, at.row, at.line, at.page, at.sheet, at.cell]
    return {"grid": texts, "places": places, "at": own, "title": table.title, "hidden": table.hidden}


def unpacked(data: JSON) -> Table:
    """The table again; raises `ValueError`, `TypeError` or `KeyError` where the data is none."""
    number, *_, sheet, _ = at = data["at"]
    cell_of = shared().__getitem__
    rows = [
        Row(cells=map(cell_of, texts), place=placed(number, row, line, page, sheet, cell))
        for texts, (row, line, page, cell) in zip(data["grid"], data["places"], strict=True)
    ]
    return Table(rows=rows, place=placed(*at), title=data["title"], hidden=bool(data["hidden"]))


def text_sheet(data: JSON) -> TextSheet:
    """A sheet of plain texts again; raises `ValueError`, `TypeError` or `KeyError` where the data is none."""
    sheet = TextSheet(title=data["title"], rows=map(tuple, data["rows"]), numbers=data["numbers"], left=data["left"])
    texts, numbers = (sheet.title, *chain.from_iterable(sheet.rows)), (sheet.left, *sheet.numbers)
    if not ({str}.issuperset(map(type, texts)) and {int}.issuperset(map(type, numbers))):
        raise ValueError("a sheet of texts that holds something else")
    if len(sheet.rows) != len(sheet.numbers):
        raise ValueError("a sheet whose rows are not numbered one by one")
    if not all(0 <= number < 1 << 32 for number in numbers):
        raise ValueError("a sheet whose cells nobody can name")
    "".join(texts).encode()  # lone surrogates
    return sheet
