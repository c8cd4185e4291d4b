"""Promises of the chase: each document is asked for once, of somebody, in the plan's own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve
from check_subjects import PLAN, action_files
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.chase import WANTING, By, Wanted, WantedList, grouped, message
from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.checks.subjects import ActionFile
from evidence.codec import canonical, to_json
from evidence.model.issue import Issue
from evidence.model.measure import Indicator, Measure, Reading, Target
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


def wanted(subjects: list[ActionFile], asked: Mapping[str, tuple[date, ...]] | None = None) -> tuple[Wanted, ...]:
    listed = WantedList(DAY)
    for subject in subjects:
        listed.add(subject, issues([subject]))
    return listed.listed(asked or {})


def test_the_minutes_of_one_meeting_are_asked_for_once_however_two_rows_put_it() -> None:
    subjects = [file("R1.1", "Endorsed at the board 27 02 06"), file("R2.1", "Board agreed 27 02 06")]
    [one] = wanted(subjects)
    assert [action.ref for action in one.actions] == ["R1.1", "R2.1"]
    assert [action.plan_says for action in one.actions] == ["Endorsed at the board 27 02 06", "Board agreed 27 02 06"]
    assert one.holder == "AB" and one.by == DAY + timedelta(days=14)


def test_two_letters_of_one_day_are_two_documents_and_so_are_those_of_two_holders() -> None:
    letters = [file("R1.1", "Letter to heads 27 02 06", kind="letter"), file("R2.1", "Letter to staff", kind="letter")]
    assert len(wanted(letters)) == 2
    leads = [file("R1.1", "Board agreed 27 02 06"), file("R2.1", "Board agreed 27 02 06", lead="CD")]
    assert len(wanted(leads)) == 2


def test_whom_the_text_asks_holds_the_document_and_the_reason_is_in_the_plans_words() -> None:
    subjects = [file("R1.1", "Bid submitted 24.02.06", asks="SD")]
    [one] = wanted(subjects)
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
    told = wanted([evolve(monthly, action=action)])
    assert [one.document for one in told] == ["the record of January 2006", "the record of February 2006"]


def test_rounds_of_one_action_are_told_in_one_breath() -> None:
    due = Due(text="monthly from Jan 05", earliest=date(2005, 1, 1), recurrence=Recurrence.MONTHLY)
    monthly = file("R1.1", "")
    subjects = [
        evolve(monthly, action=evolve(monthly.action, due=due, progress=Progress(), mentions=())),
        file("R1.2", "Letter to heads 27 02 06", kind="letter"),
    ]
    [group] = grouped(wanted(subjects), subjects)
    text = message(group, as_of=DAY, plan_title="Town plan")
    assert "1. the records of January 2005, February 2005, March 2005 and 11 more\n" in text
    assert '2. letter: "Letter to heads 27 02 06"' in text


def test_a_missing_round_is_due_when_it_is_over_not_when_the_series_began() -> None:
    due = Due(
        text="monthly from Jan 06", earliest=date(2006, 1, 1), latest=date(2006, 1, 31), recurrence=Recurrence.MONTHLY
    )
    monthly = file("R1.1", "")
    action = evolve(monthly.action, due=due, progress=Progress(), mentions=())
    told = wanted([evolve(monthly, action=action)])
    assert [one.due for one in told] == [date(2006, 1, 31), date(2006, 2, 28)]


def test_a_reading_is_wanted_of_the_measure_that_missed_its_target_and_since_that_targets_day() -> None:
    targets = (Target(value="20", by=date(2006, 1, 31)),)
    missed = Measure(indicator=Indicator(id="CH 1", name="Files audited"), targets=targets)
    month = Period(text="Jan 06", earliest=date(2006, 1, 1), latest=date(2006, 1, 31))
    met = evolve(missed, indicator=Indicator(id="CH 2", name="Visits"), readings=[Reading(value="21", period=month)])
    quiet = file("R1.1", "")
    action = evolve(quiet.action, due=Due(text="1 Jan 07", latest=date(2007, 1, 1)), progress=Progress(), mentions=())
    [one] = wanted([evolve(quiet, action=action, measures=(missed, met))])
    assert one.document == "a reading of CH 1 (Files audited) with its source"
    assert one.due == date(2006, 1, 31)


def test_a_document_for_two_actions_is_due_with_the_first_of_them() -> None:
    both = [file("R1.1", "Endorsed at the board 27 02 06"), file("R2.1", "Board agreed 27 02 06")]
    days = (date(2006, 3, 1), date(2006, 2, 1))
    both = [
        evolve(one, action=evolve(one.action, due=Due(text="", latest=day)))
        for one, day in zip(both, days, strict=True)
    ]
    [one] = wanted(both)
    assert one.due == date(2006, 2, 1)


def test_what_was_asked_before_says_how_often_and_keeps_its_key() -> None:
    subjects = [file("R1.1", "Board agreed 27 02 06")]
    [first] = wanted(subjects)
    before = {first.key: (date(2006, 3, 14), date(2006, 2, 20))}
    [again] = wanted(subjects, before)
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
    listed = wanted(subjects)
    wanting = {(issue.code, issue.subject.ref) for issue in told if issue.code in WANTING}
    assert {(code, action.ref) for one in listed for code in one.codes for action in one.actions} >= wanting
    assert {action.ref for one in listed for action in one.actions} == {ref for _, ref in wanting}
    assert len({one.key for one in listed}) == len(listed)
    groups = grouped(listed, subjects, by)
    assert sorted(one.key for group in groups for one in group.wanted) == sorted(one.key for one in listed)
    assert canonical(to_json(groups))
