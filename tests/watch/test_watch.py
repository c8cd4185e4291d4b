"""Watching loses nothing: events may be dropped, folders may come and go, files may be written in any manner."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import evidence
from builder import write_files
from evidence.model.scan import ScanReport
from evidence.watch import Told, Watch

PACE: dict[str, Any] = {"every": 2.0, "poll": 0.3, "gather": 0.05}


@contextmanager
def watching(store: Path, *folders: Path, settle: float = 0.3, **pace: Any) -> Iterator[list[Told | ScanReport]]:
    """A store that watches folders in another thread; ends without a fault of that thread."""
    evidence.init(store)
    told: list[Told | ScanReport] = []
    faults: list[BaseException] = []
    stop = threading.Event()

    def run() -> None:
        try:
            with evidence.open(store, by="keeper") as file:
                file.watch(*folders, tell=told.append, settle=settle, stop=stop, **(PACE | pace))
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive() and not faults


def filed(store: Path) -> Counter[str]:
    with evidence.open(store, by="reader", read_only=True) as file:
        return Counter(document.sha256 for document in file.documents())


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something that happens in another thread."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def hashes(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def messages(told: list[Told | ScanReport]) -> list[str]:
    return [item.message for item in told if isinstance(item, Told)]


def test_what_is_there_and_what_comes_is_filed(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    write_files(folder, 2)
    with watching(tmp_path / "store", folder, every=60.0) as told:
        until(lambda: len(filed(tmp_path / "store")) == 2)
        (folder / "later").mkdir()
        (folder / "later" / "new.txt").write_text("Minutes of a later meeting")
        until(lambda: len(filed(tmp_path / "store")) == 3)
    assert not messages(told)


def test_without_events_the_folder_is_looked_at_regularly(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    write_files(folder, 1)
    with watching(tmp_path / "store", folder, events=False, every=60.0):
        until(lambda: len(filed(tmp_path / "store")) == 1)
        (folder / "new.txt").write_text("Minutes of a later meeting")
        until(lambda: len(filed(tmp_path / "store")) == 2)


def test_where_the_system_tells_nothing_that_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchdog.observers import Observer

    def refuse(*_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    folder = tmp_path / "inbox"
    write_files(folder, 1)
    with watching(tmp_path / "store", folder) as told:
        until(lambda: len(filed(tmp_path / "store")) == 1)
        (folder / "new.txt").write_text("Minutes of a later meeting")
        until(lambda: len(filed(tmp_path / "store")) == 2)
    (message,) = messages(told)
    assert "tells of no changes (inotify watch limit reached)" in message


def test_a_folder_that_disappears_and_comes_back_is_told_and_nothing_of_it_is_gone(tmp_path: Path) -> None:
    folder, away, store = tmp_path / "inbox", tmp_path / "away", tmp_path / "store"
    write_files(folder, 2)
    with watching(store, folder, every=60.0) as told:
        until(lambda: len(filed(store)) == 2)
        folder.rename(away)
        until(lambda: any("cannot be reached since" in message for message in messages(told)))
        time.sleep(1)
        away.rename(folder)
        until(lambda: "can be reached again" in messages(told))
        (folder / "new.txt").write_text("Minutes of a later meeting")
        until(lambda: len(filed(store)) == 3)
    assert [message[:17] for message in messages(told)] == ["cannot be reached", "can be reached ag"]
    with evidence.open(store, by="reader", read_only=True) as file:
        assert {place.state for document in file.documents() for place in document.locations} == {"there"}


def test_a_folder_replaced_by_another_is_listened_to_anew(tmp_path: Path) -> None:
    folder, store = tmp_path / "inbox", tmp_path / "store"
    write_files(folder, 1)
    with watching(store, folder, every=60.0):
        until(lambda: len(filed(store)) == 1)
        shutil.rmtree(folder)
        folder.mkdir()
        time.sleep(1.5)
        (folder / "new.txt").write_text("Minutes of a later meeting")
        until(lambda: len(filed(store)) == 2)


def test_a_scan_that_fails_for_another_writer_is_told_and_tried_again() -> None:
    from evidence.model.errors import StoreInUse

    told: list[Any] = []
    tries = 0

    def scan(_: object) -> ScanReport:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise StoreInUse("another program is writing")
        watch.stop()
        return ScanReport()

    watch = Watch(["."], scan, tell=told.append, events=False, poll=0.01)
    watch.run()
    assert tries == 2 and "another program is writing" in told[0].message


def lives(folder: Path, number: int, chance: random.Random) -> Iterator[None]:
    """One file's life, a step at a time: written slowly, by rename, rewritten, or appended to."""
    path = folder / f"{number % 7}" / f"file {number}.txt"
    path.parent.mkdir(exist_ok=True)
    lines = [f"Note {number}, line {line} of {chance.random()}\n" for line in range(4)]
    match number % 4:
        case 0:
            with path.open("w") as stream:
                for line in lines:
                    stream.write(line)
                    stream.flush()
                    yield
        case 1:
            temporary = path.with_suffix(".tmp")
            temporary.write_text("".join(lines))
            yield
            temporary.rename(path)
        case 2:
            path.write_text("".join(reversed(lines)))
            yield
            path.write_text("".join(lines))
        case _:
            path.write_text(lines[0])
            for line in lines[1:]:
                yield
                with path.open("a") as stream:
                    stream.write(line)


def live(folder: Path, count: int, seconds: float) -> None:
    """Many files' lives, mixed, over some time."""
    chance = random.Random(7)
    waiting = [lives(folder, number, chance) for number in range(count)]
    pause = seconds / (count * 3)
    active: list[Iterator[None]] = []
    while waiting or active:
        while waiting and len(active) < 20:
            active.append(waiting.pop())
        life = chance.choice(active)
        if next(life, life) is life:
            active.remove(life)
        time.sleep(pause)


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_final_bytes_are_filed_exactly_once_though_a_third_of_events_is_lost(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, wake = random.Random(3), Watch.wake
    monkeypatch.setattr(Watch, "wake", lambda watch: None if chance.random() < 0.3 else wake(watch))
    folder, store = tmp_path / "inbox", tmp_path / "store"
    folder.mkdir()
    with watching(store, folder, settle=0.5):
        live(folder, count, seconds=3 if count < 100 else 20)
        until(lambda: hashes(folder) <= set(filed(store)), seconds=60)
        time.sleep(2.5)
    final = hashes(folder)
    assert len(final) == count
    with evidence.open(store, by="reader", read_only=True) as file:
        standing = [
            document.sha256
            for document in file.documents()
            if any(place.state == "there" for place in document.locations)
        ]
    assert sorted(standing) == sorted(final), "each final file is one document, and nothing else is current"
    assert evidence.verify(store).ok


def test_ctrl_c_ends_the_command_cleanly(tmp_path: Path) -> None:
    write_files(tmp_path / "inbox", 2)
    evidence.init(tmp_path / "store")
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background jobs ignore Ctrl-C
    module = f"import runpy, signal; {heard}; runpy.run_module('evidence', run_name='__main__')"
    command = [sys.executable, "-c", module, "--store", str(tmp_path / "store"), "--by", "keeper"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [*command, "watch", str(tmp_path / "inbox")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    try:
        until(lambda: len(filed(tmp_path / "store")) == 2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 130
    assert [line.split()[0] for line in out.splitlines()] == ["D-0001", "D-0002"]
    assert "Traceback" not in err and "2 filed" in err
    assert not list((tmp_path / "store").glob("scratch/*")), "nothing is left behind"
    assert evidence.verify(tmp_path / "store").ok
