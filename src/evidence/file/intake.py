"""Taking files in: copy and hash, read in a worker, describe, record; in batches, so that memory stays flat.

While the workers read, the next files are copied. What was found inside a file (an attachment, a member of an archive)
is taken in the same way, right behind the file it came in.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, frozen

from evidence import codec
from evidence.model.document import Extraction, Proposal, Unreadable
from evidence.model.event import EventKind
from evidence.model.identifiers import Kind
from evidence.model.scan import Filed, Skipped
from evidence.store import disk
from evidence.store.content import Staged
from evidence.store.projections.documents import BY_HAND

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import DocumentKind
    from evidence.model.period import Period
    from evidence.reading import Request
    from evidence.store.folder import Writing

BATCH_FILES = 256  # files recorded at once
BATCH_BYTES = 64 << 20  # bytes copied in before they are recorded
INSIDE = "//"  # between a container's path and the name of what was found inside it


@frozen(kw_only=True)
class Said:
    """What the keeper says of a document, in place of what is read from it."""

    kind: DocumentKind | None = None
    dated: Period | None = None
    covers: Period | None = None
    received_from: str | None = None
    password: str | None = None


@frozen(kw_only=True)
class Reading:
    """What came of reading a file; the text itself is kept in the store's `texts` already."""

    media_type: str
    readable: bool
    because: str | None  # why it is not readable, or what of it was not read
    pages: int
    text_sha256: str | None
    proposal: Proposal


@define(kw_only=True, eq=False)
class _Arrival:
    """A file that was copied in."""

    path: str  # as text; inside a container, the container's path, `INSIDE` and the name
    name: str
    staged: Staged
    fresh: bool  # its bytes must be read: they were not on file before
    container: str | None = None  # SHA-256 of the file it was found inside
    depth: int = 0
    reading: Reading | None = None

    @property
    def location(self) -> dict[str, Any]:
        staged = self.staged
        return {"path": self.path, "name": self.name, "size": staged.size, "modified": staged.modified}


