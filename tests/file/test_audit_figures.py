"""Figures that can be checked by hand, through the verbs: clocks of 2006, two opinions, what the checks remark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from audited import DAY, auditing, by, drawn, write_list
from evidence.file import EvidenceFile
from evidence.file.audits.answering import Facts

GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
# 30 files graded by an auditor (rows) and a moderator (columns), best first: 17 of the auditor's are too good
OVER_OPTIMISTIC = ((2, 7, 1, 0), (0, 4, 8, 1), (0, 0, 5, 0), (0, 0, 0, 2))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EvidenceFile]:
    with auditing(tmp_path) as file:
        yield file


def shipped(file: EvidenceFile, folder: Path, form: str) -> str:
    """A round on a shipped questionnaire with one file, allocated; gives its reference."""
    file.publish_form(form)
    made = file.open_audit(form, "Files of March 2006", opened_on=DAY)
    file.list_population(made.ref, write_list(folder, 1), key=folder / "key.csv")
    (case,) = file.draw_sample(made.ref, method="census").cases
    file.allocate(made.ref, auditors=["AA"])
    by(file, "AA")
    return case


def late(file: EvidenceFile, question: str, as_of: date) -> list[str]:
    issues = file.audit_status("A-1", as_of=as_of).issues
    return [one.message for one in issues if one.code == "A404" and question in one.message]


def test_a_first_review_of_2006_is_due_after_four_weeks_even_on_a_bank_holiday(
    file: EvidenceFile, tmp_path: Path
) -> None:
    case = shipped(file, tmp_path, "lac-file-audit-2006")
    facts = Facts(start=date(2006, 4, 3), done=date(2006, 5, 2))
    file.answer("A-1", case, "l601", "partly", audited_on=date(2006, 5, 10), facts=facts)
    (told,) = late(file, "l601", date(2006, 5, 10))
    assert "expected by 1 May 2006 (4 weeks from" in told and "found that it was done on 2 May 2006" in told
    in_time = Facts(start=date(2006, 4, 3), done=date(2006, 5, 1))
    file.answer("A-1", case, "l601", "yes", facts=in_time)
    assert not late(file, "l601", date(2006, 5, 10))


def test_a_conference_is_late_from_the_first_discussion_and_in_time_from_the_last(
    file: EvidenceFile, tmp_path: Path
) -> None:
    case = shipped(file, tmp_path, "cp-file-audit-2006")
    held = date(2006, 3, 24)
    file.answer("A-1", case, "c501", "yes", audited_on=held, facts=Facts(start=date(2006, 3, 1), done=held))
    (told,) = late(file, "c501", held)
    assert "expected by 22 March 2006 (15 working days from" in told
    file.answer("A-1", case, "c501", "yes", facts=Facts(start=date(2006, 3, 6), done=held))
    assert not late(file, "c501", held)
    answered = next(one for one in file.audit("A-1").responses[0].answers if one.question == "c501")
    assert (answered.start, answered.done) == (date(2006, 3, 6), held)


def test_seventeen_of_thirty_grades_were_too_good(file: EvidenceFile, tmp_path: Path) -> None:
    write_list(tmp_path, 30)
    ref = drawn(file, tmp_path, size=30)
    file.allocate(ref, auditors=["AA"], moderators=["CC"])
    cases = iter(file.audit(ref).sample.cases)  # type: ignore[union-attr]  # it was drawn
    for row, counts in enumerate(OVER_OPTIMISTIC):
        for column, count in enumerate(counts):
            for case in (next(cases) for _ in range(count)):
                by(file, "AA")
                file.answer(ref, case, "plan", "no", audited_on=DAY, raised_on=DAY)
                file.answer(ref, case, "visits", "1")
                file.answer(ref, case, "grade", GRADES[row])
                by(file, "CC").moderate(ref, case, grade=GRADES[column], on=DAY)
    told = file.audit_status(ref, as_of=DAY)
    agreement = told.agreement
    # agreed 2 + 4 + 5 + 2 = 13 of 30; expected by chance (10*2 + 13*11 + 5*14 + 2*3) / 900 = 239/900
    assert (agreement.second_rated, agreement.percent) == (30, round(13 / 30, 4))
    assert agreement.kappa == round((13 / 30 - 239 / 900) / (1 - 239 / 900), 4) == 0.2284
    # linear weights 1, 2/3, 1/3, 0: observed (13 + 2/3 * 15 + 1/3 * 2) / 30, by chance 88/135
    observed, chance = (13 + 15 * 2 / 3 + 2 / 3) / 30, expected_linear()
    assert agreement.weighted_kappa == round((observed - chance) / (1 - chance), 4) == 0.3936
    low, high = agreement.interval or (1, 0)
    assert low < agreement.weighted_kappa < high
    path = tmp_path / "report.md"
    file.report_audit(ref, path, on=DAY)
    kappas = f"Cohen's kappa is 0.23, weighted 0.39 (95 % interval {low:.2f} to {high:.2f})."
    assert kappas in path.read_text(encoding="utf-8")
    codes = [issue.code for issue in told.issues]
    # two steps apart: 1 of the first row, 1 of the second
    assert codes.count("A408") == 2
    # above the cap of a critical adverse answer, which is "requires improvement": 10 outstanding and 13 good
    assert codes.count("A406") == 23


def expected_linear() -> float:
    """What two such auditors agree on by chance: rows 10, 13, 5, 2; columns 2, 11, 14, 3."""
    rows, columns = (10, 13, 5, 2), (2, 11, 14, 3)
    near = ((i, j, 3 - abs(i - j)) for i in range(4) for j in range(4))
    return sum(weight * rows[i] * columns[j] for i, j, weight in near) / (3 * 900)


def test_an_answer_keeps_its_dates_series_count_and_signature(file: EvidenceFile, tmp_path: Path) -> None:
    case = shipped(file, tmp_path, "lac-file-audit-2006")
    visits = [date(2006, 3, 16), date(2006, 1, 27), date(2006, 2, 28)]
    facts = Facts(start=date(2006, 1, 3), series=visits, count=3, signed_by="team manager")
    file.answer("A-1", case, "l502", "partly", comment="six weeks in spring", audited_on=DAY, facts=facts)
    (answered,) = file.audit("A-1").responses[0].answers
    assert answered.series == tuple(sorted(visits)) and answered.start == date(2006, 1, 3)
    assert (answered.count, answered.signed_by, answered.comment) == (3, "team manager", "six weeks in spring")
    before = sum(1 for _ in file.log())
    file.answer("A-1", case, "l502", "partly", comment="six weeks in spring", facts=facts)
    assert sum(1 for _ in file.log()) == before
