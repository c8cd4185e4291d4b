"""Promises of the chase: each document is asked for once, of somebody, in the plan's own words."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve
from check_subjects import PLAN, action_files
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.chase import WANTING, By, grouped, message, wanted_documents
from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.checks.subjects import ActionFile
from evidence.codec import canonical, to_json
from evidence.model.issue import Issue
from evidence.model.period import Due, Period, Recurrence
from evidence.model.plan import Action, ClaimState, EvidenceRequest, LeadsFrom, Mention, Progress

DAY = date(2006, 3, 24)
MET = Period(text="27 02 06", earliest=date(2006, 2, 27), latest=date(2006, 2, 27))


def file(ref: str, says: str, *, lead: str = "AB", kind: str = "minutes", asks: str | None = None) -> ActionFile:
    action = Action(
        ref=ref,
        recommendation=ref[1:].split(".")[0],
        text="Board to approve the criteria",
        leads=(lead,),
        leads_from=LeadsFrom.WRITTEN,
        progress=Progress(text=says, claim=ClaimState.DONE, claimed_on=MET),
        mentions=(Mention(kind=kind, text=says, date=MET),),
        requests=(EvidenceRequest(asked_of=asks, text=f"{asks} need copy"),) if asks else (),
    )
    return ActionFile(plan=PLAN, action=action)


def issues(subjects: list[ActionFile]) -> tuple[Issue, ...]:
    return run(RULES, subjects, DAY).issues


def test_the_minutes_of_one_meeting_are_asked_for_once_however_two_rows_put_it() -> None:
    subjects = [file("R1.1", "Endorsed at the board 27 02 06"), file("R2.1", "Board agreed 27 02 06")]
    [one] = wanted_documents(subjects, issues(subjects), DAY)
    assert [action.ref for action in one.actions] == ["R1.1", "R2.1"]
    assert [action.plan_says for action in one.actions] == ["Endorsed at the board 27 02 06", "Board agreed 27 02 06"]
    assert one.holder == "AB" and one.by == DAY + timedelta(days=14)


def test_two_letters_of_one_day_are_two_documents_and_so_are_those_of_two_holders() -> None:
    letters = [file("R1.1", "Letter to heads 27 02 06", kind="letter"), file("R2.1", "Letter to staff", kind="letter")]
    assert len(wanted_documents(letters, issues(letters), DAY)) == 2
    leads = [file("R1.1", "Board agreed 27 02 06"), file("R2.1", "Board agreed 27 02 06", lead="CD")]
    assert len(wanted_documents(leads, issues(leads), DAY)) == 2


def test_whom_the_text_asks_holds_the_document_and_the_reason_is_in_the_plans_words() -> None:
    subjects = [file("R1.1", "Bid submitted 24.02.06", asks="SD")]
    [one] = wanted_documents(subjects, issues(subjects), DAY)
    assert one.holder == "SD" and one.codes == ("E101", "E102")
    assert any("SD need copy" in reason for reason in one.because)
    [group] = grouped([one], subjects)
    text = message(group, as_of=DAY, plan_title="Town plan")
    for words in ("R1.1", "Bid submitted 24.02.06", "SD need copy", "7 April 2006", "no document was made"):
        assert words in text


def test_each_missing_round_is_a_document_of_its_own() -> None:
    due = Due(text="monthly from Jan 06", earliest=date(2006, 1, 1), recurrence=Recurrence.MONTHLY)
    monthly = file("R1.1", "")
    action = evolve(monthly.action, due=due, progress=Progress(), mentions=())
    told = wanted_documents([evolve(monthly, action=action)], issues([evolve(monthly, action=action)]), DAY)
    assert [one.document for one in told] == ["the record of January 2006", "the record of February 2006"]


def test_what_was_asked_before_says_how_often_and_keeps_its_key() -> None:
    subjects = [file("R1.1", "Board agreed 27 02 06")]
    [first] = wanted_documents(subjects, issues(subjects), DAY)
    before = {first.key: (date(2006, 3, 14), date(2006, 2, 20))}
    [again] = wanted_documents(subjects, issues(subjects), DAY, asked=before)
    assert again.key == first.key
    assert again.asked_words == "asked 2 times, last on 14 March 2006"
    assert first.asked_words == ""


@given(st.lists(action_files(), max_size=3), st.sampled_from(list(By)))
def test_every_issue_that_a_document_would_settle_is_on_the_list_once(held: list[ActionFile], by: By) -> None:
    subjects = [
        evolve(one, action=evolve(one.action, ref=f"R{number}.1", recommendation=str(number)))
        for number, one in enumerate(held)
    ]
    told = run(RULES, subjects, DAY).issues
    listed = wanted_documents(subjects, told, DAY)
    wanting = {(issue.code, issue.subject.ref) for issue in told if issue.code in WANTING}
    assert {(code, action.ref) for one in listed for code in one.codes for action in one.actions} >= wanting
    assert {action.ref for one in listed for action in one.actions} == {ref for _, ref in wanting}
    assert len({one.key for one in listed}) == len(listed)
    groups = grouped(listed, subjects, by)
    assert sorted(one.key for group in groups for one in group.wanted) == sorted(one.key for one in listed)
    assert canonical(to_json(groups))
