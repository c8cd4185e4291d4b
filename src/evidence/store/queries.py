"""Rows of `index.db` as values. Read only; nothing here decides anything."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from attrs import frozen

from evidence.codec import from_text
from evidence.model.document import Document, DocumentKind, DocumentState, Location, LocationState
from evidence.model.event import Actor, EventKind
from evidence.model.link import EvidenceLink, Shows
from evidence.model.period import Period
from evidence.model.plan import (
    Action,
    ActionPlan,
    ColumnReading,
    Person,
    PlanIdentity,
    PlanSource,
    Recommendation,
    Unplaced,
)
from evidence.model.table import Place

_DOCUMENT = (
    "id, sha256, size, media_type, kind, title, state, dated, covers, version, people, because, received_at, "
    "received_from, readable, unreadable_because, pages, part_of, supersedes, withdrawn, plan, not_evidence"
)
_LINK = "id, document, plan, action, shows, page, quote, covers, fingerprint, linked_by, linked_at"

_PLACES = (
    "SELECT name, path, size, modified, gone IS NOT NULL AS gone, EXISTS (SELECT 1 FROM locations AS newer WHERE "
    "newer.path = here.path AND newer.latest > here.latest) AS changed FROM locations AS here "
    "WHERE document = documents.id ORDER BY seq, path"
)
_LOOSE = (
    "plan IS NULL AND withdrawn IS NULL AND not_evidence IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM links WHERE links.document = documents.id AND unlinked IS NULL)"
)
_ALIKE = (
    "SELECT other.id FROM likenesses JOIN document_rows AS other "
    "ON other.id = iif(document = documents.id, likenesses.other, document) "
    "WHERE document = documents.id OR likenesses.other = documents.id "
    "GROUP BY other.id ORDER BY max(percent) DESC, other.number"
)
_AROUND = (
    f"(SELECT json_group_array(json_array(name, path, size, modified, gone, changed)) FROM ({_PLACES})) AS places, "
    "(SELECT group_concat(id) FROM (SELECT id FROM links WHERE document = documents.id AND unlinked IS NULL "
    "ORDER BY number)) AS links, "
    "(SELECT group_concat(id) FROM (SELECT id FROM document_rows AS part WHERE part.part_of = documents.id "
    "ORDER BY number)) AS parts, "
    f"(SELECT group_concat(id) FROM ({_ALIKE})) AS alike"
)
"""What stands around a document, each in a column of its own: places as JSON, ids with commas between."""


@frozen(kw_only=True)
class LogLine:
    """An entry as the index knows it; its details are read from the journal's own files."""

    seq: int
    at: datetime
    actor: str
    kind: EventKind
    details_at: int  # where the details start in their segment, bytes


@frozen(kw_only=True)
class Held:
    """The little that filing needs to know of a document on file."""

    id: str
    readable: bool
    text_sha256: str | None  # of the kept text


