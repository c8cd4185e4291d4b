"""A file in progress goes to another auditor: who said what stays on record, and the new one is independent too."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from audited import DAY, auditing, by, drawn, fill
from evidence.file import EvidenceFile
from evidence.model.audit import Response
from evidence.model.errors import Refused


def begun(file: EvidenceFile, folder: Path) -> tuple[str, str]:
    """A round of four files, one of them begun by AA (P-0002) with two answers."""
    ref = drawn(file, folder)
    file.allocate(ref, auditors=["AA"])
    case = file.audit(ref).allocations[0].case
    by(file, "AA")
    file.answer(ref, case, "plan", "yes", audited_on=DAY)
    file.answer(ref, case, "signed", "partly")
    by(file, "keeper")
    return ref, case


def record(file: EvidenceFile, ref: str, case: str) -> Response:
    return next(one for one in file.audit(ref).responses if one.case == case)


def givers(response: Response) -> dict[str, str]:
    return {one.question: one.by or response.auditor for one in response.answers}


def test_answers_stay_those_of_whoever_gave_them(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        assert record(file, ref, case).state == "in-progress"
        assert givers(record(file, ref, case)) == {"plan": "P-0002", "signed": "P-0002"}
        by(file, "CC")
        file.answer(ref, case, "signed", "no")
        file.answer(ref, case, "visits", "3")
        file.answer(ref, case, "grade", "good", comment="as found")
        held = record(file, ref, case)
        assert (held.auditor, held.state) == ("P-0004", "submitted")
        assert givers(held) == {"plan": "P-0002", "signed": "P-0004", "visits": "P-0004", "grade": "P-0004"}
        with sqlite3.connect(tmp_path / "store/index.db") as index:
            told = dict(index.execute("SELECT question, auditor FROM audit_answers WHERE case_file = ?", (case,)))
        assert told == givers(held)
        (entry,) = [one for one in file.log() if one.details and one.details.get("because") == "AA is ill"]
        assert entry.kind == "cases-allocated" and [one["case"] for one in entry.details["allocations"]] == [case]
        file.rebuild()
        assert record(file, ref, case) == held and file.verify().ok


def test_the_same_words_again_leave_no_entry_and_a_file_can_be_handed_back(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        first = record(file, ref, case)
        file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        before = sum(1 for _ in file.log())
        file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        by(file, "CC").answer(ref, case, "plan", "yes")  # what AA said already
        assert sum(1 for _ in file.log()) == before
        by(file, "keeper").allocate(ref, auditors=["AA"], cases=[case], because="AA is well again")
        assert record(file, ref, case) == first


def test_a_file_in_progress_is_handed_over_with_a_reason_and_by_name_alone(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        with pytest.raises(Refused, match=r"'hand-over' needs reason\. Say it with --because"):
            file.allocate(ref, auditors=["CC"], cases=[case])
        file.allocate(ref, auditors=["CC"], because="AA is ill")  # all that are not begun
        assert {one.case: one.auditor for one in file.audit(ref).allocations if one.auditor == "P-0002"} == {
            case: "P-0002"
        }
        by(file, "CC")
        with pytest.raises(Refused, match=f"hand it over: `evidence audit allocate {ref} --case {case} --auditors "):
            file.answer(ref, case, "visits", "3")


def test_a_file_in_progress_gets_another_day_and_one_handed_in_keeps_its_own(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        for _ in range(2):
            made = file.allocate(ref, auditors=["AA"], cases=[case, case.upper()], due=DAY)
            assert [one.case for one in made if one.due == DAY] == [case]
        fill(file, ref, case)
        with pytest.raises(Refused, match=f"is submitted; the day by which it was due \\({DAY}\\) stays"):
            file.allocate(ref, auditors=["AA"], cases=[case], due=DAY + timedelta(days=7))


def test_a_file_named_twice_is_moderated_once(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        other = file.audit(ref).allocations[1].case
        made = file.allocate(ref, moderators=["CC"], cases=[case, case.upper(), other], moderate=2)
        assert {one.case for one in made if one.moderator} == {case, other}


def test_a_file_handed_in_goes_to_somebody_else_once_it_is_returned(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        fill(file, ref, case)
        with pytest.raises(Refused, match="is submitted, and 'hand-over' is not possible now; what is: return"):
            file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        file.change_records(ref, "return", [case], because="the visits are not counted")
        file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        assert record(file, ref, case).state == "returned"


def test_the_new_auditor_is_independent_and_nobody_moderates_what_they_answered(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        held = next(one for one in file.audit(ref).population.cases if one.ref == case)
        file.add_actor("person DD", initials="DD", roles=[held.holder or ""])
        with pytest.raises(Refused, match="nobody named is independent: P-0005 is its case holder"):
            file.allocate(ref, auditors=["DD"], cases=[case], because="AA is ill")
        file.allocate(ref, moderators=["CC"], cases=[case])
        with pytest.raises(Refused, match="is moderated by P-0004, who cannot audit it too"):
            file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        file.allocate(ref, auditors=["BB"], cases=[case], because="AA is ill")
        fill(file, ref, case)
        with pytest.raises(Refused, match="is audited by P-0002 and P-0003, who cannot moderate it too"):
            file.allocate(ref, moderators=["AA"], cases=[case])
        with pytest.raises(Refused, match="was audited by P-0002, who cannot moderate it too"):
            by(file, "AA").moderate(ref, case, grade="good")


def test_the_new_auditors_workbook_holds_the_answers_so_far_and_keeps_whose_they_are(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref, case = begun(file, tmp_path)
        old = next(path for path in file.write_sheets(ref, tmp_path / "old").written if case in path.name)
        file.allocate(ref, auditors=["CC"], cases=[case], because="AA is ill")
        (path,) = file.write_sheets(ref, tmp_path / "new", auditor="CC").written
        for name in (old, path):
            book = openpyxl.load_workbook(name)
            rows = {row[0].value: row for row in book["answers"].iter_rows(min_row=2)}
            assert rows["plan"][2].value == "Yes"
            rows["visits"][2].value, rows["grade"][2].value = "3", "Good"
            book.save(name)
        with pytest.raises(Refused, match="is allocated to P-0004, not to P-0002"):
            file.import_responses(ref, [old])
        assert file.import_responses(ref, [path]).taken == (case,)
        held = record(file, ref, case)
        assert givers(held) == {"plan": "P-0002", "signed": "P-0002", "visits": "P-0004", "grade": "P-0004"}
