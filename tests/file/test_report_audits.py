"""The audit pages of a report: figures as the comparison has them, worst questions first, nothing small in public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from audited import DAY, auditing, drawn, fill
from builder import write_plan
from evidence.file import EvidenceFile
from evidence.reports.audit_content import AuditPages
from evidence.reports.site import pages

AS_OF = date(2006, 4, 1)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvidenceFile]:
    """Two rounds of six files: one plan missing at first, none later, and better grades."""
    folder = tmp_path_factory.mktemp("audits")
    with auditing(folder) as made:
        made.import_plan(write_plan(folder), id="town")
        for title, baseline, bad in (("Files of March", None, 2), ("Files of October", "A-0001", 1)):
            ref = drawn(made, folder, size=6, title=title, baseline=baseline)
            made.allocate(ref, auditors=["AA"])
            for at, one in enumerate(made.audit(ref).allocations):
                missing = at < bad
                fill(made, ref, one.case, plan="no" if missing else "yes", grade="inadequate" if missing else "good")
        yield made


def told(file: EvidenceFile, share: str = "internal") -> AuditPages:
    from evidence.file.report_content import report_content

    audits = report_content(file._session, as_of=AS_OF, share=share).audits
    assert audits is not None
    return audits


def test_a_round_has_a_page_and_a_repeated_one_stands_beside_its_baseline(file: EvidenceFile) -> None:
    names = [page.name for page in pages(file.report_content(as_of=AS_OF)) if "".join(page.text)]
    assert names == ["audit-A-0001.html", "audit-A-0002.html", "audit-A-0002-beside-A-0001.html", "index.html"]


def test_figures_are_those_of_the_comparison(file: EvidenceFile) -> None:
    compared = {one.question: one for one in file.compare_audits("A-0001", "A-0002").questions}
    audits = told(file)
    for row in audits.comparisons[0].questions:
        one = compared[row.question]
        assert [row.before[0], row.after[0]] == [(one.no[at] or 0) + (one.not_on_file[at] or 0) for at in (0, 1)]
    (overall,) = audits.rounds[1].grades
    assert dict(overall.before)["inadequate"] == 2 and dict(overall.grades)["inadequate"] == 1


def test_the_worst_question_comes_first_with_an_answer_for_every_case(file: EvidenceFile) -> None:
    first = told(file).rounds[0]
    assert [(row.question, row.adverse, row.counted) for row in first.questions] == [("plan", 2, 6), ("signed", 0, 4)]
    assert all(len(row.cells) == len(first.cases) == 6 for row in first.questions)
    assert sorted(first.questions[0].cells) == ["no"] * 2 + ["yes"] * 4
    assert sorted(first.questions[1].cells) == ["not-asked"] * 2 + ["partly"] * 4


def test_rules_on_audits_are_counted_as_the_check_counts_them(file: EvidenceFile) -> None:
    counts = {one.code: one.count for one in file.check(as_of=AS_OF, select=["A"]).results}
    report = file.report_content(as_of=AS_OF)
    assert {rule.code: rule.count for rule in report.rules() if rule.code[0] == "A"} == counts
    assert report.audits is not None
    assert sum(len(one.issues) for one in report.audits.rounds) == sum(counts.values())


def test_the_public_edition_names_no_case_and_gives_no_small_number(file: EvidenceFile, tmp_path: Path) -> None:
    file.report(tmp_path / "public", as_of=AS_OF, share="public")
    cases = told(file).rounds[0].cases
    for path in (tmp_path / "public").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not [case for case in cases if case in text], path.name
        assert "person AA" not in text
    page = (tmp_path / "public" / "audit-A-0001.html").read_text(encoding="utf-8")
    assert "kept back" in page
    assert not re.search(r"\b[1-4] of \d", page)
    codes = re.findall(r"\bA4\d\d\b", page.partition('id="remarks"')[2])
    assert codes and len(codes) == len(set(codes))
    assert not re.search(r"A4\d\d", (tmp_path / "public" / "index.html").read_text(encoding="utf-8"))
    for one in told(file, "public").rounds:
        numbers = [number for row in one.grades for _, number in (*row.grades, *row.before)]
        numbers += [row.adverse for row in one.questions] + [row.counted for row in one.questions]
        assert not [number for number in numbers if number in (1, 2, 3, 4)]


def test_a_round_of_today_is_drawn_with_what_it_has(file: EvidenceFile) -> None:
    texts = {page.name: "".join(page.text) for page in pages(file.report_content(as_of=DAY))}
    assert "▲ 1 file more good or better" in texts["audit-A-0002.html"]
    assert 'aria-label="A-0001: good 4, inadequate 2; A-0002: good 5, inadequate 1"' in texts["audit-A-0002.html"]


def test_a_remedial_action_leads_to_the_action_that_it_is(tmp_path: Path) -> None:
    with auditing(tmp_path) as made:
        ref = drawn(made, tmp_path)
        made.allocate(ref, auditors=["AA"])
        for one in made.audit(ref).allocations:
            fill(made, ref, one.case, plan="no", grade="inadequate")
        found = made.add_finding(ref, type="nonconformity", text="Plans are missing", questions=["plan"])
        made.add_remedy(ref, finding=found.ref, text="Send a memo", owner="HC", due="1 April 2006", evidence="memo")
        texts = {page.name: "".join(page.text) for page in pages(made.report_content(as_of=AS_OF))}
    assert 'id="a-a-0001:R1.1"' in texts["index.html"]
    assert 'href="index.html#a-a-0001:R1.1"' in texts["audit-A-0001.html"]
