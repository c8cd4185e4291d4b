"""What comes of an audit: findings counted from answers, remedial actions that live as actions, closing, reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import evidence
from audited import DAY, auditing, by, drawn, fill
from builder import write_plan
from evidence.audits.lifecycle import REMEDY
from evidence.file import EvidenceFile
from evidence.model.document import Document

TEXT = "Send a memo about plans that are missing"


@contextmanager
def held(folder: Path, plans: str = "ynnn") -> Iterator[EvidenceFile]:
    """A round of four files, on one of which a plan is on file."""
    with auditing(folder) as file:
        audit = drawn(file, folder, concerns_to="head of service")
        file.allocate(audit, auditors=["AA"])
        sample = file.audit(audit).sample
        assert sample is not None
        for case, plan in zip(sample.cases, plans, strict=True):
            fill(file, audit, case, plan="yes" if plan == "y" else "no", grade="good" if plan == "y" else "inadequate")
        yield file


def found(file: EvidenceFile) -> str:
    return str(file.add_finding("A-1", type="nonconformity", text="Plans are missing", questions=["plan"]).ref)


def raised(file: EvidenceFile, **terms: str) -> str:
    terms = {"owner": "team manager 2", "due": "1 April 2006", "evidence": "memo"} | terms
    return str(file.add_remedy("A-1", finding=found(file), text=TEXT, **terms).ref)


def memo(file: EvidenceFile, folder: Path, kind: str = "memo") -> Document:
    (folder / f"{kind}.txt").write_text(f"A {kind} of 14 March 2006 to all teams about plans that are missing.")
    return file.add(folder / f"{kind}.txt", kind=kind, dated="14 March 2006")


def state(file: EvidenceFile, ref: str) -> str:
    return next(one.state for one in file.remedies("A-1") if one.ref == ref)


def acknowledged(file: EvidenceFile) -> None:
    for one in file.audit("A-1").concerns:
        file.acknowledge_concern("A-1", one.case, one.question, on=date(2006, 3, 9))


def entries(file: EvidenceFile) -> int:
    return sum(1 for _ in file.log())


def test_the_files_of_a_finding_are_counted_from_the_answers(tmp_path: Path) -> None:
    with held(tmp_path, "ynny") as file:
        one = file.add_finding("A-1", type="nonconformity", text="Plans are missing", questions=["PLAN"])
        answers = {r.case: {a.question: a.outcome for a in r.answers} for r in file.audit("A-1").responses}
        assert one.cases == tuple(case for case, given in answers.items() if given["plan"] == "no")
        assert (one.ref, one.found, one.looked_at) == ("F1", 2, 4)
        signed = file.add_finding("A-1", type="observation", text="Signed in part only", questions=["signed"])
        assert (signed.found, signed.looked_at) == (2, 2)  # asked only where there is a plan
        both = file.add_finding("A-1", type="strength", text="Plans are there and signed", questions=["plan", "signed"])
        assert (both.ref, both.found, both.looked_at) == ("F3", 0, 4)
        narrow = file.add_finding("A-1", type="nonconformity", text="None", questions=["plan"], answers=["not-on-file"])
        assert (narrow.found, narrow.looked_at) == (0, 4)
        for kind, count in (("strength", 2), ("nonconformity", 2), ("observation", 2)):
            graded = file.add_finding("A-1", type=kind, text="Of the files as a whole", questions=["grade"])
            assert (graded.found, graded.looked_at) == (count, 4)
        good = file.add_finding("A-1", type="strength", text="Best", questions=["grade"], answers=["Outstanding"])
        assert (good.found, good.answers) == (0, ("outstanding",))


def test_a_finding_that_cannot_be_is_refused_with_what_is_wrong_and_leaves_nothing(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        before = entries(file)
        for said, words in (
            ({"questions": ["plan", "xyz"]}, "xyz"),
            ({"questions": ["plan"], "cases": ["C-nobody"]}, "c-nobody"),
            ({"questions": ["plan"], "answers": ["perhaps"]}, "perhaps"),
            ({"questions": ["plan"], "type": "bad"}, "nonconformity"),
            ({"questions": ["plan"], "text": "See NHS 943 476 5919"}, "personal"),
        ):
            with pytest.raises(evidence.EvidenceError) as refused:
                file.add_finding("A-1", **{"type": "nonconformity", "text": "Plans are missing"} | said)
            assert words in str(refused.value).lower() or "nhs" in str(refused.value).lower()
            assert "943" not in str(refused.value)
        assert entries(file) == before


def test_a_remedial_action_is_evidenced_verified_and_closed_like_any_action(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        assert ref == "a-0001:R1.1" and state(file, ref) == "open"
        action = file.show(ref)
        assert (action.text, action.leads, action.due.latest) == (TEXT, ("team manager 2",), date(2006, 4, 1))
        assert file.plan("a-0001").recommendations[0].text == "Plans are missing (3 of 4 files)"

        assert file.change_remedy(ref, done_on=date(2006, 3, 14)).state == "claimed-done"
        document = memo(file, tmp_path)
        assert file.suggest(document)[0].action == ref
        link = file.link(document, ref)
        assert state(file, ref) == "evidenced"
        file.add_actor("the owner", initials="TM", roles=["team manager 2"])
        by(file, "TM").verdict(link, "sufficient", because="I sent it")
        assert state(file, ref) == "evidenced"  # its owner cannot verify it
        by(file, "CC").verdict(link, "sufficient", because="seen in two teams")
        assert state(file, ref) == "verified"
        file.close_action(ref)
        assert state(file, ref) == "closed" and not file.audit_status("A-1").remedies[0].open
        file.reopen_action(ref, because="a team was left out")
        assert state(file, ref) == "verified"
        assert {one.state for one in file.remedies("A-1")} <= set(REMEDY.states)


def test_another_kind_of_document_than_was_agreed_is_not_enough(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file, evidence="minutes or a report")
        file.change_remedy(ref, done_on=date(2006, 3, 14))
        file.link(memo(file, tmp_path), ref)
        assert state(file, ref) == "claimed-done"
        result = file.check(as_of=date(2006, 4, 2))
        told = next(one for one in result.issues if one.code == "E104")
        assert "minutes or a report" in told.message and told.subject.ref == ref
        file.link(memo(file, tmp_path, "minutes"), ref)
        assert state(file, ref) == "evidenced"


def test_the_word_that_it_was_done_is_taken_back_with_a_reason(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        before = file.remedies("A-1")
        file.change_remedy(ref, done_on=date(2006, 3, 14))
        assert state(file, ref) == "claimed-done"
        with pytest.raises(evidence.Refused, match="needs reason"):
            file.change_remedy(ref, not_done=True)
        with pytest.raises(evidence.Refused, match="say the opposite"):
            file.change_remedy(ref, not_done=True, done_on=date(2006, 3, 14), because="both")
        file.change_remedy(ref, not_done=True, because="another one was meant")
        assert file.remedies("A-1") == before and not file._session.action(ref)[1].progress.text
        count = entries(file)
        file.change_remedy(ref, not_done=True, because="another one was meant")
        assert entries(file) == count and file.verify().ok
        assert file.change_remedy(ref, not_accepted=True, because="made needless").state == "not-accepted"


def test_a_kind_of_document_that_is_none_is_refused_and_words_for_one_are_not(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        raised(file)
        said = {"finding": "F1", "text": "Tell all teams"}
        for words, meant in (
            ("memmo", "'memo'"),
            ("minutes or a reprot", "'report'"),
            ("vist record", "'visit-record'"),
        ):
            with pytest.raises(
                evidence.Refused, match=f"one of memo, minutes, agenda.* Did you mean {meant}"
            ) as refused:
                file.add_remedy("A-1", **said, evidence=words)
            assert str(refused.value).startswith("--evidence ")
        for words in ("visit-record", "a letter signed by the director", "training record", "certificate"):
            assert file.add_remedy("A-1", **said, evidence=words).evidence_wanted == words
        with pytest.raises(evidence.Refused, match="Did you mean 'email'"):
            file.change_remedy(file.remedies("A-1")[0].ref, evidence="emial")


def test_a_round_is_not_closed_while_anything_is_open_and_says_what(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        with pytest.raises(evidence.Refused) as refused:
            file.close_audit("A-1")
        assert "3 immediate concerns" in str(refused.value) and f"{ref} is open" in str(refused.value)
        acknowledged(file)
        link = file.link(memo(file, tmp_path), ref)
        with pytest.raises(evidence.Refused, match="evidenced, not verified"):
            file.close_audit("A-1")
        by(file, "CC").verdict(link, "sufficient", because="seen")
        with pytest.raises(evidence.Refused, match=f"evidence close {ref}"):
            file.close_audit("A-1")
        file.close_action(ref)
        with pytest.raises(evidence.Refused, match="was at work until"):
            file.close_audit("A-1", on=date(2006, 1, 3))
        closed = file.close_audit("A-1", on=date(2006, 4, 3), reaudit_due=date(2006, 9, 30))
        assert (closed.state, closed.closed_on, closed.reaudit_due) == ("closed", date(2006, 4, 3), date(2006, 9, 30))
        before = entries(file)
        assert file.close_audit("A-1").state == "closed" and entries(file) == before
        with pytest.raises(evidence.Refused, match="is closed"):
            file.add_remedy("A-1", finding="F1", text="More")


def test_files_that_nobody_answered_keep_a_round_open(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        audit = drawn(file, tmp_path)
        file.allocate(audit, auditors=["AA"])
        cases = [one.case for one in file.audit(audit).allocations]
        fill(file, audit, cases[0])
        with pytest.raises(evidence.Refused, match="3 of 4 files are not handed in"):
            file.close_audit(audit)
        file.change_records(audit, "exempt", cases[1:], because="transferred", approver="director", on=DAY)
        assert file.close_audit(audit).state == "closed"


def test_saying_the_same_again_records_nothing(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        file.change_remedy(ref, done_on=date(2006, 3, 14))
        before = entries(file)
        assert raised(file) == ref and found(file) == "F1"
        file.change_remedy(ref, done_on=date(2006, 3, 14), owner="team manager 2", due="1 April 2006")
        assert entries(file) == before


def test_other_terms_are_another_version_and_links_to_the_action_are_looked_at_again(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        file.link(memo(file, tmp_path), ref)
        file.change_remedy(ref, due="30 June 2006", because="the owner was away")
        assert file.plans() == (("a-0001", 2),)
        assert file.remedies("A-1")[0].due == date(2006, 6, 30)
        codes = {one.code: one for one in file.check(as_of=date(2006, 4, 2)).issues if ref in one.message}
        assert "E112" in codes and "P211" in codes
        assert file.compare_plan("a-0001").due_moved[0].new == "R1.1"


def test_what_is_not_accepted_or_superseded_leaves_the_plan_and_stays_on_record(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        first = raised(file)
        second = str(file.add_remedy("A-1", finding="1", text="Look at every file of the team").ref)
        with pytest.raises(evidence.Refused, match="reason"):
            file.change_remedy(first, not_accepted=True)
        assert file.change_remedy(first, superseded_by=second).because == f"superseded by {second}"
        assert file.change_remedy(second, not_accepted=True, because="nobody has the time").state == "not-accepted"
        assert file.actions("a-0001") == () and file.check(as_of=date(2006, 5, 1)).subjects.actions == 0
        with pytest.raises(evidence.NotFound, match="up to version 1"):
            file.show(first)
        assert [one.kind for one in file.log(first)] == ["remedy-raised", "remedy-changed"]
        acknowledged(file)
        assert file.close_audit("A-1").state == "closed"


def test_the_plan_of_a_round_leaves_the_references_of_other_plans_alone(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        raised(file)
        file.import_plan(write_plan(tmp_path), as_of=date(2006, 1, 5))
        document = memo(file, tmp_path)
        assert file.link(document, "R1.1").plan == "plan" and file.link(document, "A-0001:R1.1").plan == "a-0001"
        refs = {one.ref for one in file.check(as_of=date(2006, 2, 1)).states}
        assert refs == {"R1.1", "R1.2", "R2.1", "a-0001:R1.1"}
        again = file.import_plan(write_plan(tmp_path, text=(tmp_path / "plan.md").read_text() + "\n"))
        assert again.id == "plan"
        with pytest.raises(evidence.Refused, match="audit rounds"):
            file.import_plan(tmp_path / "plan.md", id="a-0001")


def test_remedial_actions_are_chased_from_their_owners(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        file.change_remedy(ref, done_on=date(2006, 3, 14))
        listed = file.chase(as_of=date(2006, 4, 2))
        assert [(group.name, group.wanted[0].document) for group in listed.groups] == [
            ("team manager 2", f"memo, for {ref}")
        ]


def test_the_index_made_anew_from_the_journal_is_the_same(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        ref = raised(file)
        file.change_remedy(ref, due="30 June 2006")
        file.change_remedy(
            str(file.add_remedy("A-1", finding="F1", text="Another").ref), not_accepted=True, because="no"
        )
        file.report_audit("A-1", tmp_path / "report.md", on=DAY)
        before = [evidence.to_json(one) for one in (file.audit("A-1"), file.plan("a-0001"), *file.remedies("A-1"))]
        file.rebuild()
        assert before == [
            evidence.to_json(one) for one in (file.audit("A-1"), file.plan("a-0001"), *file.remedies("A-1"))
        ]
        assert file.verify().ok and file.verify(note_it=True).problems == ()
        assert file.check(as_of=DAY, select=["S501"]).issues == ()


def test_the_round_has_no_way_round_its_closing_and_its_plan_none_round_its_remedies(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        raised(file)
        for verb in ("close", "report", "delete"):
            with pytest.raises(evidence.Refused, match="abandon or resume"):
                file.change_audit("A-1", verb)
        with pytest.raises(evidence.Refused, match="audit remedy a-0001"):
            file.correct_plan({"R1.1/due": "1 May 2006"}, "a-0001")
        file.report_audit("A-1", tmp_path / "report.md", on=DAY)
        assert file.change_audit("A-1", "resume", because="an answer was wrong").state == "under-way"


def test_nothing_of_a_finding_or_remedy_can_be_undone_silently(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        raised(file)
        with pytest.raises(evidence.Refused, match="nothing was undone"):
            file.undo()


def test_words_that_look_personal_are_refused_or_masked(tmp_path: Path) -> None:
    with held(tmp_path) as file:
        found(file)
        (tmp_path / "names.txt").write_text("Zebedee Quill\n")
        with pytest.raises(evidence.EvidenceError):
            file.add_remedy("A-1", finding="F1", text="Ask Zebedee Quill", names=tmp_path / "names.txt")
        made = file.add_remedy("A-1", finding="F1", text="Ask Zebedee Quill", names=tmp_path / "names.txt", mask=True)
        assert "Quill" not in made.text
    assert b"Quill" not in b"".join(one.read_bytes() for one in (tmp_path / "store").rglob("*") if one.is_file())
