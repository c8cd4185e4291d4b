"""The review of documents that are linked to nothing: one by one, or in a workbook that is filled in and read back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from attrs import evolve, field, frozen

from evidence.file import linking, suggesting, workbooks
from evidence.file.readings import as_text
from evidence.model.document import Document
from evidence.model.errors import EvidenceError
from evidence.model.link import EvidenceLink, Shows, Suggestion
from evidence.model.sequences import as_tuple
from evidence.model.sheet import Sheet
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.file.workbooks import Returned
    from evidence.model.plan import Action

OFFERED = 3  # suggestions that a workbook shows for each document
_OPENING = 300  # characters of a document's text that are shown
DECISION, ACTION, SHOWS, NOTE, KEY = "decision", "other action", "shows", "reason or note", "key"
ACCEPT = tuple(f"accept {number}" for number in range(1, OFFERED + 1))
OTHER, NOT_EVIDENCE, SKIP = "other action", "not evidence", "skip"
DECISIONS = (*ACCEPT, OTHER, NOT_EVIDENCE, SKIP)
_HEADINGS = (
    "document",
    "name",
    "taken to be",
    "opening words",
    *(f"suggestion {number}" for number in range(1, OFFERED + 1)),
    DECISION,
    ACTION,
    SHOWS,
    NOTE,
    KEY,
)
_WIDTHS = (10, 28, 24, 50, 44, 44, 44, 16, 16, 14, 30, 4)
_OPEN = (DECISION, ACTION, SHOWS, NOTE)
_MADE_BY = "evidence review --xlsx FILE"
_KEY = re.compile(r"(D-\d+) ([0-9a-f]{16})((?: \S+=[a-z]+(?:@\S+)?)*)")
BY_REVIEW = "found to be evidence of nothing in the review"


@frozen(kw_only=True)
class ReviewItem:
    """A document that is linked to nothing, with what it may show and because of what."""

    document: Document
    opening: str  # the first words of its text
    suggestions: tuple[Suggestion, ...] = field(default=(), converter=as_tuple)
    actions: tuple[Action, ...] = field(default=(), converter=as_tuple)  # of the suggestions, one each

    def covers(self, suggestion: Suggestion) -> str | None:
        """The period that a link keeps where a suggestion is accepted; the document's own date stays its own."""
        said = suggestion.covers
        return said.text if said and said != self.document.dated else None


@frozen(kw_only=True)
class Decision:
    """What a row of the workbook says of a document."""

    where: str  # workbook, sheet and cell
    document: str  # id
    links: tuple[tuple[str, Shows], ...] = field(default=(), converter=as_tuple)  # action and what is shown of it
    covers: str | None = None  # the round that an accepted suggestion named
    not_evidence: str | None = None  # the reason

    @property
    def words(self) -> str:
        """`D-0007 shows completion of R3.1`."""
        if self.not_evidence is not None:
            return f"{self.document} is evidence of nothing: {self.not_evidence}"
        return f"{self.document} shows " + " and ".join(f"{shows} of {action}" for action, shows in self.links)


@frozen(kw_only=True)
class ReviewOutcome:
    """What came back: decisions to be taken in (or taken in), those on record already, and rows refused."""

    made: tuple[Decision, ...] = field(default=(), converter=as_tuple)
    standing: tuple[Decision, ...] = field(default=(), converter=as_tuple)
    refused: tuple[str, ...] = field(default=(), converter=as_tuple)  # by workbook, sheet and cell
    links: tuple[EvidenceLink, ...] = field(default=(), converter=as_tuple)


class _Wrong(Exception):
    """A row that cannot be taken in."""


def review(session: Session, limit: int = OFFERED) -> Iterator[ReviewItem]:
    """Every document that waits for a decision, in the order of filing: linked to nothing, and not set aside."""
    for document in list(session.queries.unlinked()):
        found = tuple(suggesting.suggest(session, document=document.id, action=None, limit=limit))
        yield ReviewItem(
            document=document,
            opening=" ".join(" ".join(session.queries.pages(document.id))[: 4 * _OPENING].split())[:_OPENING],
            suggestions=found,
            actions=[session.action(one.action)[1] for one in found],
        )


def write_review(session: Session, path: str | os.PathLike[str]) -> int:
    """Write the workbook of documents that wait for a decision; gives how many. Raises `Refused` if it is there."""
    rows = [_row(item) for item in review(session)]
    sheet = Sheet(
        name="documents",
        headings=_HEADINGS,
        widths=_WIDTHS,
        rows=rows,
        open_columns=_OPEN,
        hidden_columns=[KEY],
        choices=[(DECISION, DECISIONS), (SHOWS, tuple(str(one) for one in Shows))],
    )
    workbooks.write_new(Path(path), [sheet])
    return len(rows)


def _row(item: ReviewItem) -> tuple[str, ...]:
    document = item.document
    taken = [document.kind.replace("-", " "), document.dated.text if document.dated else "no date found"]
    taken += [document.state] if document.state else []
    offered = [
        f"{one.action} ({one.score:.2f}, {one.shows}): {action.text}\nbecause {'; '.join(one.because)}"
        for one, action in zip(item.suggestions, item.actions, strict=True)
    ]
    offered += [""] * (OFFERED - len(offered))
    key = " ".join([document.id, document.sha256[:16], *(_proposed(item, one) for one in item.suggestions)])
    shown = (document.id, document.names[0], ", ".join(taken), item.opening, *offered)
    return (*shown, *[""] * len(_OPEN), key)


