"""Versions of plans as rows of `index.db`: as imported, as corrected, and what links to actions that are gone."""

from __future__ import annotations

import sqlite3
from typing import Any

from attrs import evolve

from evidence.codec import from_text
from evidence.model.correction import Correction
from evidence.model.link import EvidenceLink
from evidence.model.plan import Action, ActionPlan, PlanIdentity, Recommendation, Unplaced
from evidence.model.table import Place
from evidence.store.queries import Queries


class PlanVersions:
    """What can be asked about the versions of a plan."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._queries = Queries(connection)

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def imported(self, plan: str, version: int | None = None) -> ActionPlan | None:
        """A version of a plan as the importer read it, without corrections; the newest where none is named."""
        shown = self._queries.plan(plan, version)
        if shown is None:
            return None
        where = (plan, shown.version)
        actions = self._bodies("action_rows", where, Action)
        recommendations = self._bodies("recommendations", where, Recommendation)
        sql = "SELECT text, reason, source FROM unplaced WHERE plan = ? AND version = ? ORDER BY position"
        unplaced = [
            Unplaced(text=text, reason=reason, source=from_text(source, Place))
            for text, reason, source in self._rows(sql, *where)
        ]
        return evolve(shown, actions=actions, recommendations=recommendations, unplaced=unplaced)

    def _bodies(self, table: str, where: tuple[str, int], kind: type[Any]) -> list[Any]:
        sql = f"SELECT coalesce(imported, body) FROM {table} WHERE plan = ? AND version = ? ORDER BY position"
        return [from_text(body, kind) for (body,) in self._rows(sql, *where)]

    def gone(self, plan: str, version: int) -> tuple[Action, ...]:
        """Actions of versions before this one that it no longer has, each as imported last."""
        sql = (
            "SELECT coalesce(imported, body) FROM action_rows AS a WHERE plan = ?1 AND version < ?2 AND NOT EXISTS "
            "(SELECT 1 FROM action_rows WHERE plan = ?1 AND ref = a.ref AND version > a.version AND version <= ?2) "
            "ORDER BY version, position"
        )
        return tuple(from_text(body, Action) for (body,) in self._rows(sql, plan, version))

    def last_seen(self, plan: str, ref: str) -> tuple[str, int] | None:
        """The reference as it was given out, and the newest version of the plan that has it."""
        sql = "SELECT ref, max(version) FROM action_rows WHERE plan = ? AND ref = ? COLLATE NOCASE GROUP BY ref"
        rows = self._rows(sql, plan, ref)
        return (rows[0][0], rows[0][1]) if rows else None

    def corrections(self, plan: PlanIdentity) -> tuple[Correction, ...]:
        """The corrections in force on one version of a plan, in the order they were made."""
        sql = "SELECT body FROM corrections WHERE plan = ? AND version = ? ORDER BY position"
        rows = self._rows(sql, plan.id, plan.version)
        return tuple(from_text(body, Correction) for (body,) in rows)

    def links(self, plan: str) -> tuple[EvidenceLink, ...]:
        """Links in force to actions of any version of a plan."""
        return tuple(self._queries.links("plan = ?", plan))
