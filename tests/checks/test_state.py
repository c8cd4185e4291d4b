"""Promises of the nine states."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from check_subjects import ACTORS, PLAN, action_files, linked, links
from hypothesis import assume, given, settings

from evidence.checks.rules import e101
from evidence.checks.settings import shipped
from evidence.checks.state import State, state_of
from evidence.checks.subjects import ActionFile, Linked, Span
from evidence.model.document import DocumentKind, DocumentState
from evidence.model.link import Shows
from evidence.model.period import Due, Period, Recurrence
from evidence.model.plan import Action, ClaimState, EvidenceRequest, Progress
from evidence.model.verdict import Sufficiency

DAY = date(2006, 3, 24)
RANK = {state: 3 - min(number, 3) for number, state in enumerate(State)}  # what comes after the first three is alike
JANUARY = Due(text="Jan 06", earliest=date(2006, 1, 1), latest=date(2006, 1, 31))
MAY = Due(text="May 06", earliest=date(2006, 5, 1), latest=date(2006, 5, 31))
MONTHLY = Due(text="from Jan 06 monthly", earliest=date(2006, 1, 1), recurrence=Recurrence.MONTHLY)
COPY = EvidenceRequest(asked_of="CD", text="need copy")


def on(day: str) -> Period:
    return Period(text=day, earliest=date.fromisoformat(day), latest=date.fromisoformat(day))


def file(claim: str, due: Due | None, *held: Linked, asked: bool = False) -> ActionFile:
    action = Action(
        ref="R1.1",
        recommendation="1",
        text="Issue guidance to the schools" if DRAFT in held or DRAFT_BY_AUDITOR in held else "Meet the schools",
        leads=("AB",),
        due=due,
        progress=Progress(claim=ClaimState(claim)),
        requests=(COPY,) if asked else (),
    )
    return ActionFile(plan=PLAN, action=action, links=held)


COMPLETION = linked(Shows.COMPLETION, on("2006-01-20"))
PART = linked(Shows.PART, on("2006-01-20"), 2)
AGAINST = linked(Shows.CONTRADICTS, on("2006-01-20"), 3)
DRAFT = linked(Shows.COMPLETION, on("2006-01-20"), 6, state=DocumentState.DRAFT)
AGENDA = linked(Shows.COMPLETION, on("2006-01-20"), 7, kind=DocumentKind.AGENDA)
YES, NO = Sufficiency.SUFFICIENT, Sufficiency.INSUFFICIENT
BY_AUDITOR = linked(Shows.COMPLETION, on("2006-01-20"), 8, verdicts=(("P-0002", YES),))
DRAFT_BY_AUDITOR = linked(Shows.COMPLETION, on("2006-01-20"), 9, state=DocumentState.DRAFT, verdicts=(("P-0002", YES),))
BY_LEAD = linked(Shows.COMPLETION, on("2006-01-20"), 10, verdicts=(("P-0003", YES),))
REJECTED = linked(Shows.COMPLETION, on("2006-01-20"), 11, verdicts=(("P-0002", YES), ("P-0003", NO)))
SPAN = Span(first=date(2006, 1, 1), last=date(2006, 12, 31))
ROUND_1 = linked(Shows.OCCURRENCE, on("2006-01-20"), 4)
ROUND_2 = linked(Shows.OCCURRENCE, on("2006-02-20"), 5)


@pytest.mark.parametrize(
    ("subject", "state"),
    [
        (file("done", JANUARY, COMPLETION), State.LINKED),
        (file("part", JANUARY, COMPLETION), State.LINKED),
        (file("part", MONTHLY, ROUND_1, ROUND_2), State.LINKED),
        (file("done", MONTHLY, ROUND_1), State.NOT_ENOUGH),
        (file("done", JANUARY, PART), State.NOT_ENOUGH),
        (file("done", JANUARY, COMPLETION, AGAINST), State.NOT_ENOUGH),
        (file("done", JANUARY, DRAFT), State.NOT_ENOUGH),
        (file("done", JANUARY, DRAFT, COMPLETION), State.LINKED),
        (file("done", JANUARY, AGENDA), State.NOT_ENOUGH),
        (file("part", MAY, AGENDA), State.IN_PROGRESS),
        (evolve(file("done", JANUARY, COMPLETION), span=SPAN), State.LINKED),
        (evolve(file("done", JANUARY, BY_AUDITOR), actors=ACTORS), State.VERIFIED),
        (evolve(file("done", JANUARY, BY_AUDITOR, COMPLETION), actors=ACTORS), State.VERIFIED),
        (evolve(file("done", JANUARY, DRAFT_BY_AUDITOR), actors=ACTORS), State.VERIFIED),
        (evolve(file("done", JANUARY, BY_LEAD), actors=ACTORS), State.LINKED),
        (evolve(file("done", JANUARY, REJECTED), actors=ACTORS), State.NOTHING_ON_FILE),
        (evolve(file("done", MONTHLY, ROUND_1, BY_AUDITOR), actors=ACTORS), State.NOT_ENOUGH),
        (file("done", JANUARY, asked=True), State.NOTHING_ON_FILE),
        (file("none", JANUARY, asked=True), State.ASKED_FOR),
        (file("none", JANUARY, PART, asked=True), State.PAST_DUE),
        (file("none", JANUARY), State.PAST_DUE),
        (file("part", JANUARY), State.PAST_DUE),
        (file("part", MAY), State.IN_PROGRESS),
        (file("none", MAY, PART), State.IN_PROGRESS),
        (file("none", MAY), State.NOT_DUE),
        (file("none", None), State.CANNOT_TELL),
        (file("none", MONTHLY), State.CANNOT_TELL),
    ],
)
def test_each_standing_has_its_state_and_says_why(subject: ActionFile, state: State) -> None:
    judged = state_of(subject, DAY, shipped())
    assert judged.state == state
    assert judged.because


@settings(max_examples=300)
@given(action_files(), links())
def test_a_link_that_does_not_contradict_never_makes_an_action_less_evidenced(held: ActionFile, more: Linked) -> None:
    assume(more.link.shows is not Shows.CONTRADICTS)
    before = State(state_of(held, DAY, shipped()).state)
    after = State(state_of(evolve(held, links=(*held.links, more)), DAY, shipped()).state)
    assert RANK[after] >= RANK[before]


@given(action_files())
def test_said_done_with_nothing_on_file_is_always_an_e101(held: ActionFile) -> None:
    state = State(state_of(held, DAY, shipped()).state)
    raised = bool(list(e101.check(held, DAY, shipped())))
    if state is State.NOTHING_ON_FILE:
        assert raised
    if raised:
        assert state in (State.NOTHING_ON_FILE, State.NOT_ENOUGH)


def test_a_suspect_link_still_counts_and_says_so() -> None:
    judged = state_of(file("done", JANUARY, evolve(COMPLETION, suspect=True)), DAY, shipped())
    assert judged.state == State.LINKED
    assert "changed since" in judged.because[-1]