def _proposed(item: ReviewItem, one: Suggestion) -> str:
    covers = item.covers(one)
    return f"{one.action}={one.shows}" + (f"@{quote(covers, safe='')}" if covers else "")


def apply(session: Session, path: str | os.PathLike[str], *, preview: bool) -> ReviewOutcome:
    """Read the decisions in a review workbook; unless it is a preview, take in those that can be, as one batch."""
    source = Path(path)
    made: list[Decision] = []
    standing: list[Decision] = []
    refused: list[str] = []
    for row in workbooks.rows(session, source, (DECISION, KEY), _MADE_BY):
        if not any(row[heading] for heading in _OPEN) or row[DECISION].casefold() == SKIP:
            continue
        try:
            decision = _decision(session, source, row)
        except _Wrong as wrong:
            refused.append(f"{as_text(source.name)}, {wrong}")
            continue
        (standing if _stands(session, decision) else made).append(decision)
    outcome = ReviewOutcome(made=made, standing=standing, refused=refused)
    if preview or not made:
        return outcome
    links: list[EvidenceLink] = []
    with session.writing():
        for decision in made:
            if decision.not_evidence is not None:
                linking.set_aside(session, decision.document, decision.not_evidence)
            for action, shows in decision.links:
                links.append(linking.link(session, decision.document, action, shows=shows, covers=decision.covers))
    return evolve(outcome, links=links)


def _decision(session: Session, path: Path, row: Returned) -> Decision:
    found = _KEY.fullmatch(row[KEY])
    document = session.queries.document(found[1]) if found else None
    if found is None or document is None or document.sha256[:16] != found[2]:
        raise _Wrong(f"{row.where(KEY)}: no document of this file has this key. Leave the hidden column as it was.")
    where, chosen, shows = f"{as_text(path.name)}, {row.where(DECISION)}", row[DECISION].casefold(), _shows(row)
    if document.withdrawn is not None:
        raise _Wrong(f"{row.where(DECISION)}: {document.id} was withdrawn since ({document.withdrawn}).")
    if chosen == NOT_EVIDENCE:
        if document.links:
            raise _Wrong(f"{row.where(DECISION)}: {document.id} was linked since ({', '.join(document.links)}).")
        return Decision(where=where, document=document.id, not_evidence=row[NOTE] or BY_REVIEW)
    if chosen == OTHER:
        return Decision(where=where, document=document.id, links=_actions(session, row, shows or Shows.COMPLETION))
    if chosen in ACCEPT:
        offered = [pair.rpartition("=") for pair in found[3].split()]
        at = ACCEPT.index(chosen)
        if at >= len(offered):
            made = counted(len(offered), "suggestion was", "suggestions were")
            raise _Wrong(f"{row.where(DECISION)}: {chosen!r}, where {made} made.")
        action, _, proposed = offered[at]
        said, _, covers = proposed.partition("@")
        _known(session, action, row.where(DECISION))
        made = shows or Shows(said)
        return Decision(
            where=where,
            document=document.id,
            links=[(action, made)],
            covers=unquote(covers) if covers and made is Shows.OCCURRENCE else None,
        )
    expected = ", ".join(DECISIONS)
    raise _Wrong(f"{row.where(DECISION)}: expected one of: {expected}; found {row[DECISION][:60] or 'nothing'!r}.")


def _shows(row: Returned) -> Shows | None:
    text = row[SHOWS].casefold()
    if text and text not in set(Shows):
        raise _Wrong(f"{row.where(SHOWS)}: expected one of {', '.join(Shows)}; found {text[:40]!r}.")
    return Shows(text) if text else None


def _actions(session: Session, row: Returned, shows: Shows) -> list[tuple[str, Shows]]:
    refs = [part.strip() for part in re.split(r"[,;]", row[ACTION]) if part.strip()]
    if not refs:
        raise _Wrong(f"{row.where(ACTION)}: expected an action, such as R3.1; found nothing.")
    return [(_known(session, ref, row.where(ACTION)), shows) for ref in refs]


def _known(session: Session, ref: str, where: str) -> str:
    try:
        identity, action, _ = session.action(ref)
    except EvidenceError as error:
        raise _Wrong(f"{where}: {error}") from None
    return session.shown(identity.id, action.ref)


def _stands(session: Session, decision: Decision) -> bool:
    document = session.document(decision.document)
    if decision.not_evidence is not None:
        return document.set_aside == decision.not_evidence
    there = {
        (session.shown(made.plan, made.action), made.shows)
        for made in _links(session, document.id)
        if decision.covers is None or (made.covers and made.covers.text == decision.covers)
    }
    return there.issuperset(decision.links)


def _links(session: Session, document: str) -> Sequence[EvidenceLink]:
    return tuple(session.queries.links("document = ?", document))
