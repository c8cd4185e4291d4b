"""Bytes are durable before anything names them, and many files are flushed as surely as one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import evidence
from builder import opened, write_files
from evidence.store import disk

Step = tuple[str, Path]


@pytest.fixture
def steps() -> Iterator[list[Step]]:
    """Every step on disk, as it is taken."""
    taken: list[Step] = []

    def note(name: str, path: Path, data: bytes) -> None:
        del data
        taken.append((name, path))

    disk.fault_point = note
    yield taken
    disk.fault_point = None


def test_documents_are_flushed_then_named_then_their_folders_flushed_and_only_then_journalled(
    tmp_path: Path, steps: list[Step]
) -> None:
    write_files(tmp_path / "files", 12)
    store = tmp_path / "store"
    evidence.init(store)
    steps.clear()
    with opened(store) as file:
        report = file.scan(tmp_path / "files", settle=0)
        assert len(report.filed) == 12
    documents = store / "documents"
    renames = [number for number, (name, path) in enumerate(steps) if name == "rename" and documents in path.parents]
    copies = {path for name, path in steps if name == "write" and path.parent == documents}
    flushed = {path for name, path in steps[: renames[0]] if name == "fsync"}
    journalled = next(n for n, (name, path) in enumerate(steps) if name == "write" and path.parent.name == "details")
    named = [steps[number][1] for number in renames]
    assert len(copies) == len(named) == 12
    assert copies <= flushed
    assert renames[-1] < journalled
    afterwards = {path for name, path in steps[renames[-1] : journalled] if name == "fsync"}
    assert {path.parent for path in named} <= afterwards
    made = {path for name, path in steps if name == "mkdir" and path.parent == documents}
    assert made and documents in flushed


def test_bytes_that_a_dead_writer_named_are_flushed_by_name_before_they_are_journalled(
    tmp_path: Path, steps: list[Step]
) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    store = tmp_path / "store"
    with opened(store):
        pass
    sha256, _ = disk.hash_file(note)
    named = store / "documents" / sha256[:2] / sha256
    named.parent.mkdir()
    named.write_bytes(note.read_bytes())
    steps.clear()
    with opened(store) as file:
        file.add(note)
    journalled = next(n for n, (name, path) in enumerate(steps) if name == "write" and path.parent.name == "details")
    flushed = {path for name, path in steps[:journalled] if name == "fsync"}
    assert {named.parent, store / "documents"} <= flushed


def test_any_failure_of_a_flush_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise MemoryError

    paths = [tmp_path / str(number) for number in range(20)]
    for path in paths:
        path.write_bytes(b"x")
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(MemoryError):
        disk.settle(paths)


@pytest.mark.parametrize("count", [1, 3, 40])
def test_every_one_of_many_files_is_settled(tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / str(number) for number in range(count)]
    for path in paths:
        path.write_bytes(b"x")
    flushed: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        flushed.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    disk.settle(paths)
    assert sorted(flushed) == sorted(path.stat().st_ino for path in paths)
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o222 == 0 for path in paths)


@pytest.mark.parametrize("broken", range(0, 20, 3))
def test_one_file_of_many_that_cannot_be_flushed_is_told(tmp_path: Path, broken: int) -> None:
    paths = [tmp_path / str(number) for number in range(20)]
    for number, path in enumerate(paths):
        if number != broken:
            path.write_bytes(b"x")
    with pytest.raises(FileNotFoundError) as raised:
        disk.settle(paths)
    assert raised.value.filename == str(paths[broken])
