"""What a progress cell says: dated entries, the claim they amount to, deadlines hidden in it, claims for many."""

from __future__ import annotations

import re
from datetime import date

from evidence.model.period import Due, Flag, Period
from evidence.model.plan import Mention, Progress, ProgressEntry
from evidence.plans.claims import read_claim
from evidence.plans.mentions import mentions_of, read_mentions
from evidence.plans.requests import read_requests
from evidence.plans.statements import Statement, statements
from evidence.wording.dates import Limit, Span, find_dates, span_of
from evidence.wording.folding import fold

__all__ = ["read_cell", "read_mentions", "read_progress", "read_requests"]

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


def read_progress(
    text: str, *, action: str, due: Due | None = None, span: Span | None = None, as_of: date | None = None
) -> Progress:
    """Read the progress cell of one action.

    `action` is the action's own text, against which the claim is weighed; `due` its deadline; `span` the plan's own
    days, from which missing years are inferred, close to the dates of the same cell; `as_of` the day of the plan,
    before which what is reported has happened. A blank cell is a claim of none.
    """
    return read_cell(text, action=action, due=due, span=span, as_of=as_of)[0]


def read_cell(
    text: str, *, action: str, due: Due | None = None, span: Span | None = None, as_of: date | None = None
) -> tuple[Progress, tuple[Mention, ...]]:
    """The progress cell of one action (see `read_progress`), and the documents that it speaks of."""
    if not text.strip():
        return _BLANK, ()
    found = statements(text, _close_to(text, due, span, as_of))
    claim = read_claim(found, action)
    many = _MANY.search(text)
    blanket = next((words for one in found if (words := _BLANKET.search(one.text))), None) if many else None
    progress = Progress(
        text=fold(text),
        claim=claim.state,
        claimed_on=claim.on,
        because=claim.because,
        entries=tuple(ProgressEntry(text=one.text, date=one.date) for one in found),
        revised_due=_revised(found, due, as_of),
        blanket=blanket[0].strip() if blanket else None,
    )
    return progress, mentions_of(found)


def _close_to(text: str, due: Due | None, span: Span | None, as_of: date | None) -> Span | None:
    """The span, narrowed to where the cell's own dates lie: reports look back from the day of the plan."""
    written = [one.period for one in find_dates(text)]
    own = span_of(written)
    base = span or own
    if base is None:
        return None
    near = own.latest if own else as_of or (due.latest if due and due.latest else None)
    return base.by(near)


def _revised(found: tuple[Statement, ...], due: Due | None, as_of: date | None) -> tuple[Period, ...]:
    """Dates in the text by which something is still to happen, later than the deadline."""
    after = due.latest if due and due.latest else as_of
    revised: dict[Period, None] = {}
    for one in found:
        if one.date is None or one.date.latest is None or Flag.IMPOSSIBLE in one.date.flags:
            continue
        before = one.text.partition(one.date.text)[0]
        named = _NEW_DEADLINE.search(before) and "subject to" not in before
        forward = named or (one.limit is Limit.BY and as_of and one.date.latest > as_of)
        if forward and (after is None or one.date.latest > after):
            revised.setdefault(one.date)
    return tuple(revised)
