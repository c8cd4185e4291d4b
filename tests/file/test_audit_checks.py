"""Every rule on audits is heard through `check` on a round in which its cause was made, and stays silent before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import evidence
from audited import DAY, auditing, by, drawn, fill, small_form, write_list
from builder import opened, write_plan
from evidence import codec
from evidence.audits.forms.fhir import to_fhir
from evidence.checks.rules import RULES
from evidence.file import EvidenceFile
from evidence.file.audits.answering import Facts
from evidence.model.audit import Answer, Grade, Outcome
from evidence.model.event import EventKind
from evidence.model.questionnaire import Asks

Step = Callable[[EvidenceFile, Path], Any]
AS_OF = date(2006, 3, 10)


def cases(file: EvidenceFile, audit: str = "A-0001") -> tuple[str, ...]:
    sample = file.audit(audit).sample
    assert sample is not None
    return sample.cases


def in_operation(file: EvidenceFile, folder: Path) -> None:
    (folder / "approval.txt").write_text("Approved by the director on 1 March 2006.")
    document = file.add(folder / "approval.txt", kind="approval", dated="1 March 2006")
    file.approve_form("small-audit@1", document=document.id, in_operation_from=date(2006, 3, 1), approved_by="director")


def begun(file: EvidenceFile, folder: Path) -> str:
    """A round of four files on a questionnaire in operation, allocated to AA, nothing amiss."""
    in_operation(file, folder)
    audit = drawn(file, folder)
    file.allocate(audit, auditors=["AA"])
    return audit


def answered(file: EvidenceFile, folder: Path) -> str:
    """The same with its answers; every file has its feedback."""
    audit = begun(file, folder)
    for case in cases(file):
        fill(file, audit, case)
        file.change_records(audit, "agree", [case], on=DAY)
        file.give_feedback(audit, case, given_on=DAY)
    return audit


def slipped_in(**changes: Any) -> Step:
    """A response as the verbs refuse it, put on record past them."""

    def step(file: EvidenceFile, folder: Path) -> None:
        audit = answered(file, folder)
        response = file.audit(audit).responses[0]
        told = codec.to_json(evolve(response, **changes))
        names = ("case", "auditor", "form", "state", "audited_on", "answers", "grades")
        details = {name: told[name] for name in names} | {"audit": audit, "whole": True, "round": "under-way"}
        with file._session.writing() as writing:
            writing.record(EventKind.RESPONSE_RECORDED, details)

    return step


def allocated_to_the_case_holder(file: EvidenceFile, folder: Path) -> None:
    audit = begun(file, folder)
    one = file.audit(audit).allocations[0]
    population = file.audit(audit).population
    assert population is not None
    holder = next(case.holder for case in population.cases if case.ref == one.case)
    file.add_actor("somebody", initials="SW", roles=[str(holder)])
    with pytest.raises(evidence.EvidenceError, match="case holder"):
        file.allocate(audit, auditors=["SW"], cases=[one.case])
    told = codec.to_json(evolve(one, auditor_role=holder))
    details = {"audit": audit, "form": "small-audit@1", "round": "under-way", "allocations": [told]}
    with file._session.writing() as writing:
        writing.record(EventKind.CASES_ALLOCATED, details)


def late_review(file: EvidenceFile, folder: Path) -> None:
    timed = evolve(small_form().items[0], critical=False, clock="T-L01", asks=[Asks.DUE])
    form = evolve(small_form(), id="timed-audit", items=[timed, *small_form().items[1:]])
    (folder / "timed.json").write_text(json.dumps(to_fhir(form)))
    file.publish_form(folder / "timed.json")
    made = file.open_audit("timed-audit", "Timed", opened_on=DAY)
    file.list_population(made.ref, write_list(folder), key=folder / "key.csv")
    file.draw_sample(made.ref, size=1, seed=1)
    by(file, "AA")
    facts = Facts(start=date(2006, 1, 3), done=date(2006, 2, 27))
    file.answer(made.ref, cases(file)[0], "plan", "yes", audited_on=DAY, facts=facts)


def concern_lost(file: EvidenceFile, folder: Path) -> None:
    response = [Answer(question="plan", outcome=Outcome.NOT_ON_FILE)]
    slipped_in(answers=[*response, Answer(question="visits", outcome=Outcome.VALUE, value="1")])(file, folder)


def over_the_cap(file: EvidenceFile, folder: Path) -> None:
    audit = begun(file, folder)
    fill(file, audit, cases(file)[0], plan="no", grade="outstanding")


def second_grade(grade: str | None, **said: Any) -> Step:
    def step(file: EvidenceFile, folder: Path) -> None:
        in_operation(file, folder)
        audit = drawn(file, folder)
        file.allocate(audit, auditors=["AA"], moderators=["CC"], moderate=1, **said)
        case = next(one.case for one in file.audit(audit).allocations if one.moderator)
        fill(file, audit, case, grade="outstanding")
        if grade:
            by(file, "CC")
            file.moderate(audit, case, grade=grade, on=DAY)

    return step


def remedial(file: EvidenceFile, folder: Path, **terms: Any) -> str:
    audit = answered(file, folder)
    finding = file.add_finding(audit, type="observation", text="Plans are not signed in full", questions=["signed"])
    remedy = file.add_remedy(audit, finding=finding.ref, text="Remind the teams in a memo", **terms)
    return str(remedy.ref)


def reopened(file: EvidenceFile, folder: Path) -> None:
    ref = remedial(file, folder, owner="team manager 2", due="1 April 2006", evidence="memo")
    (folder / "memo.txt").write_text("Memo to all teams, 9 March 2006: plans are signed.")
    memo = file.add(folder / "memo.txt", kind="memo", dated="9 March 2006")
    link = file.link(memo, ref)
    by(file, "CC").verdict(link, "sufficient", because="sent to all teams")
    file.close_action(ref)
    file.close_audit("A-0001")
    file.reopen_action(ref, because="one team was left out")


def again_too_soon(file: EvidenceFile, folder: Path) -> None:
    answered(file, folder)
    audit = drawn(file, folder, title="Files of April")
    file.allocate(audit, auditors=["CC"])
    fill(file, audit, cases(file, audit)[0])


def closed_with(reaudit_due: date) -> Step:
    def step(file: EvidenceFile, folder: Path) -> None:
        file.close_audit(answered(file, folder), on=DAY, reaudit_due=reaudit_due)

    return step


def reported(file: EvidenceFile, folder: Path) -> None:
    file.report_audit(answered(file, folder), folder / "report.md", on=DAY)


def reported_half_way(file: EvidenceFile, folder: Path) -> None:
    audit = begun(file, folder)
    by(file, "AA").answer(audit, cases(file)[0], "plan", "yes", audited_on=DAY)
    file.report_audit(audit, folder / "report.md", on=DAY)


def not_in_operation(file: EvidenceFile, folder: Path) -> None:
    audit = drawn(file, folder)
    file.allocate(audit, auditors=["AA"])
    fill(file, audit, cases(file)[0])


def missed_round(file: EvidenceFile, folder: Path) -> None:  # noqa: ARG001 - asked like the others
    file.plan_audit("year", theme="plans", form="small-audit", due=date(2006, 3, 1))


CAUSES: dict[str, tuple[Step, date]] = {
    "A401": (allocated_to_the_case_holder, AS_OF),
    "A402": (reported_half_way, AS_OF),
    "A403": (slipped_in(answers=[Answer(question="plan", outcome=Outcome.NOT_APPLICABLE)]), AS_OF),
    "A404": (late_review, AS_OF),
    "A405": (concern_lost, AS_OF),
    "A406": (over_the_cap, AS_OF),
    "A407": (second_grade(None, moderation_due=date(2006, 3, 9)), AS_OF),
    "A408": (second_grade("requires-improvement"), AS_OF),
    "A409": (over_the_cap, date(2006, 5, 1)),
    "A410": (lambda file, folder: remedial(file, folder), AS_OF),
    "A411": (reopened, date(2026, 1, 6)),
    "A412": (closed_with(date(2006, 6, 1)), date(2006, 6, 2)),
    "A413": (slipped_in(grades=[Grade(scale="ofsted4", value="good", reason="see NHS 943 476 5919")]), AS_OF),
    "A414": (not_in_operation, AS_OF),
    "A415": (lambda file, folder: drawn(file, folder, size=20), AS_OF),
    "A416": (again_too_soon, AS_OF),
    "A417": (reported, AS_OF),
    "A418": (missed_round, AS_OF),
}


def test_every_rule_on_audits_has_its_cause() -> None:
    assert list(CAUSES) == [rule.CODE for rule in RULES if rule.CODE.startswith("A")]


@pytest.mark.parametrize("code", CAUSES)
def test_what_was_caused_is_remarked_on(code: str, tmp_path: Path) -> None:
    cause, as_of = CAUSES[code]
    with auditing(tmp_path) as file:
        cause(file, tmp_path)
        result = file.check(as_of=as_of, select=["A"])
        told = [issue for issue in result.issues if issue.code == code]
        assert told, [issue.message for issue in result.issues]
        assert all(issue.subject.type == "audit" and issue.message and issue.remedy for issue in told)
        assert not any(result.outcome == "crashed" for result in result.results)
        if code != "A418":
            assert code in [issue.code for issue in file.audit_status("A-1", as_of=as_of).issues] or code == "A416"


def test_of_a_round_that_was_abandoned_no_files_are_asked_for(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        file.change_audit(drawn(file, tmp_path, size=20), "abandon", because="the wrong size was typed")
        assert file.check(as_of=AS_OF, select=["A"]).issues == ()


def test_a_round_with_nothing_amiss_is_counted_and_not_remarked_on(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        answered(file, tmp_path)
        result = file.check(as_of=AS_OF, select=["A"])
        assert [issue.message for issue in result.issues] == []
        assert result.subjects.audits == 1


def test_a_store_with_audits_and_no_plan_is_checked_and_one_with_neither_is_not(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        with pytest.raises(evidence.EvidenceError, match="no plan"):
            file.check(as_of=AS_OF)
        answered(file, tmp_path)
        result = file.check(as_of=AS_OF)
        assert (result.subjects.audits, result.subjects.actions) == (1, 0)


def test_the_record_of_an_earlier_moment_has_the_audits_of_that_moment(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        audit = answered(file, tmp_path)
        before = [*file.log()][-1].at
        file.add_finding(audit, type="strength", text="Every plan is there", questions=["plan"])
        file.add_remedy(audit, finding="F1", text="Tell the teams so")
        assert [one.code for one in file.check(as_of=AS_OF, select=["A410"]).issues] == ["A410"]
        earlier = file.check(as_of=AS_OF, select=["A"], known_at=before)
        assert earlier.issues == () and earlier.subjects.actions == 0


def test_without_audits_a_check_loads_nothing_of_them(tmp_path: Path) -> None:
    import subprocess
    import sys

    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), as_of=AS_OF)
    script = (
        "import sys, datetime, evidence\n"
        f"with evidence.open({str(tmp_path / 'store')!r}, read_only=True) as file:\n"
        "    file.check(as_of=datetime.date(2006, 3, 10))\n"
        "of_audits = ('evidence.audits', 'evidence.file.audits', 'evidence.model.audit')\n"
        "print(sorted(name for name in sys.modules if name.startswith(of_audits)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