class Queries:
    """What can be asked of a store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _rows(self, sql: str, *values: Any) -> Iterator[sqlite3.Row]:
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, values)

    def _row(self, sql: str, *values: Any) -> Any:
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, values).fetchone()

    def actors(self) -> Iterator[Actor]:
        """Everybody who acts, in the order of registration."""
        for row in self._rows("SELECT id, name, initials, roles FROM actors ORDER BY number"):
            yield Actor(id=row["id"], name=row["name"], initials=row["initials"], roles=json.loads(row["roles"]))

    def document(self, key: str) -> Document | None:
        """The document with this id or SHA-256."""
        column = "sha256" if len(key) == 64 else "id"
        return next(self._documents(f"WHERE {column} = ?", key), None)

    def filed(self, sha256: str) -> Held | None:
        """What is known of the document with these bytes."""
        sql = "SELECT id, readable, text_sha256 FROM document_rows WHERE sha256 = ?"
        row = self._connection.execute(sql, (sha256,)).fetchone()
        return Held(id=row[0], readable=bool(row[1]), text_sha256=row[2]) if row else None

    def document_id(self, sha256: str) -> str | None:
        """The id of the document with these bytes."""
        held = self.filed(sha256)
        return held.id if held else None

    def unread(self) -> Iterator[str]:
        """Ids of the documents in use without readable text, in the order of filing."""
        for row in self._rows("SELECT id FROM document_rows WHERE NOT readable AND withdrawn IS NULL ORDER BY number"):
            yield row["id"]

    def documents(self) -> Iterator[Document]:
        """Every document, in the order of filing."""
        return self._documents("")

    def unlinked(self) -> Iterator[Document]:
        """Documents in use that are linked to nothing, were not set aside and are not a plan's own."""
        return self._documents(f"WHERE {_LOOSE}")

    def linked_or_settled(self) -> Iterator[Document]:
        """All other documents."""
        return self._documents(f"WHERE NOT ({_LOOSE})")

    def _documents(self, where: str, *values: Any) -> Iterator[Document]:
        sql = f"SELECT {_DOCUMENT}, {_AROUND} FROM document_rows AS documents {where} ORDER BY number"
        return map(_document, self._connection.execute(sql, values))

    def pages(self, document: str) -> Iterator[str]:
        """The text of each page of a document, in order."""
        sql = (
            "SELECT pages.text FROM pages JOIN document_rows AS documents ON documents.number = pages.document "
            "WHERE documents.id = ? ORDER BY pages.page, pages.id"
        )
        for (text,) in self._connection.execute(sql, (document,)):
            yield text

    def has_audits(self) -> bool:
        """Whether there is any audit round, or a programme that plans one."""
        sql = "SELECT EXISTS (SELECT 1 FROM audits) OR EXISTS (SELECT 1 FROM audit_programmes)"
        return bool(self._row(sql)[0])

    def audit_reported_by(self, document: str) -> str | None:
        """The audit round that this document reports on."""
        row = self._row("SELECT id FROM audits WHERE report = ?", document)
        return row["id"] if row else None

    def successor(self, document: str) -> str | None:
        """The document that takes this one's place."""
        row = self._row("SELECT id FROM document_rows WHERE supersedes = ? ORDER BY number DESC", document)
        return row["id"] if row else None

    def successors(self) -> dict[str, str]:
        """By document, the one that takes its place, of all that have one."""
        sql = "SELECT supersedes, id FROM document_rows WHERE supersedes IS NOT NULL ORDER BY number"
        return dict(self._connection.execute(sql).fetchall())

    def plan_versions(self) -> Iterator[tuple[str, int]]:
        """Every plan with its newest version, in the order of first import."""
        for row in self._rows("SELECT id, max(version) AS version FROM plans GROUP BY id ORDER BY min(seq)"):
            yield row["id"], row["version"]

    def identity(self, plan: str, version: int | None = None) -> PlanIdentity | None:
        """Which plan this is; the newest version where none is named."""
        wanted = "version = ?" if version else "version = (SELECT max(version) FROM plans WHERE id = ?)"
        row = self._row(f"SELECT * FROM plans WHERE id = ? AND {wanted}", plan, version or plan)
        if row is None:
            return None
        return PlanIdentity(
            id=row["id"],
            title=row["title"],
            version=row["version"],
            as_of=datetime.fromisoformat(row["as_of"]).date() if row["as_of"] else None,
            source=PlanSource(document=row["document"], name=row["name"]),
        )

    def plan(self, plan: str, version: int | None = None) -> ActionPlan | None:
        """A whole plan; the newest version where none is named."""
        identity = self.identity(plan, version)
        if identity is None:
            return None
        key = (identity.id, identity.version)
        about = self._row("SELECT people, columns FROM plans WHERE id = ? AND version = ?", *key)
        return ActionPlan(
            plan=identity,
            people=from_text(about["people"], tuple[Person, ...]),
            recommendations=self.recommendations(identity),
            actions=self.actions(identity),
            unplaced=self.unplaced(identity),
            columns=from_text(about["columns"], tuple[ColumnReading, ...]),
        )

    def recommendations(self, plan: PlanIdentity) -> Iterator[Recommendation]:
        """The recommendations of one version of a plan, in its order."""
        sql = "SELECT body FROM recommendations WHERE plan = ? AND version = ? ORDER BY position"
        for row in self._rows(sql, plan.id, plan.version):
            yield from_text(row["body"], Recommendation)

    def actions(self, plan: PlanIdentity) -> Iterator[Action]:
        """The actions of one version of a plan, in its order."""
        sql = "SELECT body FROM action_rows WHERE plan = ? AND version = ? ORDER BY position"
        for row in self._rows(sql, plan.id, plan.version):
            yield from_text(row["body"], Action)

    def actions_named(self, plan: PlanIdentity, refs: Sequence[str]) -> Iterator[Action]:
        """The actions of one version of a plan with these refs."""
        sql = "SELECT body FROM action_rows WHERE plan = ? AND version = ? AND ref IN (SELECT value FROM json_each(?))"
        for row in self._rows(sql, plan.id, plan.version, json.dumps(list(refs))) if refs else ():
            yield from_text(row["body"], Action)

    def count_actions(self, plan: PlanIdentity) -> int:
        """How many actions a version of a plan has."""
        sql = "SELECT count(*) FROM action_rows WHERE plan = ? AND version = ?"
        return int(self._row(sql, plan.id, plan.version)[0])

    def action(self, plan: PlanIdentity, ref: str) -> tuple[Action, str] | None:
        """One action with its fingerprint."""
        sql = "SELECT body, fingerprint FROM action_rows WHERE plan = ? AND version = ? AND ref = ? COLLATE NOCASE"
        row = self._row(sql, plan.id, plan.version, ref)
        return (from_text(row["body"], Action), row["fingerprint"]) if row else None

    def fingerprints(self, plan: PlanIdentity) -> dict[str, str]:
        """The fingerprint of every action, by ref."""
        sql = "SELECT ref, fingerprint FROM action_rows WHERE plan = ? AND version = ?"
        return {row["ref"]: row["fingerprint"] for row in self._rows(sql, plan.id, plan.version)}

    def unplaced(self, plan: PlanIdentity) -> Iterator[Unplaced]:
        """Text of one version of a plan that found no place."""
        sql = (
            "SELECT text, reason, source FROM unplaced WHERE plan = ? AND version = ? AND NOT placed ORDER BY position"
        )
        for row in self._rows(sql, plan.id, plan.version):
            source = from_text(row["source"], Place)
            yield Unplaced(text=row["text"], reason=row["reason"], source=source)

    def links(self, where: str = "", *values: Any) -> Iterator[EvidenceLink]:
        """Links in force, in the order they were made, narrowed by a condition on their columns."""
        condition = f"AND {where}" if where else ""
        for row in self._rows(f"SELECT {_LINK} FROM links WHERE unlinked IS NULL {condition} ORDER BY number", *values):
            yield EvidenceLink(
                id=row["id"],
                document=row["document"],
                plan=row["plan"],
                action=row["action"],
                shows=Shows(row["shows"]),
                page=row["page"],
                quote=row["quote"],
                covers=_period(row["covers"]),
                fingerprint=row["fingerprint"],
                linked_by=row["linked_by"],
                linked_at=datetime.fromisoformat(row["linked_at"]),
            )

    def link_known(self, ref: str) -> bool:
        """Whether a link with this id was ever made."""
        return self._row("SELECT 1 FROM links WHERE id = ?", ref) is not None

    def action_texts(self, plans: Iterable[PlanIdentity]) -> dict[tuple[str, str], str]:
        """The words of every action of these versions of plans, by plan and ref."""
        sql = "SELECT ref, text FROM action_rows WHERE plan = ? AND version = ?"
        return {(plan.id, row["ref"]): row["text"] for plan in plans for row in self._rows(sql, plan.id, plan.version)}

    def entries(self) -> int:
        """How many entries there are."""
        return int(self._row("SELECT coalesce(max(seq), 0) FROM entries")[0])

    def entries_before_last(self, kind: EventKind) -> int:
        """How many entries there are, without those of a kind that stand at the end."""
        row = self._row("SELECT coalesce(max(seq), 0) AS last FROM entries WHERE kind != ?", kind.value)
        return int(row["last"])

    def of_kind(self, kind: EventKind) -> Iterator[int]:
        """The numbers of all entries of a kind, newest first."""
        for row in self._rows("SELECT seq FROM entries WHERE kind = ? ORDER BY seq DESC", kind.value):
            yield row["seq"]

    def counts(self) -> dict[str, int]:
        """How many documents, links and so on there are."""
        tables = {
            "documents": "document_rows",
            "unlinked": f"document_rows AS documents WHERE {_LOOSE}",
            "links": "links WHERE unlinked IS NULL",
            "entries": "entries",
        }
        return {name: self._row(f"SELECT count(*) FROM {table}")[0] for name, table in tables.items()}

    def log(self, ref: str | None = None) -> Iterator[LogLine]:
        """Journal entries, oldest first; of one reference, where one is given."""
        chosen = "WHERE seq IN (SELECT seq FROM entry_refs WHERE ref = ?)" if ref else ""
        return self._log(chosen, *((ref,) if ref else ()))

    def log_between(self, first: int, last: int) -> Iterator[LogLine]:
        """Journal entries from one number to another, both included."""
        return self._log("WHERE seq BETWEEN ? AND ?", first, last)

    def entries_with_refs(self) -> Iterator[tuple[int, EventKind, str, tuple[str, ...]]]:
        """Number, kind and actor of every entry, oldest first, with the references it is found under."""
        sql = (
            "SELECT entries.seq, kind, actor, json_group_array(ref) FILTER (WHERE ref IS NOT NULL) FROM entries "
            "LEFT JOIN entry_refs ON entry_refs.seq = entries.seq GROUP BY entries.seq ORDER BY entries.seq"
        )
        for seq, kind, actor, refs in self._rows(sql):
            yield seq, EventKind(kind), actor, tuple(json.loads(refs))

    def _log(self, chosen: str, *values: Any) -> Iterator[LogLine]:
        for row in self._rows(f"SELECT * FROM entries {chosen} ORDER BY seq", *values):
            yield LogLine(
                seq=row["seq"],
                at=datetime.fromisoformat(row["at"]),
                actor=row["actor"],
                kind=EventKind(row["kind"]),
                details_at=row["details"],
            )

    def texts(self) -> Iterator[tuple[int, str, str, str]]:
        """Number, id, SHA-256 and text file's SHA-256 of every document whose text was read."""
        sql = "SELECT number, id, sha256, text_sha256 FROM document_rows WHERE text_sha256 IS NOT NULL ORDER BY number"
        for row in self._rows(sql):
            yield row["number"], row["id"], row["sha256"], row["text_sha256"]


