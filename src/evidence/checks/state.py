"""How well an action is evidenced as of a day: one of nine states, with the reasons in words.

The strongest thing that can be said comes first: evidence outweighs a claim, a claim outweighs a request, a request
outweighs a date. A further link that does not contradict never makes an action less evidenced.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.checks.occurrences import occurrences
from evidence.checks.remarks import day, listed
from evidence.checks.standing import claimed_done, has_usable_due, past_due
from evidence.model.issue import ActionState
from evidence.model.link import Shows
from evidence.model.plan import ClaimState

if TYPE_CHECKING:
    from datetime import date

    from evidence.checks.occurrences import Occurrences
    from evidence.checks.subjects import ActionFile, Linked


class State(StrEnum):
    """The nine states, best evidenced first."""

    VERIFIED = "evidenced-verified"
    LINKED = "evidenced-linked"
    NOT_ENOUGH = "claimed-not-enough"
    NOTHING_ON_FILE = "claimed-nothing-on-file"
    ASKED_FOR = "asked-for"
    PAST_DUE = "past-due-not-claimed"
    IN_PROGRESS = "in-progress"
    NOT_DUE = "not-due"
    CANNOT_TELL = "cannot-tell"


def state_of(subject: ActionFile, as_of: date) -> ActionState:
    """The state of one action, given only what counts on that day."""
    state, because = _judge(subject, as_of)
    suspect = [linked.link.id for linked in subject.supporting if linked.suspect]
    if suspect:
        because.append(f"the action changed since {listed(suspect)} was made")
    return ActionState(ref=subject.ref, state=state.value, because=tuple(because))


def _judge(subject: ActionFile, as_of: date) -> tuple[State, list[str]]:
    done = claimed_done(subject.action, as_of)
    if not subject.links:
        return _unevidenced(subject, as_of, done)
    against = [f"{linked.document.id} contradicts it" for linked in subject.showing(Shows.CONTRADICTS)]
    rounds = occurrences(subject, as_of)
    proofs = _proofs(subject, rounds)
    if proofs and not against:
        because = [f"{linked.document.id} shows {linked.link.shows}" for linked in proofs]
        if not done:
            because.append("the plan itself does not claim it done")
        if rounds and rounds.claimed:
            listed_days = listed([period.text for period in rounds.claimed])
            because.append(f"the plan's text also lists {listed_days}, without a record")
        verified = all(linked.verified for linked in proofs)
        return (State.VERIFIED if verified else State.LINKED), because
    because = [f"{linked.document.id} shows {linked.link.shows} only" for linked in subject.supporting]
    if rounds and rounds.missing:
        missing = listed([str(window) for window in rounds.missing])
        because.append(f"{len(rounds.missing)} of {len(rounds.expected)} rounds have no record: {missing}")
    if done and (subject.supporting or against):
        return State.NOT_ENOUGH, ["said done", *because, *against]
    if subject.supporting and not past_due(subject.action, as_of):
        return State.IN_PROGRESS, ["not said done", *because, *against]
    state, reasons = _unevidenced(subject, as_of, done)
    return state, reasons + because + against


def _proofs(subject: ActionFile, rounds: Occurrences | None) -> tuple[Linked, ...]:
    """The links that together show the action done (of a recurring one: every round so far)."""
    if rounds is None:
        recurs = subject.action.due is not None and subject.action.due.recurrence is not None
        return subject.showing(Shows.COMPLETION, *((Shows.OCCURRENCE,) if recurs else ()))
    return () if rounds.missing else subject.showing(Shows.COMPLETION, Shows.OCCURRENCE)


def _unevidenced(subject: ActionFile, as_of: date, done: bool) -> tuple[State, list[str]]:
    action = subject.action
    if done:
        return State.NOTHING_ON_FILE, ["said done", *action.progress.because, "no document on file shows it"]
    if action.requests and not subject.supporting:
        asked = sorted({request.asked_of or "somebody unnamed" for request in action.requests})
        return State.ASKED_FOR, [f"the plan asks {listed(asked)} for a document"]
    reported = action.progress.claim is not ClaimState.NONE
    report = [*action.progress.because] if reported else ["no progress is reported"]
    if past_due(action, as_of):
        assert action.due is not None and action.due.latest is not None
        return State.PAST_DUE, [f"due by {day(action.due.latest)}", *report]
    if reported:
        return State.IN_PROGRESS, ["something is reported, but not completion", *report]
    if not has_usable_due(action):
        return State.CANNOT_TELL, ["no usable due date", *report]
    assert action.due is not None
    start, end = action.due.earliest, action.due.latest
    if end is None and start and start <= as_of:
        return State.CANNOT_TELL, [f"to begin on {day(start)}, with no end", *report]
    last = end or start
    assert last is not None
    return State.NOT_DUE, [f"due {'by' if end else 'from'} {day(last)}", *report]
