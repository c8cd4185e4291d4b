"""Tables cross the pipe whole, and what a worker says of one file changes what is read of no other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import asdict
from hypothesis import given
from hypothesis import strategies as st

from evidence.codec import encode
from evidence.model.document import Extraction
from evidence.model.table import Cell, Place, Row, Table, TextSheet
from evidence.reading import grids, wire

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


@st.composite
def text_sheets(draw: st.DrawFn) -> TextSheet:
    rows = draw(st.lists(st.lists(TEXTS, max_size=3).map(tuple), max_size=3))
    numbers = draw(st.lists(st.integers(1, 9), min_size=len(rows), max_size=len(rows)))
    return TextSheet(title=draw(TEXTS), rows=rows, numbers=numbers, left=draw(st.integers(0, 3)))


@given(st.lists(text_sheets(), max_size=2))
def test_sheets_of_texts_come_back_as_they_were(sheets: list[TextSheet]) -> None:
    sent = Extraction(pages=[], sheets=sheets, media_type="x/y", reader="some 1")
    assert wire.extraction(json.loads(encode(wire.plain(sent)))) == sent


@pytest.mark.parametrize(
    "lie",
    [
        {"title": None},
        {"rows": [["x", 1]]},
        {"rows": [["x", None]]},
        {"rows": [["x", ["y"]]]},
        {"rows": [["x"], ["y"]]},
        {"rows": None},
        {"numbers": [1.5]},
        {"numbers": [True]},
        {"numbers": []},
        {"left": "A"},
        {"left": -2},
        {"numbers": [-1]},
        {"rows": [["\ud800"]]},
    ],
    ids=str,
)
def test_a_sheet_of_texts_that_holds_something_else_is_none(lie: dict[str, Any]) -> None:
    sheet = TextSheet(title="answers", rows=[("x",)], numbers=[7])
    with pytest.raises((ValueError, TypeError)):
        grids.text_sheet(asdict(sheet) | lie)
