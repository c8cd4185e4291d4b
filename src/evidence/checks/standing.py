"""How an action stands on a day: claimed or not, past due or not, and whom to ask about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.model.plan import ClaimState, LeadsFrom
from evidence.model.request import Answer
from evidence.wording.done import caps

if TYPE_CHECKING:
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.plan import Action

_SAID_SO = re.compile(r"'(.+)' says so")  # how a claim tells the word that it rests on
_BEFORE = re.compile(
    r"(?i)\b(?:not(?: yet| been| fully)*|to be|being|be|awaiting|until|once|when|if|will|partly|nearly) *$"
)


def claimed_done(action: Action, as_of: date, settings: Settings) -> bool:
    """Whether completion was claimed by that day; a claim without a date counts.

    The claim is the one read when the plan was imported, less the words that the keeper does not count as done, and
    with those that the keeper added.
    """
    progress = action.progress
    if progress.claim is not ClaimState.DONE:
        return settings.more_done is not None and _says_more(action, settings.more_done)
    if settings.not_done and _rests_on(progress.because, settings.not_done):
        return False
    on = progress.claimed_on
    return on is None or on.earliest is None or on.earliest <= as_of


def _rests_on(because: tuple[str, ...], words: frozenset[str]) -> bool:
    said = [found[1] for reason in because if (found := _SAID_SO.fullmatch(reason))]
    return bool(said) and len(said) == len(because) and all(word in words for word in said)


def _says_more(action: Action, words: re.Pattern[str]) -> bool:
    if action.status and words.fullmatch(action.status.strip(" .")):
        return True
    text = action.progress.text
    return bool(text and words.search(text) and not _held_back(text, words) and not caps(text, action.text))


def _held_back(text: str, words: re.Pattern[str]) -> bool:
    """Whether every such word stands behind one that takes it back: "not embedded", "to be embedded"."""
    return all(_BEFORE.search(text[: found.start()]) for found in words.finditer(text))


def past_due(action: Action, as_of: date) -> bool:
    """Whether the last day of the deadline is over; an open end never is."""
    return bool(action.due and action.due.latest and action.due.latest < as_of)


def has_usable_due(action: Action) -> bool:
    """Whether the deadline names any day."""
    return bool(action.due and (action.due.earliest or action.due.latest))


@frozen(kw_only=True)
class Holder:
    """Whom to ask for what is missing."""

    initials: str | None  # `None` where the plan names nobody
    words: str  # for a sentence: "SF (by ditto mark)"


def holder(subject: ActionFile) -> Holder:
    """The person the plan's text asks for evidence, else the first lead, else the one written above the blank.

    Where somebody who was asked named another, it is that one.
    """
    action = subject.action
    for answer in reversed(subject.answered(Answer.SOMEBODY_ELSE)):
        if answer.whom:
            return Holder(initials=answer.whom, words=f"{answer.whom}, whom {answer.holder or 'the holder'} named")
    for request in action.requests:
        if request.asked_of:
            return Holder(initials=request.asked_of, words=f"{request.asked_of}, whom the plan asks for it")
    if action.leads:
        names = " and ".join(action.leads)
        carried = ", the lead carried down by a ditto mark" if action.leads_from is LeadsFrom.DITTO else ", the lead"
        return Holder(initials=action.leads[0], words=names + carried)
    if action.leads_suggested:
        names = " and ".join(action.leads_suggested)
        return Holder(
            initials=action.leads_suggested[0], words=f"{names}, the lead written above (this row's own cell is blank)"
        )
    return Holder(initials=None, words="whoever leads on it (the plan names nobody)")
