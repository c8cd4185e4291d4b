"""Writing rows: what every projection of events uses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from evidence.codec import encode, stamp
from evidence.model.document import PageText
from evidence.model.event import JournalEntry

Details = dict[str, Any]
Pages = Callable[[str, str], Sequence[PageText] | None]
"""Gives the pages kept for a document (its SHA-256, the SHA-256 of its text file), `None` where they are missing."""


class Rows:
    """The tables, while one entry is taken in."""

    def __init__(self, connection: sqlite3.Connection, entry: JournalEntry, pages: Pages) -> None:
        self.sql = connection.execute
        self.many = connection.executemany
        self.seq = entry.seq
        self.by = entry.by
        self.at = stamp(entry.at)
        self.pages = pages

    def insert(self, table: str, **values: Any) -> int | None:
        """Add a row; returns its rowid."""
        return self.sql(_insertion(table, tuple(values)), tuple(values.values())).lastrowid

    def update(self, table: str, key: str, values: Details) -> None:
        """Change columns of the row with this `id`."""
        names = ", ".join(f"{column} = ?" for column in values)
        self.sql(f"UPDATE {table} SET {names} WHERE id = ?", (*values.values(), key))


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def number(ref: str) -> int:
    """The number in a reference: 7 in `D-0007`."""
    return int(ref.split("-")[1])


def as_json(value: Any) -> str | None:
    """Canonical JSON of what was canonical before; `None` stays."""
    return None if value is None else encode(value)
