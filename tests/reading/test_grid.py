"""Tables read cell by cell are rectangles, whatever the spans say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.reading.grid import Grid
from evidence.reading.source import Limits

CELLS = st.tuples(st.text("abc", max_size=2), st.integers(-2, 5), st.integers(-2, 5))


def test_spans_cover_what_they_say() -> None:
    grid = Grid(Limits(), number=1)
    grid.row()
    grid.cell("a", across=2, down=2)
    grid.cell("b")
    grid.row()
    grid.cell("c")
    grid.row()
    grid.cell("d")
    table = grid.table()
    assert table is not None
    assert [[(c.text, c.merged) for c in row.cells] for row in table.rows] == [
        [("a", False), ("", True), ("b", False)],
        [("", True), ("", True), ("c", False)],
        [("d", False), ("", False), ("", False)],
    ]


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_every_table_is_a_rectangle_that_holds_every_text(rows: list[list[tuple[str, int, int]]]) -> None:
    grid = Grid(Limits(), number=1)
    for row in rows:
        grid.row()
        for text, across, down in row:
            grid.cell(text, across=across, down=down)
    table = grid.table()
    if table is None:
        assert not any(rows)
        return
    assert len({len(row.cells) for row in table.rows}) == 1
    written = sorted(text for row in rows for text, _, _ in row if text)
    assert sorted(cell.text for row in table.rows for cell in row.cells if cell.text) == written
    assert [row.place.row for row in table.rows] == list(range(1, len(rows) + 1))


def test_a_span_of_a_million_columns_costs_nothing() -> None:
    grid = Grid(Limits(cells=5000), number=1)
    for _ in range(100):
        grid.row()
        grid.cell("x", across=1_000_000)
    table = grid.table()
    assert table is not None
    assert grid.note is not None
    assert sum(len(row.cells) for row in table.rows) <= 100 * 1000
