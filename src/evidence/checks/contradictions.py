"""Where the cells of one action say two things that cannot both be so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.checks.colours import colour_of
from evidence.checks.remarks import quoted
from evidence.model.plan import ClaimState
from evidence.wording.done import caps, deeds_done, says_done, words_of
from evidence.wording.statuses import Whole, beside_colour, status_and_day, whole_status

if TYPE_CHECKING:
    from evidence.model.plan import Action

_LEFT_TO_DO = frozenset(
    ("further work", "work required", "outstanding", "not yet", "under development", "in development", "in progress",
     "underway", "under way", "awaiting", "pending", "delayed", "slipped")
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b",
    re.IGNORECASE,
)


def contradiction(action: Action) -> str | None:
    """What contradicts what, in words; `None` where nothing does."""
    return _status(action) or _within(action) or _blanket(action)


def _status(action: Action) -> str | None:
    text = action.progress.text
    if not action.status or not text or colour_of(action.status):
        return None
    words, _ = status_and_day(action.status)
    whole = whole_status(words) or whole_status(beside_colour(words))
    if whole is None or whole_status(text) is whole:
        return None
    claim = action.progress.claim
    said = f"the status {quoted(action.status)} beside {quoted(text)}"
    if whole is Whole.DONE and (claim is not ClaimState.DONE or _LEFT_TO_DO.intersection(caps(text, action.text))):
        return said
    if whole is Whole.NONE and (claim is not ClaimState.NONE or deeds_done(words_of(text))):
        return said
    return said if whole is Whole.PART and says_done(text) and not caps(text, action.text) else None


def _within(action: Action) -> str | None:
    done: str | None = None
    for entry in action.progress.entries or ():
        if says_done(entry.text):
            done = entry.text
        if done and _LEFT_TO_DO.intersection(caps(entry.text, action.text)):
            return f"{quoted(done)} and {quoted(entry.text)}" if done != entry.text else quoted(done)
    return None


def _blanket(action: Action) -> str | None:
    blanket = action.progress.blanket
    month = _MONTH.search(blanket) if blanket else None
    if blanket is None or month is None:
        return None
    claimed = _MONTHS.index(month[1][:3].lower()) + 1
    for entry in action.progress.entries:
        first = entry.date.earliest if entry.date else None
        later = (first.month - claimed) % 12 if first else 0
        if 0 < later < 6 and entry.text not in blanket and deeds_done(words_of(entry.text)):
            return f"{quoted(blanket)} and {quoted(entry.text)}"
    return None
