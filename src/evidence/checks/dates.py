"""Every date that an action's row holds, with the place where it stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.model.period import Flag, Period
    from evidence.model.plan import Action

DUE = "the due date"
PROGRESS = "the progress text"


def dates_of(action: Action) -> list[tuple[str, Period]]:
    """Where and what; the same date may come more than once, as an entry's and as a document's."""
    found = own_dates(action)
    for mention in action.mentions:
        if mention.date is not None:
            found.append((PROGRESS, mention.date))
    return found


def own_dates(action: Action) -> list[tuple[str, Period]]:
    """Those that say when something of the action itself is due or happened."""
    found: list[tuple[str, Period]] = [] if action.due is None else [(DUE, action.due)]
    progress = action.progress
    for entry in progress.entries:
        if entry.date is not None:
            found.append((PROGRESS, entry.date))
    if progress.claimed_on is not None:
        found.append((PROGRESS, progress.claimed_on))
    for revised in progress.revised_due:
        found.append((PROGRESS, revised))
    return found


def flagged(action: Action, *flags: Flag) -> dict[str, tuple[str, Period]]:
    """The dates that have one of these flags, by their words: where each stands first, and the date."""
    found: dict[str, tuple[str, Period]] = {}
    for where, period in dates_of(action):
        if period.flags and any(flag in period.flags for flag in flags):
            found.setdefault(period.text, (where, period))
    return found
