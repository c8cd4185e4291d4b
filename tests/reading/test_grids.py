"""Tables cross the pipe whole, and what a worker says of one file changes what is read of no other."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from evidence.codec import encode
from evidence.model.table import Cell, Place, Row, Table
from evidence.reading import grids

TEXTS = st.text(max_size=4) | st.just("a" * 300)
CELLS = st.builds(Cell, text=TEXTS) | st.just(Cell(text="", merged=True))
NUMBERS = st.none() | st.integers(1, 3)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    number, sheet = draw(NUMBERS), draw(st.none() | st.sampled_from(["answers", "about"]))

    def place() -> Place:
        row, line, page = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
        return Place(table=number, sheet=sheet, row=row, line=line, page=page, cell=draw(st.sampled_from(["A1", None])))

    rows = [Row(cells=cells, place=place()) for cells in draw(st.lists(st.lists(CELLS, max_size=3), max_size=3))]
    return Table(rows=rows, place=place(), title=draw(st.none() | TEXTS), hidden=draw(st.booleans()))


@given(tables())
def test_a_table_of_plain_cells_comes_back_as_it_was(table: Table) -> None:
    packed = grids.packed(table)
    assert packed is not None
    assert grids.unpacked(json.loads(encode(packed))) == table


def test_a_worker_that_lies_about_places_lies_about_its_own_file_alone() -> None:
    def sent(row: object) -> Table:
        at = [1, None, None, None, "answers", None]
        data = {"grid": [["x"]], "places": [[row, None, None, "A7"]], "at": at, "title": None, "hidden": False}
        return grids.unpacked(data)

    for lie in (True, 1.0):
        sent(lie)
        assert type(sent(1).rows[0].place.row) is int
