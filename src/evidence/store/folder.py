"""A store that is open: the folder of one evidence file, its index kept level with its journal, one writer at a time.

Write order, in one place: the bytes of documents are durable before anything names them (`content`); then, under the
lock, details and journal lines are appended and flushed; then the index transaction is committed; only then does the
caller hear that it was done. A process that dies in between leaves a journal ahead of its index (rolled forward by
the next one that opens), or a torn last entry that the index never knew (cut, and the repair is journalled).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from evidence.codec import stamp
from evidence.journal import entry as lines
from evidence.model.errors import (
    Refused,
    StoreDamaged,
    StoreInUse,
    StoreMissing,
    StoreNotWritable,
    StoreTooNew,
)
from evidence.model.event import EventKind, JournalEntry
from evidence.store import database, disk, projection
from evidence.store.content import FolderContents, Scratch, Texts
from evidence.store.journals import Position, Recorded, TextJournal, TornTail, after
from evidence.store.layout import FORMAT, Layout, line_of
from evidence.store.locking import locked

NOBODY = "P-0000"  # the library itself: creation of the store, repairs
_BATCH = 1000  # entries taken into the index at a time when it has fallen behind
_TORN = (
    "{journal}: the last entry is torn, and there is no sound index.db that could tell whether it was ever "
    "acknowledged. Nothing was changed. Restore index.db or the journal from a backup."
)


def describe(layout: Layout) -> dict[str, Any]:
    """What `store.json` says. Raises `StoreMissing`, `StoreTooNew` or `StoreDamaged`."""
    try:
        text = layout.description.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(
            f"{layout.root}: there is no store here (no store.json). Make one with `evidence init {layout.root}`, "
            "or name another with --store or EVIDENCE_STORE."
        ) from None
    except OSError as error:
        raise StoreMissing(f"{layout.description}: cannot be read: {error.strerror}. Ask for read access.") from None
    except UnicodeDecodeError:
        raise StoreDamaged(f"{layout.description}: is not text. Compare with a backup.") from None
    try:
        said = json.loads(text)
        form, _ = said["format"], said["store"]
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(f"{layout.description}: is not the description of a store. Compare with a backup.") from None
    if not isinstance(form, int) or form > FORMAT:
        raise StoreTooNew(
            f"{layout.root}: the store has format {form}, this library knows formats up to {FORMAT}. "
            "Use the newer evidence-file that wrote it; nothing was changed."
        )
    return dict(said)


class Store:
    """One evidence file's folder. Use `Store.open`, and close it (or use it as a context manager)."""

    def __init__(self, layout: Layout, *, patience: float, clock: Callable[[], datetime], salt: Callable[[], str]):
        self.layout = layout
        self.contents = FolderContents(layout)
        self.texts = Texts(layout)
        self.scratch = Scratch(layout)
        self.id: str = describe(layout)["store"]
        self.journal = TextJournal(layout, self.id)
        self.read_only = False
        self._patience = patience
        self._clock = clock
        self._salt = salt
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        read_only: bool = False,
        level: bool = True,
        patience: float = 60.0,
        clock: Callable[[], datetime],
        salt: Callable[[], str],
    ) -> Store:
        """Open a store and bring its index level with its journal (unless `level` is off, to make the index anew).

        `patience` is how long a writer waits for another, in seconds; `clock` gives aware UTC; `salt` gives 64 hex
        digits nobody can guess. A reader takes the store as it stands where it may not write or another is writing.
        """
        store = cls(Layout(root), patience=patience, clock=clock, salt=salt)
        store.read_only = read_only
        try:
            if level:
                store._level()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The index, for reading."""
        if self._connection is None:
            self._connection = database.connect(self.layout.index, query_only=self.read_only)
        return self._connection

    @contextmanager
    def writing(self, by: str = NOBODY) -> Iterator[Writing]:
        """Hold the store for one batch: what is recorded inside is kept together, or, on an error, not at all."""
        if self.read_only:
            raise Refused(f"{self.layout.root}: the store was opened for reading only.")
        with self._saying(), locked(self.layout.lock, patience=self._patience):
            self._catch_up()
            writing = Writing(self, self.connection, by, self._clock, self._salt)
            with database.transaction(self.connection):
                yield writing
                writing.finish()

    def as_known(self, moment: datetime) -> sqlite3.Connection:
        """The index as it was once the last entry made up to this moment (UTC) had been taken in; in memory."""
        sql = "SELECT coalesce(max(seq), 0) FROM entries WHERE at <= ?"
        (last,) = self.connection.execute(sql, (stamp(moment),)).fetchone()
        past = database.connect(None)
        database.prepare(past)
        replay(past, islice(self.journal.read(Position()), last), self.texts.get)
        return past

    def rebuild(self) -> None:
        """Make the index anew from journal and texts, and put it in place of the old one in one step."""
        fresh = self.layout.index.with_name("index.db.new")
        with self._saying(), locked(self.layout.lock, patience=self._patience):
            with suppress(sqlite3.DatabaseError):  # an index that cannot be read is what this is for
                self._catch_up()
            known = database.known(self.layout.index)
            self.close()
            disk.remove(fresh)
            connection = database.connect(fresh)
            connection.execute("PRAGMA journal_mode = MEMORY")  # if this dies, the file is thrown away
            try:
                database.prepare(connection)
                end = replay(connection, self.journal.read(Position()), self.texts.get)
            except TornTail:
                raise StoreDamaged(_TORN.format(journal=self.layout.journal)) from None
            finally:
                connection.close()
            if end.seq < known.seq:
                raise StoreDamaged(f"{self.layout.journal}: ends before entry {known.seq}, which the index knows.")
            disk.remove(self.layout.index.with_name("index.db-journal"))  # of the old index; it must not meet the new
            disk.remove(fresh.with_name("index.db.new-journal"))
            disk.rename(fresh, self.layout.index)
            disk.flush_folder(self.layout.root)

    @contextmanager
    def _saying(self) -> Iterator[None]:
        with disk.saying(f"{self.layout.root}: cannot write to the store"), database.saying(self.layout.index):
            yield

    def _level(self) -> None:
        """Bring the index level with the journal, where this process may and nobody else is at it."""
        with database.saying(self.layout.index):
            behind = self._behind()
        if not behind:
            return
        try:
            with self._saying(), locked(self.layout.lock, patience=0 if self.read_only else self._patience):
                self._catch_up()
        except (StoreInUse, StoreNotWritable):
            if not self.layout.index.exists() or not database.is_current(self.connection):
                raise

    def _behind(self) -> bool:
        if not self.layout.index.exists():
            return True
        if not database.is_current(self.connection):
            return True
        known = database.position(self.connection)
        self.journal.expect(known)
        try:
            return next(self.journal.read(known), None) is not None
        except TornTail:
            return not self.read_only

    def _catch_up(self) -> None:
        """Under the lock: take into the index what the journal has beyond it, and cut a torn end."""
        if not self.layout.index.exists():
            self.close()
        with database.open_to_writes(self.connection):
            database.prepare(self.connection)
            known = database.position(self.connection)
            self.journal.expect(known)
            self.contents.sweep()
            self.texts.sweep()
            self.scratch.sweep()
            self._take_in(known)

    def _take_in(self, known: Position) -> None:
        try:
            replay(self.connection, self.journal.read(known), self.texts.get)
        except TornTail as torn:
            if known.seq == 0:
                raise StoreDamaged(_TORN.format(journal=self.layout.journal)) from None
            self._repair(torn.end)

    def _repair(self, end: Position) -> None:
        gone = self.journal.cut(end)
        writing = Writing(self, self.connection, NOBODY, self._clock, self._salt)
        with database.transaction(self.connection):
            writing.record(EventKind.JOURNAL_REPAIRED, {"bytes": gone})
            writing.finish()


class Writing:
    """One batch of entries under way. The index sees each at once; the journal has them all when the batch ends."""

    def __init__(
        self,
        store: Store,
        connection: sqlite3.Connection,
        by: str,
        clock: Callable[[], datetime],
        salt: Callable[[], str],
    ) -> None:
        self._store = store
        self._connection = connection
        self._clock = clock
        self._salt = salt
        self._start = database.position(connection)
        self._details_at = self._start.details
        self._drafts: list[tuple[datetime, str, EventKind, lines.Words]] = []  # at, by, kind; details as words alone
        self.by = by

    def record(self, kind: EventKind, details: dict[str, Any]) -> JournalEntry:
        """Add an entry to the batch; its rows can be read through the store's connection from now on."""
        entry = JournalEntry(
            seq=self._start.seq + len(self._drafts) + 1,
            at=self._clock().replace(microsecond=0),
            by=self.by,
            kind=kind,
            details=details,
        )
        try:
            words = lines.write_details(details, self._salt())
        except ValueError:
            raise Refused(
                "some of the text given is not valid: it holds bytes that are no letters in this system's encoding. "
                "Type it again. Nothing was recorded."
            ) from None
        if line_of(entry.seq) == 1:
            self._details_at = 0
        projection.apply(self._connection, entry, self._details_at, self._store.texts.get)
        self._details_at += len(words.line)
        self._drafts.append((entry.at, entry.by, kind, words))
        return entry

    def next_number(self, table: str) -> int:
        """The next number that this table gives out, from 1; numbers are never given twice."""
        (number,) = self._connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()
        return int(number)

    def finish(self) -> None:
        """Make the batch's lines durable; the index transaction is committed after this."""
        end, batch = self._start, list[lines.Lines]()
        for more, (at, by, kind, words) in zip(reversed(range(len(self._drafts))), self._drafts, strict=True):
            line = lines.write(onto=end.link, at=at, by=by, kind=kind, store=self._store.id, words=words, more=more)
            end = after(end, line)
            batch.append(line)
        if batch:
            self._store.journal.append(batch, self._start)
            database.set_position(self._connection, end)


def replay(connection: sqlite3.Connection, entries: Iterator[Recorded], pages: projection.Pages) -> Position:
    """Take entries into an index, a batch at a time; returns where they end.

    A torn end of the journal is raised (`TornTail`) once what came before it is in.
    """
    torn: TornTail | None = None
    end = database.position(connection)
    more = True
    while more:
        more = False
        with database.transaction(connection):
            try:
                for count, recorded in enumerate(entries, 1):
                    _take_in(connection, recorded, pages)
                    end = recorded.end
                    if count == _BATCH:
                        more = True
                        break
            except TornTail as caught:
                torn = caught
            if end.seq:
                database.set_position(connection, end)
    if torn is not None:
        raise torn
    return end


def _take_in(connection: sqlite3.Connection, recorded: Recorded, pages: projection.Pages) -> None:
    try:
        projection.apply(connection, recorded.entry, recorded.details, pages)
    except (LookupError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError) as error:
        raise StoreDamaged(
            f"entry {recorded.entry.seq} ({recorded.entry.kind}) cannot be taken in ({type(error).__name__}): no "
            "command of this version wrote it. Nothing was changed. Run `evidence verify`, and compare with a backup."
        ) from error
