"""`Evidence file.xlsx`: it holds everything that the report says, and a spreadsheet evaluates nothing in it."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

import hostile
from evidence.model.period import Period
from evidence.reports import workbook
from evidence.reports.words import day
from evidence.reports.workbook_columns import TABLES
from filled import report
from office import converted

ELSEWHERE = {
    "Action.ref": "as people type it, with the plan where there are several",
    "Answered.action": "it stands in the action's row",
    "Answered.plan": "it stands in the action's row",
    "Closure.action": "it stands in the action's row",
    "Closure.plan": "it stands in the action's row",
    "ClaimChange.old": "renumbered actions are told once, with both references",
    "ComparisonPage.baseline": "the round itself says which it repeats",
    "DueChange.old": "renumbered actions are told once, with both references",
    "EvidenceLink.document": "the document's own id",
    "Identity.share": "in words: internal or public",
    "LinkedAction.text": "the action has a row of its own",
    "Location.name": "it is the end of the path, and among the names",
    "ProgressChange.old": "renumbered actions are told once, with both references",
    "Square.due": "the action has a row of its own",
    "Square.leads": "the action has a row of its own",
    "Square.ref": "the action has a row of its own",
    "Square.text": "the action has a row of its own",
    "StateWords.state": "its words and its symbol are shown",
    "Strip.plan": "the only plan; shown where there are several",
    "TextChange.old": "renumbered actions are told once, with both references",
    "Tile.key": "its words are shown",
    "Timeline.due": "the last day due, which has a column",
    "Verdict.link": "it stands in the link's row",
}
"""Fields of a report that the workbook says in another way."""


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(book: openpyxl.Workbook) -> list[str]:
    found = []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                value: Any = cell.value
                if isinstance(value, datetime):
                    value = f"{value:%Y-%m-%d %H:%M}"
                if value is not None:
                    found.append(str(value))
    return found


def test_every_field_of_a_report_stands_in_the_workbook() -> None:
    content, made = report()
    whole = "\n".join(texts(opened(workbook.write(content))))
    shown = {name for name, value in made if any(words in whole for words in _said(value))}
    missing = {name for name, _ in made} - shown
    assert missing == set(ELSEWHERE)


def _said(value: Any) -> tuple[str, ...]:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}", f"{value:%d %B %Y %H:%M}", day(value.date())
    return (str(value), day(value)) if isinstance(value, date) else (str(value),)


def cells(sheet: Worksheet) -> dict[str, Any]:
    return {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_no_text_is_a_formula_or_a_link_and_all_of_it_comes_back(tmp_path: Path) -> None:
    several = iter(hostile.TEXTS * 60)
    given: list[str] = []

    def text(_: str) -> str:
        given.append(next(several))
        return given[-1]

    content, _ = report(text)
    path, large = tmp_path / "Evidence file.xlsx", tmp_path / "large.xlsx"
    path.write_bytes(workbook.write(content))
    large.write_bytes(workbook.write(content, scratch=tmp_path))
    for file in (path, large, *converted([path, large], "xlsx", tmp_path / "office")):
        book = openpyxl.load_workbook(file)
        for sheet in book:
            for where, cell in cells(sheet).items():
                assert cell.data_type != "f", f"{file.parent.name}: {sheet.title}!{where} is a formula: {cell.value!r}"
                assert cell.hyperlink is None, f"{sheet.title}!{where} is a link"


@pytest.mark.parametrize("large", [False, True])
def test_every_text_comes_back_as_it_was_given(tmp_path: Path, large: bool) -> None:
    content, _ = report()
    (entry,) = content.actions
    given = [text for text in hostile.TEXTS if len(text) < 32_767]
    actions = [evolve(entry, action=evolve(entry.action, text=text)) for text in given]
    scratch = tmp_path if large else None
    sheet = opened(workbook.write(evolve(content, actions=actions), scratch=scratch))["Actions"]
    assert not list(tmp_path.iterdir())
    found = [unescape(cell.value) for cell in sheet["B"][1:]]
    expected = given if large else [unescape(text) for text in given]  # openpyxl reads _x0041_ and its escape alike
    assert [_plain(text) for text in found] == [_plain(text) for text in expected]


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    content, _ = report()
    (entry,) = content.actions
    entry = evolve(entry, action=evolve(entry.action, text="x" * 40_000))
    (said,) = [cell.value for cell in opened(workbook.write(evolve(content, actions=[entry])))["Actions"]["B"][1:]]
    assert len(said) == 32_767 and "cut here" in said


def test_days_are_days_and_numbers_are_numbers() -> None:
    content, _ = report()
    (entry,) = content.documents
    early = evolve(entry, document=evolve(entry.document, dated=Period(text="1066", earliest=date(1066, 10, 14))))
    sheet = opened(workbook.write(evolve(content, documents=[entry, early])))["Documents"]
    column = {cell.value: cell.column - 1 for cell in sheet[1]}
    first, second = list(sheet.iter_rows(min_row=2, values_only=True))
    assert first[column["First day of its date"]] == datetime.combine(entry.document.dated.earliest, time())  # type: ignore[union-attr]
    assert second[column["First day of its date"]] == "1066-10-14"  # before the days that a workbook can count
    assert first[column["Received (UTC)"]] == entry.document.received_at.replace(tzinfo=None)
    assert first[column["Pages"]] == entry.document.pages


def test_every_sheet_is_one_table_set_up_for_a4_across_with_its_headings_in_place() -> None:
    content, _ = report()
    book = opened(workbook.write(content))
    assert book.sheetnames == ["Cover", "Summary", *(sheet.name for sheet in TABLES), "Notes"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
            "landscape",
            9,
            0,
        )
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "B2" and sheet.print_title_rows == "$1:$1"
        (made,) = sheet.tables.values()
        assert [column.name for column in made.tableColumns] == [column.heading for column in table.columns]
        assert 0 < table.printed <= len(table.columns)


def test_the_same_report_gives_the_same_bytes() -> None:
    content, _ = report()
    assert workbook.write(content) == workbook.write(content)


def _plain(text: Any) -> str:
    return str(text).replace("\r\n", "\n").replace("\r", "\n")
