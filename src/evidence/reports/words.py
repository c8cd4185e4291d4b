"""How states, days and remarks are put for people, whatever the report is printed as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from evidence.model.issue import Issue
from evidence.model.link import Shows
from evidence.wording.counting import counted

_OPENING = re.compile(r'^(?:plan \S+|\S+(?: of \S+)? ".*?"): ')  # a rule opens its message with what it is about


@frozen(kw_only=True)
class StateWords:
    """How a state is shown: never by colour alone."""

    state: str  # as in `ActionState`
    symbol: str  # one character, another for each state
    words: str
    tone: str  # "good", "part", "bad" or "quiet": which colour goes with it


STATES: tuple[StateWords, ...] = (
    StateWords(state="evidenced-verified", symbol="✔", words="evidenced and verified", tone="good"),
    StateWords(state="evidenced-linked", symbol="✓", words="evidenced", tone="good"),
    StateWords(state="claimed-not-enough", symbol="◐", words="said done, evidence not enough", tone="part"),
    StateWords(state="claimed-nothing-on-file", symbol="✗", words="said done, nothing on file", tone="bad"),
    StateWords(state="asked-for", symbol="?", words="evidence asked for", tone="part"),
    StateWords(state="past-due-not-claimed", symbol="!", words="past due, not said done", tone="bad"),
    StateWords(state="in-progress", symbol="…", words="in progress", tone="quiet"),
    StateWords(state="not-due", symbol="–", words="not due yet", tone="quiet"),
    StateWords(state="cannot-tell", symbol="·", words="cannot tell", tone="quiet"),
)
"""The nine states, best evidenced first; a test holds them to `checks.state.State`."""

BY_STATE: dict[str, StateWords] = {shown.state: shown for shown in STATES}

SHOWS: dict[Shows, str] = {
    Shows.COMPLETION: "shows it done",
    Shows.PART: "shows a part of it",
    Shows.OCCURRENCE: "shows one time of it",
    Shows.CONTRADICTS: "contradicts it",
}


OUTCOMES: dict[str, tuple[str, str, str]] = {
    "yes": ("✓", "good", "yes"),
    "partly": ("◐", "part", "partly"),
    "no": ("✗", "bad", "no"),
    "not-on-file": ("∅", "bad", "not on file"),
    "not-applicable": ("–", "quiet", "not applicable"),
    "not-looked-at": ("…", "quiet", "not looked at"),
    "value": ("•", "quiet", "a figure, date or words"),
    "not-asked": ("·", "quiet", "not asked"),
    "": (" ", "quiet", "no answer yet"),
}
"""Symbol, tone and words of an answer in the grid of questions and cases."""


def day(when: date) -> str:
    """`9 March 2006`."""
    return f"{when.day} {when:%B %Y}"


def short_day(when: date) -> str:
    """`9 Mar 06`, for an axis or a narrow column."""
    return f"{when.day} {when:%b %y}"


def days_late(due: date, then: date) -> str:
    """`12 days late`, `1 day late`; empty where it is not."""
    late = (then - due) // timedelta(days=1)
    return f"{counted(late, 'day')} late" if late > 0 else ""


def said(issue: Issue) -> str:
    """The message as a sentence, without the words it opens with, for a place where they are printed already."""
    words = _OPENING.sub("", issue.message)
    return words[:1].upper() + words[1:]


def titled(issue: Issue) -> str:
    """What the message is about, in its own opening words: `R2.5 "Memo to all staff"`; else the bare reference."""
    opening = _OPENING.match(issue.message)
    return opening[0].removesuffix(": ") if opening else issue.subject.ref


def parts(remedy: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a remedy, and whether each is a command to type (printed between backticks)."""
    for nth, piece in enumerate(" ".join(remedy.split()).split("`")):
        if piece:
            yield piece, bool(nth % 2)


def place(issue: Issue) -> str:
    """Where the cause stands in its document: `line 42`, `page 2, table 1, row 3`, or nothing."""
    source = issue.source
    if source is None:
        return ""
    names = ("sheet", "cell", "page", "line") if source.line else ("sheet", "cell", "page", "table", "row")
    return ", ".join(f"{name} {value}" for name in names if (value := getattr(source, name)) is not None)
