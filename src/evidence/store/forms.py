"""Rows of questionnaires as values: every published version with its life, and the very data that was published."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from typing import Any

from attrs import evolve

from evidence.model.questionnaire import FormRecord, FormStatus

_COLUMNS = (
    "id, version, title, questions, sha256, published_at, published_by, approved_by, approved_on, approval, "
    "in_operation_from, superseded_on, superseded_because"
)


class Forms:
    """What can be asked about published questionnaires; `on` is the day whose status they are given with."""

    def __init__(self, connection: sqlite3.Connection, on: date) -> None:
        self._sql = connection.execute
        self._on = on

    def all(self) -> tuple[FormRecord, ...]:
        """Every published version, by id and version."""
        return tuple(map(self._record, self._sql(f"SELECT {_COLUMNS} FROM form_rows ORDER BY id, version")))

    def versions(self, id: str) -> tuple[FormRecord, ...]:
        """The published versions of one questionnaire, oldest first."""
        found = self._sql(f"SELECT {_COLUMNS} FROM form_rows WHERE id = ? ORDER BY version", (id,))
        return tuple(map(self._record, found))

    def content(self, form: str) -> Any:
        """The published data of `id@version`; `None` where no such version was published."""
        row = self._sql("SELECT content FROM form_rows WHERE form = ?", (form,)).fetchone()
        return json.loads(row[0]) if row else None

    def _record(self, row: tuple[Any, ...]) -> FormRecord:
        id, version, title, questions, sha256, at, by, approved_by, approved_on, approval, since, until, because = row
        record = FormRecord(
            id=id,
            version=version,
            title=title,
            status=FormStatus.FINALISED,
            questions=questions,
            sha256=sha256,
            published_at=datetime.fromisoformat(at),
            published_by=by,
            approved_by=approved_by,
            approved_on=_day(approved_on),
            approval=approval,
            in_operation_from=_day(since),
            superseded_on=_day(until),
            superseded_because=because,
        )
        return evolve(record, status=record.status_on(self._on))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
