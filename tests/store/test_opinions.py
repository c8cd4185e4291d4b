"""The answers on a case file as one row: the newest to a question stands, and an older index is carried over."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import evidence
from everything import everything
from evidence.model.event import EventKind, JournalEntry
from evidence.store import database, migrations, views
from evidence.store.projections import audits
from evidence.store.projections.rows import Rows

FORM_10 = (
    next(one for one in migrations._AUDITS if "TABLE audit_answer_rows" in one),
    "DROP VIEW audit_answers",
    "DROP TABLE audit_opinions",
    *views.AUDITS,
    "ALTER TABLE document_rows DROP COLUMN version",
    "ALTER TABLE document_rows DROP COLUMN people",
    "DELETE FROM _sqlite_migrations WHERE name >= '0011'",
    "PRAGMA user_version = 10",
)
FACTS = ("start", "done", "series", "count", "signed_by", "seen")


def turned_back(index: Path) -> int:
    """Bring an index into the form that it had while each answer was a row; gives the number of answers."""
    connection = sqlite3.connect(index)
    kept = connection.execute("SELECT audit, case_ref, second, auditor, answers FROM audit_opinions").fetchall()
    for statement in FORM_10:
        connection.execute(statement)
    rows = [
        (*key, one["question"], one["outcome"], one.get("value"), one.get("reason"), one.get("comment"), facts)
        for *key, text in kept
        for one in json.loads(text)
        for facts in [json.dumps({name: one[name] for name in FACTS if name in one}) if set(FACTS) & set(one) else None]
    ]
    columns = "audit, case_ref, second, auditor, question, outcome, value, reason, comment, facts"
    connection.executemany(f"INSERT INTO audit_answer_rows ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return len(rows)


def test_an_index_of_the_form_before_is_carried_over_row_for_row(tmp_path: Path) -> None:
    store = everything(tmp_path)
    with evidence.open(store, read_only=True) as file:
        rounds = [file.audit(one.ref) for one in file.audits()]
    assert turned_back(store / "index.db") > 8
    with evidence.open(store) as file:
        assert [file.audit(one.ref) for one in rounds] == rounds
    assert evidence.verify(store).ok


ANSWERS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(("yes", "no", "partly")), max_size=4)


@given(st.lists(st.tuples(st.booleans(), ANSWERS), max_size=6))
def test_the_newest_answer_to_a_question_stands(said: list[tuple[bool, dict[str, str]]]) -> None:
    connection = database.connect(None)
    database.prepare(connection)
    at = datetime(2006, 3, 8, tzinfo=UTC)
    entry = JournalEntry(seq=1, at=at, by="P-0001", kind=EventKind.RESPONSE_RECORDED, details={})
    rows = Rows(connection, entry, lambda *_: None)
    stand: dict[str, str] = {}
    for whole, answers in said:
        given = [{"question": question, "outcome": outcome} for question, outcome in answers.items()]
        audits._answers(rows, "A-0001", "C-tamiro", "P-0001", given, second=False, whole=whole)
        stand = answers if whole else stand | answers
    kept = connection.execute("SELECT answers FROM audit_opinions").fetchall()
    told = [(one["question"], one["outcome"]) for (text,) in kept for one in json.loads(text)]
    assert told == sorted(stand.items()) and len(kept) == bool(stand)
    connection.close()
