"""How well an action is evidenced as of a day: one of nine states, with the reasons in words.

The strongest thing that can be said comes first: evidence outweighs a claim, a claim outweighs a request, a request
outweighs a date. A further link that does not contradict never makes an action less evidenced.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve

from evidence.checks.occurrences import occurrences
from evidence.checks.remarks import answered, day, listed, quoted
from evidence.checks.standing import claimed_done, has_usable_due, past_due
from evidence.checks.sufficiency import level_shown, level_wanted, weighed
from evidence.model.issue import ActionState
from evidence.model.link import Shows
from evidence.model.plan import ClaimState
from evidence.wording.verbs import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from evidence.checks.occurrences import Occurrences
    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile, Linked
    from evidence.checks.sufficiency import Doubt, Weighed


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


def state_of(subject: ActionFile, as_of: date, settings: Settings) -> ActionState:
    """The state of one action, given only what counts on that day."""
    state, because = _judge(subject, as_of, settings)
    if suspect := [linked.link.id for linked in subject.supporting if linked.suspect]:
        because.append(f"the action changed since {listed(suspect)} was made")
    because += [linked.quotation for linked in subject.supporting if linked.quotation]
    return ActionState(ref=subject.ref, state=state.value, because=tuple(because))


def _judge(subject: ActionFile, as_of: date, settings: Settings) -> tuple[State, list[str]]:
    done = claimed_done(subject.action, as_of, settings)
    if not subject.links:
        return _unevidenced(subject, as_of, done)
    against = [f"{linked.document.id} contradicts it" for linked in subject.contradicting]
    rounds = occurrences(subject, as_of)
    completing = weighed(subject, settings)
    proofs = _proofs(subject, rounds, completing)
    if proofs and not against:
        verified = _verified(subject, proofs, as_of, settings)
        because = [f"{linked.document.id} shows {linked.link.shows}" for linked in verified or proofs]
        because += _for_the_reader(subject, completing, rounds, done, as_of, settings)
        return (State.VERIFIED if verified else State.LINKED), because
    against_it = {linked.link.id: found for linked, found in completing.links}
    because = [_short(linked, against_it.get(linked.link.id, ())) for linked in subject.supporting]
    because += [f"{linked.document.id} was found insufficient" for linked in _rejected(subject)]
    if rounds and rounds.missing:
        missing = listed([str(window) for window in rounds.missing])
        because.append(f"{len(rounds.missing)} of {len(rounds.expected)} rounds have no record: {missing}")
    if done and (subject.supporting or against):
        return State.NOT_ENOUGH, ["said done", *because, *against]
    if subject.supporting and not past_due(subject.action, as_of):
        return State.IN_PROGRESS, ["not said done", *because, *against]
    state, reasons = _unevidenced(subject, as_of, done)
    return state, reasons + because + against


def _proofs(subject: ActionFile, rounds: Occurrences | None, completing: Weighed) -> tuple[Linked, ...]:
    """The links that together show the action done (of a recurring one: every round so far)."""
    due = subject.action.due
    if rounds is None and due is not None and due.recurrence is not None:
        return subject.showing(Shows.COMPLETION, Shows.OCCURRENCE)
    if rounds is None:
        return tuple([linked for linked, _ in completing.proofs])
    return () if rounds.missing else subject.showing(Shows.COMPLETION, Shows.OCCURRENCE)


def _verified(subject: ActionFile, proofs: tuple[Linked, ...], as_of: date, settings: Settings) -> tuple[Linked, ...]:
    """Those of the proofs that were verified, where they are enough without the others."""
    looked_at = tuple([one for one in proofs if one.verdicts and subject.verified(one)])
    if not looked_at or len(looked_at) == len(proofs):
        return looked_at
    alone = evolve(subject, links=looked_at)
    return looked_at if _proofs(alone, occurrences(alone, as_of), weighed(alone, settings)) else ()


def _for_the_reader(
    subject: ActionFile,
    completing: Weighed,
    rounds: Occurrences | None,
    done: bool,
    as_of: date,
    settings: Settings,
) -> Iterator[str]:
    if not done:
        yield "the plan itself does not claim it done"
    if rounds is None and subject.action.due is not None and subject.action.due.recurrence is not None:
        yield "how often it was to come round cannot be told"
    elif rounds and rounds.claimed:
        days = listed([period.text for period in rounds.claimed])
        yield f"the plan's text also lists {days}, without a record"
    elif rounds is None:
        yield from [doubt.words for _, found in completing.proofs for doubt in found]
    level, words = level_wanted(subject.action, settings)
    if words and list(Level).index(level_shown(subject, as_of, settings)) < list(Level).index(level):
        yield f"{quoted(words)} asks for {level}, which no document shows"
    if subject.closed:
        yield f"closed by {subject.closed.by}"


def _short(linked: Linked, against: Iterable[Doubt]) -> str:
    for doubt in against:
        if doubt.decisive:
            return doubt.words
    return f"{linked.document.id} shows {linked.link.shows} only"


def _rejected(subject: ActionFile) -> tuple[Linked, ...]:
    return tuple(linked for linked in subject.links if linked.counts and not subject.counts(linked))


def _unevidenced(subject: ActionFile, as_of: date, done: bool) -> tuple[State, list[str]]:
    action = subject.action
    if done:
        return State.NOTHING_ON_FILE, [
            "said done",
            *action.progress.because,
            "no document on file shows it",
            *answered(subject),
        ]
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
