"""Opening `index.db`: settings, migrations, and the one row that says how far the journal has been taken in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.model.errors import StoreDamaged, StoreInUse, StoreNotWritable, StoreTooNew
from evidence.store import disk
from evidence.store.journals import Position
from evidence.store.migrations import LATEST, migrate

Connection = sqlite3.Connection
"""An open index, for those who may name it and must not open it."""

_PATIENCE = 30.0  # seconds a reader waits while a writer commits


_FORMS = "It is derived: delete index.db and run `evidence rebuild`, then `evidence verify`."


def connect(path: Path | None, *, query_only: bool = False) -> sqlite3.Connection:
    """A connection with the store's settings; `None` is a database in memory. Transactions are begun by hand.

    Where the file may be written, even a reader opens it so: SQLite must be able to undo what a dead writer left.
    """
    if path is None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
    else:
        writable = os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)
        if writable and not path.exists():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, disk.PRIVATE_FILE))
        address = f"{path.absolute().as_uri()}?mode={'rw' if writable else 'ro'}"
        connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA journal_mode = TRUNCATE")  # never WAL: it breaks on shares
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    if query_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def open_to_writes(connection: sqlite3.Connection) -> Iterator[None]:
    """Lift `query_only` for a moment: a reader that finds the index behind its journal levels it."""
    (query_only,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {query_only}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, with the write lock taken first; sqlite-utils' own would take it too late."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Turn what SQLite says into an error that tells the keeper what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise StoreInUse(f"{path}: another program is using it. Repeat the command when it has ended.") from error
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM")):
            raise StoreNotWritable(
                f"{path}: cannot be opened ({error}). Ask for the right to read it, and repeat the command."
            ) from error
        if name.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR")):
            raise StoreNotWritable(
                f"{path}: {error}. Make room, or ask for write access; then repeat the command, which is safe."
            ) from error
        raise StoreDamaged(f"{path}: {error}. {_FORMS}") from error


def known(path: Path) -> Position:
    """How far the index at this path has taken in the journal; nothing where it is missing or no longer readable."""
    if not path.exists():
        return Position()
    with suppress(sqlite3.DatabaseError, StoreDamaged, StoreNotWritable):
        connection = connect(path, query_only=True)
        try:
            return position(connection)
        finally:
            connection.close()
    return Position()


def prepare(connection: sqlite3.Connection) -> None:
    """Bring the tables up to this library's form; call under the store's lock. Raises `StoreTooNew`."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > LATEST:
        raise StoreTooNew(
            f"index.db has form {version}, this library knows forms up to {LATEST}. Use the newer library that wrote "
            "it, or delete index.db (it is derived) and run `evidence rebuild`."
        )
    if version < LATEST:
        migrate(connection)
        connection.execute(f"PRAGMA user_version = {LATEST}")


def is_made(connection: sqlite3.Connection) -> bool:
    """Whether the tables were ever made: an interrupted `init` leaves an empty file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version)


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables have this library's form."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == LATEST)


def position(connection: sqlite3.Connection) -> Position:
    """How far the journal has been taken in."""
    rows = connection.execute("SELECT seq, leaf, journal, details FROM head").fetchall()
    if not rows:
        return Position()
    seq, leaf, journal, details = rows[0]
    return Position(seq=seq, leaf=leaf, journal=journal, details=details)


def set_position(connection: sqlite3.Connection, end: Position) -> None:
    """Remember how far the journal has been taken in; inside the transaction that took it in."""
    connection.execute(
        "INSERT INTO head (id, seq, leaf, journal, details) VALUES (1, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "seq = excluded.seq, leaf = excluded.leaf, journal = excluded.journal, details = excluded.details",
        (end.seq, end.leaf, end.journal, end.details),
    )
