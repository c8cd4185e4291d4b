"""Whatever is changed, dropped, added or re-ordered by hand is named by `verify`, and opening hides none of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import evidence
from builder import opened, write_files, write_plan
from evidence.model.errors import EvidenceError
from evidence.model.event import Verification
from evidence.store.layout import Layout

ONE_ACTION = """| Recommendation | Action | Lead | By When | Progress |
|---|---|---|---|---|
| 1. Ask | Write the paper | HT | Jan 06 | Done 04.01.06 |
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store with a plan, two documents and a link."""
    folder = tmp_path_factory.mktemp("whole")
    with opened(folder / "store") as file:
        file.import_plan(write_plan(folder, ONE_ACTION), id="p")
        file.add_all(write_files(folder / "files", 2))
        file.link("D-0002", "R1.1", quote="held on")
    assert evidence.verify(folder / "store").ok
    return folder / "store"


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "store")
    return tmp_path / "store"


def try_to_open(store: Path) -> None:
    try:
        with evidence.open(store, by="keeper") as file:
            file.documents()
    except EvidenceError:
        pass


def kept_files(store: Path) -> Iterator[Path]:
    for folder in ("journal", "details", "documents"):
        yield from sorted(path for path in (store / folder).rglob("*") if path.is_file())


def test_every_flipped_byte_is_named_with_its_file_and_line_and_opening_repairs_none(store: Path) -> None:
    for path in kept_files(store):
        path.chmod(0o600)
        sound = path.read_bytes()
        name = str(path.relative_to(store))
        for place in range(len(sound)):
            damaged = sound[:place] + bytes([sound[place] ^ 0x01]) + sound[place + 1 :]
            path.write_bytes(damaged)
            found = evidence.verify(store)
            line = sound.count(b"\n", 0, place) + 1
            expected = name if name.startswith("documents") else f"{name}:{line}"
            assert not found.ok, (name, place)
            assert expected in {problem.where for problem in found.problems}, (name, place, found.problems)
            if place % 7 == 0 or place > len(sound) - 3:
                try_to_open(store)
                assert path.read_bytes() == damaged, (name, place)
        path.write_bytes(sound)
    assert evidence.verify(store).ok


def places(found: Verification) -> set[str]:
    return {problem.where for problem in found.problems}


@pytest.mark.parametrize("folder", ["journal", "details"])
@pytest.mark.parametrize("change", ["drop", "repeat", "swap"])
def test_lines_dropped_repeated_or_swapped_are_found(store: Path, folder: str, change: str) -> None:
    path = store / folder / "00000001.jl"
    lines = path.read_bytes().splitlines(keepends=True)
    for number in range(len(lines) - 1):
        changed = list(lines)
        if change == "drop":
            del changed[number]
        elif change == "repeat":
            changed.insert(number, changed[number])
        else:
            changed[number], changed[number + 1] = changed[number + 1], changed[number]
        path.write_bytes(b"".join(changed))
        found = evidence.verify(store)
        assert any(where.startswith(f"{folder}/00000001.jl:") for where in places(found)), (number, found.problems)
        try_to_open(store)
        assert path.read_bytes() == b"".join(changed)


def test_a_cut_tail_is_found_because_the_index_knows_more(store: Path) -> None:
    for folder in ("journal", "details"):
        path = store / folder / "00000001.jl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert any("cut off" in problem.message for problem in evidence.verify(store).problems)
    with pytest.raises(evidence.StoreDamaged):
        evidence.open(store, by="keeper")


def test_a_cut_tail_and_a_rewrite_are_found_by_a_checkpoint_kept_elsewhere(store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    with evidence.open(store, by="keeper") as file:
        file.checkpoint()
        shutil.copy(next((store / "checkpoints").iterdir()), kept)
        file.add(write_files(tmp_path / "more", 3)[2])
    grown = evidence.verify(store, [kept])
    assert grown.ok and grown.against == (str(kept),)
    older = store.with_name("older")
    evidence.init(older)
    described = (store / "store.json").read_bytes()
    shutil.rmtree(older)
    shutil.copytree(store, older)
    for folder in ("journal", "details"):
        path = older / folder / "00000001.jl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    (older / "index.db").unlink()
    shutil.rmtree(older / "checkpoints")
    assert (older / "store.json").read_bytes() == described
    assert not any("cut off" in problem.message for problem in evidence.verify(older).problems)
    found = evidence.verify(older, [kept])
    assert any(problem.where == str(kept) and "cut off" in problem.message for problem in found.problems)


def test_without_a_checkpoint_kept_elsewhere_verify_says_what_it_cannot_show(store: Path) -> None:
    assert any("nothing outside this store" in note for note in evidence.verify(store).notes)


def tables(connection: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_text%' ESCAPE '\\'"
    return [name for (name,) in connection.execute(sql) if not name.startswith(("sqlite_", "_sqlite"))]


def test_every_changed_cell_and_every_added_or_removed_row_of_the_index_is_found(store: Path) -> None:
    index = Layout(store).index
    sound = index.read_bytes()
    connection = sqlite3.connect(index)
    columns = {
        table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in tables(connection)
    }
    filled = {table for table in columns if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]}
    connection.close()
    assert {"document_rows", "action_rows", "links", "pages", "plans", "entries", "entry_refs", "actors"} <= filled
    changes = [
        (f"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1 ELSE 'x' END", table)
        for table in filled - {"head"}
        for column in columns[table]
        if not (table == "recommendations" and column == "position")
    ]
    changes += [(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})", table) for table in filled]
    changes.append(("INSERT INTO actors VALUES (99, 'P-0099', 'somebody else', NULL, '[]')", "actors"))
    changes.append(("INSERT INTO pages_text (rowid, text) VALUES (77, 'planted')", "pages_text"))
    changes.append(("CREATE TABLE planted (x)", "planted"))
    applied = 0
    for sql, table in changes:
        index.write_bytes(sound)
        connection = sqlite3.connect(index)
        try:
            connection.execute(sql)
            connection.commit()
            applied += 1
        except sqlite3.Error:
            continue
        finally:
            connection.close()
        found = evidence.verify(store)
        assert not found.ok, sql
        assert any(table in f"{problem.where} {problem.message}" or table == "head" for problem in found.problems), sql
    assert applied > 50


def test_a_rebuilt_index_has_the_same_rows(store: Path) -> None:
    def dump() -> list[str]:
        connection = sqlite3.connect(store / "index.db")
        lines = [line for line in connection.iterdump() if "_sqlite_migrations" not in line and "_data" not in line]
        connection.close()
        return sorted(lines)

    before = dump()
    with evidence.open(store, by="keeper", level=False) as file:
        file.rebuild()
    assert dump() == before
    (store / "index.db").unlink()
    with evidence.open(store, by="keeper") as file:
        file.documents()
    assert dump() == before
    assert evidence.verify(store).ok


def test_an_index_that_is_no_database_is_reported_and_rebuilt(store: Path) -> None:
    (store / "index.db").write_bytes(b"no database at all" * 100)
    assert not evidence.verify(store).ok
    with pytest.raises(evidence.StoreDamaged, match="rebuild"):
        evidence.open(store, by="keeper")
    with evidence.open(store, by="keeper", level=False) as file:
        file.rebuild()
    assert evidence.verify(store).ok


def test_a_kept_text_that_was_lost_is_read_again_by_rebuild(store: Path) -> None:
    for path in (store / "texts").rglob("*.jsonl"):
        path.unlink()
    assert any("texts" in note or "text file" in note for note in evidence.verify(store).notes)
    with evidence.open(store, by="keeper", level=False) as file:
        assert file.rebuild() == 3
        assert "Minutes of meeting 1" in file.text("D-0002")
    assert evidence.verify(store).ok


def test_a_stray_file_among_the_segments_is_named(store: Path) -> None:
    (store / "journal" / "notes.txt").write_text("x")
    assert "journal/notes.txt" in places(evidence.verify(store))


def test_a_document_that_is_gone_is_named(store: Path) -> None:
    path = next(path for path in (store / "documents").rglob("*") if path.is_file())
    path.unlink()
    assert str(path.relative_to(store)) in places(evidence.verify(store))


def test_verify_changes_no_byte_of_the_store(store: Path) -> None:
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    evidence.verify(store)
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before
