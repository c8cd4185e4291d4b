"""Spreadsheets: every sheet, every value as text, its place kept."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import packed

from evidence.model.cell_names import column_of, right_of
from evidence.model.document import Extraction, Unreadable
from evidence.model.table import Table
from evidence.reading import Limits, Readers, Request, scattered
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


VALUES = st.none() | st.sampled_from(["x", " ", "two words", 12, 0.5, True, date(2006, 3, 24)])


@settings(max_examples=40)
@given(st.lists(st.lists(VALUES, max_size=5), max_size=6), st.booleans(), st.integers(1, 6))
def test_where_only_texts_are_wanted_they_are_those_of_the_table_at_the_same_places(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]], merged: bool, columns: int
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=2):
            sheet.cell(number, column).value = value
    if merged:
        sheet.merge_cells("C2:D3")
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    book.save(path)
    whole = [block for block in read(path).blocks if isinstance(block, Table)]
    only = spreadsheet.read(Source(path=path, name=path.name, media_type=XLSX, columns=columns))
    assert (only.pages, only.blocks) == ((), ())
    found = {
        sheet.cell(row, column): text
        for sheet in only.sheets
        for row, texts in enumerate(sheet.rows)
        for column, text in enumerate(texts)
        if text
    }
    assert found == {
        name: cell.text
        for table in whole
        for row in table.rows
        for column, cell in enumerate(row.cells)
        if cell.text and column_of((name := right_of(row.place.cell or "", column)).rstrip("0123456789")) < columns
    }
    assert all(any(texts) for sheet in only.sheets for texts in sheet.rows)


@given(st.integers(0, 20_000))
def test_column_letters_count_as_spreadsheets_do(column: int) -> None:
    number = 0
    for letter in scattered.letters_of(column):
        number = number * 26 + ord(letter) - 64
    assert number == column + 1


CORNERS = {
    "one": {"XFD1048576": "far"},
    "two": {"A1": "near", "XFD1048576": "far"},
    "three": {"C7": date(2006, 2, 27), "C900000": 12, "XFD1048576": "far"},
    "the last that are looked for no further": {"A1": "near", "Z99999": "far"},
    "the first that are": {"A1": "near", "AA100000": "far"},
}


@pytest.mark.parametrize("cells", CORNERS.values(), ids=CORNERS)
def test_cells_in_far_corners_are_read_with_the_places_that_the_workbook_gives_them(
    tmp_path: Path, cells: dict[str, object]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in cells.items():
        sheet[place] = value
    book.save(tmp_path / "far.xlsx")
    with Readers(limits=Limits(wall_seconds=20), workers=1, ocr="") as pool:
        far = pool.read(Request(path=tmp_path / "far.xlsx", layout=True))
    assert isinstance(far, Extraction), far
    (table,) = far.blocks
    assert isinstance(table, Table)
    assert [row.place.row for row in table.rows] == [int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for place in cells]
    assert [[cell.text for cell in row.cells if cell.text] for row in table.rows] == [
        [spreadsheet.written(value)] for value in cells.values()
    ]


def test_cells_scattered_over_everything_are_refused_with_a_reason_and_the_next_file_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(1, 12_000):
        sheet.cell(row=number * 80, column=number, value="x")
    book.save(tmp_path / "far.xlsx")
    (tmp_path / "next.txt").write_text("next")
    with Readers(limits=Limits(wall_seconds=20), workers=1, ocr="") as pool:
        far = pool.read(Request(path=tmp_path / "far.xlsx"))
        after = pool.read(Request(path=tmp_path / "next.txt"))
    assert isinstance(far, Unreadable)
    assert "scattered" in far.reason
    assert isinstance(after, Extraction)


def test_a_container_without_a_workbook_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed({"xl/nothing.xml": "<x/>"}))
    with Readers(workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=tmp_path / "a.xlsx"))
    assert not isinstance(outcome, Extraction)
    assert "damaged" in outcome.reason


@pytest.mark.parametrize("kind", ["ods", "fods"])
def test_a_cell_in_the_far_corner_of_an_open_document_sheet_is_read(tmp_path: Path, kind: str) -> None:
    names = ("office", "text", "table")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    gap = '<table:table-cell table:number-columns-repeated="16383"/>'
    rows = (
        f"<table:table-row>{cell.format('near')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048574">{gap}</table:table-row>'
        f"<table:table-row>{gap}{cell.format('far')}</table:table-row>"
    )
    body = f'<office:spreadsheet><table:table table:name="Due">{rows}</table:table></office:spreadsheet>'
    root = "document" if kind == "fods" else "document-content"
    content = f"<office:{root} {spaces}><office:body>{body}</office:body></office:{root}>"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    path = tmp_path / f"far.{kind}"
    ods = "application/vnd.oasis.opendocument.spreadsheet"
    members: dict[str, str | bytes] = {"mimetype": ods, "content.xml": content, "META-INF/manifest.xml": manifest}
    path.write_bytes(content.encode() if kind == "fods" else packed(members))
    media_type = f"{ods}-flat-xml" if kind == "fods" else ods
    extraction = spreadsheet.read(Source(path=path, name=path.name, media_type=media_type))
    assert extraction.text.split() == ["Due", "near", "far"]
    assert "far apart" in extraction.notes[0]
