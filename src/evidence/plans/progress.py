"""What a progress cell says: dated entries, the claim they amount to, deadlines hidden in it, claims for many."""

from __future__ import annotations

import re
from datetime import date

from attrs import define, field

from evidence.model.period import Due, Flag, Period
from evidence.model.plan import Mention, Progress, ProgressEntry
from evidence.plans.claims import Claim, read_claim
from evidence.plans.mentions import mentions_of, read_mentions
from evidence.plans.requests import read_requests
from evidence.plans.statements import Statement, statements
from evidence.wording.dates import Limit, Span, find_dates, span_of
from evidence.wording.folding import fold

__all__ = ["ProgressReader", "read_mentions", "read_progress", "read_requests"]

_BLANKET = re.compile(
    r"\b(?:all|every|both)\b[^.;:]{0,60}?\b(?:actions?|recommendations?|tasks?|items?|milestones?"
    r"|of the above)\b[^.;:]{0,40}?"
    r"\b(?:achieved|completed?|done|implemented|closed|met|in place)\b[^.;:()]*"
    r"|\b(?:everything|the above|same as above|as above)\b[^.;:]{0,20}\b(?:achieved|completed?|done|implemented"
    r"|in place)\b",
    re.IGNORECASE,
)
_NEW_DEADLINE = re.compile(
    r"\btarget\b|\bexpected\b|\brevised (?:date|deadline|target|completion)|\bnow (?:due|to be|expected|planned)"
    r"|\bto be (?:in place"
    r"|completed?|operational|promulgated|issued|agreed|finalised|approved|published|done|implemented|held|ready)\b"
    r"|\bdelayed (?:to|until)|\bslipped to|\bextended (?:to|until)|\bpostponed (?:to|until)|\bdeferred (?:to|until)"
    r"|\bresults to be available|\bwill be\b|\bno later than\b|\bdue\b",
    re.IGNORECASE,
)
_MANY = re.compile(r"\b(?:all|every|both|everything|above)\b", re.IGNORECASE)
_BLANK = Progress(because=("the cell is blank",))


@define(kw_only=True)
class _Words:
    """What the words of a cell say, whichever action they report on."""

    statements: tuple[Statement, ...]
    entries: tuple[ProgressEntry, ...]
    mentions: tuple[Mention, ...]
    text: str
    blanket: str | None
    dated: bool
    claim: Claim | None = None  # where it is the same for every action


@define(kw_only=True)
class ProgressReader:
    """Reads the progress cells of one plan; the same words are taken apart once.

    `span` is the plan's own days, from which missing years are inferred, close to the dates of the same cell; `as_of`
    the day of the plan, before which what is reported has happened.
    """

    span: Span | None = None
    as_of: date | None = None
    _near: dict[str, tuple[date | None, Span | None]] = field(factory=dict)  # last day and span of a cell's own dates
    _settled: dict[str, _Words] = field(factory=dict)  # of cells whose dates need no span
    _inferred: dict[tuple[str, date | None], _Words] = field(factory=dict)

    def read(self, text: str, action: str, due: Due | None = None) -> tuple[Progress, tuple[Mention, ...]]:
        """The progress cell of one action, and the documents that it speaks of."""
        if not text.strip():
            return _BLANK, ()
        words = self._words_of(text, due)
        claim = words.claim or read_claim(words.statements, action)
        if claim.of_any:
            words.claim = claim
        progress = Progress(
            text=words.text,
            claim=claim.state,
            claimed_on=claim.on,
            because=claim.because,
            entries=words.entries,
            revised_due=_revised(words.statements, due, self.as_of) if words.dated else (),
            blanket=words.blanket,
        )
        return progress, words.mentions

    def _words_of(self, text: str, due: Due | None) -> _Words:
        if text in self._settled:
            return self._settled[text]
        if text not in self._near:
            words = _words(text, None)
            if all(one.date.earliest or one.date.latest for one in words.statements if one.date):
                self._settled[text] = words
                return words
            own = span_of(one.period for one in find_dates(text))
            self._near[text] = own.latest if own else None, self.span or own
        last, span = self._near[text]
        near = last or self.as_of or (due.latest if due else None)
        if (text, near) not in self._inferred:
            self._inferred[text, near] = _words(text, span.by(near) if span else None)
        return self._inferred[text, near]


def read_progress(
    text: str, *, action: str, due: Due | None = None, span: Span | None = None, as_of: date | None = None
) -> Progress:
    """Read the progress cell of one action.

    `action` is the action's own text, against which the claim is weighed; `due` its deadline; `span` and `as_of` are
    those of `ProgressReader`. A blank cell is a claim of none.
    """
    return ProgressReader(span=span, as_of=as_of).read(text, action, due)[0]


def _words(text: str, span: Span | None) -> _Words:
    found = statements(text, span)
    blanket = None
    if _MANY.search(text):
        blanket = next((words for one in found if (words := _BLANKET.search(one.text))), None)
    return _Words(
        statements=found,
        entries=tuple(ProgressEntry(text=one.text, date=one.date) for one in found),
        mentions=mentions_of(found),
        text=fold(text),
        blanket=blanket[0].strip() if blanket else None,
        dated=any(one.date for one in found),
    )


def _revised(found: tuple[Statement, ...], due: Due | None, as_of: date | None) -> tuple[Period, ...]:
    """Dates in the text by which something is still to happen, later than the deadline."""
    after = due.latest if due and due.latest else as_of
    revised: dict[Period, None] = {}
    for one in found:
        if one.date is None or one.date.latest is None or Flag.IMPOSSIBLE in one.date.flags:
            continue
        if after and one.date.latest <= after:
            continue
        before = one.text.partition(one.date.text)[0]
        named = _NEW_DEADLINE.search(before) and "subject to" not in before
        if named or (one.limit is Limit.BY and as_of and one.date.latest > as_of):
            revised.setdefault(one.date)
    return tuple(revised)