def as_text(path: Path | str) -> str:
    """A path as text that can be stored: bytes that are not UTF-8 stand as backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def take(
    session: Session, paths: Iterable[Path], said: Said | None = None, *, again: bool = False
) -> Iterator[Filed | Skipped]:
    """File each path, in order, and behind it what is found inside it.

    A file that cannot be copied is told as `Skipped`; one that cannot be read is filed all the same, and if `again`
    is given, one that is on file unread is read again.
    """
    intake = _Intake(session, said or Said(), again)
    try:
        yield from intake.run(paths)
    finally:
        intake.discard()


class _Intake:
    """Files on their way in: `_later` waits for a worker or for what stands before it, `_ready` to be recorded."""

    def __init__(self, session: Session, said: Said, again: bool) -> None:
        self._session = session
        self._again = again
        self._contents = session.store.contents
        self._said = said
        self._later: deque[_Arrival] = deque()
        self._ready: deque[_Arrival] = deque()
        self._skipped: list[Skipped] = []
        self._seen: set[str] = set()  # SHA-256 of fresh files that are not recorded yet

    def run(self, paths: Iterable[Path]) -> Iterator[Filed | Skipped]:
        """File each path."""
        for _, outcome in self._session.readers.read_all(self._requests(paths)):
            self._settle(outcome)
            yield from self._tell_skipped()
            if len(self._ready) >= BATCH_FILES or sum(item.staged.size for item in self._ready) >= BATCH_BYTES:
                yield from self._record()
        yield from self._tell_skipped()
        self._ready.extend(self._later)
        self._later.clear()
        while self._ready:
            yield from self._record()

    def discard(self) -> None:
        """Forget what was copied in and not recorded."""
        for arrival in (*self._ready, *self._later):
            self._contents.discard(arrival.staged)

    def _requests(self, paths: Iterable[Path]) -> Iterator[Request]:
        """Copy files in, ahead of the workers, and ask for those whose bytes are new to be read."""
        from evidence.reading import Request

        for path in paths:
            arrival = self._arrive(path, as_text(path), as_text(path.name))
            if arrival is None:
                continue
            arrival.fresh = arrival.fresh and arrival.staged.sha256 not in self._seen
            self._later.append(arrival)
            if arrival.fresh:
                self._seen.add(arrival.staged.sha256)
                yield Request(path=arrival.staged.temporary, name=arrival.name, password=self._said.password)

    def _arrive(self, source: Path, path: str, name: str) -> _Arrival | None:
        try:
            staged = self._contents.take(source)
        except disk.StillChanging:
            self._skipped.append(Skipped(path=path, reason="is still being written; the next scan will take it"))
        except disk.CannotCopy as error:
            self._skipped.append(Skipped(path=path, reason=f"cannot be read: {error}"))
        else:
            known = self._session.queries.filed(staged.sha256)
            fresh = known is None or (self._again and not known.readable)
            return _Arrival(path=path, name=name, staged=staged, fresh=fresh)
        return None

    def _settle(self, outcome: Extraction | Unreadable) -> None:
        """Give the next unread file what was read in it, and take in what was found inside it."""
        while True:
            arrival = self._later.popleft()
            self._ready.append(arrival)
            if arrival.fresh:
                break
        self._ready.extend(self._open(arrival, outcome))

    def _open(self, arrival: _Arrival, outcome: Extraction | Unreadable) -> Iterator[_Arrival]:
        from evidence.reading import Request

        arrival.reading = read_result(self._session, arrival.staged.sha256, arrival.name, outcome)
        readers = self._session.readers
        for part in outcome.parts if isinstance(outcome, Extraction) else ():
            found = self._arrive(readers.part(part.sha256), f"{arrival.path}{INSIDE}{part.name}", part.name)
            if found is None:
                continue
            found.staged = evolve(found.staged, modified=arrival.staged.modified)
            found.container, found.depth = arrival.staged.sha256, arrival.depth + 1
            yield found
            if found.fresh:
                request = Request(path=found.staged.temporary, name=part.name, depth=found.depth)
                yield from self._open(found, readers.read(request))
        readers.forget(outcome)

    def _tell_skipped(self) -> Iterator[Skipped]:
        yield from self._skipped
        self._skipped.clear()

    def _record(self) -> Iterator[Filed]:
        batch = [self._ready.popleft() for _ in range(min(BATCH_FILES, len(self._ready)))]
        try:
            with self._session.writing() as writing:
                self._contents.keep(arrival.staged for arrival in batch)
                filed = [self._enter(writing, arrival) for arrival in batch]
        except BaseException:
            self._ready.extendleft(reversed(batch))
            raise
        self._seen.difference_update(arrival.staged.sha256 for arrival in batch)
        yield from filed

    def _enter(self, writing: Writing, arrival: _Arrival) -> Filed:
        """Record one arrival: as a new document, or as one more place of a known one."""
        queries, staged = self._session.queries, arrival.staged
        here = queries.located(arrival.path)
        known = queries.filed(staged.sha256)
        if known is not None:
            if here != (known.id, staged.size, staged.modified):
                writing.record(EventKind.DOCUMENT_LOCATED, {"document": known.id, "location": arrival.location})
            if arrival.reading and arrival.reading.text_sha256 != known.text_sha256:
                writing.record(EventKind.DOCUMENT_READ, read_again(known.id, staged.sha256, arrival.reading))
            note = "" if here and here[0] == known.id else "the same bytes under another name"
            return Filed(path=arrival.path, document=known.id, new=False, readable=known.readable, note=note)
        if arrival.reading is None:
            raise RuntimeError("a document that was known when it arrived is gone")
        document = Kind.DOCUMENT.ref(writing.next_number("documents"))
        container = queries.filed(arrival.container) if arrival.container else None
        details = ingested(
            document,
            arrival.location,
            staged.sha256,
            arrival.reading,
            self._said,
            part_of=container.id if container else None,
            supersedes=here[0] if here else None,
        )
        writing.record(EventKind.DOCUMENT_INGESTED, details)
        readable, because = arrival.reading.readable, arrival.reading.because
        return Filed(path=arrival.path, document=document, new=True, readable=readable, note=because or "")


def read_result(session: Session, sha256: str, name: str, outcome: Extraction | Unreadable) -> Reading:
    """Keep the text that was read, and say what the document is taken to be."""
    from evidence.describing import describe

    extraction = outcome if isinstance(outcome, Extraction) else None
    readable = extraction is not None and any(page.text.strip() for page in extraction.pages)
    reason = outcome.reason if isinstance(outcome, Unreadable) else "; ".join(outcome.notes)
    return Reading(
        media_type=outcome.media_type,
        readable=readable,
        because=(reason or None) if readable else reason or "no text was found in it",
        pages=len(extraction.pages) if extraction else 0,
        text_sha256=session.store.texts.put(sha256, extraction) if extraction else None,
        proposal=describe(extraction, name=name),
    )


def ingested(
    document: str,
    location: dict[str, Any],
    sha256: str,
    reading: Reading,
    said: Said,
    *,
    part_of: str | None = None,
    supersedes: str | None = None,
) -> dict[str, Any]:
    """The details of a `document-ingested` event; the text itself is kept beside, by the document's hash."""
    proposal = reading.proposal
    by_hand = {"kind": said.kind, "dated": said.dated}
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
        "because": [[name, words] for name, words in because.items()],
        "received_from": said.received_from,
        "readable": reading.readable,
        "unreadable_because": reading.because,
        "pages": reading.pages,
        "text_sha256": reading.text_sha256,
        "part_of": part_of,
        "supersedes": supersedes,
    }


def read_again(document: str, sha256: str, reading: Reading) -> dict[str, Any]:
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
        "kind": str(proposal.kind),
        "title": proposal.title,
        "state": str(proposal.state) if proposal.state else None,
        "dated": codec.to_json(proposal.dated),
        "because": [[name, words] for name, words in _because(proposal)],
    }


def _because(proposal: Proposal) -> Iterator[tuple[str, str]]:
    for name in ("kind", "title", "dated", "state"):
        if words := getattr(proposal, f"{name}_because"):
            yield name, words
