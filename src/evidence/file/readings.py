"""What came of reading a document: kept, described, compared with what is on file, put into the words of an event."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from evidence import codec
from evidence.model.document import Extraction, Proposal, Unreadable
from evidence.store.places import Places
from evidence.store.places import as_text as sketch_text
from evidence.store.projections.documents import BY_HAND

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import DocumentKind
    from evidence.model.period import Period

DESCRIBED = "evidence.describing.within"  # what reading workers are asked to add to what they read
_LIKE_AN_ESCAPE = re.compile(rb"\\(?=x[0-9a-f]{2})")
MOST_ALIKE = 10  # documents that one is said to be like


@frozen(kw_only=True)
class Said:
    """What the keeper says of a document, in place of what is read from it."""

    kind: DocumentKind | None = None
    dated: Period | None = None
    covers: Period | None = None
    received_from: str | None = None
    version: str | None = None
    people: tuple[str, ...] = ()  # initials and bodies
    password: str | None = None

    @property
    def anything(self) -> bool:
        """Whether something was said of what the document is."""
        return any((self.kind, self.dated, self.covers, self.received_from, self.version, self.people))


@frozen(kw_only=True)
class Reading:
    """What came of reading a file; the text itself is kept in the store's `texts` already."""

    media_type: str
    readable: bool
    because: str | None  # why it is not readable, or what of it was not read
    pages: int
    text_sha256: str | None
    proposal: Proposal
    sketch: tuple[int, ...] = ()  # of its text; what is alike is found by it


def as_text(path: Path | str) -> str:
    """A path as text that can be stored: bytes that are not UTF-8 stand as backslash escapes.

    A backslash that a name holds itself, and that looks like such an escape, is escaped too: each path has a text of
    its own. Where backslashes part the folders of a path, they stay.
    """
    data = os.fsencode(path)
    if b"\\x" in data and os.sep == "/":
        data = _LIKE_AN_ESCAPE.sub(rb"\\x5c", data)
    return data.decode("utf-8", "backslashreplace")


def read_result(session: Session, sha256: str, name: str, outcome: Extraction | Unreadable) -> Reading:
    """Keep the text that was read, and say what the document is taken to be."""
    extraction = outcome if isinstance(outcome, Extraction) else None
    readable = extraction is not None and any(page.text.strip() for page in extraction.pages)
    proposal, outline = _described(outcome, name)
    reason = outcome.reason if isinstance(outcome, Unreadable) else "; ".join(outcome.notes)
    return Reading(
        media_type=outcome.media_type,
        readable=readable,
        because=(reason or None) if readable else reason or "no text was found in it",
        pages=len(extraction.pages) if extraction else 0,
        text_sha256=session.store.texts.put(sha256, extraction) if extraction else None,
        proposal=proposal,
        sketch=outline,
    )


def lacking(outcome: Extraction) -> str | None:
    """What a reader could not take from a file that is damaged or over a limit; `None` where it took all."""
    from evidence.reading.source import NOT_WHOLE, STOPPED

    told = [note for note in outcome.notes if NOT_WHOLE in note or note.startswith(STOPPED)]
    return f"{'; '.join(told)}; ask for another copy, or fill in a new workbook." if told else None


def _described(outcome: Extraction | Unreadable, name: str) -> tuple[Proposal, tuple[int, ...]]:
    """Proposal and sketch: as the worker gave them, or made here where it did not."""
    extraction = outcome if isinstance(outcome, Extraction) else None
    if outcome.proposal:
        return outcome.proposal, extraction.sketch if extraction else ()
    from evidence.describing.describe import describe
    from evidence.describing.likeness import sketch

    return describe(extraction, name=name), sketch(extraction.text) if extraction else ()


def alike(session: Session, reading: Reading, *, but: str | None = None) -> list[tuple[str, int]]:
    """Documents on file of nearly the same text, with the percentage of phrases in common, most alike first."""
    from evidence.describing.likeness import ALIKE, likeness

    if not reading.sketch:
        return []
    near = [
        (ref, round(100 * share))
        for ref, sketch in Places(session.store.connection).sketches(reading.sketch).items()
        if ref != but and (share := likeness(reading.sketch, sketch)) >= ALIKE
    ]
    return sorted(near, key=lambda each: (-each[1], each[0]))[:MOST_ALIKE]


def ingested(
    document: str,
    location: dict[str, Any],
    sha256: str,
    reading: Reading,
    said: Said,
    *,
    near: list[tuple[str, int]] | None = None,
    part_of: str | None = None,
    supersedes: str | None = None,
) -> dict[str, Any]:
    """The details of a `document-ingested` event; the text itself is kept beside, by the document's hash."""
    proposal = reading.proposal
    by_hand = {"kind": said.kind, "dated": said.dated, "version": said.version, "people": said.people}
    because = dict(_because(proposal)) | {name: BY_HAND for name, value in by_hand.items() if value}
    return {
        "id": document,
        "sha256": sha256,
        "size": location["size"],
        "media_type": reading.media_type,
        "location": location,
        "kind": str(said.kind or proposal.kind),
        "title": proposal.title,
        "state": str(proposal.state) if proposal.state else None,
        "dated": codec.to_json(said.dated or proposal.dated),
        "covers": codec.to_json(said.covers),
        "version": said.version or proposal.version,
        "people": list(said.people or proposal.people),
        "because": [[name, words] for name, words in because.items()],
        "received_from": said.received_from,
        "readable": reading.readable,
        "unreadable_because": reading.because,
        "pages": reading.pages,
        "text_sha256": reading.text_sha256,
        "sketch": sketch_text(reading.sketch),
        "alike": [list(each) for each in near or ()],
        "part_of": part_of,
        "supersedes": supersedes,
    }


def read_again(session: Session, document: str, sha256: str, reading: Reading) -> dict[str, Any]:
    """The details of a `document-read` event: what another reading gave, and what the document is now taken to be."""
    proposal = reading.proposal
    return {
        "document": document,
        "sha256": sha256,
        "media_type": reading.media_type,
        "readable": reading.readable,
        "unreadable_because": reading.because,
        "pages": reading.pages,
        "text_sha256": reading.text_sha256,
        "sketch": sketch_text(reading.sketch),
        "alike": [list(each) for each in alike(session, reading, but=document)],
        "kind": str(proposal.kind),
        "title": proposal.title,
        "state": str(proposal.state) if proposal.state else None,
        "dated": codec.to_json(proposal.dated),
        "version": proposal.version,
        "people": list(proposal.people),
        "because": [[name, words] for name, words in _because(proposal)],
    }


def _because(proposal: Proposal) -> Iterator[tuple[str, str]]:
    for name in ("kind", "title", "dated", "state", "version", "people"):
        if words := getattr(proposal, f"{name}_because"):
            yield name, words
