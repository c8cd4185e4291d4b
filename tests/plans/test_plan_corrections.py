"""The keeper corrects how a plan was read; the importer's reading stays beside, and wrong rows are named by cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from plan_texts import table

import evidence
from builder import opened
from evidence.file import EvidenceFile
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.event import EventKind
from evidence.model.plan import ActionPlan, ClaimState, LeadsFrom
from evidence.plans.fields import FIELDS

HEADINGS = "Recommendation | Action | Lead | By When | Progress | Remarks"
ROWS = (
    "1. Keep children safe. | Write the visiting policy | SF | 31 02 06 | Draft written 01 03 06; to follow | =1+1",
    ' | Train all duty staff | " | late March 06 | Done | read by the board',
    " | Audit twenty case files |  | 30 June 06 | Evidence being collated | ",
)


def put(file: EvidenceFile, folder: Path, rows: tuple[str, ...] = ROWS, name: str = "plan.md") -> ActionPlan:
    path = folder / name
    path.write_text(table(HEADINGS, *rows), "utf-8")
    return file.import_plan(path, id="p")


def fill(path: Path, values: dict[str, str], **others: tuple[str, str]) -> Path:
    """Write corrections into a workbook of doubts; `others` are (heading, text) to write into the row of a key."""
    book = openpyxl.load_workbook(path)
    sheet = book["doubts"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    left = dict(values)
    for row in range(2, sheet.max_row + 1):
        key = sheet.cell(row, heads["key"]).value
        if key in left:
            sheet.cell(row, heads["correction"]).value = left.pop(key)
        if key in others:
            sheet.cell(row, heads[others[key][0]]).value = others[key][1]
    assert not left, left
    book.save(path)
    return path


def test_every_inference_and_doubt_is_a_row_with_its_words_and_its_reason(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        found = {doubt.key: doubt for doubt in file.doubts()}
    assert found["R1.1/due"].words == "31 02 06"
    assert "cannot exist" in found["R1.1/due"].reason
    assert found["R1.2/leads"].understood == "SF"
    assert "approximate" in found["R1.2/due"].reason
    assert found["R1.3/leads"].understood == "none"
    assert found["R1.1/claim"].understood == "part"
    assert found["R1.3/request-1"].understood == "none"
    assert found["column/Remarks"].words == "Remarks"
    assert all(doubt.reason and doubt.expected for doubt in found.values())


def test_the_workbook_has_one_row_a_doubt_only_corrections_unlocked_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "doubts.xlsx"
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        count = file.write_doubts(target)
        assert count == len(file.doubts())
        with pytest.raises(Refused, match="already"):
            file.write_doubts(target)
    sheet = openpyxl.load_workbook(target)["doubts"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == count + 1
    assert sheet.protection.sheet
    for row in sheet.iter_rows(min_row=2):
        assert [cell.column for cell in row if not cell.protection.locked] == [heads["correction"]]
        assert all(cell.data_type in ("s", "n") for cell in row)


def test_corrections_are_laid_over_the_plan_journalled_and_the_reading_is_kept_beside(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        put(file, tmp_path)
        file.write_doubts(tmp_path / "d.xlsx")
        values = {"R1.1/due": "28 February 2006", "R1.2/leads": "HL, SD", "R1.1/claim": "done", "R1.3/request-1": "AM"}
        outcome = file.correct_plan(fill(tmp_path / "d.xlsx", values), "p")
        assert {one.key: one.understood for one in outcome.made}["R1.1/due"] == "no day, impossible"
        first, second, third = file.actions()
        assert str(first.due.latest if first.due else None) == "2006-02-28"
        assert first.progress.claim is ClaimState.DONE
        assert first.problems == ()
        assert set(first.corrected) == {"due", "claim"}
        assert (second.leads, second.leads_from) == (("HL", "SD"), LeadsFrom.WRITTEN)
        assert third.requests[0].asked_of == "AM"
        assert [entry.kind for entry in file.log("p")] == [EventKind.PLAN_IMPORTED, EventKind.PLAN_CORRECTED]
        assert file.plan().version == 1
        imported = next(iter(file.log("p"))).details
        assert imported is not None
        assert imported["plan"]["actions"][1]["leads"] == ["SF"]
        before = evidence.to_json(file.plan())
        file.rebuild()
        assert evidence.to_json(file.plan()) == before
        assert file.verify().ok


def test_the_same_corrections_twice_change_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        file.write_doubts(tmp_path / "d.xlsx")
        filled = fill(tmp_path / "d.xlsx", {"R1.1/due": "28 02 06", "R1.1/claim": "done", "R1.2/leads": "HL"})
        file.correct_plan(filled)
        entries = len(list(file.log()))
        again = file.correct_plan(filled)
        assert not again.anything
        assert set(again.standing) == {"R1.1/due", "R1.1/claim", "R1.2/leads"}
        assert len(list(file.log())) == entries


def test_a_preview_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        before, entries = file.plan(), len(list(file.log()))
        outcome = file.correct_plan({"R1.1/claim": "done"}, preview=True)
        assert [one.key for one in outcome.made] == ["R1.1/claim"]
        assert (file.plan(), len(list(file.log()))) == (before, entries)


def test_wrong_rows_are_named_by_sheet_and_cell_all_of_them_and_nothing_is_taken(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        file.write_doubts(tmp_path / "d.xlsx")
        keys = [doubt.key for doubt in file.doubts()]
        values = dict.fromkeys(("R1.1/due", "R1.1/claim", "R1.2/leads", "R1.3/leads"), "SF")
        others = {"R1.2/leads": ("key", "R9.9/leads"), "R1.3/leads": ("words in the plan", "somebody")}
        filled = fill(tmp_path / "d.xlsx", values, **others)
        with pytest.raises(Refused) as refused:
            file.correct_plan(filled)
        message = str(refused.value)
        for key in values:
            assert f"doubts!E{keys.index(key) + 2}: " in message
        assert "R9.9/leads" in message
        assert "somebody" in message
        assert "expected a day" in message
        assert "done, part, none" in message
        assert file.corrections() == ()


def test_a_row_of_an_earlier_version_is_taken_where_its_words_still_stand_and_refused_where_not(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        file.write_doubts(tmp_path / "d.xlsx")
        put(file, tmp_path, (ROWS[0].replace("31 02 06", "1 04 06"), *ROWS[1:]), "plan 2.md")
        with pytest.raises(Refused, match=r"R1.1/due: the words of the plan are now '1 04 06'"):
            file.correct_plan(fill(tmp_path / "d.xlsx", {"R1.1/due": "28 02 06", "R1.2/due": "31 March 2006"}))
        file.write_doubts(tmp_path / "again.xlsx")
        assert file.correct_plan(fill(tmp_path / "again.xlsx", {"R1.2/due": "31 March 2006"})).version == 2


def test_a_later_version_keeps_corrections_of_cells_that_did_not_change_and_no_others(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        file.correct_plan({"R1.1/due": "28 02 06", "R1.1/claim": "done", "R1.2/leads": "HL"})
        rows = ("2. Be quick. | Publish a leaflet | SM | 1 May 06 |  | ", *ROWS)
        rows = (ROWS[0].replace("to follow", "approved 30 03 06"), *ROWS[1:], rows[0])
        plan = put(file, tmp_path, rows, "plan 2.md")
        assert plan.version == 2
        assert {one.key for one in file.corrections()} == {"R1.1/due", "R1.2/leads"}
        assert {one.key for one in file.corrections(version=1)} == {"R1.1/due", "R1.2/leads", "R1.1/claim"}
        action = plan.actions[0]
        assert str(action.due.latest if action.due else None) == "2006-02-28"
        assert action.progress.because[0] != "the keeper says done; read as part"
        assert file.actions() == plan.actions
        assert put(file, tmp_path, rows, "plan 2.md") == plan


def test_a_correction_is_taken_back_by_as_imported(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        before = put(file, tmp_path)
        file.correct_plan({"R1.1/claim": "done", "R1.2/leads": "HL"})
        outcome = file.correct_plan({"R1.1/claim": "as imported", "R1.2/leads": "as imported"})
        assert set(outcome.taken_back) == {"R1.1/claim", "R1.2/leads"}
        assert file.plan() == before


def test_a_corrected_column_is_read_again_and_stays_so_in_later_versions(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        outcome = file.correct_plan({"column/Remarks": "evidence", "R1.2/due": "31 March 2006"})
        assert (outcome.version, outcome.dropped) == (2, ())
        plan = file.plan()
        assert [action.evidence for action in plan.actions] == ["=1+1", "read by the board", None]
        assert str(plan.actions[1].due.latest if plan.actions[1].due else None) == "2006-03-31"
        third = put(file, tmp_path, (*ROWS[:2], ROWS[2].replace("twenty", "thirty")), "plan 3.md")
        assert third.actions[1].evidence == "read by the board"
        assert {one.key for one in file.corrections()} == {"column/Remarks", "R1.2/due"}
        with pytest.raises(Refused, match=FIELDS[-2]):
            file.correct_plan({"column/Remarks": "nonsense"})


def test_text_without_a_place_is_given_one(tmp_path: Path) -> None:
    text = table(HEADINGS, *ROWS) + "\n\n3\n\n" + table("Recommendation | Action | Lead | By When | Progress | Remarks")
    path = tmp_path / "plan.md"
    path.write_text(text, "utf-8")
    with opened(tmp_path / "store") as file:
        plan = file.import_plan(path, id="p")
        assert plan.unplaced
        [key, *_] = [doubt.key for doubt in file.doubts() if doubt.key.startswith("unplaced/")]
        file.correct_plan({key: "R1.3 progress"})
        corrected = file.plan()
        assert corrected.actions[2].progress.text == f"Evidence being collated {plan.unplaced[0].text}"
        assert len(corrected.unplaced) < len(plan.unplaced)


def test_a_corrected_action_makes_its_links_suspect_where_what_is_to_be_done_changed(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Minutes of 3 March 2006\n", "utf-8")
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        link = file.link(file.add(note), "R1.2")
        file.correct_plan({"R1.1/claim": "done"})
        assert not file.check(select=["E112"]).issues
        file.correct_plan({"R1.2/due": "31 March 2006"})
        assert file.check(select=["E112"]).issues
        assert file.links()[0].id == link.id


def test_a_file_that_is_no_workbook_of_doubts_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    with opened(tmp_path / "store") as file:
        put(file, tmp_path)
        with pytest.raises(Refused, match="key"):
            file.correct_plan(other)
        with pytest.raises(UnreadableInput, match="found no file"):
            file.correct_plan(tmp_path / "missing.xlsx")


def test_the_correction_of_a_statement_follows_it_when_another_is_put_before_it(tmp_path: Path) -> None:
    def row(progress: str) -> tuple[str, ...]:
        return (f"1. Keep children safe. | Write the visiting policy | SF | 31 Mar 06 | {progress} | ",)

    with opened(tmp_path / "store") as file:
        put(file, tmp_path, row("Draft sent 30 02 06."))
        file.write_doubts(tmp_path / "doubts.xlsx")
        file.correct_plan(fill(tmp_path / "doubts.xlsx", {"R1.1/entry-1": "28 Feb 2006"}))
        plan = put(file, tmp_path, row("Begun 1 Feb 06. Draft sent 30 02 06."), name="later.md")
        assert [one.key for one in file.corrections("p")] == ["R1.1/entry-2"]
    assert [str(entry.date.latest) for entry in plan.actions[0].progress.entries if entry.date] == [
        "2006-02-01",
        "2006-02-28",
    ]