def _document(row: tuple[Any, ...]) -> Document:
    """A document from the columns of `_DOCUMENT` and `_AROUND`."""
    (
        ref, sha256, size, media_type, kind, title, state, dated, covers, version, people, because, received_at,
        received_from, readable, unreadable_because, pages, part_of, supersedes, withdrawn, plan, not_evidence,
        places, links, parts, alike,
    ) = row  # fmt: skip
    locations = [_place(*place) for place in json.loads(places)]
    return Document(
        id=ref,
        sha256=sha256,
        size=size,
        media_type=media_type,
        names=dict.fromkeys(place.name for place in locations),
        locations=locations,
        kind=DocumentKind(kind),
        title=title,
        state=DocumentState(state) if state else None,
        dated=_period(dated),
        covers=_period(covers),
        version=version,
        people=json.loads(people),
        received_at=datetime.fromisoformat(received_at),
        received_from=received_from,
        readable=bool(readable),
        unreadable_because=unreadable_because,
        pages=pages,
        because=[(pair[0], pair[1]) for pair in json.loads(because)],
        part_of=part_of,
        parts=_ids(parts),
        duplicates=_ids(alike),
        supersedes=supersedes,
        withdrawn=withdrawn,
        plan=plan,
        set_aside=not_evidence,
        links=_ids(links),
    )


def _place(name: str, path: str, size: int, modified: int, gone: int, changed: int) -> Location:
    state = LocationState.CHANGED if changed else LocationState.GONE if gone else LocationState.THERE
    return Location(path=path, name=name, size=size, modified=modified, state=state)


def _ids(text: str | None) -> list[str]:
    return text.split(",") if text else []


@lru_cache(maxsize=4096)
def _period(text: str | None) -> Period | None:
    return from_text(text, Period) if text else None
