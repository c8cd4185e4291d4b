"""Taking files in: copy and hash, read in a worker, describe, record; a batch at a time, so that memory stays flat."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from evidence import codec
from evidence.model.document import Extraction, Proposal, Unreadable
from evidence.model.event import EventKind
from evidence.model.identifiers import Kind
from evidence.model.scan import Filed, Skipped
from evidence.store import disk
from evidence.store.content import Staged

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import DocumentKind
    from evidence.model.period import Period
    from evidence.store.folder import Writing

BATCH_FILES = 256  # files recorded at once
BATCH_BYTES = 64 << 20  # bytes copied in before they are recorded


@frozen(kw_only=True)
class Said:
    """What the keeper says of a document, in place of what is read from it."""

    kind: DocumentKind | None = None
    dated: Period | None = None
    covers: Period | None = None
    received_from: str | None = None
    password: str | None = None


@frozen(kw_only=True)
class _Arrival:
    """A file that was copied in."""

    path: Path
    staged: Staged

    @property
    def location(self) -> dict[str, Any]:
        return {
            "path": as_text(self.path),
            "name": as_text(self.path.name),
            "size": self.staged.size,
            "modified": self.staged.modified,
        }


def as_text(path: Path | str) -> str:
    """A path as text that can be stored: bytes that are not UTF-8 stand as backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def take(session: Session, paths: Iterable[Path], said: Said | None = None) -> Iterator[Filed | Skipped]:
    """File each path, in order. A file that cannot be copied is told as `Skipped`; one that cannot be read is filed."""
    batch: list[_Arrival] = []
    size = 0
    for path in paths:
        try:
            staged = session.store.contents.take(path)
        except disk.StillChanging:
            yield Skipped(path=as_text(path), reason="is still being written; the next scan will take it")
            continue
        except disk.CannotCopy as error:
            yield Skipped(path=as_text(path), reason=f"cannot be read: {error}")
            continue
        except BaseException:
            _discard(session, batch)
            raise
        batch.append(_Arrival(path=path, staged=staged))
        size += staged.size
        if len(batch) == BATCH_FILES or size >= BATCH_BYTES:
            yield from _record(session, batch, said or Said())
            batch, size = [], 0
    yield from _record(session, batch, said or Said())


def _record(session: Session, batch: list[_Arrival], said: Said) -> Iterator[Filed]:
    if not batch:
        return
    known = {arrival.staged.sha256 for arrival in batch if session.queries.document(arrival.staged.sha256)}
    fresh: dict[str, _Arrival] = {}
    for arrival in batch:
        if arrival.staged.sha256 not in known:
            fresh.setdefault(arrival.staged.sha256, arrival)
    try:
        read = dict(zip(fresh, _read(session, fresh.values(), said), strict=True))
        with session.writing() as writing:
            session.store.contents.keep(arrival.staged for arrival in batch)
            filed = [_enter(session, writing, arrival, read.get(arrival.staged.sha256), said) for arrival in batch]
    except BaseException:
        _discard(session, batch)
        raise
    yield from filed


def _discard(session: Session, batch: list[_Arrival]) -> None:
    for arrival in batch:
        session.store.contents.discard(arrival.staged)


def _read(
    session: Session, fresh: Iterable[_Arrival], said: Said
) -> Iterator[tuple[Extraction | Unreadable, Proposal]]:
    from evidence.describing import describe
    from evidence.reading import Request

    requests = [
        Request(path=arrival.staged.temporary, name=as_text(arrival.path.name), password=said.password)
        for arrival in fresh
    ]
    for request, outcome in session.readers.read_all(requests):
        extraction = outcome if isinstance(outcome, Extraction) else None
        yield outcome, describe(extraction, name=request.name or "")


def _enter(
    session: Session,
    writing: Writing,
    arrival: _Arrival,
    read: tuple[Extraction | Unreadable, Proposal] | None,
    said: Said,
) -> Filed:
    """Record one arrival: as a new document, or as one more place of a known one."""
    path = as_text(arrival.path)
    here = session.queries.located(path)
    known = session.queries.document(arrival.staged.sha256)
    if known is not None:
        staged = arrival.staged
        if here != (known.id, staged.size, staged.modified):
            writing.record(EventKind.DOCUMENT_LOCATED, {"document": known.id, "location": arrival.location})
        note = "" if here and here[0] == known.id else "the same bytes under another name"
        return Filed(path=path, document=known.id, new=False, readable=known.readable, note=note)
    if read is None:
        raise RuntimeError("a document that was known when its batch began is gone")
    outcome, proposal = read
    document = Kind.DOCUMENT.ref(writing.next_number("documents"))
    details = ingested(session, document, arrival.location, arrival.staged.sha256, outcome, proposal, said)
    details["supersedes"] = here[0] if here else None
    writing.record(EventKind.DOCUMENT_INGESTED, details)
    note = outcome.reason if isinstance(outcome, Unreadable) else ""
    return Filed(path=path, document=document, new=True, readable=bool(details["readable"]), note=note)


def ingested(
    session: Session,
    document: str,
    location: dict[str, Any],
    sha256: str,
    outcome: Extraction | Unreadable,
    proposal: Proposal,
    said: Said,
) -> dict[str, Any]:
    """The details of a `document-ingested` event; the text itself is kept beside, by the document's hash."""
    because = {
        "kind": proposal.kind_because,
        "title": proposal.title_because,
        "dated": proposal.dated_because,
        "state": proposal.state_because,
    }
    because |= {name: "said by hand" for name, value in (("kind", said.kind), ("dated", said.dated)) if value}
    readable = isinstance(outcome, Extraction) and any(page.text.strip() for page in outcome.pages)
    reason = outcome.reason if isinstance(outcome, Unreadable) else "; ".join(outcome.notes)
    return {
        "id": document,
        "sha256": sha256,
        "size": location["size"],
        "media_type": outcome.media_type,
        "location": location,
        "kind": str(said.kind or proposal.kind),
        "title": proposal.title,
        "state": str(proposal.state) if proposal.state else None,
        "dated": codec.to_json(said.dated or proposal.dated),
        "covers": codec.to_json(said.covers),
        "because": [[name, words] for name, words in because.items() if words],
        "received_from": said.received_from,
        "readable": readable,
        "unreadable_because": (reason or None) if readable else reason or "no text was found in it",
        "pages": len(outcome.pages) if isinstance(outcome, Extraction) else 0,
        "text_sha256": session.store.texts.put(sha256, outcome) if isinstance(outcome, Extraction) else None,
        "part_of": None,
        "supersedes": None,
    }
