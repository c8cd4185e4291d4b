"""Actions with their links in one pass over the index, and the documents that these name: what a check reads most.

Nothing is kept but some thousand documents, so that memory stays flat whatever the size of the store.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from evidence.codec import from_text
from evidence.model.document import Document, DocumentKind, DocumentState
from evidence.model.link import EvidenceLink, Shows
from evidence.model.period import Period
from evidence.model.plan import Action, PlanIdentity

_KEPT = 1 << 15  # documents
_SHOWS = {str(shows): shows for shows in Shows}
_ACTIONS = """SELECT position, ref, body, fingerprint FROM action_rows
    WHERE plan = ? AND version = ? {chosen} ORDER BY position"""
_LINKS = """SELECT position, number, links.id, document, shows, page, quote, covers, links.fingerprint, linked_by,
    linked_at FROM action_rows AS actions CROSS JOIN links ON links.plan = actions.plan AND links.action = actions.ref
    WHERE actions.plan = ? AND version = ? {chosen} AND unlinked IS NULL ORDER BY position"""
_GONE = """SELECT links.number, links.number, links.id, document, shows, page, quote, covers, fingerprint, linked_by,
    linked_at, action, (SELECT text FROM action_rows AS earlier WHERE earlier.plan = links.plan
    AND earlier.ref = links.action ORDER BY version DESC LIMIT 1)
    FROM links WHERE plan = ?1 AND unlinked IS NULL AND NOT EXISTS (SELECT 1 FROM action_rows AS newest
    WHERE newest.plan = links.plan AND newest.version = ?2 AND newest.ref = links.action) ORDER BY number"""
_DOCUMENT = """SELECT id, sha256, size, media_type, kind, title, state, dated, covers, received_at, received_from,
    readable, unreadable_because, pages, part_of, supersedes, withdrawn, plan, not_evidence,
    (SELECT json_group_array(name) FROM locations WHERE document = documents.id),
    (SELECT id FROM document_rows AS later WHERE later.supersedes = documents.id ORDER BY number DESC LIMIT 1)
    FROM document_rows AS documents WHERE id = ?"""

_JUDGED = """SELECT plan, action FROM closures
    UNION SELECT plan, action FROM verdicts CROSS JOIN links ON links.id = verdicts.link"""

Row = tuple[Any, ...]
_NONE: tuple[int, Iterator[Row]] = (-1, iter(()))


class EvidenceRows:
    """What a check reads of actions, links and documents."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute
        self._periods: dict[str, Period] = {}
        self._documents: dict[str, tuple[Document, str | None]] = {}
        self._moments: dict[str, datetime] = {}

    @cached_property
    def judged(self) -> frozenset[tuple[str, str]]:
        """Plan and ref of every action that was closed, or of which a link has a verdict."""
        return frozenset(self._sql(_JUDGED))

    def actions(
        self, plan: PlanIdentity, ref: str | None = None
    ) -> Iterator[tuple[Action, str, tuple[EvidenceLink, ...]]]:
        """Every action of a version of a plan (or one), in its order, with its fingerprint and its links in force."""
        chosen = "AND ref = ?" if ref is not None else ""
        values = (plan.id, plan.version) if ref is None else (plan.id, plan.version, ref)
        linked = groupby(self._sql(_LINKS.format(chosen=chosen), values), key=itemgetter(0))
        at, group = next(linked, _NONE)
        for position, own, body, fingerprint in self._sql(_ACTIONS.format(chosen=chosen), values):
            links: tuple[EvidenceLink, ...] = ()
            if at == position:
                links = tuple([self._link(plan.id, own, row) for row in sorted(group, key=itemgetter(1))])
                at, group = next(linked, _NONE)
            yield from_text(body, Action), fingerprint, links

    def links_to_gone(self, plan: PlanIdentity) -> Iterator[tuple[EvidenceLink, str]]:
        """The links in force to actions that a version of a plan does not have, each with the action's last text."""
        if plan.version > 1:
            for *row, action, text in self._sql(_GONE, (plan.id, plan.version)):
                yield self._link(plan.id, action, tuple(row)), text or ""

    def document(self, ref: str) -> tuple[Document, str | None]:
        """A document as it stands behind a link, and the id of the later version that takes its place.

        What it is linked to, what it is part of and like, and where it was found are left out.
        """
        known = self._documents.get(ref)
        if known is None:
            known = self._look_up(ref)
            if len(self._documents) >= _KEPT:
                del self._documents[next(iter(self._documents))]
            self._documents[ref] = known
        return known

    def _look_up(self, ref: str) -> tuple[Document, str | None]:
        row = self._sql(_DOCUMENT, (ref,)).fetchone()
        made = Document(
            id=row[0],
            sha256=row[1],
            size=row[2],
            media_type=row[3],
            names=dict.fromkeys(json.loads(row[19])),
            kind=DocumentKind(row[4]),
            title=row[5],
            state=DocumentState(row[6]) if row[6] else None,
            dated=self._period(row[7]),
            covers=self._period(row[8]),
            received_at=self._moment(row[9]),
            received_from=row[10],
            readable=bool(row[11]),
            unreadable_because=row[12],
            pages=row[13],
            part_of=row[14],
            supersedes=row[15],
            withdrawn=row[16],
            plan=row[17],
            set_aside=row[18],
        )
        return made, row[20]

    def _period(self, text: str | None) -> Period | None:
        if not text:
            return None
        known = self._periods.get(text)
        if known is None:
            if len(self._periods) >= _KEPT:
                self._periods.clear()
            known = self._periods[text] = from_text(text, Period)
        return known

    def _moment(self, text: str) -> datetime:
        known = self._moments.get(text)
        if known is None:
            if len(self._moments) >= _KEPT:
                self._moments.clear()
            known = self._moments[text] = datetime.fromisoformat(text)
        return known

    def _link(self, plan: str, action: str, row: Row) -> EvidenceLink:
        _, _, ref, document, shows, page, quote, covers, fingerprint, by, at = row
        return EvidenceLink(
            id=ref,
            document=document,
            plan=plan,
            action=action,
            shows=_SHOWS[shows],
            page=page,
            quote=quote,
            covers=self._period(covers) if covers else None,
            fingerprint=fingerprint,
            linked_by=by,
            linked_at=self._moments.get(at) or self._moment(at),
        )
