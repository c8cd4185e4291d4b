"""What the events add up to: the only code that writes the tables of `index.db`, one function per kind of event."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from evidence.codec import encode
from evidence.model.document import PageText
from evidence.model.event import EventKind, JournalEntry

Details = dict[str, Any]
BY_HAND = "said by hand"  # why a document is taken to be what somebody said it is
_DESCRIBED = ("kind", "title", "state", "dated", "covers", "received_from")  # what a person can overrule
Pages = Callable[[str, str], Sequence[PageText] | None]
"""Gives the pages kept for a document (its SHA-256, the SHA-256 of its text file), `None` where they are missing."""


def apply(connection: sqlite3.Connection, entry: JournalEntry, details_at: int, pages: Pages) -> None:
    """Write the rows that one entry adds up to. An erased entry leaves only its line in `entries`.

    `details_at` is where its details start in their segment, in bytes.
    """
    connection.execute(
        "INSERT INTO entries (seq, at, actor, kind, details) VALUES (?, ?, ?, ?, ?)",
        (entry.seq, entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"), entry.by, entry.kind.value, details_at),
    )
    if entry.details is not None:
        _Projection(connection, entry, pages).apply(entry.kind, entry.details)


class _Projection:
    def __init__(self, connection: sqlite3.Connection, entry: JournalEntry, pages: Pages) -> None:
        self._sql = connection.execute
        self._many = connection.executemany
        self._entry = entry
        self._at = entry.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._pages = pages

    def apply(self, kind: EventKind, details: Details) -> None:
        match kind:
            case EventKind.ACTOR_REGISTERED:
                self._actor(details)
            case EventKind.DOCUMENT_INGESTED:
                self._document(details)
            case EventKind.DOCUMENT_LOCATED:
                self._location(details["document"], details["location"])
            case EventKind.DOCUMENT_READ:
                self._read(details)
            case EventKind.DOCUMENT_DESCRIBED:
                self._described(details)
            case EventKind.DOCUMENT_WITHDRAWN:
                self._sql("UPDATE documents SET withdrawn = ? WHERE id = ?", (details["because"], details["document"]))
            case EventKind.PLAN_IMPORTED:
                self._plan(details)
            case EventKind.EVIDENCE_LINKED:
                self._link(details)
            case EventKind.EVIDENCE_UNLINKED:
                self._sql("UPDATE links SET unlinked = ? WHERE id = ?", (details["because"], details["link"]))
            case EventKind.STORE_CREATED | EventKind.CHECKPOINT_MADE | EventKind.JOURNAL_REPAIRED:
                pass
        refs = {(ref, self._entry.seq) for ref in _refs(kind, details)}
        self._many("INSERT INTO entry_refs (ref, seq) VALUES (?, ?)", sorted(refs))

    def _actor(self, details: Details) -> None:
        self._insert(
            "actors",
            number=_number(details["id"]),
            id=details["id"],
            name=details["name"],
            initials=details["initials"],
            roles=_json(details["roles"]),
        )

    def _document(self, details: Details) -> None:
        number = _number(details["id"])
        self._insert(
            "documents",
            number=number,
            id=details["id"],
            sha256=details["sha256"],
            size=details["size"],
            media_type=details["media_type"],
            kind=details["kind"],
            title=details["title"],
            state=details["state"],
            **_dated(details["dated"]),
            covers=_json(details["covers"]),
            because=_json(details["because"]),
            received_at=self._at,
            received_from=details["received_from"],
            readable=int(details["readable"]),
            unreadable_because=details["unreadable_because"],
            pages=details["pages"],
            text_sha256=details["text_sha256"],
            part_of=details["part_of"],
            supersedes=details["supersedes"],
        )
        self._location(details["id"], details["location"])
        if details["text_sha256"]:
            write_pages(self._sql, number, self._pages(details["sha256"], details["text_sha256"]) or ())

    def _read(self, details: Details) -> None:
        """Another reading: text anew, and what it was taken to be, except what a person had said."""
        (kept,) = self._sql("SELECT because FROM documents WHERE id = ?", (details["document"],)).fetchone()
        by_hand = {name: words for name, words in json.loads(kept) if words == BY_HAND}
        columns = ("media_type", "readable", "unreadable_because", "pages", "text_sha256")
        values = {column: details[column] for column in columns} | {"readable": int(details["readable"])}
        values |= {column: details[column] for column in ("kind", "title", "state") if column not in by_hand}
        if "dated" not in by_hand:
            values |= _dated(details["dated"])
        because = dict(details["because"]) | by_hand
        self._update(details["document"], values | {"because": _json([list(pair) for pair in because.items()])})
        pages = self._pages(details["sha256"], details["text_sha256"]) if details["text_sha256"] else ()
        write_pages(self._sql, _number(details["document"]), pages or ())

    def _described(self, details: Details) -> None:
        values = {column: value for column, value in details["changes"].items() if column in _DESCRIBED}
        if "dated" in values:
            values |= _dated(values["dated"])
        if "covers" in values:
            values["covers"] = _json(values["covers"])
        self._update(details["document"], values | {"because": _json(details["because"])})

    def _update(self, document: str, values: Details) -> None:
        names = ", ".join(f"{column} = ?" for column in values)
        self._sql(f"UPDATE documents SET {names} WHERE id = ?", (*values.values(), document))

    def _location(self, document: str, location: Details) -> None:
        self._sql(
            "INSERT INTO locations (document, path, name, size, modified, seq) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (path, document) DO UPDATE SET size = excluded.size, modified = excluded.modified",
            (
                document,
                location["path"],
                location["name"],
                location["size"],
                location["modified"],
                self._entry.seq,
            ),
        )

    def _plan(self, details: Details) -> None:
        plan, identity = details["plan"], details["plan"]["plan"]
        key: Details = {"plan": identity["id"], "version": identity["version"]}
        self._insert(
            "plans",
            id=identity["id"],
            version=identity["version"],
            title=identity["title"],
            as_of=identity["as_of"],
            document=identity["source"]["document"],
            name=identity["source"]["name"],
            people=_json(plan["people"]),
            columns=_json(plan["columns"]),
            seq=self._entry.seq,
        )
        for position, item in enumerate(plan["recommendations"]):
            self._insert(
                "recommendations", **key, position=position, number=item["number"], text=item["text"], body=_json(item)
            )
        for position, item in enumerate(plan["unplaced"]):
            self._insert(
                "unplaced",
                **key,
                position=position,
                text=item["text"],
                reason=item["reason"],
                source=_json(item["source"]),
            )
        for position, item in enumerate(plan["actions"]):
            due = item["due"] or {}
            self._insert(
                "actions",
                **key,
                position=position,
                ref=item["ref"],
                recommendation=item["recommendation"],
                text=item["text"],
                claim=item["progress"]["claim"],
                earliest=due.get("earliest"),
                latest=due.get("latest"),
                fingerprint=details["fingerprints"][position],
                body=_json(item),
            )
        self._words(identity["id"], plan)
        self._sql("UPDATE documents SET plan = ? WHERE id = ?", (identity["id"], identity["source"]["document"]))

    def _words(self, plan_id: str, plan: Details) -> None:
        columns = "action, recommendation, lead, progress, other"
        self._sql(
            f"INSERT INTO actions_text (actions_text, rowid, {columns}) "
            f"SELECT 'delete', id, {columns} FROM action_words WHERE plan = ?",
            (plan_id,),
        )
        self._sql("DELETE FROM action_words WHERE plan = ?", (plan_id,))
        asked = {item["number"]: item["text"] for item in plan["recommendations"]}
        for item in plan["actions"]:
            others = (item["partners"], item["success_criteria"], item["evidence"], item["other"])
            row = self._insert(
                "action_words",
                plan=plan_id,
                ref=item["ref"],
                action=item["text"],
                recommendation=asked.get(item["recommendation"], ""),
                lead=" ".join(item["leads"]),
                progress=item["progress"]["text"],
                other="\n".join(text for text in others if text),
            )
            self._sql(
                f"INSERT INTO actions_text (rowid, {columns}) SELECT id, {columns} FROM action_words WHERE id = ?",
                (row,),
            )

    def _link(self, details: Details) -> None:
        self._insert(
            "links",
            number=_number(details["id"]),
            id=details["id"],
            document=details["document"],
            plan=details["plan"],
            action=details["action"],
            shows=details["shows"],
            page=details["page"],
            quote=details["quote"],
            covers=_json(details["covers"]),
            fingerprint=details["fingerprint"],
            linked_by=self._entry.by,
            linked_at=self._at,
        )

    def _insert(self, table: str, **values: Any) -> int | None:
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        return self._sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values())).lastrowid


def write_pages(sql: Callable[..., Any], number: int, pages: Sequence[PageText]) -> None:
    """Put a document's pages where full-text search finds them, in place of any that are there."""
    sql(
        "INSERT INTO pages_text (pages_text, rowid, text) SELECT 'delete', id, text FROM pages WHERE document = ?",
        (number,),
    )
    sql("DELETE FROM pages WHERE document = ?", (number,))
    for page in pages:
        row = sql(
            "INSERT INTO pages (document, page, confidence, text) VALUES (?, ?, ?, ?)",
            (number, page.number, page.confidence, page.text),
        ).lastrowid
        sql("INSERT INTO pages_text (rowid, text) VALUES (?, ?)", (row, page.text))


def _refs(kind: EventKind, details: Details) -> tuple[str, ...]:
    match kind:
        case EventKind.PLAN_IMPORTED:
            identity = details["plan"]["plan"]
            return (identity["id"], identity["source"]["document"])
        case EventKind.EVIDENCE_LINKED:
            return (details["id"], details["document"], f"{details['plan']}:{details['action']}")
        case EventKind.EVIDENCE_UNLINKED:
            return (details["link"], details["document"], f"{details['plan']}:{details['action']}")
        case EventKind.ACTOR_REGISTERED | EventKind.DOCUMENT_INGESTED:
            return (details["id"],)
        case (
            EventKind.DOCUMENT_LOCATED
            | EventKind.DOCUMENT_READ
            | EventKind.DOCUMENT_DESCRIBED
            | EventKind.DOCUMENT_WITHDRAWN
        ):
            return (details["document"],)
        case _:
            return ()


def _dated(period: Details | None) -> Details:
    bounds = period or {}
    return {"dated": _json(period), "earliest": bounds.get("earliest"), "latest": bounds.get("latest")}


def _number(ref: str) -> int:
    return int(ref.split("-")[1])


def _json(value: Any) -> str | None:
    return None if value is None else encode(value)
