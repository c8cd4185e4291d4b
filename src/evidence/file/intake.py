"""Taking files in: copy and hash, read in a worker, describe, record; in batches, so that memory stays flat.

While the workers read, the next files are copied. What was found inside a file (an attachment, a member of an archive)
is taken in the same way, right behind the file it came in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve

from evidence.file.kept_out import kept_out
from evidence.file.nesting import Nest
from evidence.file.readings import DESCRIBED, Reading, Said, alike, as_text, ingested, read_again, read_result
from evidence.model.document import Extraction, Unreadable
from evidence.model.event import EventKind
from evidence.model.identifiers import Kind
from evidence.model.scan import Filed, Skipped
from evidence.store import disk
from evidence.store.content import Staged
from evidence.store.places import INSIDE, Here, Places

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.reading import Request
    from evidence.store.folder import Writing

AHEAD = 8  # files found inside one file that are read at the same time
BATCH_FILES = 256  # files recorded at once: workers read on meanwhile, and the last of them all are soon recorded
UNKNOWN = "application/octet-stream"  # media type of what was not looked at
BATCH_WEIGHT = 64 << 20  # bytes copied in, with what follows for each page, before they are recorded
PAGE_WEIGHT, RECOGNISED_WEIGHT = 64 << 10, 4 << 20  # a page read, a page recognised: what took long is kept soon


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
    weight: int = 0  # beside its bytes, what reading it was worth

    @property
    def location(self) -> dict[str, Any]:
        staged = self.staged
        return {"path": self.path, "name": self.name, "size": staged.size, "modified": staged.modified}


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
        self._inside: list[_Arrival] = []  # found inside a file and being read
        self._waiting = 0  # weight of what is in `_ready`
        self._skipped: list[Skipped] = []
        self._kept_out: dict[str, str] = {}  # SHA-256 of what is not filed, with the reason
        self._seen: set[str] = set()  # SHA-256 of fresh files that are not recorded yet

    def run(self, paths: Iterable[Path]) -> Iterator[Filed | Skipped]:
        """File each path."""
        for _, outcome in self._session.readers.read_all(self._requests(paths)):
            for arrival in self._settle(outcome):
                self._ready.append(arrival)
                self._waiting += arrival.staged.size + arrival.weight
            yield from self._tell_skipped()
            while len(self._ready) >= BATCH_FILES or self._waiting >= BATCH_WEIGHT:
                yield from self._record()
        yield from self._tell_skipped()
        self._ready.extend(self._later)
        self._later.clear()
        while self._ready:
            yield from self._record()

    def discard(self) -> None:
        """Forget what was copied in and not recorded."""
        for arrival in (*self._ready, *self._later, *self._inside):
            self._contents.discard(arrival.staged)

    def _requests(self, paths: Iterable[Path]) -> Iterator[Request]:
        """Copy files in, ahead of the workers, and ask for those whose bytes are new to be read."""
        for path in paths:
            arrival = self._arrive(path, as_text(path), as_text(path.name))
            if arrival is None:
                continue
            arrival.fresh = arrival.fresh and arrival.staged.sha256 not in self._seen
            self._later.append(arrival)
            if arrival.fresh:
                self._seen.add(arrival.staged.sha256)
                yield self._request(arrival)

    def _request(self, arrival: _Arrival) -> Request:
        from evidence.reading import Request

        return Request(
            path=arrival.staged.temporary,
            name=arrival.name,
            depth=arrival.depth,
            password=self._said.password,
            then=DESCRIBED,
        )

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

    def _settle(self, outcome: Extraction | Unreadable) -> Iterator[_Arrival]:
        """Give the next unread file what was read in it, and take in what was found inside it."""
        while True:
            arrival = self._later.popleft()
            yield arrival
            if arrival.fresh:
                break
        nest = Nest(self._session.readers.limits, self._session.clock)
        yield from self._open(arrival, outcome, nest)
        if nest.reached and arrival.reading:
            because = "; ".join(filter(None, (arrival.reading.because, *nest.reached)))
            arrival.reading = evolve(arrival.reading, because=because)

    def _open(self, arrival: _Arrival, outcome: Extraction | Unreadable, nest: Nest) -> Iterator[_Arrival]:
        """What was found inside a file, at every depth; all of it together is bounded by the nest."""
        if reason := kept_out(outcome):
            self._kept_out[arrival.staged.sha256] = reason
            self._session.readers.forget(outcome)
            return
        pages = outcome.pages if isinstance(outcome, Extraction) else ()
        arrival.weight = sum(PAGE_WEIGHT if page.confidence is None else RECOGNISED_WEIGHT for page in pages)
        arrival.reading = read_result(self._session, arrival.staged.sha256, arrival.name, outcome)
        readers = self._session.readers
        parts = outcome.parts if isinstance(outcome, Extraction) else ()
        waiting: deque[tuple[_Arrival, Callable[[], Extraction | Unreadable]]] = deque()
        for part in parts:
            if not nest.admits(part):
                break
            found = self._arrive(readers.part(part.sha256), f"{arrival.path}{INSIDE}{part.name}", part.name)
            if found is None:
                continue
            found.staged = evolve(found.staged, modified=arrival.staged.modified)
            found.container, found.depth = arrival.staged.sha256, arrival.depth + 1
            found.fresh = found.fresh and nest.is_new(part)
            self._inside.append(found)
            waiting.append((found, self._reading(found, nest)))
            if len(waiting) > AHEAD:
                yield from self._taken_out(*waiting.popleft(), nest)
        for found, reading in waiting:
            yield from self._taken_out(found, reading, nest)
        readers.forget(outcome)

    def _reading(self, found: _Arrival, nest: Nest) -> Callable[[], Extraction | Unreadable]:
        """Have it read while the next one is copied; what is returned waits for the outcome."""
        if not found.fresh:
            return partial(Unreadable, reason="its bytes are read already", media_type=UNKNOWN)
        if reason := nest.overdue():
            return partial(Unreadable, reason=reason, media_type=UNKNOWN)
        return self._session.readers.begin(self._request(found))

    def _taken_out(
        self, found: _Arrival, reading: Callable[[], Extraction | Unreadable], nest: Nest
    ) -> Iterator[_Arrival]:
        self._inside.remove(found)
        yield found
        if found.fresh:
            yield from self._open(found, reading(), nest)

    def _tell_skipped(self) -> Iterator[Skipped]:
        yield from self._skipped
        self._skipped.clear()

    def _record(self) -> Iterator[Filed | Skipped]:
        batch = [self._ready.popleft() for _ in range(min(BATCH_FILES, len(self._ready)))]
        try:
            with self._session.writing() as writing:
                kept = [arrival for arrival in batch if arrival.staged.sha256 not in self._kept_out]
                filed = [self._enter(writing, arrival) for arrival in kept]
                self._contents.keep(arrival.staged for arrival in kept)
        except BaseException:
            self._ready.extendleft(reversed(batch))
            raise
        self._waiting -= sum(arrival.staged.size + arrival.weight for arrival in batch)
        self._seen.difference_update(arrival.staged.sha256 for arrival in batch)
        for arrival in batch:
            if reason := self._kept_out.get(arrival.staged.sha256):
                self._contents.discard(arrival.staged)
                yield Skipped(path=arrival.path, reason=reason)
        yield from filed

    def _enter(self, writing: Writing, arrival: _Arrival) -> Filed:
        """Record one arrival: as a new document, or as one more place of a known one."""
        queries, staged = self._session.queries, arrival.staged
        here = Places(self._session.store.connection).at(arrival.path)
        known = queries.filed(staged.sha256)
        if known is not None:
            if here is None or here.document != known.id or not here.is_same(staged.size, staged.modified):
                writing.record(EventKind.DOCUMENT_LOCATED, {"document": known.id, "location": arrival.location})
            readable, note = known.readable, _again(here, known.id)
            if arrival.reading and arrival.reading.text_sha256 != known.text_sha256:
                details = read_again(self._session, known.id, staged.sha256, arrival.reading)
                writing.record(EventKind.DOCUMENT_READ, details)
                readable = arrival.reading.readable
            return Filed(path=arrival.path, document=known.id, new=False, readable=readable, note=note)
        if arrival.reading is None:
            raise RuntimeError("a document that was known when it arrived is gone")
        document = Kind.DOCUMENT.ref(writing.next_number("document_rows"))
        container = queries.filed(arrival.container) if arrival.container else None
        near = alike(self._session, arrival.reading)
        details = ingested(
            document,
            arrival.location,
            staged.sha256,
            arrival.reading,
            self._said,
            near=near,
            part_of=container.id if container else None,
            supersedes=here.document if here else None,
        )
        writing.record(EventKind.DOCUMENT_INGESTED, details)
        notes = [f"another version of {here.document}"] if here else []
        notes += [f"nearly the same as {near[0][0]}"] if near and not here else []
        notes += [arrival.reading.because] if arrival.reading.because else []
        readable = arrival.reading.readable
        return Filed(path=arrival.path, document=document, new=True, readable=readable, note="; ".join(notes))


def _again(here: Here | None, document: str) -> str:
    """What is said of a file whose bytes are on file already."""
    if here is None:
        return "the same bytes under another name"
    if here.document != document:
        return f"the bytes of an earlier version again, in place of {here.document}"
    return "is there again" if here.gone else ""
