"""Every table of the index as plain rows, for whoever wants all of the data. Reads only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

DERIVED: dict[str, str] = {
    "head": "how far the journal was taken in; the checkpoint says where it stands",
    "entries": "the log has every entry with its details",
    "entry_refs": "what the log's entries are about, for finding them",
    "audit_opinions": "audit_answers has every answer in a row of its own",
    "sketch_keys": "a document's sketch, cut up for finding others like it",
    "action_words": "the words of actions, for full-text search",
    "pages_text": "full-text search",
    "actions_text": "full-text search",
}
"""Tables that hold nothing of their own, and what they are made from."""

VIEWS: dict[str, str] = {"audit_answers": "audit, case_file, given_by, question"}
"""Views that stand in place of tables whose rows hold lists, and the order of their rows."""

JSON_COLUMNS: dict[str, tuple[str, ...]] = {
    "actors": ("roles",),
    "answers": ("body",),
    "asked": ("codes",),
    "audit_allocations": ("body",),
    "audit_answers": ("series", "seen"),
    "audit_cases": ("fields",),
    "audit_feedback": ("body",),
    "audit_findings": ("body",),
    "audit_moderations": ("body",),
    "audit_programmes": ("rounds",),
    "audit_records": ("grades",),
    "audit_remedies": ("body",),
    "audits": ("questions", "sample"),
    "corrections": ("body",),
    "figures": ("period",),
    "form_rows": ("content",),
    "indicators": ("body",),
    "links": ("covers",),
}
"""Columns of other tables than plans' and documents', and of views, that hold JSON."""

_SHADOWS = ("pages_text_", "actions_text_", "sqlite_", "_sqlite_")


class Dump:
    """The rows of a store's tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def tables(self) -> tuple[str, ...]:
        """Tables that hold something of their own, and what stands in place of tables, by name."""
        names = (name for (name,) in self._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        return tuple(sorted([*VIEWS, *(one for one in names if one not in DERIVED and not one.startswith(_SHADOWS))]))

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table, in order."""
        return tuple(row[1] for row in self._connection.execute(f"PRAGMA table_info({table})"))

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table in the order of its key; JSON as what it says."""
        info = self._connection.execute(f"PRAGMA table_info({table})").fetchall()
        key = VIEWS.get(table) or ", ".join(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5])
        columns, parsed = [row[1] for row in info], JSON_COLUMNS.get(table, ())
        for row in self._connection.execute(f"SELECT * FROM {table} ORDER BY {key or 'rowid'}"):
            values = dict(zip(columns, row, strict=True))
            for column in parsed:
                if values.get(column) is not None:
                    values[column] = json.loads(values[column])
            yield values

    def texts(self) -> Iterator[dict[str, Any]]:
        """The text that was read from each document, a page a row."""
        sql = (
            "SELECT document_rows.id, text_sha256, page, confidence, text FROM pages "
            "JOIN document_rows ON document_rows.number = pages.document ORDER BY pages.document, page, pages.id"
        )
        for document, sha256, page, confidence, text in self._connection.execute(sql):
            yield {
                "document": document,
                "text_sha256": sha256,
                "page": page,
                "confidence": confidence,
                "text": text,
            }

    def versions(self) -> list[tuple[str, int]]:
        """Every version of every plan, in the order of import."""
        return self._connection.execute("SELECT id, version FROM plans ORDER BY seq").fetchall()
