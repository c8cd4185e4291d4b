"""A disk that is full, read-only or broken: a clear message, nothing half-written, and repeating works."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import evidence
from builder import opened, state_of, write_files, write_plan
from evidence.model.errors import StoreNotWritable
from evidence.store import disk
from faults import forks, run_unprivileged

Act = Callable[[Path, Path], object]


def import_plan(store: Path, files: Path) -> object:
    with opened(store) as file:
        return file.import_plan(files / "plan.md", id="p")


def add(store: Path, files: Path) -> object:
    with opened(store) as file:
        return file.add_all(sorted(files.glob("*.txt")))


def link(store: Path, files: Path) -> object:
    del files
    with opened(store) as file:
        return file.link("D-0002", "R1.1")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write_files(tmp_path / "files", 3)
    write_plan(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def broken_disk() -> Iterator[Callable[[int, int], None]]:
    """Make the n-th step on disk (from 1) fail with an error number."""

    def break_at(step: int, number: int) -> None:
        done = 0

        def fault(name: str, path: Path, data: bytes) -> None:
            nonlocal done
            del name, data
            done += 1
            if done == step:
                raise OSError(number, os.strerror(number), str(path))

        disk.fault_point = fault

    yield break_at
    disk.fault_point = None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO], ids=["full", "read-only", "broken"])
@pytest.mark.parametrize("act", [import_plan, add, link], ids=lambda act: act.__name__)
def test_any_step_may_fail_and_the_store_is_as_before_or_after(
    act: Act, number: int, tmp_path: Path, files: Path, broken_disk: Callable[[int, int], None]
) -> None:
    ready, store = tmp_path / "ready", tmp_path / "store"
    evidence.init(ready)
    if act is link:
        import_plan(ready, files)
        add(ready, files)
    before = state_of(ready)
    shutil.copytree(ready, store)
    act(store, files)
    after = state_of(store)
    for step in range(1, 200):
        shutil.rmtree(store)
        shutil.copytree(ready, store)
        broken_disk(step, number)
        try:
            act(store, files)
        except StoreNotWritable as error:
            disk.fault_point = None
            assert str(store) in str(error) and error.exit_code == 2
        else:
            disk.fault_point = None
            assert step > 3
            return
        assert state_of(store) in (before, after), step
        assert evidence.verify(store).ok, step
        act(store, files)
        assert state_of(store) == after, step
        assert not list((store / "documents").glob(".incoming*")), step
    raise AssertionError("still failing after 200 steps")


@forks
def test_a_disk_with_no_room_left_stops_with_a_message(tmp_path: Path, files: Path) -> None:
    resource = pytest.importorskip("resource")
    big = files / "big.txt"
    big.write_text("minutes " * 100_000)
    store = tmp_path / "store"
    evidence.init(store)
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        code = 1
        try:
            with opened(store) as file:
                file.add(big)
        except StoreNotWritable as error:
            code = 0 if "make room" in str(error) else 3
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert evidence.verify(store).ok
    with opened(store) as file:
        assert file.documents() == ()
        assert file.add(big).id == "D-0001"


@forks
def test_a_store_without_write_access_can_be_read_and_says_why_it_cannot_be_written(
    tmp_path: Path, files: Path
) -> None:
    store = tmp_path / "store"
    import_plan(store, files)
    evidence.verify(store)
    for path in [store, *store.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in store.parents:
        if parent.is_relative_to(Path("/tmp")) and parent != Path("/tmp"):
            parent.chmod(0o755)

    def withdraw() -> int:
        with evidence.open(store, by="keeper") as file:
            assert len(file.documents()) == 1
            try:
                file.withdraw("D-0001", because="it must not be written")
            except StoreNotWritable as error:
                return 0 if "no right to write" in str(error) else 3
        return 1

    assert run_unprivileged(withdraw) == 0
    for path in [store, *store.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
