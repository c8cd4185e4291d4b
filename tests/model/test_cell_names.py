"""Columns by letters count as spreadsheets count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string, get_column_letter

from evidence.model.cell_names import column_of, letters_of, right_of


@given(st.integers(0, 16_383))
def test_a_column_has_the_letters_that_a_spreadsheet_gives_it(column: int) -> None:
    assert letters_of(column) == get_column_letter(column + 1)
    assert column_of(letters_of(column)) == column == column_index_from_string(letters_of(column)) - 1


@pytest.mark.parametrize(("cell", "columns", "right"), [("B7", 2, "D7"), ("Z10", 1, "AA10"), ("A1", 0, "A1")])
def test_a_cell_to_the_right_stands_in_the_same_row(cell: str, columns: int, right: str) -> None:
    assert right_of(cell, columns) == right
