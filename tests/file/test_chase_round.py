"""The chase: what is wanted goes out in workbooks and comes back as documents, links and answers that checks know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import evidence
from builder import opened, write_plan
from evidence.file import EvidenceFile

DAY = date(2006, 3, 24)
ANSWERS = {"answer": 6, "send on": 7, "ask whom": 8, "file name": 9, "note": 10}  # columns, from 0


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EvidenceFile]:
    with opened(tmp_path / "store") as opened_file:
        opened_file.import_plan(write_plan(tmp_path), id="p", as_of=DAY)
        yield opened_file
    assert evidence.verify(tmp_path / "store").ok


def sent(file: EvidenceFile, folder: Path) -> dict[str, Path]:
    """The workbooks, by holder."""
    listed = file.chase(as_of=DAY)
    made = file.chase_workbooks(listed, folder)
    return {group.name: path for group, path in zip(listed.groups, made, strict=True)}


def fill(path: Path, row: int = 0, **cells: str) -> Path:
    """Write answers into one row, as a person would."""
    book = openpyxl.load_workbook(path)
    sheet = book["list"]
    for name, text in cells.items():
        sheet.cell(row=row + 2, column=ANSWERS[name.replace("_", " ")] + 1, value=text)
    book.save(path)
    return path


def remarks(file: EvidenceFile, code: str) -> dict[str, Any]:
    return {issue.subject.ref: issue for issue in file.check(as_of=DAY, select=[code]).issues}


def test_each_document_is_wanted_once_from_its_holder(file: EvidenceFile) -> None:
    listed = file.chase(as_of=DAY)
    assert {group.name: [[a.ref for a in one.actions] for one in group.wanted] for group in listed.groups} == {
        "HT": [["R1.1"]],
        "AM": [["R1.2"], ["R2.1"], ["R2.1"]],
    }
    assert "evidence-requested" not in {entry.kind for entry in file.log()}


def test_only_answers_can_be_written_and_only_from_the_list(file: EvidenceFile, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sent(file, tmp_path / "out")["AM"])
    sheet = book["list"]
    assert book.sheetnames == ["about", "list", "lists"]
    assert sheet.protection.sheet
    unlocked = {cell.column - 1 for row in sheet.iter_rows(min_row=2) for cell in row if not cell.protection.locked}
    assert unlocked == set(ANSWERS.values())
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list" and rule.formula1.startswith("lists!")
    assert sheet.column_dimensions["L"].hidden


def test_how_often_somebody_was_asked_is_kept(file: EvidenceFile, tmp_path: Path) -> None:
    sent(file, tmp_path / "first")
    file.chase_messages(file.chase(as_of=DAY))
    (one, *_) = file.chase(as_of=DAY).groups[0].wanted
    assert one.asked_words.startswith("asked 2 times, last on 5 January 2026")


def test_what_was_asked_for_by_mistake_counts_as_not_asked_for(file: EvidenceFile, tmp_path: Path) -> None:
    before = file.chase(as_of=DAY)
    path = sent(file, tmp_path / "first")["AM"]
    assert file.chase(as_of=DAY) != before
    undone = file.undo()
    assert file.chase(as_of=DAY) == before
    assert len(undone.stays) == 1 and "stays sent" in undone.stays[0]
    assert "nothing was asked for" in file.apply_chase([fill(path, answer="no document was made")]).refused[0]


def test_a_workbook_that_may_hold_answers_is_not_overwritten_and_nothing_is_recorded(
    file: EvidenceFile, tmp_path: Path
) -> None:
    sent(file, tmp_path / "out")
    count = sum(1 for _ in file.log())
    with pytest.raises(evidence.Refused):
        sent(file, tmp_path / "out")
    assert sum(1 for _ in file.log()) == count


def test_what_is_attached_is_filed_and_linked_and_undone_as_one(file: EvidenceFile, tmp_path: Path) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    (path.parent / "minutes.txt").write_text("Minutes of the board, 4 January 2006. The paper was approved.")
    fill(path, answer="attached", file_name="minutes.txt")
    assert "R1.2" in remarks(file, "E101")
    preview = file.apply_chase([path], preview=True)
    assert len(preview.given) == 1 and file.links() == ()
    outcome = file.apply_chase([path])
    assert (outcome.documents, outcome.links, outcome.refused) == (("D-0002",), ("L-0001",), ())
    assert "R1.2" not in remarks(file, "E101")
    again = file.apply_chase([path])
    assert (again.given, len(again.standing)) == ((), 1)
    file.undo()
    assert file.links() == () and "R1.2" in remarks(file, "E101")
    file.apply_chase([path])
    assert [made.id for made in file.links()] == ["L-0002"] and "R1.2" not in remarks(file, "E101")


def test_an_address_is_kept_as_a_note_and_the_document_stays_wanted(file: EvidenceFile, tmp_path: Path) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    (path.parent / "minutes.txt").write_text("Minutes of the board, 4 January 2006. The paper was approved.")
    fill(path, answer="attached", file_name="https://council.example/minutes?id=7", note="page 3")
    outcome = file.apply_chase([path])
    assert (outcome.documents, outcome.links, outcome.refused) == ((), (), ())
    (_, wanted) = file.chase(as_of=DAY).groups
    said = "attached (page 3; said to be at https://council.example/minutes?id=7)"
    assert wanted.wanted[0].answer_words.endswith(said)
    assert len(file.apply_chase([path]).standing) == 1
    fill(path, file_name="https://council.example/minutes?id=7; minutes.txt")
    assert file.apply_chase([path]).links == ("L-0001",)


@pytest.mark.parametrize("answer", ["no document was made", "not actually done"])
def test_what_cannot_be_sent_is_known_to_checks_and_not_asked_for_again(
    file: EvidenceFile, tmp_path: Path, answer: str
) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    file.apply_chase([fill(path, answer=answer)])
    for code in ("E101", "E102"):
        assert answer in remarks(file, code)["R1.2"].message
    (state,) = file.check(as_of=DAY, action="R1.2").states
    assert any(answer in because for because in state.because)
    listed = file.chase(as_of=DAY)
    assert [one.actions[0].ref for one in listed.waiting] == ["R1.2"]
    assert "R1.2" not in [a.ref for group in listed.groups for one in group.wanted for a in one.actions]
    file.undo()
    assert answer not in remarks(file, "E101")["R1.2"].message
    assert file.chase(as_of=DAY).waiting == ()


def test_a_promise_is_waited_for_until_its_day(file: EvidenceFile, tmp_path: Path) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    file.apply_chase([fill(path, answer="will send on …", send_on="1 February 2026")])
    assert [one.answer_words for one in file.chase(as_of=DAY).waiting] == [
        "AM answered on 5 January 2026: will send on 1 February 2026"
    ]
    assert len(file.chase(as_of=date(2026, 2, 1)).waiting) == 1
    assert file.chase(as_of=date(2026, 2, 2)).waiting == ()


def test_somebody_else_is_asked_next_time(file: EvidenceFile, tmp_path: Path) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    file.apply_chase([fill(path, answer="ask someone else", ask_whom="HT")])
    holders = {a.ref: group.name for group in file.chase(as_of=DAY).groups for one in group.wanted for a in one.actions}
    assert holders == {"R1.1": "HT", "R1.2": "HT", "R2.1": "AM"}
    assert remarks(file, "E102")["R1.2"].holder == "HT"


def test_a_record_of_one_round_is_linked_to_that_round(file: EvidenceFile, tmp_path: Path) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    (path.parent / "audit.txt").write_text("Audit of files. No day is written here.")
    before = remarks(file, "E108")["R2.1"].message
    file.apply_chase([fill(path, row=1, answer="attached", file_name="audit.txt")])
    (made,) = file.links()
    assert made.shows == "occurrence" and made.covers is not None
    assert before != remarks(file, "E108")["R2.1"].message


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a file that is not there": ({"answer": "attached", "file_name": "gone.pdf"}, "list!J2"),
    "no file named": ({"answer": "attached"}, "list!J2"),
    "no day": ({"answer": "will send on …", "send_on": "soon"}, "list!H2"),
    "nobody named": ({"answer": "ask someone else"}, "list!I2"),
    "an answer of one's own": ({"answer": "perhaps"}, "list!G2"),
    "no answer but a note": ({"note": "call me"}, "list!G2"),
}


@pytest.mark.parametrize("cells, cell", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_by_its_cell_and_keeps_no_other_row_back(
    file: EvidenceFile, tmp_path: Path, cells: dict[str, str], cell: str
) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    fill(path, **cells)
    fill(path, row=1, answer="no document was made")
    outcome = file.apply_chase([path])
    (said,) = outcome.refused
    assert said.startswith(f"{path.name}, {cell}: ")
    assert len(outcome.given) == 1


def test_keys_unknown_edited_or_stale_are_refused(file: EvidenceFile, tmp_path: Path) -> None:
    path = sent(file, tmp_path / "out")["AM"]
    for row in range(3):
        fill(path, row=row, answer="no document was made")
    book = openpyxl.load_workbook(path)
    sheet = book["list"]
    sheet["L2"] = "0123456789abcdef p:R1.2@v1"
    sheet["A3"] = "another document"
    book.save(path)
    outcome = file.apply_chase([path], preview=True)
    assert [said.split(": ")[0] for said in outcome.refused] == [f"{path.name}, list!L2", f"{path.name}, list!A3"]
    (tmp_path / "next").mkdir()
    changed = (tmp_path / "plan.md").read_text().replace("Monthly audit of files", "Monthly audit of all files")
    file.import_plan(write_plan(tmp_path / "next", changed), id="p", as_of=DAY)
    stale = file.apply_chase([path], preview=True)
    assert stale.given == () and "list!L4" in stale.refused[2]


def test_another_workbook_is_no_answer(file: EvidenceFile, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(evidence.UnreadableInput, match=r"other\.xlsx"):
        file.apply_chase([tmp_path / "other.xlsx"])
