"""chase, settings, undo and review as they are typed: what goes where, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import evidence
from builder import opened, write_plan
from evidence.cli import evidence as command
from evidence.cli.output import table
from evidence.model.errors import NothingToCheck


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
    return tmp_path / "store"


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["--store", str(store), "--by", "keeper", *words])


def test_looking_at_what_is_wanted_changes_nothing_and_asking_is_kept(store: Path) -> None:
    journal = (store / "journal/00000001.jl").read_bytes()
    assert run(store, "chase", "--as-of", "2006-03-24").exit_code == 0
    listed = json.loads(run(store, "chase", "--as-of", "2006-03-24", "--format", "json").stdout)
    assert [group["name"] for group in listed["groups"]] == ["HT", "AM"]
    assert (store / "journal/00000001.jl").read_bytes() == journal
    done = run(store, "chase", "--as-of", "2006-03-24", "--message")
    assert done.stdout.startswith("Subject: ") and "Please send the document" in done.stdout
    assert "asked once" in run(store, "chase", "--as-of", "2006-03-24").stdout


def test_an_action_is_named_with_its_plan_where_several_are_on_file_and_only_there(store: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("minutes\n", encoding="utf-8")
    run(store, "add", str(tmp_path / "note.txt"))
    for ref, link in (("R1.2", "L-0001"), ("p:R1.2", "L-0002")):
        told = [
            run(store, "link", "D-0002", ref).stdout,
            run(store, "close", ref).stderr,
            run(store, "reopen", ref, "--because", "too soon").stderr,
            run(store, "unlink", link, "--because", "of another meeting").stderr,
        ]
        assert all(ref in one for one in told) and ("p:" in "".join(told)) == ("p:" in ref)
        run(store, "plan", "import", str(write_plan(tmp_path)), "--id", "q")
    run(store, "link", "D-0002", "p:R1.2")
    assert "p:R1.2 loses L-0003" in run(store, "withdraw", "D-0002", "--because", "a copy").stderr


def test_what_still_cannot_be_read_is_said_of_each_document_that_was_named(store: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    run(store, "add", str(tmp_path / "empty.pdf"))
    told = run(store, "reread", "D-0001", "D-0002").stderr
    assert "D-0002  still not read: The file is empty" in told and "D-0001" not in told


def test_a_remark_on_a_text_that_was_read_is_told_as_one(store: Path, tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_bytes(b"Memo of 3 March 2006\nThe policy is \x00agreed and was issued to staff.\n")
    added = run(store, "add", str(tmp_path / "memo.txt"))
    assert "D-0002 is read, with a remark: " in added.stderr
    shown = run(store, "show", "D-0002").stdout
    assert "remarks on reading: " in shown and "unreadable" not in shown


def test_a_record_is_shown_and_logged_in_words(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Minutes of the board held on 1 March 2006. The board agreed the paper on the criteria.\n" * 9)
    os.utime(path, (1_141_205_400, 1_141_205_400))
    run(store, "add", str(path))
    shown = run(store, "show", "D-0002").stdout
    assert "readable: yes" in shown and "modified: 2006-03-01T09:30:00Z" in shown
    assert "sketch" not in run(store, "log", "D-0002").stdout


def test_a_workbook_without_corrections_is_said_to_be_so(store: Path, tmp_path: Path) -> None:
    book = str(tmp_path / "doubts.xlsx")
    assert "inferred or doubtful. Fill the column" in run(store, "plan", "correct", "p", "--to", book).stderr
    assert "No row has a correction yet" in run(store, "plan", "correct", "p", book).stderr


def test_references_are_kept_whole_however_narrow_the_terminal_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)  # else the width is fixed
    words = "some words that need several lines in so narrow a place"
    table(("id", "title", "names", "because"), [("D-0001", words, words, words), ("lac-file-audit-2006@1", "", "", "")])
    printed = capsys.readouterr().out
    assert "D-0001 " in printed and "lac-file-audit-2006@1" in printed


def test_a_document_out_of_use_is_listed_as_such(store: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("minutes\n", encoding="utf-8")
    run(store, "add", str(tmp_path / "note.txt"))
    assert "withdrawn" not in run(store, "documents").stdout
    run(store, "withdraw", "D-0002", "--because", "a copy")
    listed = run(store, "documents").stdout.splitlines()
    assert listed[0].split()[-1] == "withdrawn"
    assert [line.endswith("a copy") for line in listed[1:] if line.startswith("D-")] == [False, True]
    assert "Plan 'p' was read from it" in run(store, "withdraw", "D-0001", "--because", "superseded").stderr


def test_adding_what_was_withdrawn_by_hand_says_that_it_stays_out_of_use_and_undo_puts_it_back(
    store: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("A paper on placements, 3 March 2006.", encoding="utf-8")
    (number,) = [line.split()[0] for line in run(store, "add", str(paper)).stdout.splitlines()]
    run(store, "withdraw", number, "--because", "the wrong year")
    told = run(store, "add", str(paper)).stderr
    assert f"{number} stays out of use: it was withdrawn (the wrong year)" in told and "`evidence undo`" in told
    run(store, "undo")
    assert "out of use" not in run(store, "add", str(paper)).stderr


def test_a_scan_says_what_stays_out_of_use_since_its_filing_was_undone_and_how_to_put_it_back(
    store: Path, tmp_path: Path
) -> None:
    (path := tmp_path / "in" / "note.txt").parent.mkdir()
    path.write_text("minutes\n", encoding="utf-8")
    os.utime(path, (1_141_205_400, 1_141_205_400))
    assert "out of use" not in run(store, "scan", str(path.parent)).stderr
    run(store, "undo")
    said = "1 out of use: the filing was undone; `evidence add FILE`"
    assert said in run(store, "scan", str(path.parent)).stderr
    os.utime(path, (1_141_205_460, 1_141_205_460))  # read again, since its time is another
    assert said in run(store, "scan", str(path.parent)).stderr
    run(store, "add", str(path))
    assert "out of use" not in run(store, "scan", str(path.parent)).stderr


def test_no_cell_of_a_list_printed_as_csv_is_taken_for_a_formula(store: Path, tmp_path: Path) -> None:
    for number, name in enumerate(("=1+1.txt", " @sum.txt", "＝1.txt")):
        (tmp_path / name).write_text(f"note {number}\n", encoding="utf-8")
        assert run(store, "add", str(tmp_path / name)).exit_code == 0
    printed = run(store, "documents", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    names = [row["names"] for row in rows if row["names"] != "plan.md"]
    assert names == ["'=1+1.txt", "' @sum.txt", "'＝1.txt"]


def test_a_plan_without_a_title_says_what_it_is_called_and_how_to_name_it(store: Path, tmp_path: Path) -> None:
    write_plan(tmp_path).rename(tmp_path / "final v2.md")
    told = run(store, "plan", "import", str(tmp_path / "final v2.md"), "--id", "q").stderr
    assert "called 'final v2' after its file" in told and "--title" in told
    assert (
        "after its file"
        not in run(
            store, "plan", "import", str(tmp_path / "final v2.md"), "--id", "q", "--title", "Improvement plan"
        ).stderr
    )


def test_answers_are_shown_first_and_taken_in_when_told_so(store: Path, tmp_path: Path) -> None:
    made = run(store, "chase", "--as-of", "2006-03-24", "--xlsx", str(tmp_path / "out")).stdout.splitlines()
    book = openpyxl.load_workbook(made[1])
    book["list"]["G2"] = "no document was made"
    book["list"]["G3"] = "perhaps"
    book.save(made[1])
    shown = run(store, "chase", "apply", *made)
    assert shown.exit_code == 2 and "list!G3" in shown.stderr and "Repeat with --yes" in shown.stderr
    with evidence.open(store, by="keeper") as file:
        assert "request-answered" not in {entry.kind for entry in file.log()}
    assert run(store, "chase", "apply", "--yes", *made).exit_code == 2
    assert "no document was made" in run(store, "check", "--as-of", "2006-03-24", "--select", "E101").stdout
    assert "taken back" in run(store, "undo").stdout
    assert "no document was made" not in run(store, "check", "--as-of", "2006-03-24", "--select", "E101").stdout


def test_a_check_says_that_a_change_of_settings_was_not_applied(store: Path) -> None:
    assert run(store, "settings").stdout.strip() == str(store / "settings.toml")
    with (store / "settings.toml").open("a", encoding="utf-8") as text:
        text.write("# mine\n")
    assert "settings apply" in run(store, "check", "--exit-zero").stderr
    assert run(store, "settings", "apply").exit_code == 0
    assert "settings apply" not in run(store, "check", "--exit-zero").stderr
    assert evidence.verify(store).ok


def test_refusals_are_told_without_a_traceback(store: Path, tmp_path: Path) -> None:
    for words in (["undo"], ["chase", "apply", str(tmp_path / "gone.xlsx")], ["settings", "apply", str(tmp_path)]):
        error = run(store, *words).exception
        assert isinstance(error, evidence.EvidenceError), words
        assert error.exit_code == 2


def test_the_table_of_a_check_has_errors_first_and_says_the_same_of_several_things_once(
    store: Path, tmp_path: Path
) -> None:
    rows = "".join(f'| | Step {number} "of it" is to be taken | " | Jan 07 | |\n' for number in range(9))
    (tmp_path / "other.md").write_text(
        "| Recommendation | Action to be Taken | Lead | By When | Progress to Date |\n|---|---|---|---|---|\n"
        f"| 1. Ask | Write the paper | SF | Jan 06 | Paper approved 31 02 06 |\n{rows}"
    )
    with evidence.open(store, by="keeper") as file:
        file.import_plan(tmp_path / "other.md", id="q")
    told = run(store, "check", "--as-of", "2006-03-24").stdout
    heads = [line.split() for line in told.splitlines() if line and not line.startswith(" ")]
    severities = [head[1] for head in heads]
    assert severities == sorted(severities) and len(set(severities)) == 2
    result = json.loads(run(store, "check", "--as-of", "2006-03-24", "--format", "json").stdout)
    said = sorted((head[0], ref.strip(",")) for head in heads for ref in head[2:] if ref.strip(",")[0] in "pqDs")
    assert said == sorted((issue["code"], issue["subject"]["ref"]) for issue in result["issues"])
    (dittoes,) = (head for head in heads if head[0] == "P206" and "q:R1.2," in head)
    assert len([ref for ref in dittoes if ref.startswith("q:")]) == 9


def test_a_check_of_one_action_gives_the_reasons_of_its_state_and_says_when_nothing_was_known_yet(store: Path) -> None:
    assert "R1.1: said done" in run(store, "check", "--as-of", "2006-03-24", "--action", "R1.1").stderr
    early = run(store, "check", "--as-of", "2006-03-24", "--known-at", "2020-01-01")
    assert isinstance(early.exception, NothingToCheck) and "yet at 2020-01-01" in str(early.exception)


def test_an_unanswered_workbook_is_said_to_be_so(store: Path, tmp_path: Path) -> None:
    made = run(store, "chase", "--as-of", "2006-03-24", "--xlsx", str(tmp_path / "out")).stdout.splitlines()
    assert "No row has an answer yet" in run(store, "chase", "apply", *made).stderr


def test_measures_are_told_in_words_and_their_absence_too(store: Path) -> None:
    assert "evidence measure add" in run(store, "measures").stderr
    assert run(store, "measure", "add", "CH 1", "Referrals", "--unit", "cases", "--for", "R1.1").exit_code == 0
    assert run(store, "measure", "target", "CH 1", "80", "--by", "1 March 2006").exit_code == 0
    assert run(store, "measure", "record", "CH 1", "70", "--period", "Feb 2006").exit_code == 0
    told = " ".join(run(store, "measures", "--as-of", "2006-03-24").stdout.split())
    assert "70 cases for Feb 2006" in told and "80 cases by 2006-03-01, missed" in told


def test_what_is_given_out_is_counted_in_the_singular_where_there_is_one(store: Path, tmp_path: Path) -> None:
    packed = run(store, "pack", "--as-of", "2006-03-24", str(tmp_path / "bundle"))
    assert packed.exit_code == 0 and ": 1 document, a journal of " in packed.stderr
    paged = run(store, "report", "--only", "summary", "--as-of", "2006-03-24", str(tmp_path / "report"))
    assert "1 file written." in paged.stderr
    assert ", 1 document: " in run(store, "verify").stdout
