"""What is written of a question that is not asked of a file never counts, and is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from audited import DAY, auditing, by, drawn, filled_in
from evidence.file import EvidenceFile
from evidence.model.errors import Refused

NO_PLAN = {"plan": "No", "signed": "Yes", "visits": "3", "grade": "Good"}


def answered(file: EvidenceFile, ref: str, case: str) -> list[str]:
    return [answer.question for one in file.audit(ref).responses if one.case == case for answer in one.answers]


def test_an_imported_answer_to_a_question_that_is_not_asked_is_told_and_never_on_record(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        path = filled_in(file.write_sheets(ref, tmp_path / "out").written[0], **NO_PLAN)
        outcome = file.import_responses(ref, [path], raised_on=DAY)
        (case,) = outcome.taken
        (remark,) = outcome.remarks
        assert remark.startswith(
            f"{path.name}: answers!C3: signed is not asked of this file; it is asked where plan is Yes"
        )
        assert answered(file, ref, case) == ["plan", "visits", "grade"] and outcome.incomplete == ()
        file.change_records(ref, "return", [case], because="a plan was found")
        file.import_responses(ref, [filled_in(path, **NO_PLAN | {"plan": "Yes"})])
        assert answered(file, ref, case) == ["plan", "signed", "visits", "grade"]


def test_a_moderators_workbook_tells_what_of_it_does_not_count(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path, size=1)
        file.allocate(ref, auditors=["AA"], moderators=["CC"])
        (first,) = file.write_sheets(ref, tmp_path / "first").written
        (case,) = file.import_responses(ref, [filled_in(first, **NO_PLAN | {"plan": "Yes"})]).taken
        (second,) = file.write_sheets(ref, tmp_path / "second", second=True).written
        heard: list[str] = []
        made = by(file, "CC").moderate(ref, case, workbook=filled_in(second, **NO_PLAN), tell=heard.append)
        assert [one.question for one in made.answers] == ["plan", "visits", "grade"]
        assert len(heard) == 1 and "answers!C3: signed is not asked" in heard[0]
        with pytest.raises(Refused, match="signed: is not asked of this file; it is asked where plan is Yes"):
            file.moderate(ref, case, answers={"signed": "yes"})
        assert len(file.moderate(ref, case, answers={"plan": "yes", "signed": "no"}).answers) == 4
        assert len(heard) == 1
        made = file.moderate(ref, case, answers={"plan": "no"}, tell=heard.append)
        assert [one.question for one in made.answers] == ["plan", "visits", "grade"]
        assert heard[1].startswith("not asked any more: signed.") and len(heard) == 2
