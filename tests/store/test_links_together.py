"""Links lie by plan and action in the index; an index where they lay as they were made is carried over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import evidence
from everything import everything
from evidence.store import migrations

FORM_13 = (
    "PRAGMA legacy_alter_table = ON",
    next(one for one in migrations._TABLES if "TABLE links (" in one).replace("links", "links_before"),
    "INSERT INTO links_before SELECT * FROM links",
    "DROP TABLE links",
    "ALTER TABLE links_before RENAME TO links",
    "CREATE INDEX links_action ON links (plan, action)",
    "CREATE INDEX links_document ON links (document, id) WHERE unlinked IS NULL",
    "DELETE FROM _sqlite_migrations WHERE name >= '0014'",
    "PRAGMA user_version = 13",
)


def rows(index: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(index)
    try:
        return connection.execute("SELECT * FROM links ORDER BY number").fetchall()
    finally:
        connection.close()


def test_an_index_of_the_form_before_keeps_every_link_and_is_what_the_journal_adds_up_to(tmp_path: Path) -> None:
    store = everything(tmp_path)
    before = rows(store / "index.db")
    connection = sqlite3.connect(store / "index.db")
    for statement in FORM_13:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with evidence.open(store):
        assert rows(store / "index.db") == before
    assert len(before) > 1
    assert evidence.verify(store).ok


def test_the_links_of_a_document_are_told_by_their_index_alone(tmp_path: Path) -> None:
    with evidence.open(everything(tmp_path), read_only=True) as file:
        told = file._session.connection.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM links WHERE document = 'D-0001' AND unlinked IS NULL ORDER BY number"
        ).fetchall()
    assert [line[-1] for line in told] == ["SEARCH links USING COVERING INDEX links_document (document=?)"]
