"""How an action stands on a day: claimed or not, past due or not, and whom to ask about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from evidence.model.plan import ClaimState, LeadsFrom

if TYPE_CHECKING:
    from datetime import date

    from evidence.checks.subjects import ActionFile
    from evidence.model.plan import Action


def claimed_done(action: Action, as_of: date) -> bool:
    """Whether completion was claimed by that day; a claim without a date counts."""
    progress = action.progress
    if progress.claim is not ClaimState.DONE:
        return False
    on = progress.claimed_on
    return on is None or on.earliest is None or on.earliest <= as_of


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
    """The person the plan's text asks for evidence, else the first lead, else the one written above the blank."""
    action = subject.action
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
