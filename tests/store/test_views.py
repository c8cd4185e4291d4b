"""What somebody sees who opens `index.db` with any SQLite tool."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import evidence
from builder import opened, write_files, write_plan
from everything import everything
from evidence.file import EvidenceFile
from evidence.model.request import Answer
from evidence.store import database
from evidence.store.judgements import Judgements

DAY = date(2006, 6, 30)


def seen(store: Path, sql: str) -> list[dict[str, Any]]:
    """Rows as a tool with no knowledge of this library reads them."""
    connection = sqlite3.connect(f"{(store / 'index.db').as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql)]
    finally:
        connection.close()


def fill(file: EvidenceFile, folder: Path) -> None:
    """A plan, three documents and a link."""
    file.import_plan(write_plan(folder), id="town")
    for path in write_files(folder / "in", 3):
        file.add(path)
    file.link("D-0002", "R1.1", page=1, quote="Minutes of meeting 1")


def test_actions_and_documents_are_listed_as_the_library_lists_them(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        fill(file, tmp_path)
        actions, documents = file.actions(), file.documents()
    rows = seen(store, "SELECT * FROM actions")
    assert [(row["action"], row["text"], row["said"]) for row in rows] == [
        (action.ref, action.text, action.progress.claim) for action in actions
    ]
    assert [row["leads"] or "" for row in rows] == [", ".join(action.leads) for action in actions]
    assert [row["documents"] for row in rows] == ["D-0002", None, None]
    listed = seen(store, "SELECT * FROM documents")
    assert [(row["document"], row["name"], row["kind"]) for row in listed] == [
        (document.id, document.names[0], document.kind) for document in documents
    ]
    assert [row["shows"] for row in listed] == [None, "town:R1.1", None, None]
    assert all((store / row["kept_at"]).is_file() for row in listed)


def test_actions_and_documents_named_in_a_row_stand_in_their_own_order(tmp_path: Path) -> None:
    store = tmp_path / "store"
    tasks = ["files", "visits", "panels", "rotas", "budgets", "leaflets", "courses", "surveys", "minutes", "posts"]
    rows = [f"| 1. Improve the service | Review the {task} | AM | AM - need copy for evidence file |" for task in tasks]
    plan = ["| Recommendation | Action | Lead | Progress to date |", "|---|---|---|---|", *rows]
    with opened(store) as file:
        file.import_plan(write_plan(tmp_path, "\n".join(plan)), id="town")
        for path in write_files(tmp_path / "in", 2):
            file.add(path)
        file.chase_messages(file.chase(as_of=DAY))
        for ref in ("R1.10", "R1.2", "R1.9"):
            for document in ("D-0003", "D-0002"):
                file.link(document, ref)
    shown = seen(store, "SELECT shows FROM documents WHERE links")
    assert {row["shows"] for row in shown} == {"town:R1.2, town:R1.9, town:R1.10"}
    assert {row["documents"] for row in seen(store, "SELECT documents FROM actions WHERE links")} == {"D-0002, D-0003"}
    asked = [row["action"] for row in seen(store, "SELECT action FROM chase")]
    assert asked == [f"R1.{number}" for number in (1, 3, 4, 5, 6, 7, 8)]


def test_views_of_an_earlier_form_are_made_anew_when_the_store_is_written_to(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        fill(file, tmp_path)
    listed = seen(store, "SELECT * FROM documents")
    connection = sqlite3.connect(store / "index.db")
    connection.executescript(
        "DROP VIEW documents; CREATE VIEW documents AS SELECT 'earlier' AS document;"
        "DELETE FROM _sqlite_migrations WHERE name = '0010_natural_order'; PRAGMA user_version = 9"
    )
    connection.close()
    with opened(store) as file:
        file.unlink("L-0001", because="a mistake")
        file.link("D-0002", "R1.1")
    assert seen(store, "SELECT * FROM documents") == listed
    assert evidence.verify(store).ok


def test_only_the_newest_version_of_a_plan_is_listed(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        file.import_plan(write_plan(tmp_path), id="town")
        changed = write_plan(tmp_path).read_text("utf-8").replace("Monthly audit of files", "Weekly audit of files")
        file.import_plan(write_plan(tmp_path, changed), id="town")
        actions = file.actions()
    rows = seen(store, "SELECT version, action, text FROM actions")
    assert [(row["version"], row["action"], row["text"]) for row in rows] == [(2, one.ref, one.text) for one in actions]


def test_what_is_missing_is_what_the_check_finds_neither_shown_nor_received(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        fill(file, tmp_path)
        told = file.check(as_of=DAY, select=["E101", "E102"])
    assert {issue.subject.ref for issue in told.issues} == {"R1.2"}
    assert [row["action"] for row in seen(store, "SELECT action FROM missing")] == ["R1.2"]


def test_a_link_that_was_taken_back_or_found_insufficient_shows_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    missing = "SELECT action FROM missing ORDER BY action"
    with opened(store) as file:
        fill(file, tmp_path)
        file.verdict("L-0001", "insufficient", because="another meeting")
        assert [row["action"] for row in seen(store, missing)] == ["R1.1", "R1.2"]
        file.verdict("L-0001", "sufficient", because="it is the right one")
        assert [row["action"] for row in seen(store, missing)] == ["R1.2"]
        file.withdraw("D-0002", because="a forgery")
        assert [row["action"] for row in seen(store, missing)] == ["R1.1", "R1.2"]


def test_whoever_was_asked_is_chased_until_a_document_is_linked(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        fill(file, tmp_path)
        assert seen(store, "SELECT * FROM chase") == []
        for _ in range(2):
            file.chase_messages(file.chase(as_of=DAY))
        (row,) = [row for row in seen(store, "SELECT * FROM chase") if row["action"] == "R1.2"]
        assert (row["holder"], row["times_asked"], row["answer"]) == ("AM", 2, None)
        file.link("D-0003", "R1.2")
        assert not [row for row in seen(store, "SELECT * FROM chase") if row["action"] == "R1.2"]


@given(st.lists(st.tuples(st.sampled_from(["one", "other"]), st.sampled_from(Answer)), max_size=12))
def test_the_answer_shown_is_the_one_that_stands(said: list[tuple[str, Answer]]) -> None:
    connection = database.connect(None)
    database.prepare(connection)
    at = datetime(2026, 1, 5, tzinfo=UTC)
    for seq, key in enumerate(("one", "other"), 1):
        values = (seq, key, "town", "R1.1", "HT", "the minutes", at.isoformat())
        columns = "seq, key, plan, action, holder, wanted, at"
        connection.execute(f"INSERT INTO asked ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    given_to: dict[str, int] = {"one": 0, "other": 0}
    for seq, (key, answer) in enumerate(said, 3):
        if answer is Answer.TAKEN_BACK and not given_to[key]:
            continue
        given_to[key] += -1 if answer is Answer.TAKEN_BACK else 1
        values = (seq, key, "town", "R1.1", answer.value, None, (at + timedelta(days=seq)).isoformat())
        columns = "seq, key, plan, action, answer, note, at"
        connection.execute(f"INSERT INTO answers ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    stand = {one.key: (one.answer.value, one.at.isoformat()) for one in Judgements(connection).answers("town", "R1.1")}
    rows = connection.execute("SELECT key, answer, answered_at FROM chase")
    assert {key: (answer, when) for key, answer, when in rows if answer} == stand
    connection.close()


def test_the_answers_of_auditors_are_listed_with_who_gave_them(tmp_path: Path) -> None:
    store = everything(tmp_path)
    with evidence.open(store, read_only=True) as file:
        audit = file.audit(file.audits()[0].ref)
        answers = [(one.case, answer.question) for one in audit.responses for answer in one.answers]
        form = audit.form
    rows = seen(store, "SELECT * FROM audit_answers WHERE given_by = 'auditor'")
    assert sorted((row["case_file"], row["question"]) for row in rows) == sorted(answers)
    assert {row["form"] for row in rows} == {form} and {row["audit"] for row in rows} == {audit.ref}
    assert all(row["auditor"] and row["team"] for row in rows)


def test_verify_names_a_view_that_was_planted_changed_or_taken_away(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        fill(file, tmp_path)
    assert evidence.verify(store).ok
    index = (store / "index.db").read_bytes()
    for change, named in (
        ("CREATE VIEW evidenced AS SELECT 1", "evidenced"),
        ("DROP VIEW missing", "missing"),
        ("DROP VIEW missing; CREATE VIEW missing AS SELECT 'nothing' AS action", "missing"),
    ):
        connection = sqlite3.connect(store / "index.db")
        connection.executescript(change)
        connection.close()
        found = evidence.verify(store)
        assert any(problem.where == "index.db" and named in problem.message for problem in found.problems), change
        (store / "index.db").write_bytes(index)
