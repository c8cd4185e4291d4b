"""The index beside what the journal adds up to: every table, row for row, and the full-text search with its texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any

from evidence.journal.verify import Sound
from evidence.model.document import PageText
from evidence.model.errors import StoreDamaged
from evidence.model.event import JournalEntry
from evidence.store import database
from evidence.store.content import Texts
from evidence.store.folder import replay
from evidence.store.journals import Position, Recorded, next_end, start_of_next
from evidence.store.layout import Layout
from evidence.store.projection import Pages

_SHADOWS = ("pages_text_", "actions_text_", "sqlite_", "_sqlite_migrations")
_SEARCH = {"pages_text": ("pages", "text"), "actions_text": ("action_words", "action")}
_NAMED = 20  # differing rows named for each table


def compare(layout: Layout, sound: Iterator[Sound]) -> Iterator[tuple[str, str]]:
    """What differs, as place and message; `sound` gives the entries of the journal, from the first.

    The index is compared with the entries that it has taken in: one that is behind its journal is not wrong.
    """
    connection = database.connect(layout.index, query_only=True)
    expected = database.connect(None)
    try:
        if not database.is_made(connection):
            return
        if not database.is_current(connection):
            yield "index.db", "its tables have another form than this library's; run `evidence rebuild`"
            return
        database.prepare(expected)
        known = database.position(connection)
        entries = _recorded(sound)
        replay(expected, islice(entries, known.seq), _pages(layout, connection))
        yield from _schema(connection, expected)
        for table in _tables(expected):
            yield from _rows(connection, expected, table)
        yield from _search(connection, expected)
        replay(expected, entries, _pages(layout, connection))  # what the index has not had yet can be taken in
    except StoreDamaged as error:
        yield "index.db", str(error)
    finally:
        connection.close()
        expected.close()


def _pages(layout: Layout, connection: sqlite3.Connection) -> Pages:
    """The kept text; where its file is missing, what the index has must do, because nothing else is left to compare."""
    texts = Texts(layout)
    sql = (
        "SELECT page, confidence, text FROM pages WHERE document = (SELECT number FROM document_rows WHERE sha256 = ?) "
        "ORDER BY id"
    )

    def get(sha256: str, expected: str) -> Sequence[PageText]:
        kept = texts.get(sha256, expected)
        if kept is not None:
            return kept
        return [
            PageText(number=page, confidence=confidence, text=text)
            for page, confidence, text in connection.execute(sql, (sha256,))
        ]

    return get


def _recorded(sound: Iterator[Sound]) -> Iterator[Recorded]:
    """The entries that hold, as the index takes them in."""
    end = Position()
    for item in sound:
        start = start_of_next(end)
        end = next_end(start, item.leaf, item.lengths)
        entry = JournalEntry(
            seq=item.seq,
            at=item.at,
            by=item.by,
            kind=item.kind,
            details=item.details if isinstance(item.details, dict) else None,
        )
        yield Recorded(entry=entry, details=start.details, end=end)


def _schema(connection: sqlite3.Connection, expected: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    # sqlite-utils' own record of the steps is not ours to judge: a process killed in it leaves it without its index
    sql = (
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' "
        "AND tbl_name != '_sqlite_migrations' ORDER BY name"
    )
    actual, wanted = set(connection.execute(sql)), set(expected.execute(sql))
    for kind, name, _ in sorted(actual ^ wanted, key=lambda row: row[1]):
        yield "index.db", f"the {kind} {name} is not as this library makes it; run `evidence rebuild`"


def _tables(connection: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    names = [name for (name,) in connection.execute(sql)]
    return [name for name in names if not name.startswith(_SHADOWS) and name not in _SEARCH]


def _rows(connection: sqlite3.Connection, expected: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    columns = expected.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk ORDER BY pk")
    key = ", ".join(name for (name,) in columns)
    sql = f"SELECT * FROM {table} ORDER BY {key}"
    named = 0
    for actual, wanted in zip_longest(connection.execute(sql), expected.execute(sql)):
        if actual == wanted:
            continue
        yield f"index.db: {table}", f"row {_name(actual or wanted)} is not what the journal adds up to"
        named += 1
        if named == _NAMED:
            yield f"index.db: {table}", "further rows differ; run `evidence rebuild`"
            return


def _name(row: tuple[Any, ...]) -> str:
    return repr(row[0]) if len(row) < 3 else f"{row[0]!r}, {str(row[1])[:40]!r}"


def _search(connection: sqlite3.Connection, expected: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each word of full-text search stands in the same rows on both sides."""
    for table in _SEARCH:
        terms = []
        for side in (connection, expected):
            with database.open_to_writes(side):
                side.execute(f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab(main, {table}, 'instance')")
            terms.append(side.execute(f"SELECT term, doc, col, offset FROM temp.{table}_words"))
        for actual, wanted in zip_longest(*terms):
            if actual != wanted:
                word = (actual or wanted)[0]
                yield f"index.db: {table}", f"full-text search differs at the word {word!r}; run `evidence rebuild`"
                break
