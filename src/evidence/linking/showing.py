"""What a document would show of an action, as a proposal: completion, a part, one round of it, or the contrary."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.linking.likeness import field
from evidence.linking.terms import name_terms, terms
from evidence.linking.values import QUOTED
from evidence.model.document import DocumentKind, DocumentState
from evidence.model.link import Shows
from evidence.model.period import Period, Recurrence
from evidence.model.plan import ClaimState
from evidence.wording.dates_find import find_compact_dates, find_dates
from evidence.wording.done import Deed, deeds_asked, deeds_denied, deeds_done, words_of
from evidence.wording.folding import shortened
from evidence.wording.recurrence import asks_each_time
from evidence.wording.verbs import verb_class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.linking.values import Candidate
    from evidence.model.document import Document
    from evidence.model.plan import Action

_ASKS_FOR_DRAFT = re.compile(r"\bdraft(?:ed)?\b|\bprepared\b|\bpaper\b", re.IGNORECASE)
_TALK = {DocumentKind.MINUTES, DocumentKind.AGENDA}  # what is said of a thing is not the thing
_RECORDS = {
    DocumentKind.VISIT_RECORD,
    DocumentKind.MINUTES,
    DocumentKind.REPORT,
    DocumentKind.DATA,
    DocumentKind.MEMO,
    DocumentKind.EMAIL,
}
_MESSAGES = {DocumentKind.MEMO, DocumentKind.EMAIL}  # they tell of what was done, but are not what was to be written
_DAYS = {  # of one round, the fewest and the most
    Recurrence.WEEKLY: (5, 7),
    Recurrence.FORTNIGHTLY: (10, 14),
    Recurrence.MONTHLY: (28, 31),
    Recurrence.BIMONTHLY: (59, 62),
    Recurrence.QUARTERLY: (89, 92),
    Recurrence.ANNUAL: (364, 366),
}
_HEAD = 400  # characters in which a record says what time it is about
_LONGEST = 200_000  # characters searched for what is not done
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n\s*\n|\f|\n(?=\s*(?:[-•*]|\d+[.)]))")
_DENIAL = re.compile(
    r"\b(?:not|never|yet to|still to|remains? to|awaiting|awaited|outstanding|deferred|delayed|postponed|refused|"
    r"rejected)\b|n['’]t\b",
    re.I,
)
_LINE = re.compile(r"(?<=[.;!?])\s+|[\n\f\t]")  # what an opening says, piece by piece
_OF_THE_ACTION = 0.5  # share of an action's own words from which a sentence, or an opening, is about it


@frozen(kw_only=True)
class Showing:
    """What a document would show of one action."""

    shows: Shows
    covers: Period | None = None  # the round that it is a record of, where it shows an occurrence
    because: str = ""  # the words that decide, where it is not the kind, the state and the date


@frozen(kw_only=True)
class _Denial:
    """A sentence that says of something that it is not done."""

    text: str
    words: frozenset[str]  # stems, those of the document's title among them
    deeds: frozenset[Deed]


class Reader:
    """Reads in one document what it would show of one action after the other."""

    def __init__(self, document: Document, text: str) -> None:
        self._document, self._text = document, text

    def shows(self, candidate: Candidate) -> Showing:
        """The likeliest reading: an occurrence where the action recurs; completion only where it is claimed and shown.

        What is later than the plan's own day needs no claim: a document of the kind that the verb wants is the proof.
        Nor does a document that says in its opening that what the action asks for has been done.
        A document contradicts where it says of the action itself, on the day on which completion is claimed or after
        it, that it is not done. A draft is a part unless a draft is what the action asks for; so is what is older than
        the day on which completion is claimed, talk of what the verb wants as a document, and what does not record a
        decision that is wanted. A bid is sent by the day on which the plan says so: what is later only answers it.
        """
        action = candidate.action
        if denial := self._denial_of(action):
            return Showing(
                shows=Shows.CONTRADICTS, because=f'says "{shortened(denial, QUOTED)}", where the plan claims it done'
            )
        recurrence = action.due.recurrence if action.due else None
        has_rounds = recurrence not in (None, Recurrence.ONGOING) or asks_each_time(action.text)
        if has_rounds and self._records_rounds_of(action):
            return self._occurrence(recurrence)
        return Showing(shows=Shows.COMPLETION if self._completes(action, candidate.as_of) else Shows.PART)

    def _records_rounds_of(self, action: Action) -> bool:
        kind, verb = self._document.kind, verb_class(action.text)
        return kind in _RECORDS and not (kind in _MESSAGES and verb and verb.name == "prepare")

    def _completes(self, action: Action, plan_day: date | None) -> bool:
        document, on = self._document, action.progress.claimed_on
        verb = verb_class(action.text)
        if document.state is DocumentState.DRAFT and not _ASKS_FOR_DRAFT.search(action.text):
            return False
        if action.progress.claim is not ClaimState.DONE:
            later = plan_day and document.dated and document.dated.earliest and document.dated.earliest > plan_day
            return bool(later and verb and document.kind in verb.kinds) or self._says_so(action)
        if verb and verb.name == "bid" and document.kind in verb.kinds:
            return document.kind is DocumentKind.BID or not _is_before(on, document.dated)
        if _is_before(document.dated, on):
            return False
        if verb is None or document.kind in verb.kinds:
            return True
        return document.kind not in _TALK and (verb.name != "approve" or self._says_so(action))

    def _says_so(self, action: Action) -> bool:
        """Whether the opening says that what the action asks for first has been done, and nothing left to do.

        Talk of it does not count.
        """
        first = _SENTENCE.split(action.text.strip(), maxsplit=1)[0]
        return (
            self._document.kind not in _TALK
            and not self._deeds_told.isdisjoint(deeds_asked(first))
            and not _DENIAL.search(self._text[:_HEAD])
            and _are_about(self._opening, field(first))
        )

    @cached_property
    def _deeds_told(self) -> frozenset[Deed]:
        told = (deeds_done(words_of(piece)) for piece in _LINE.split(self._text[:_HEAD]))
        return frozenset[Deed]().union(*(one.deeds for found in told for one in found))

    @cached_property
    def _opening(self) -> frozenset[str]:
        """The stems of the names, the title and the opening."""
        names = (word for name in self._document.names for word in name_terms(name))
        return frozenset((*names, *terms(f"{self._document.title or ''} {self._text[:_HEAD]}")))

    def _occurrence(self, recurrence: Recurrence | None) -> Showing:
        """The round is the one that the document says it is about, else that of its own date."""
        document = self._document
        said = document.covers or next((one for one in self._periods if _is_round(one, recurrence)), None)
        because = f"is about {said.text}" if said else ""
        return Showing(shows=Shows.OCCURRENCE, covers=said or document.dated, because=because)

    @cached_property
    def _periods(self) -> tuple[Period, ...]:
        """The times named in the document's title, names and opening, in this order."""
        named = (find_compact_dates(name) for name in self._document.names)
        said = (find_dates(self._document.title or ""), *named, find_dates(self._text[:_HEAD]))
        return tuple(found.period for one in said for found in one)

    def _denial_of(self, action: Action) -> str | None:
        on, dated = action.progress.claimed_on, self._document.dated
        if action.progress.claim is not ClaimState.DONE or not (on and on.earliest and dated and dated.earliest):
            return None
        if dated.earliest < on.earliest or not self._denials:
            return None
        asked, own = deeds_asked(action.text), field(action.text)
        for denial in self._denials:
            if asked & denial.deeds and _are_about(denial.words, own):
                return denial.text
        return None

    @cached_property
    def _denials(self) -> tuple[_Denial, ...]:
        return tuple(self._find_denials())

    def _find_denials(self) -> Iterator[_Denial]:
        title = frozenset(terms(self._document.title or ""))
        for sentence in _SENTENCE.split(self._text[:_LONGEST]):
            if _DENIAL.search(sentence) and (deeds := deeds_denied(sentence)):
                yield _Denial(text=sentence, words=title | frozenset(terms(sentence)), deeds=deeds)


def _are_about(words: frozenset[str], own: frozenset[str]) -> bool:
    """Whether stems of a document hold enough of an action's own."""
    shared = words & own
    return len(shared) > 1 and len(shared) >= _OF_THE_ACTION * len(own)


def _is_before(one: Period | None, other: Period | None) -> bool:
    """Whether the one is over when the other begins; no time that is not known is before another."""
    return bool(one and one.latest and other and other.earliest and one.latest < other.earliest)


def _is_round(period: Period, recurrence: Recurrence | None) -> bool:
    first, last = period.earliest, period.latest
    if first is None or last is None or recurrence not in _DAYS:
        return False
    fewest, most = _DAYS[recurrence]
    return fewest <= (last - first).days + 1 <= most
