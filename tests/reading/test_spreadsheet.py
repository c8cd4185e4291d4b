"""Spreadsheets: every sheet, every value as text, its place kept."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import packed

from evidence.model.document import Extraction
from evidence.model.table import Table
from evidence.reading import Limits, Readers, Request
from evidence.reading.formats import spreadsheet
from evidence.reading.source import Source

XLSX = spreadsheet.MEDIA_TYPES[0]


def read(path: Path) -> Extraction:
    return spreadsheet.read(Source(path=path, name=path.name, media_type=XLSX, layout=True))


def test_values_are_text_and_dates_are_iso(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"] = "Due", date(2006, 3, 24), 12, 0.5
    sheet["B5"], sheet["C5"] = True, datetime(2006, 3, 24, 14, 30)
    book.save(tmp_path / "a.xlsx")
    extraction = read(tmp_path / "a.xlsx")
    (table,) = extraction.blocks
    assert isinstance(table, Table)
    assert table.title == "Plan"
    assert [row.texts for row in table.rows] == [
        ("Due", "2006-03-24", "12", "0.5"),
        ("TRUE", "2006-03-24 14:30", "", ""),
    ]
    assert [(row.place.row, row.place.cell, row.place.sheet) for row in table.rows] == [
        (3, "B3", "Plan"),
        (5, "B5", "Plan"),
    ]
    assert extraction.pages[0].text.splitlines()[0] == "Plan"


def test_covered_cells_of_a_merge_say_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["C2"] = "wide", "x"
    sheet.merge_cells("A1:B2")
    book.save(tmp_path / "a.xlsx")
    (table,) = read(tmp_path / "a.xlsx").blocks
    assert isinstance(table, Table)
    assert [[cell.merged for cell in row.cells] for row in table.rows] == [[False, True, False], [True, True, False]]


def test_each_sheet_is_a_page_and_hidden_ones_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Old").sheet_state = "hidden"
    book["Old"]["A1"] = "old figures"
    book["Sheet"]["A1"] = "new figures"
    book.save(tmp_path / "a.xlsx")
    extraction = read(tmp_path / "a.xlsx")
    assert [page.number for page in extraction.pages] == [1, 2]
    assert "old figures" in extraction.text
    assert extraction.notes == ("sheet 'Old' is hidden",)


@given(st.integers(0, 20_000))
def test_column_letters_count_as_spreadsheets_do(column: int) -> None:
    number = 0
    for letter in spreadsheet._letters(column):
        number = number * 26 + ord(letter) - 64
    assert number == column + 1


@pytest.mark.parametrize("cells", ["XFD1048576", "A1,XFD1048576"])
def test_a_cell_in_the_far_corner_costs_neither_time_nor_the_next_file(tmp_path: Path, cells: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cell in cells.split(","):
        sheet[cell] = "far"
    book.save(tmp_path / "far.xlsx")
    (tmp_path / "next.txt").write_text("next")
    with Readers(limits=Limits(wall_seconds=20), workers=1, ocr="") as pool:
        far, after = (
            outcome for _, outcome in pool.read_all([Request(path=tmp_path / n) for n in ("far.xlsx", "next.txt")])
        )
    assert isinstance(after, Extraction)
    assert "far" in far.text if isinstance(far, Extraction) else far.reason


def test_a_container_without_a_workbook_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed({"xl/nothing.xml": "<x/>"}))
    with Readers(workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=tmp_path / "a.xlsx"))
    assert not isinstance(outcome, Extraction)
    assert "damaged" in outcome.reason
