"""Every date that an action's row holds, with the place where it stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.model.period import Flag, Period
    from evidence.model.plan import Action

DUE = "the due date"
PROGRESS = "the progress text"


def dates_of(action: Action) -> Iterator[tuple[str, Period]]:
    """Where and what; the same date may come more than once, as an entry's and as a document's."""
    yield from own_dates(action)
    for mention in action.mentions:
        if mention.date is not None:
            yield PROGRESS, mention.date


def own_dates(action: Action) -> Iterator[tuple[str, Period]]:
    """Those that say when something of the action itself is due or happened."""
    if action.due is not None:
        yield DUE, action.due
    progress = action.progress
    for entry in progress.entries:
        if entry.date is not None:
            yield PROGRESS, entry.date
    if progress.claimed_on is not None:
        yield PROGRESS, progress.claimed_on
    for revised in progress.revised_due:
        yield PROGRESS, revised


def flagged(action: Action, *flags: Flag) -> dict[str, tuple[str, Period]]:
    """The dates that have one of these flags, by their words: where each stands first, and the date."""
    found: dict[str, tuple[str, Period]] = {}
    for where, period in dates_of(action):
        if period.flags and any(flag in period.flags for flag in flags):
            found.setdefault(period.text, (where, period))
    return found
