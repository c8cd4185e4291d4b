"""Entries written by hand with sound hashes, tombstones without an erasure, and other stores' pieces are named."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import evidence
from builder import opened, write_files, write_plan
from evidence.journal import entry
from evidence.journal.entry import Link
from evidence.model.event import EventKind


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        (note,) = write_files(tmp_path / "files", 1)
        file.link(file.add(note), "R1.1")
    return tmp_path / "store"


def append(store: Path, kind: EventKind, details: dict[str, Any]) -> None:
    """An entry with sound hashes, as somebody who knows the format would write it."""
    journal, words = store / "journal/00000001.jl", store / "details/00000001.jl"
    last = entry.read_head(journal.read_bytes().splitlines(keepends=True)[-1])
    line = entry.write(
        onto=Link(seq=last.seq, leaf=last.leaf),
        at=datetime(2026, 2, 1, tzinfo=UTC),
        by="P-0001",
        kind=kind,
        store=last.store,
        words=entry.write_details(details, "ab" * 32),
    )
    with journal.open("ab") as stream:
        stream.write(line.journal)
    with words.open("ab") as stream:
        stream.write(line.details)


def test_a_tombstone_that_no_entry_records_is_named_and_never_laundered(store: Path) -> None:
    path = store / "details/00000001.jl"
    lines = path.read_bytes().splitlines(keepends=True)
    for number in range(len(lines)):
        path.write_bytes(b"".join([*lines[:number], b"erased 2\n", *lines[number + 1 :]]))
        places = {problem.where for problem in evidence.verify(store).problems}
        assert f"details/00000001.jl:{number + 1}" in places
    lost = store.with_name("lost")
    shutil.copytree(store, lost)
    (lost / "index.db").unlink()
    assert not evidence.verify(lost).ok
    with pytest.raises(evidence.StoreDamaged):
        evidence.open(lost, by="keeper")
    with evidence.open(store, by="keeper", level=False) as file, pytest.raises(evidence.StoreDamaged):
        file.rebuild()


def test_a_tombstone_that_an_entry_records_is_sound(store: Path) -> None:
    path = store / "details/00000001.jl"
    count = len(path.read_bytes().splitlines())
    append(store, EventKind.DETAILS_ERASED, {"entries": [3], "because": "kept long enough"})
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = f"erased {count + 1}\n".encode()
    path.write_bytes(b"".join(lines))
    (store / "index.db").unlink()
    found = evidence.verify(store)
    assert not [problem for problem in found.problems if problem.where.startswith(("journal", "details"))]


@pytest.mark.parametrize("entries", [3, None, "3", {"3": 3}])
def test_an_erasure_that_lists_no_entries_erases_nothing(store: Path, entries: object) -> None:
    path = store / "details/00000001.jl"
    count = len(path.read_bytes().splitlines())
    append(store, EventKind.DETAILS_ERASED, {"entries": entries, "because": "kept long enough"})
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = f"erased {count + 1}\n".encode()
    path.write_bytes(b"".join(lines))
    assert "details/00000001.jl:3" in {problem.where for problem in evidence.verify(store).problems}
    (store / "index.db").unlink()
    with pytest.raises(evidence.StoreDamaged, match=r"00000001\.jl:3"):
        evidence.open(store, by="keeper")


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (EventKind.EVIDENCE_LINKED, {}),
        (EventKind.DOCUMENT_INGESTED, {}),
        (EventKind.DOCUMENT_INGESTED, {"sha256": "../../../etc/passwd", "text_sha256": None}),
        (EventKind.PLAN_IMPORTED, {"plan": 7}),
        (EventKind.ACTOR_REGISTERED, {"id": "P-0001", "name": "again", "initials": None, "roles": []}),
    ],
    ids=["link of nothing", "document of nothing", "a path for a hash", "no plan", "an id twice"],
)
def test_an_entry_that_no_command_wrote_is_named_and_opens_nothing(
    store: Path, kind: EventKind, details: dict[str, Any]
) -> None:
    append(store, kind, details)
    assert not evidence.verify(store).ok
    with pytest.raises(evidence.StoreDamaged):
        evidence.open(store, by="keeper")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"more":0', b'"more":"0"'),
        (b'"kind":"evidence-linked"', b'"kind":"bogus-happened"'),
        (b'"by":"P-0001"', b'"by":7'),
    ],
)
def test_a_whole_line_with_wrong_fields_is_no_torn_line(store: Path, before: bytes, after: bytes) -> None:
    import hashlib

    path = store / "journal/00000001.jl"
    *rest, last = path.read_bytes().splitlines(keepends=True)
    changed = last[65:-1].replace(before, after)
    assert changed != last[65:-1]
    leaf = hashlib.sha256(b"\0" + changed).hexdigest().encode()
    path.write_bytes(b"".join(rest) + leaf + b" " + changed + b"\n")
    found = evidence.verify(store)
    assert any(problem.where.startswith("journal/00000001.jl:") for problem in found.problems)


def test_a_changed_description_of_the_store_is_named(store: Path) -> None:
    path = store / "store.json"
    said = json.loads(path.read_text())
    for changed in ({**said, "made": "2001-01-01T00:00:00Z"}, {**said, "extra": 1}, {**said, "format": 0}):
        path.write_text(json.dumps(changed))
        assert "store.json" in {problem.where for problem in evidence.verify(store).problems}


def test_a_document_replaced_by_a_link_to_the_same_bytes_is_named(store: Path, tmp_path: Path) -> None:
    path = next(path for path in (store / "documents").rglob("*") if path.is_file())
    elsewhere = tmp_path / "elsewhere"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)
    assert str(path.relative_to(store)) in {problem.where for problem in evidence.verify(store).problems}


def test_an_index_left_empty_by_an_interrupted_init_is_no_damage(store: Path) -> None:
    (store / "index.db").write_bytes(b"")
    assert evidence.verify(store).ok
    with evidence.open(store, by="keeper") as file:
        assert len(file.links()) == 1


def test_folders_lost_in_a_backup_are_made_again(store: Path, tmp_path: Path) -> None:
    shutil.rmtree(store / "checkpoints")
    shutil.rmtree(store / "texts")
    with evidence.open(store, by="keeper", level=False) as file:
        file.rebuild()
        file.checkpoint()
    assert evidence.verify(store).ok
    del tmp_path


def test_text_that_is_none_is_refused_and_leaves_no_bytes_behind(store: Path, tmp_path: Path) -> None:
    (_, note) = write_files(tmp_path / "more", 2)
    with opened(store) as file, pytest.raises(evidence.Refused, match="Type it again"):
        file.add(note, received_from=os.fsdecode(b"caf\xe9"))
    found = evidence.verify(store)
    assert found.ok and not any("in no entry" in said for said in found.notes)


def test_an_unrelated_plan_is_not_taken_for_the_next_version(store: Path, tmp_path: Path) -> None:
    other = "| Action | Lead |\n|---|---|\n| Paint the fence | XY |\n| Mow the lawn | XY |\n| Wash the car | XY |\n"
    with opened(store) as file:
        with pytest.raises(evidence.Refused, match="--id"):
            file.import_plan(write_plan(tmp_path, other))
        assert file.plans() == (("p", 1),)
        assert file.import_plan(write_plan(tmp_path, other), id="q").id == "q"


def test_the_same_plan_again_keeps_its_day_and_makes_no_version(tmp_path: Path) -> None:
    from datetime import date

    with opened(tmp_path / "store") as file:
        path = write_plan(tmp_path)
        file.import_plan(path, id="p", as_of=date(2006, 3, 24), title="A plan")
        assert file.import_plan(path, id="p").plan.as_of == date(2006, 3, 24)
        assert file.plans() == (("p", 1),)


def test_what_is_said_of_a_document_on_file_is_taken(store: Path, tmp_path: Path) -> None:
    note = tmp_path / "files" / "note 1.txt"
    with opened(store) as file:
        assert file.add(note, kind="bid", dated="1 Feb 2006").kind == "bid"
        with pytest.raises(evidence.UnreadableInput, match="own store"):
            file.add(store / "store.json")
        with pytest.raises(evidence.Refused, match="the plan itself"):
            file.link("D-0001", "R1.1")
