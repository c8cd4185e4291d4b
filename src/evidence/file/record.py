"""The record of the record: who acts, what happened, whether it still holds, and its head to keep elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.file.session import register
from evidence.journal import checkpoint as checkpoints
from evidence.journal import entry as lines
from evidence.model import identifiers
from evidence.model.errors import NotFound, Refused, StoreDamaged
from evidence.model.event import Actor, Checkpoint, EventKind, JournalEntry, Verification
from evidence.store import disk
from evidence.store.journals import Position
from evidence.store.layout import segment_name, segment_of
from evidence.store.verification import verify as verify_store

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.store.folder import Store
    from evidence.store.queries import LogLine


def add_actor(session: Session, name: str, initials: str | None, roles: Sequence[str]) -> Actor:
    """Register somebody who acts; raises `Refused` if the name is taken by somebody with other initials or roles."""
    initials = (initials or "").strip() or None
    roles = [role.strip() for role in roles if role.strip()]
    with session.store.writing() as writing:
        me = session.actor()
        if me is None and name == session.by:
            return register(writing, name, initials, tuple(roles))
        writing.by = (me or register(writing, session.by)).id
        same = next((actor for actor in session.queries.actors() if actor.name == name), None)
        if same is None:
            return register(writing, name, initials, tuple(roles))
        if (same.initials, same.roles) != (initials, tuple(roles)):
            raise Refused(f"{same.id} is already called {name!r}, with other initials or roles. Choose another name.")
        return same


def log(session: Session, ref: str | None = None) -> Iterator[JournalEntry]:
    """Journal entries, oldest first, with their details; of one document, link, action, plan or actor if given.

    Raises `NotFound` where the journal has nothing of it.
    """
    key = _log_key(session, ref) if ref else None
    line = None
    for line in session.queries.log(key):
        yield _entry(session, line)
    if line is None:
        raise NotFound(f"{ref!r}: the journal has nothing of it. `evidence log` alone shows every entry.")


def entries(session: Session, first: int, last: int) -> Iterator[JournalEntry]:
    """The journal entries from one to another, with their details."""
    return (_entry(session, line) for line in session.queries.log_between(first, last))


def _entry(session: Session, line: LogLine) -> JournalEntry:
    details = session.store.layout.details / segment_name(segment_of(line.seq))
    with details.open("rb") as stream:
        stream.seek(line.details_at)
        words = stream.readline()
    return JournalEntry(seq=line.seq, at=line.at, by=line.actor, kind=line.kind, details=lines.details_of(words))


def _log_key(session: Session, ref: str) -> str:
    if identifiers.action_ref(ref):
        return session.action_key(ref)
    if "@" in ref:
        from evidence.file import forming

        return forming.resolve(session, ref)[0].ref
    numbered = identifiers.numbered(ref)
    if numbered:
        return numbered[1]
    from evidence.store.audit_rows import Audits

    case = identifiers.case_ref(ref)
    return case if case and Audits(session.connection).listed_by(case) else session.plan(ref).id


def verify(session: Session, against: Sequence[str | os.PathLike[str]] = ()) -> Verification:
    """Check the whole store against itself and against checkpoints kept elsewhere."""
    return verify_store(session.store.layout.root, [Path(path) for path in against])


def record_fixity(session: Session, found: Verification) -> None:
    """Journal that every document was compared with what was filed; raises `StoreDamaged` where one did not match."""
    if not found.ok:
        raise StoreDamaged("the store does not hold; nothing was recorded. `evidence verify` names what is wrong.")
    with session.writing() as writing:
        writing.record(EventKind.FIXITY_CHECKED, {"documents": found.documents, "entries": found.entries})


def checkpoint(session: Session) -> Checkpoint:
    """The journal's head, written to `checkpoints/` too; a copy belongs where this store's users cannot write.

    That it was made is journalled behind it; asked again with nothing new, it gives the same one. Earlier ones whose
    files are missing are written again, where the journal still adds up to them.
    """
    store = session.store
    with session.writing() as writing:
        leaves: list[str] = []
        given: dict[int, str] = {}  # size to root
        last: EventKind | None = None
        for recorded in store.journal.read(Position()):
            leaves.append(recorded.end.leaf)
            last = recorded.entry.kind
            if last is EventKind.CHECKPOINT_MADE and recorded.entry.details:
                given[recorded.entry.details["size"]] = recorded.entry.details["root"]
        _write_lost(store, given, leaves)
        if last is EventKind.CHECKPOINT_MADE:
            leaves.pop()
        made = checkpoints.make(store.id, leaves)
        path = store.layout.checkpoints / f"{made.size:08}.txt"
        if not path.exists():
            disk.make_folder(path.parent)
            disk.write_file(path, checkpoints.write(made).encode())
            writing.record(EventKind.CHECKPOINT_MADE, {"size": made.size, "root": made.root})
    return made


def _write_lost(store: Store, given: Mapping[int, str], leaves: Sequence[str]) -> None:
    """Write the files of recorded checkpoints that are no longer there; `given` has their roots by size."""
    lost = {size: store.layout.checkpoints / f"{size:08}.txt" for size in given}
    lost = {size: path for size, path in lost.items() if not path.exists()}
    for size, root in checkpoints.roots(lost, leaves):
        if root == given[size]:
            disk.make_folder(lost[size].parent)
            again = Checkpoint(origin=checkpoints.origin(store.id), size=size, root=root)
            disk.write_file(lost[size], checkpoints.write(again).encode())


def rebuild(session: Session) -> int:
    """Make the index anew from the journal, reading again documents whose kept text is missing; returns how many."""
    from evidence.file.holding import reread

    store = session.store
    store.rebuild()
    missing = [row[1] for row in session.queries.texts() if not store.texts.has(row[2], row[3])]
    if missing:
        reread(session, missing)
        store.rebuild()
    return len(missing)
