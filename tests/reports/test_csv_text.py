"""CSV: no spreadsheet takes a cell for a formula, and every text comes back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

import hostile
from evidence.reports.csv_text import guarded, lines, unguarded
from evidence.reports.data import Dataset, as_csv, as_json
from office import converted

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
ENTRANCES = tuple("=+-@\t\r\n＝＋－＠")


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(TEXT | st.sampled_from(hostile.TEXTS))
def test_a_guarded_text_starts_no_formula_and_comes_back(text: str) -> None:
    shown = guarded(text)
    assert unguarded(shown) == text
    assert not shown.lstrip(" \"'\u200b\ufeff").startswith(ENTRANCES) or shown.startswith("'")


@given(st.lists(st.lists(TEXT | st.none() | st.integers(), min_size=2, max_size=3), max_size=5))
def test_every_row_comes_back(rows: list[list[str | int | None]]) -> None:
    found = [[unguarded(cell) for cell in row] for row in read(b"".join(lines(rows)))]
    assert found == [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_a_spreadsheet_evaluates_no_cell_of_it(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    short = [text for text in hostile.TEXTS if len(text) < 10_000 and "\x00" not in text]
    path.write_bytes(b"".join(lines([["text", "number"], *([text, -3] for text in short)])))
    (made,) = converted([path], "xlsx", tmp_path / "office")
    (sheet,) = openpyxl.load_workbook(made)
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", f"{cell.coordinate}: {cell.value!r}"
            assert cell.hyperlink is None
    assert sheet["B2"].value == -3
    assert sheet.max_column == 2


def test_numbers_are_not_guarded_and_text_that_looks_like_one_is() -> None:
    assert b"".join(lines([[-3, "-3", True, None]], bom=False)) == b"-3,'-3,true,\r\n"


def test_a_list_and_what_is_not_flat_stand_in_a_cell_as_json() -> None:
    items = [{"id": 1, "due": {"text": "May", "flags": ["approximate"]}}, {"id": 2, "due": None}]
    flat = Dataset(name="things", about="", items=lambda: items, flat=True)
    assert read(b"".join(as_csv(flat))) == [
        ["id", "due.text", "due.flags"],
        ["1", "May", '["approximate"]'],
        ["2", "", ""],
    ]
    whole = Dataset(name="things", about="", items=lambda: items)
    assert read(b"".join(as_csv(whole)))[1] == ["1", '{"flags":["approximate"],"text":"May"}']


def test_json_has_a_line_an_item() -> None:
    things = Dataset(name="things", about="", items=lambda: [{"b": 1, "a": "ü"}, {"b": 2}])
    assert b"".join(as_json(things)).decode() == '{"things": [\n{"a":"ü","b":1},\n{"b":2}\n]}\n'
    assert b"".join(as_json(Dataset(name="none", about="", items=list))) == b'{"none": [\n]}\n'
