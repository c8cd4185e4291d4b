"""Actions with their links in one pass over the index, and the documents that these name: what a check reads most.

Nothing is kept but some thousand documents, so that memory stays flat whatever the size of the store.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Set
from functools import cached_property

from evidence.codec import from_text, text_reader
from evidence.model.document import Document
from evidence.model.link import EvidenceLink
from evidence.model.plan import Action, PlanIdentity

_KEPT = 1 << 15  # documents
_AT_A_TIME = 100  # actions read before their documents are
_LINK = """json_object('id', id, 'document', document, 'plan', plan, 'action', action, 'shows', shows, 'page', page,
    'quote', quote, 'covers', json(covers), 'fingerprint', fingerprint, 'linked_by', linked_by, 'linked_at', linked_at)
    AS body"""
_ACTIONS = f"""SELECT body, fingerprint, (SELECT '[' || group_concat(body) || ']' FROM (SELECT {_LINK} FROM links
    WHERE links.plan = actions.plan AND links.action = actions.ref AND unlinked IS NULL ORDER BY number))
    FROM action_rows AS actions WHERE plan = ? AND version = ? {{chosen}} ORDER BY position"""
_GONE = f"""SELECT {_LINK}, (SELECT text FROM action_rows AS earlier WHERE earlier.plan = links.plan
    AND earlier.ref = links.action ORDER BY version DESC LIMIT 1)
    FROM links WHERE plan = ?1 AND unlinked IS NULL AND NOT EXISTS (SELECT 1 FROM action_rows AS newest
    WHERE newest.plan = links.plan AND newest.version = ?2 AND newest.ref = links.action) ORDER BY number"""
_DOCUMENTS = """SELECT id, json_object('id', id, 'sha256', sha256, 'size', size, 'media_type', media_type,
    'names', (SELECT json_group_array(DISTINCT name) FROM locations WHERE document = documents.id),
    'kind', kind, 'title', title, 'state', state, 'dated', json(dated), 'covers', json(covers),
    'received_at', received_at, 'received_from', received_from, 'readable', json(iif(readable, 'true', 'false')),
    'unreadable_because', unreadable_because, 'pages', pages, 'part_of', part_of, 'supersedes', supersedes,
    'withdrawn', withdrawn, 'plan', plan, 'set_aside', not_evidence),
    (SELECT id FROM document_rows AS later WHERE later.supersedes = documents.id ORDER BY number DESC LIMIT 1)
    FROM document_rows AS documents WHERE id IN (SELECT value FROM json_each(?))"""
_JUDGED = """SELECT plan, action FROM closures
    UNION SELECT plan, action FROM verdicts CROSS JOIN links ON links.id = verdicts.link"""


class EvidenceRows:
    """What a check reads of actions, links and documents. The index writes them as JSON, which is read in one go."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute
        self._documents: dict[str, tuple[Document, str | None]] = {}

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
        action, linked = text_reader(Action), text_reader(tuple[EvidenceLink, ...])
        rows = self._sql(_ACTIONS.format(chosen=chosen), values)
        while some := rows.fetchmany(_AT_A_TIME):
            found = [(action(body), fingerprint, linked(links) if links else ()) for body, fingerprint, links in some]
            self._look_up({link.document for *_, links in found for link in links})
            yield from found

    def links_to_gone(self, plan: PlanIdentity) -> Iterator[tuple[EvidenceLink, str]]:
        """The links in force to actions that a version of a plan does not have, each with the action's last text."""
        if plan.version > 1:
            for body, text in self._sql(_GONE, (plan.id, plan.version)):
                yield from_text(body, EvidenceLink), text or ""

    def document(self, ref: str) -> tuple[Document, str | None]:
        """A document as it stands behind a link, and the id of the later version that takes its place.

        What it is linked to, what it is part of and like, and where it was found are left out.
        """
        if ref not in self._documents:
            self._look_up({ref})
        return self._documents[ref]

    def _look_up(self, refs: Set[str]) -> None:
        """Read those of these documents that are not known, together."""
        unknown = refs - self._documents.keys()
        if not unknown:
            return
        document = text_reader(Document)
        for ref, body, successor in self._sql(_DOCUMENTS, (json.dumps([*unknown]),)):
            if len(self._documents) >= _KEPT:
                del self._documents[next(iter(self._documents))]
            self._documents[ref] = document(body), successor
