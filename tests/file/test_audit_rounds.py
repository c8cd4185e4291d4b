"""A round from its opening to the feedback: what each step records, refuses, and leaves alone when it is repeated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import evidence
from audited import DAY, auditing, by, drawn, fill, write_list
from evidence.audits.sampling import draw, population
from evidence.file import EvidenceFile
from evidence.file.audits.answering import Facts
from evidence.model.audit import Method, Outcome
from evidence.model.errors import NotFound, Refused, UnreadableInput


def entries(file: EvidenceFile) -> int:
    return sum(1 for _ in file.log())


def test_a_round_is_held_and_every_step_shows_in_its_value(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        assert (ref, file.audit(ref).state) == ("A-0001", "sampled")
        file.allocate(ref, auditors=["AA"], moderators=["CC"], moderate=1, due=DAY, moderation_due=date(2006, 3, 20))
        audit = file.audit(ref)
        assert audit.sample is not None and len(audit.allocations) == len(audit.sample.cases) == 4
        (awaited,) = audit.moderations
        assert (awaited.moderated_on, awaited.due) == (None, date(2006, 3, 20))
        for case in audit.sample.cases:
            fill(file, ref, case)
        assert {one.state for one in file.audit(ref).responses} == {"submitted"}
        by(file, "CC")
        file.moderate(
            ref, awaited.case, answers={"plan": "no"}, grade="inadequate", reason="no plan", blind=True, on=DAY
        )
        file.moderate(ref, awaited.case, agreed="requires improvement", because="the plan is a draft", on=DAY)
        by(file, "keeper")
        for case in audit.sample.cases:
            file.give_feedback(ref, case, given_on=date(2006, 3, 10), method="in supervision")
        held = file.audit(ref)
        assert {one.state for one in held.responses} == {"fed-back"} and len(held.feedback) == 4
        (second,) = held.moderations
        first = next(one for one in held.responses if one.case == awaited.case)
        assert first.answers[0].outcome is Outcome.YES and second.answers[0].outcome is Outcome.NO
        assert first.overall and first.overall.value == "good"
        assert second.overall and second.overall.value == "inadequate"
        assert second.agreed and second.agreed.value == "requires-improvement" and second.blind
        assert [(one.case, one.question) for one in held.concerns] == [(awaited.case, "plan")]  # the moderator's "no"
        status = file.audit_status(ref, as_of=date(2006, 3, 21))
        assert (status.agreement.second_rated, status.agreement.percent) == (1, 0)
        assert file.verify().ok


def test_the_sample_is_the_one_that_anybody_can_draw_from_the_frozen_population(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path, size=5)
        audit = file.audit(ref)
        assert audit.population is not None and audit.sample is not None
        again = draw(population(audit.population.cases), method=Method.RANDOM, size=5, seed=1)
        assert audit.sample == again and audit.sample.population == audit.population.sha256


def test_a_seed_that_is_not_given_is_chosen_and_kept(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        made = file.open_audit("small-audit", "Files", size=3)
        file.list_population(made.ref, write_list(tmp_path), key=tmp_path / "key.csv")
        sample = file.draw_sample(made.ref, method="stratified", by="team", size=8)
        assert sample.seed is not None and [one.drawn for one in sample.strata] == [2, 2, 2, 2]
        with pytest.raises(Refused, match=r"sample of 8 files is drawn and stays.*`evidence audit abandon A-0001"):
            file.draw_sample(made.ref, size=9)
        file.change_audit(made.ref, "abandon", because="another one is wanted")
        with pytest.raises(Refused, match="A-0001 is abandoned"):
            file.draw_sample(made.ref, size=9)


def test_files_audited_lately_can_be_left_out_of_the_next_draw(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        first = drawn(file, tmp_path)
        file.allocate(first, auditors=["AA"])
        done = file.audit(first).allocations[0].case
        fill(file, first, done)
        made = file.open_audit("small-audit", "Files of autumn", opened_on=date(2006, 10, 1))
        file.list_population(made.ref, tmp_path / "list.csv", key=tmp_path / "key.csv")
        sample = file.draw_sample(made.ref, method="census", exclude_audited_within=12)
        assert [one.case for one in sample.exclusions] == [done] and len(sample.cases) == 15
        later = file.open_audit("small-audit", "Files of next year", opened_on=date(2007, 10, 1))
        file.list_population(later.ref, tmp_path / "list.csv", key=tmp_path / "key.csv")
        assert not file.draw_sample(later.ref, method="census", exclude_audited_within=12).exclusions


def test_purposive_files_are_named_with_the_reason(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        made = file.open_audit("small-audit", "Files", size=3)
        file.list_population(made.ref, write_list(tmp_path), key=tmp_path / "key.csv")
        case = file.audit(made.ref).population.cases[3].ref  # type: ignore[union-attr]  # it was listed
        with pytest.raises(Refused, match="which files"):
            file.draw_sample(made.ref, method="purposive")
        with pytest.raises(Refused, match="without a reason"):
            file.draw_sample(made.ref, cases={case: " "})
        assert file.draw_sample(made.ref, cases={case: "complaint upheld"}).reasons == ((case, "complaint upheld"),)


def test_nobody_audits_a_file_that_they_hold_or_supervise(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path, size=16)
        with pytest.raises(Refused, match="supervises its case holder"):
            file.allocate(ref, auditors=["BB"])
        made = file.allocate(ref, auditors=["AA", "BB"])
        teams = {case.ref: case.team for case in file.audit(ref).population.cases}  # type: ignore[union-attr]
        names = {actor.id: actor.initials for actor in file.actors()}
        assert all(names[one.auditor] == "AA" for one in made if teams[one.case] == "team 1")
        assert sorted(names[one.auditor] or "" for one in made) == ["AA"] * 8 + ["BB"] * 8


def test_an_exemption_from_independence_names_who_approved_it(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path, size=16)
        with pytest.raises(Refused, match="--approver"):
            file.allocate(ref, auditors=["BB"], exempt="nobody else is left")
        made = file.allocate(ref, auditors=["BB"], exempt="nobody else is left", approver="director")
        waived = [one for one in made if one.exempt]
        assert len(waived) == 4  # the files of team 1 only
        assert {one.exempt for one in waived} == {"nobody else is left (approved by director)"}


def test_the_auditor_of_a_file_cannot_moderate_it(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        with pytest.raises(Refused, match="cannot moderate it too"):
            file.allocate(ref, auditors=["AA"], moderators=["AA"])
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        fill(file, ref, case)
        with pytest.raises(Refused, match="cannot moderate it too"):
            by(file, "AA").moderate(ref, case, grade="good")


def test_a_question_that_is_not_asked_takes_no_answer(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        by(file, "AA")
        with pytest.raises(Refused, match="is not asked of this file; it is asked where plan is Yes"):
            file.answer(ref, case, "signed", "yes")
        assert file.answer(ref, case, "plan", "no").next == "visits"
        assert file.answer(ref, case, "plan", "yes").next == "signed"
        with pytest.raises(Refused, match="needs its reason"):
            file.answer(ref, case, "signed", "n/a")
        assert file.answer(ref, case, "signed", "n/a", comment="made at court").next == "visits"
        told = file.answer(ref, case, "plan", "no", raised_on=DAY)
        assert (told.unasked, told.next) == (("signed",), "visits")
        assert [one.question for one in told.response.answers] == ["plan"]
        back = file.answer(ref, case, "plan", "yes")
        assert (back.unasked, back.next) == ((), "signed")


def test_a_record_is_submitted_with_its_last_answer_and_returned_with_a_reason(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        fill(file, ref, case)
        with pytest.raises(Refused, match="not possible now; what is: return"):
            by(file, "AA").answer(ref, case, "visits", "4")
        with pytest.raises(Refused, match="reason"):
            file.change_records(ref, "return", [case])
        assert file.change_records(ref, "return", [case], because="the visits were counted twice") == (case,)
        told = file.answer(ref, case, "visits", "4")
        assert told.response.state == "submitted" and told.response.answers[2].value == "4"


def test_records_end_with_a_reason_and_are_never_deleted(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        cases = file.audit(ref).sample.cases  # type: ignore[union-attr]  # it was drawn
        file.allocate(ref, auditors=["AA"], cases=cases[:3])
        with pytest.raises(Refused, match="said of single files"):
            file.change_records(ref, "exempt", because="file at court", approver="director")
        file.change_records(ref, "exempt", cases[3:], because="file at court", approver="director")
        file.change_records(ref, "notify", on=DAY)
        fill(file, ref, cases[0])
        file.change_records(ref, "void", [cases[0]], because="another child's papers")
        states = {one.case: (one.state, one.closed_because) for one in file.audit(ref).responses}
        assert states[cases[0]] == ("void", "another child's papers")
        assert states[cases[1]] == ("notified", None)
        assert states[cases[3]] == ("exempted", "file at court (approved by director)")
        assert next(one for one in file.audit(ref).responses if one.case == cases[0]).answers
        with pytest.raises(Refused, match="its life has ended"):
            file.change_records(ref, "return", [cases[0]], because="after all")


def test_a_critical_adverse_answer_raises_one_concern_with_its_clock(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        by(file, "AA")
        friday = date(2006, 3, 10)
        assert file.answer(ref, case, "plan", "not on file", raised_on=friday).concerns == ("plan",)
        file.answer(ref, case, "plan", "no", raised_on=date(2006, 3, 14))
        (concern,) = file.audit(ref).concerns
        assert (concern.raised_on, concern.due) == (friday, date(2006, 3, 13))  # one working day
        assert concern.raised_to.startswith("team manager")
        remarks = {day: _remarks(file, ref, "A405", day) for day in (date(2006, 3, 13), date(2006, 3, 14))}
        assert list(map(len, remarks.values())) == [0, 1] and "acknowledged by 13 March 2006" in str(remarks)
        with pytest.raises(Refused, match="after"):
            file.acknowledge_concern(ref, case, "plan", on=DAY)
        done = file.acknowledge_concern(ref, case, "plan", on=date(2006, 3, 13), by="service manager")
        assert (done.acknowledged_on, done.acknowledged_by) == (date(2006, 3, 13), "service manager")
        assert not _remarks(file, ref, "A405", date(2006, 3, 14))
        with pytest.raises(NotFound, match="no concern"):
            file.acknowledge_concern(ref, case, "visits")


def _remarks(file: EvidenceFile, ref: str, code: str, as_of: date) -> list[str]:
    return [issue.message for issue in file.audit_status(ref, as_of=as_of).issues if issue.code == code]


def test_to_agree_all_records_leaves_those_with_a_second_opinion(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"], moderators=["CC"], moderate=2)
        cases = [one.case for one in file.audit(ref).allocations]
        for case in cases:
            fill(file, ref, case)
        given, awaited = (one.case for one in file.audit(ref).moderations)
        by(file, "CC").moderate(ref, given, grade="inadequate", reason="no plan")
        assert set(file.change_records(ref, "agree")) == {*cases} - {given, awaited}
        assert file.change_records(ref, "agree", [awaited]) == (awaited,)  # named, it is somebody's decision


def test_feedback_waits_for_the_second_opinion(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"], moderators=["CC"])
        case = file.audit(ref).allocations[0].case
        fill(file, ref, case)
        with pytest.raises(Refused, match="still to be moderated"):
            file.give_feedback(ref, case, given_on=DAY)
        with pytest.raises(Refused, match="say why with --because"):
            by(file, "CC").moderate(ref, case, agreed="inadequate")
        file.moderate(ref, case, grade="good", agreed="good")
        with pytest.raises(Refused, match="Check --given-on"):
            file.give_feedback(ref, case, given_on=date(2006, 3, 7))
        with pytest.raises(Refused, match="still to come"):
            file.give_feedback(ref, case, given_on=date(9000, 1, 1))
        file.give_feedback(ref, case, given_on=DAY)
        told = file.give_feedback(ref, case, given_on=DAY, response="does not agree", disputed=True)
        assert file.audit(ref).feedback == (told,)


def test_no_file_was_audited_on_a_day_still_to_come(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:  # on 5 January 2026
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        with pytest.raises(Refused, match="still to come"):
            by(file, "AA").answer(ref, case, "plan", "yes", audited_on=date(2026, 1, 6))
        assert by(file, "AA").answer(ref, case, "plan", "yes", audited_on=date(2026, 1, 5)).left == 3


def test_what_a_round_holds_is_looked_up_by_its_reference(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        fill(file, ref, case)
        assert file.show("a1") == file.audit(ref)
        kinds = [entry.kind.value for entry in file.log(ref)]
        assert kinds[:4] == ["audit-opened", "population-listed", "sample-drawn", "cases-allocated"]
        assert len([kind for kind in kinds if kind == "response-recorded"]) == 4
        of_case = [entry.kind.value for entry in file.log(case.lower())]
        assert of_case == ["cases-allocated", *["response-recorded"] * 4]
        with pytest.raises(NotFound, match="audit list"):
            file.audit("A-0009")


def test_a_round_is_abandoned_with_its_reason(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        with pytest.raises(Refused, match="reason"):
            file.change_audit(ref, "abandon")
        assert file.change_audit(ref, "abandon", because="inspection announced").state == "abandoned"
        with pytest.raises(Refused, match="its life has ended"):
            file.allocate(ref, auditors=["AA"])


def test_a_round_belongs_to_its_programme_and_the_programme_knows_it(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        file.plan_audit("2006", theme="Plans", form="small-audit", due=date(2006, 4, 1), size=4, title="Year of audits")
        file.plan_audit("2006", theme="Visits", form="small-audit", due=date(2006, 9, 1), size=6)
        file.approve_programme("2006", by="director", on=DAY)
        (programme,) = file.programmes()
        assert programme.approved_by == "director" and [one.theme for one in programme.rounds] == ["Plans", "Visits"]
        opened = file.open_audit("small-audit", "Plans on file", programme="2006")
        assert opened.planned_size == 4
        assert [one.held_as for one in file.programmes()[0].rounds] == ["A-0001", None]
        later = file.open_audit("small-audit", "Visits on file", programme="2006")
        assert (later.ref, later.planned_size) == ("A-0002", 6)
        with pytest.raises(Refused, match="was held as A-0002"):
            file.open_audit("small-audit", "Visits again", programme="2006", theme="visits")
        before = entries(file)
        file.plan_audit("2006", theme="Visits", form="small-audit", due=date(2006, 9, 1), size=6)
        file.approve_programme("2006", by="director", on=DAY)
        assert entries(file) == before
        changed = file.plan_audit("2006", theme="visits", form="small-audit", due=date(2006, 10, 1), size=6)
        assert changed.approved_by is None and len(changed.rounds) == 2


def test_the_index_made_again_from_the_journal_holds_the_same_rounds(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"], moderators=["CC"], moderate=2)
        for case in file.audit(ref).sample.cases:  # type: ignore[union-attr]  # it was drawn
            fill(file, ref, case, plan="no")
        before = evidence.to_json(file.audit(ref))
        assert file.verify().ok
        file.rebuild()
        assert evidence.to_json(file.audit(ref)) == before


def test_a_moderator_can_answer_in_a_workbook(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"], moderators=["CC"], moderate=2)
        first, other = [one.case for one in file.audit(ref).allocations if one.moderator]
        for case in (first, other):
            fill(file, ref, case)
        file.write_sheets(ref, tmp_path / "second", per="auditor", second=True)
        (path,) = (tmp_path / "second").iterdir()
        book = openpyxl.load_workbook(path)
        for sheet in (sheet for sheet in book.worksheets if sheet.title.startswith("answers")):
            given = {"plan": "No", "visits": "2", "grade": "Inadequate"}
            for row in sheet.iter_rows(min_row=2):
                row[2].value = given.get(row[0].value)
        book.save(path)
        with pytest.raises(Refused, match="is moderated by"):
            by(file, "BB").moderate(ref, first, workbook=path, on=DAY)
        made = by(file, "CC").moderate(ref, first, workbook=path, blind=True, on=DAY)
        assert [answer.question for answer in made.answers] == ["plan", "visits", "grade"]
        assert made.overall is not None and made.overall.value == "inadequate"
        assert [one.moderated_on for one in file.audit(ref).moderations if one.case == other] == [None]
        third = next(one.case for one in file.audit(ref).allocations if not one.moderator)
        with pytest.raises(UnreadableInput, match=f"expected the sheets of {third}"):
            file.moderate(ref, third, workbook=path)


def test_a_day_that_nothing_can_be_counted_from_is_refused(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        by(file, "AA")
        for said in (
            {"audited_on": date(9999, 12, 31)},
            {"audited_on": date(206, 3, 8)},
            {"raised_on": date(9999, 12, 31)},
            {"facts": Facts(start=date(9999, 12, 31))},
            {"facts": Facts(series=[DAY, date(1, 1, 1)])},
        ):
            with pytest.raises(Refused, match="Check the year"):
                file.answer(ref, case, "plan", "no", **said)
        assert file.audit(ref).responses[0].answers == ()
        file.answer(ref, case, "plan", "no", audited_on=DAY)
        assert file.audit_status(ref, as_of=date(9999, 12, 31)).issues


def test_paths_that_cannot_be_looked_up_are_told_as_missing(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = file.open_audit("small-audit", "Files").ref
        for path in (tmp_path / ("a" * 5000), tmp_path / "no" / "such", tmp_path):
            with pytest.raises(UnreadableInput, match="found no file"):
                file.list_population(ref, path, key=tmp_path / "key.csv")
        for key in (tmp_path / "no" / "such.csv", tmp_path / ("a" * 5000) / "key.csv"):
            with pytest.raises(Refused, match="--key"):
                file.list_population(ref, write_list(tmp_path), key=key)
        with pytest.raises(UnreadableInput, match="one name a line"):
            file.list_population(ref, tmp_path / "list.csv", key=tmp_path / "key.csv", names=tmp_path / "no names")


def test_steps_of_an_audit_are_not_undone_but_said_anew(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        drawn(file, tmp_path)
        before = entries(file)
        with pytest.raises(Refused, match="steps of an audit stay"):
            file.undo()
        assert entries(file) == before
