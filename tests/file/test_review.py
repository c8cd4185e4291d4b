"""The review: what each unlinked document shows, decided one by one or in a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import evidence
from builder import opened, write_plan
from evidence.cli import evidence as command
from evidence.file import EvidenceFile

TEXTS = {
    "paper.txt": "Discussion paper on the criteria, December 2005. Prepared by the Head of Testing. Action R1.1.",
    "minutes.txt": "Minutes of the board, 4 January 2006. The board approved the paper on the criteria.",
    "menu.txt": "Canteen menu: soup on Monday, pie on Tuesday.",
}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EvidenceFile]:
    with opened(tmp_path / "store") as opened_file:
        opened_file.import_plan(write_plan(tmp_path), id="p")
        for name, text in TEXTS.items():
            (tmp_path / name).write_text(text)
            opened_file.add(tmp_path / name)
        yield opened_file
    assert evidence.verify(tmp_path / "store").ok


def walk(store: Path, typed: str) -> Result:
    return CliRunner().invoke(command, ["--store", str(store), "--by", "keeper", "review"], input=typed)


def test_each_document_is_shown_with_its_because_and_what_is_typed_is_done(file: EvidenceFile, tmp_path: Path) -> None:
    done = walk(tmp_path / "store", "1\nR1.2 part\nn a menu\n")
    assert done.exit_code == 0, done.output
    assert done.output.count("because ") >= 2
    assert [(made.document, made.action, made.shows) for made in file.links()] == [
        ("D-0002", "R1.1", "completion"),
        ("D-0003", "R1.2", "part"),
    ]
    assert file.documents()[3].set_aside == "a menu"
    assert list(file.review()) == []


def test_it_is_resumed_where_it_was_left_and_what_was_skipped_comes_again(file: EvidenceFile, tmp_path: Path) -> None:
    walk(tmp_path / "store", "s\nR1.2\nq\n")
    assert [item.document.id for item in file.review()] == ["D-0002", "D-0004"]
    walk(tmp_path / "store", "1\n")
    assert [item.document.id for item in file.review()] == ["D-0004"]


def test_what_cannot_be_done_is_asked_again(file: EvidenceFile, tmp_path: Path) -> None:
    done = walk(tmp_path / "store", "99\nR9.9\nwhat is this now\nR1.1 wholly\nR1.1\nq\n")
    assert done.exit_code == 0, done.output
    assert [made.action for made in file.links()] == ["R1.1"]


def test_what_was_set_aside_is_not_suggested_or_remarked_on(file: EvidenceFile) -> None:
    file.set_aside("D-0004", because="a menu")
    assert "D-0004" not in {one.document for one in file.suggest()}
    remarks = file.check(as_of=file._session.clock().date(), select=["D302"]).issues
    assert {issue.subject.ref for issue in remarks} == {"D-0002", "D-0003"}


def decide(path: Path, row: int, decision: str, action: str = "", shows: str = "", note: str = "") -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["documents"]
    for column, text in zip("HIJK", (decision, action, shows, note), strict=True):
        sheet[f"{column}{row}"] = text
    book.save(path)


def test_the_workbook_comes_back_as_one_batch_that_can_be_undone(file: EvidenceFile, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    assert file.write_review(path) == 3
    decide(path, 2, "accept 1")
    decide(path, 3, "other action", "R1.2; R2.1", "part")
    decide(path, 4, "not evidence", note="a menu")
    assert file.links() == () and len(file.apply_review(path, preview=True).made) == 3
    assert file.links() == ()
    outcome = file.apply_review(path)
    assert [(made.action, made.shows) for made in outcome.links] == [
        ("R1.1", "completion"),
        ("R1.2", "part"),
        ("R2.1", "part"),
    ]
    assert file.documents()[3].set_aside == "a menu"
    again = file.apply_review(path)
    assert (again.made, len(again.standing)) == ((), 3)
    file.undo()
    assert file.links() == () and len(list(file.review())) == 3


WRONG = {
    "no such action": (("other action", "R9.9"), "I2"),
    "no action": (("other action", ""), "I2"),
    "no such suggestion": (("accept 9", ""), "H2"),
    "no such word": (("perhaps", ""), "H2"),
    "no decision": (("", "R1.1"), "H2"),
    "shows nothing known": (("accept 1", "", "all"), "J2"),
}


@pytest.mark.parametrize("cells, cell", WRONG.values(), ids=WRONG.keys())
def test_rows_that_are_wrong_are_refused_by_their_cell(
    file: EvidenceFile, tmp_path: Path, cells: tuple[str, ...], cell: str
) -> None:
    path = tmp_path / "review.xlsx"
    file.write_review(path)
    decide(path, 2, *cells)
    decide(path, 3, "accept 1")
    outcome = file.apply_review(path)
    (said,) = outcome.refused
    assert said.startswith(f"review.xlsx, documents!{cell}: ")
    assert len(outcome.made) == 1


MONTHLY = """
| Recommendation | Action | Lead | By When | Progress |
|---|---|---|---|---|
| 1. Moorings are safe | Harbour master to inspect the moorings of the ferry | HT | from January 2006 monthly | |
"""


def test_an_accepted_round_keeps_the_period_it_is_about_on_the_screen_as_in_the_workbook(tmp_path: Path) -> None:
    for way in ("screen", "workbook"):
        with opened(tmp_path / way) as file:
            file.import_plan(write_plan(tmp_path, MONTHLY), id="p")
            report = tmp_path / "report.txt"
            report.write_text(
                "Report to the board\n\nInspection of the ferry moorings, January 2006\n\n3 February 2006\n"
            )
            file.add(report, kind="report", dated="3 February 2006")
            (item,) = file.review()
            assert "is about January 2006" in item.suggestions[0].because
            if way == "screen":
                walk(tmp_path / way, "1\n")
            else:
                file.write_review(tmp_path / "review.xlsx")
                decide(tmp_path / "review.xlsx", 2, "accept 1")
                file.apply_review(tmp_path / "review.xlsx")
            (made,) = file.links()
            assert made.shows == "occurrence" and made.covers and made.covers.edtf == "2006-01"


def test_a_round_is_accepted_beside_another_round_of_the_same_action(tmp_path: Path) -> None:
    with opened(tmp_path / "rounds") as file:
        file.import_plan(write_plan(tmp_path, MONTHLY), id="p")
        report = tmp_path / "report.txt"
        report.write_text("Report\n\nInspection of the ferry moorings, January 2006\n\n3 February 2006\n")
        document = file.add(report, kind="report", dated="3 February 2006")
        file.write_review(tmp_path / "review.xlsx")
        decide(tmp_path / "review.xlsx", 2, "accept 1")
        file.link(document, "R1.1", shows="occurrence", covers="December 2005")
        assert [one.covers and one.covers.edtf for one in file.apply_review(tmp_path / "review.xlsx").links] == [
            "2006-01"
        ]
        assert len(file.apply_review(tmp_path / "review.xlsx").standing) == 1
