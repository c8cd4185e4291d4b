"""The report of a round is a document that shows what its questions test; its figures are the record's."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import evidence
from audited import DAY, auditing, by, drawn, fill, small_form, write_list
from builder import write_plan
from evidence.audits.forms.fhir import to_fhir
from evidence.file import EvidenceFile


def form_that_tests(folder: Path) -> Path:
    """The small questionnaire, its first question testing an action of the plan on file, its second one of none."""
    plan, signed, *others = small_form().items
    form = evolve(small_form(), items=[evolve(plan, action="R2.1"), evolve(signed, action="other:R9.9"), *others])
    path = folder / "testing.json"
    path.write_text(json.dumps(to_fhir(form)))
    return path


def audited(file: EvidenceFile, folder: Path, plans: str = "yynn", title: str = "Files of March") -> str:
    audit = drawn(file, folder, size=len(plans), title=title)
    file.allocate(audit, auditors=["AA"])
    sample = file.audit(audit).sample
    assert sample is not None
    for case, plan in zip(sample.cases, plans, strict=True):
        fill(file, audit, case, plan="yes" if plan == "y" else "no", grade="good" if plan == "y" else "inadequate")
    return audit


def test_a_report_is_filed_dated_and_suggested_for_the_actions_that_its_questions_test(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        file.import_plan(write_plan(tmp_path), as_of=date(2006, 1, 5))
        file.publish_form(form_that_tests(tmp_path))
        audit = audited(file, tmp_path)
        document = file.report_audit(audit, tmp_path / "report.md", on=DAY)
        assert (document.kind, document.title) == ("report", "Audit report: Files of March (A-0001)")
        assert document.dated is not None and document.dated.day == DAY
        assert file.audit(audit).state == "reported" and file.audit(audit).report == document.id
        first = file.suggest(document, limit=1)[0]
        assert (first.action, first.because[0]) == ("R2.1", "tests R2.1") and first.score > 0.8
        assert "(tests R2.1)" in file.text(document) and "R9.9" not in file.text(document)
        file.link(document, "R2.1", shows="part")


def test_an_interim_report_counts_the_files_that_were_looked_at_and_the_round_goes_on(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        audit = drawn(file, tmp_path, size=8)
        file.allocate(audit, auditors=["AA"])
        first, second, *_ = file.audit(audit).allocations
        fill(file, audit, first.case)
        file.report_audit(audit, tmp_path / "report.md", on=DAY)
        assert "1 file audited, 7 not yet." in (tmp_path / "report.md").read_text("utf-8")
        file.report_audit(audit, tmp_path / "public.md", on=DAY, share="public")
        assert "fewer than 5 files audited" in (tmp_path / "public.md").read_text("utf-8")
        with pytest.raises(evidence.Refused, match="resume"):
            fill(file, audit, second.case)
        file.change_audit(audit, "resume", because="the other files were still to come")
        fill(file, audit, second.case)


def test_the_same_report_again_changes_nothing_and_a_later_one_takes_its_place(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        audit = audited(file, tmp_path)
        path = tmp_path / "report.html"
        first = file.report_audit(audit, path, on=DAY)
        before = sum(1 for _ in file.log())
        assert file.report_audit(audit, path, on=DAY) == first and sum(1 for _ in file.log()) == before
        file.add_finding(audit, type="nonconformity", text="Plans are missing", questions=["plan"])
        second = file.report_audit(audit, path, on=DAY)
        assert second.id != first.id and file.audit(audit).report == second.id
        assert "Plans are missing" in file.text(second) and "Plans are missing" not in file.text(first)
        assert not [one for one in tmp_path.iterdir() if one.name.endswith(".part")]


def test_a_file_that_is_another_is_never_overwritten_and_the_store_is_no_place_for_one(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        audit = audited(file, tmp_path)
        (tmp_path / "mine.md").write_text("mine")
        for path, words in (
            (tmp_path / "mine.md", "another file"),
            (tmp_path / "store" / "report.md", "lies in the store"),
            (tmp_path / "report.pdf", ".md or .html"),
            (tmp_path / "nowhere" / "report.md", "cannot be written"),
        ):
            with pytest.raises(evidence.Refused, match=re.escape(words)):
                file.report_audit(audit, path)
        assert (tmp_path / "mine.md").read_text() == "mine" and file.audit(audit).state == "under-way"


def test_a_round_without_answers_has_nothing_to_report(tmp_path: Path) -> None:
    with auditing(tmp_path) as file, pytest.raises(evidence.Refused, match="nothing to report"):
        file.report_audit(drawn(file, tmp_path), tmp_path / "report.md")


def test_a_public_report_keeps_small_numbers_back_and_names_no_file_or_worker(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        audit = audited(file, tmp_path, "yyyyyyyynnnn")
        file.add_finding(audit, type="nonconformity", text="Plans are missing", questions=["plan"])
        inside = file.report_audit(audit, tmp_path / "inside.md", on=DAY)
        outside = file.report_audit(audit, tmp_path / "outside.md", on=DAY, share="public")
        text = file.text(outside)
        assert "4 of 12" in file.text(inside) and "4 of 12" not in text and "fewer than 5 of 12" in text
        row = next(line for line in (tmp_path / "outside.md").read_text().splitlines() if line.startswith("| plan "))
        assert row.split("|")[3:7] == [" – ", " 0 ", " – ", " 0 "]
        sample, population = file.audit(audit).sample, file.audit(audit).population
        assert sample is not None and population is not None
        for written in (file.text(inside), text):
            assert not any(case in written for case in sample.cases)
            assert "social worker" not in written and "LAC/2006" not in written


@pytest.mark.parametrize(
    ("plans", "told"), [("y" * 11 + "n" * 5, ["11 of 16", "5 of 16"]), ("y" * 9 + "n" * 3, ["–", "fewer than 5 of 12"])]
)
def test_the_files_of_a_finding_tell_no_number_that_the_tables_keep_back(
    tmp_path: Path, plans: str, told: list[str]
) -> None:
    with auditing(tmp_path) as file:
        audit = audited(file, tmp_path, plans)
        for kind in ("conformity", "nonconformity"):
            file.add_finding(audit, type=kind, text=f"Plans: {kind}", questions=["plan"])
        file.report_audit(audit, tmp_path / "outside.md", on=DAY, share="public")
    rows = [line for line in (tmp_path / "outside.md").read_text("utf-8").splitlines() if line.startswith("| F")]
    assert [row.split("|")[4].strip() for row in rows if "Plans:" in row] == told


def test_a_hostile_title_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    title = "<script>alert(1)</script> | `x` [y](http://z) =1+1"
    with auditing(tmp_path) as file:
        audit = audited(file, tmp_path, title=title)
        file.report_audit(audit, tmp_path / "report.html", on=DAY)
        page = (tmp_path / "report.html").read_text()
        assert "<script" not in page and "&lt;script&gt;" in page
        assert "src=" not in page and "href=" not in page and "<a" not in page
        file.report_audit(audit, tmp_path / "report.md", on=DAY)
        assert r"\<script\>" in (tmp_path / "report.md").read_text()


def test_a_follow_up_says_what_changed_since_its_baseline(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        first = audited(file, tmp_path, "yynn")
        made = file.open_audit("small-audit", "Files of September", baseline=first, opened_on=date(2006, 9, 4))
        file.list_population(made.ref, write_list(tmp_path), key=tmp_path / "key.csv")
        file.draw_sample(made.ref, size=4, seed=2)
        file.allocate(made.ref, auditors=["CC"])
        for one in file.audit(made.ref).allocations:
            fill(file, made.ref, one.case, plan="yes")
        told = file.compare_audits(first, made.ref)
        plan = told.questions[0]
        assert (plan.question, plan.n, plan.yes, plan.no) == ("plan", (4, 4), (2, 4), (2, 0))
        document = file.report_audit(made.ref, tmp_path / "again.md", on=date(2006, 9, 20))
        assert "What changed since A-0001" in file.text(document)
        assert "| plan | Is a plan on file? | 2 of 4 | 4 of 4 |" in (tmp_path / "again.md").read_text()
        with pytest.raises(evidence.Refused, match="with itself"):
            file.compare_audits(first, first)


def test_teams_stand_beside_each_other_and_small_ones_are_kept_back_outside(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        first = audited(file, tmp_path, "yynnyynnyynn")
        second = drawn(file, tmp_path, size=12, title="Again")
        by(file, "keeper").allocate(second, auditors=["CC"])
        for one in file.audit(second).allocations:
            fill(file, second, one.case)
        told = file.compare_audits(first, second, by_team=True)
        assert sum(team.questions[0].n[0] or 0 for team in told.teams) == 12
        public = file.compare_audits(first, second, by_team=True, share="public")
        assert all(team.questions[0].n == (None, None) for team in public.teams)
        assert public.questions[0].n == (12, 12)
