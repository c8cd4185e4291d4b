"""Cells that hold nothing but a status: "Closed", "In progress", "75%", "Not started", a colour."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.model.period import Flag
from evidence.wording.folding import fold, phrase_set

if TYPE_CHECKING:
    from evidence.model.period import Period
    from evidence.wording.dates import Span


class Whole(StrEnum):
    """What a cell that holds a bare status amounts to; the values are those of a claim."""

    DONE = "done"
    PART = "part"
    NONE = "none"


# Status schemes of councils' action trackers, audit trackers and United States plans of action and milestones.
_STATUSES: dict[Whole, frozenset[str]] = {
    Whole.DONE: phrase_set(
        "done, complete, completed, closed, achieved, fully achieved, implemented, fully implemented, finished, yes, "
        "complete and evidenced, completed and closed, action complete, action completed, actions completed, met, "
        "fully met, resolved, remediated, delivered, discharged, signed off, complete - evidenced, embedded, blue, b, "
        "c, ✓, ✔, tick, all actions complete, all actions completed, phase complete and closed"
    ),
    Whole.PART: phrase_set(
        "in progress, on track, on target, ongoing, on-going, on going, started, commenced, underway, under way, "
        "partial, partially, partially complete, partially completed, partially achieved, partly achieved, part "
        "complete, partially met, partially implemented, substantially complete, incomplete, not complete, not "
        "completed, not achieved, green, amber, red, g, a, r, green - on track, amber/green, amber/red, overdue, "
        "delayed, at risk, off track, not on track, slipped, open, in hand, pending, awaiting, continuing, behind "
        "schedule, on schedule, some progress, risk accepted, deferred, on hold, scheduled, work in progress, wip"
    ),
    Whole.NONE: phrase_set(
        "not started, not yet started, not begun, not commenced, not due, not yet due, no progress, no, none, nil, "
        "n/a, na, not applicable, tbc, tba, tbd, planned, to do, to be done, to be started, no update, grey, gray, "
        "white, superseded, removed, withdrawn, cancelled, future, proposed, new, awaiting start, no action, "
        "no longer required, nothing to report, -, –, —, ?"
    ),
}
_LABEL = re.compile(r"^(?:current )?(?:status|rag|rating) ?[:=] ?", re.IGNORECASE)
_COLOUR = re.compile(
    r"^[(\[]?(?:green|amber|red|blue|gr[ea]y)\b[ ,:/)\]-]*|[ ,:/(\[-]*\b(?:green|amber|red|blue|gr[ea]y)[)\]]?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_PERCENT = re.compile(r"(\d{1,3}) ?% ?(?:completed?|done)?")


def whole_status(text: str) -> Whole | None:
    """What a cell means that holds nothing but a status word or a percentage; `None` for any other text.

    Percentages: 100 is done, 0 none, anything between part. Colours say how a thing goes, not that it is done, but for
    blue, which in the scheme of blue, red, amber and green is "complete and evidenced".
    """
    low = fold(text).lower().strip(" .!*")
    if found := _PERCENT.fullmatch(low):
        share = int(found[1])
        return Whole.DONE if share == 100 else Whole.NONE if share == 0 else Whole.PART if share < 100 else None
    return next((whole for whole, words in _STATUSES.items() if low in words), None)


def status_and_day(text: str, span: Span | None = None) -> tuple[str, Period | None]:
    """The words of a status column beside label and dates, and its last date if it is one that exists.

    "Complete (3 March 2006)" is "Complete" and that day; `span` supplies missing years.
    """
    from evidence.wording.dates import find_dates  # a check without a status column starts without them

    found = find_dates(text, span)
    for one in reversed(found):
        text = text[: one.start] + " " + text[one.end :]
    last = found[-1].period if found else None
    words = _LABEL.sub("", fold(_EMPTY_BRACKETS.sub(" ", text)))
    return words, last if last and not last.has(Flag.IMPOSSIBLE) else None


def beside_colour(words: str) -> str:
    """What stands beside a colour in a status: "on track" of "Green - on track"; the words where there is no colour."""
    beside = _COLOUR.sub("", words)
    return within[1] if (within := _IN_BRACKETS.fullmatch(beside)) else beside
