"""Where documents were found, and which are alike: rows of `index.db` as values, for filing and scans. Read only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from attrs import frozen

from evidence.store.projections.likeness import as_text, from_text, keys

INSIDE = "//"  # between a container's path and the name of what was found inside it
_NEWEST = "NOT EXISTS (SELECT 1 FROM locations AS newer WHERE newer.path = here.path AND newer.latest > here.latest)"
_PAGE = 1000  # places read at a time
_LOOKED_AT = 16  # documents looked at for each key of a sketch, newest first
_UNDER_A_KEY = f"SELECT document FROM sketch_keys WHERE key = ? ORDER BY document DESC LIMIT {_LOOKED_AT}"

__all__ = ["INSIDE", "Here", "Places", "as_text"]


@frozen
class Here:
    """The document last found at a path."""

    document: str  # id
    size: int  # bytes, then
    modified: int  # microseconds since 1970, then
    gone: bool  # it was no longer there when last looked for
    readable: bool
    withdrawn: str | None  # the reason, once taken out of use

    def is_same(self, size: int, modified: int) -> bool:
        """Whether a file of this size and time is the one that was found."""
        return not self.gone and (self.size, self.modified) == (size, modified)


class Places:
    """What can be asked about places and likenesses."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute

    def at(self, path: str) -> Here | None:
        """The document last found at this path."""
        sql = (
            "SELECT document, locations.size, modified, gone IS NOT NULL, readable, withdrawn FROM locations "
            "JOIN document_rows AS documents ON documents.id = document WHERE path = ? "
            "ORDER BY locations.latest DESC LIMIT 1"
        )
        row = self._sql(sql, (path,)).fetchone()
        return Here(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5]) if row else None

    def below(self, start: str, end: str) -> Iterator[tuple[str, str]]:
        """Path and document of every file that was last found between two paths and is not known to be gone.

        Files found inside others are left out. The rows may change while this goes on.
        """
        sql = (
            f"SELECT path, document FROM locations AS here WHERE path > ? AND path < ? AND gone IS NULL AND {_NEWEST} "
            f"AND instr(substr(path, 3), '{INSIDE}') = 0 ORDER BY path LIMIT {_PAGE}"
        )
        while rows := self._sql(sql, (start, end)).fetchall():
            yield from rows
            start = rows[-1][0]

    def since(self, document: str, seq: int) -> str | None:
        """A place at which this document was found by an entry after this one, and is still."""
        sql = (
            f"SELECT path FROM locations AS here WHERE document = ? AND latest > ? AND gone IS NULL AND {_NEWEST} "
            "ORDER BY latest DESC, path LIMIT 1"
        )
        row = self._sql(sql, (document, seq)).fetchone()
        return row[0] if row else None

    def last_entry(self) -> int:
        """The number of the newest entry."""
        return int(self._sql("SELECT coalesce(max(seq), 0) FROM entries").fetchone()[0])

    def sketches(self, sketch: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
        """Sketches of the documents that may be like this one, by id."""
        found = keys(sketch)
        newest = " UNION ".join([f"SELECT * FROM ({_UNDER_A_KEY})"] * len(found))
        sql = f"SELECT id, sketch FROM document_rows WHERE number IN ({newest})"
        return {ref: from_text(text) for ref, text in self._sql(sql, found)}
