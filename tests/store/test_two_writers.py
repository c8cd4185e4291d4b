"""Two processes that write at once wait for each other, and a reader is never blocked for long."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

import evidence
from builder import opened, write_files
from evidence.model.errors import StoreInUse
from evidence.store import database
from evidence.store.layout import Layout
from evidence.store.locking import locked
from faults import forks


@forks
def test_writers_at_once_file_everything_exactly_once(tmp_path: Path) -> None:
    files = write_files(tmp_path / "files", 24)
    evidence.init(tmp_path / "store")
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            with evidence.open(tmp_path / "store", by=f"writer {number}") as file:
                for path in files[number * 4 : number * 4 + 12]:
                    file.add(path)
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0, 0]
    found = evidence.verify(tmp_path / "store")
    assert found.ok, found.problems
    with evidence.open(tmp_path / "store", by="keeper") as file:
        documents = file.documents()
        assert len(documents) == len({document.sha256 for document in documents}) == 24
        assert [document.id for document in documents] == [f"D-{number:04}" for number in range(1, 25)]
        assert len(file.actors()) == 4


def test_a_writer_gives_up_with_a_message_when_another_does_not_end(tmp_path: Path) -> None:
    evidence.init(tmp_path / "store")
    (note,) = write_files(tmp_path / "files", 1)
    with (
        opened(tmp_path / "store") as first,
        opened(tmp_path / "store", patience=0.1) as second,
    ):
        first.documents()
        with locked(Layout(tmp_path / "store").lock, patience=0), pytest.raises(StoreInUse, match="repeat the command"):
            second.add(note)
        assert second.add(note).id == "D-0001"


def test_a_reader_reads_while_a_writer_holds_the_store(tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    with opened(tmp_path / "store") as file:
        file.add(note)
    with locked(Layout(tmp_path / "store").lock, patience=0):
        start = time.monotonic()
        with evidence.open(tmp_path / "store", by="keeper", read_only=True) as file:
            assert [document.id for document in file.documents()] == ["D-0001"]
        assert time.monotonic() - start < 5


def test_an_index_that_another_program_holds_is_in_use_and_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "store"):
        pass
    monkeypatch.setattr(database, "_PATIENCE", 0.01)
    holder = sqlite3.connect(tmp_path / "store" / "index.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreInUse, match="another program is using it"):
        evidence.verify(tmp_path / "store")
    holder.close()
    assert evidence.verify(tmp_path / "store").ok


def test_a_reader_refuses_to_write(tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    with opened(tmp_path / "store"):
        pass
    with evidence.open(tmp_path / "store", by="keeper", read_only=True) as file, pytest.raises(evidence.Refused):
        file.add(note)
