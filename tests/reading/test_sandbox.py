"""A bad file costs only itself: what readers that misbehave come to, and that the next file is read all the same."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from office_files import packed

from evidence.model.document import Extraction, Unreadable
from evidence.reading import Limits, Readers, Request
from evidence.reading.process import Worker

MiB = 1 << 20
LIMITS = Limits(wall_seconds=2, cpu_seconds=20, memory=400 * MiB, text=8 * MiB, answer=24 * MiB)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(limits=LIMITS, workers=1, ocr="", formats={"text/plain": "misbehaving"}) as pool:
        yield pool


def order(folder: Path, words: str, name: str = "order.txt") -> Request:
    path = folder / name
    path.write_text(words)
    return Request(path=path)


def reason(outcome: Extraction | Unreadable) -> str:
    assert isinstance(outcome, Unreadable)
    return outcome.reason


def said(outcome: Extraction | Unreadable) -> str:
    assert isinstance(outcome, Extraction), outcome
    return outcome.text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hang", "more than 2 seconds"),
        ("swallow", "more than 400 MiB of memory"),
        ("crash", "SIGSEGV"),
        ("exit 0", "without an answer"),
        ("exit 7", "exit 7"),
        ("panic", "a native panic"),
        ("descend", "nested too deeply"),
        ("odd", "it may be damaged"),
        ("raw-flood", "MiB"),
    ],
)
def test_a_reader_that_misbehaves_is_a_recorded_failure_and_the_next_file_is_read(
    readers: Readers, tmp_path: Path, words: str, expected: str
) -> None:
    began = time.monotonic()
    assert expected in reason(readers.read(order(tmp_path, words)))
    assert time.monotonic() - began < LIMITS.wall_seconds + 4
    assert said(readers.read(order(tmp_path, "say still here"))) == "still here"


@pytest.mark.parametrize(
    "lie",
    [
        r'"pages":[{"number":1,"text":"a \ud800 b"}]',
        '"pages":[{"number":1180591620717411303424,"text":"a"}]',
        '"pages":[{"number":1,"text":"a"}],"sketch":[-1]',
        '"pages":[{"number":1,"text":"a"}],"sketch":[4294967296]',
        '"pages":[{"number":1,"text":"a"}],"sketch":[7,7]',
        '"pages":[{"number":1,"text":"a"}],"proposal":{"kind":"a kind of its own"}',
        '"pages":[{"number":1,"text":"a"}],"proposal":{"dated":{"text":"x","earliest":"the first day"}}',
        '"pages":7',
    ],
)
def test_a_reader_that_is_taken_over_can_only_lie_about_its_file(readers: Readers, tmp_path: Path, lie: str) -> None:
    assert "no sensible answer" in reason(readers.read(order(tmp_path, f"lie {lie}")))
    assert said(readers.read(order(tmp_path, "say still here"))) == "still here"


def test_processor_time_is_bounded_apart_from_wall_time(tmp_path: Path) -> None:
    limits = Limits(wall_seconds=20, cpu_seconds=1)
    with Readers(limits=limits, workers=1, ocr="", formats={"text/plain": "misbehaving"}) as pool:
        assert "1 seconds of processor time" in reason(pool.read(order(tmp_path, "spin")))


def test_processor_time_is_counted_for_each_file_anew(tmp_path: Path) -> None:
    limits = Limits(wall_seconds=20, cpu_seconds=1)
    with Readers(limits=limits, workers=1, ocr="", formats={"text/plain": "misbehaving"}) as pool:
        for _ in range(3):
            assert len(said(pool.read(order(tmp_path, "flood 4")))) == 4 * MiB


def test_text_beyond_the_limit_is_cut_with_a_note(readers: Readers, tmp_path: Path) -> None:
    outcome = readers.read(order(tmp_path, "flood 12"))
    assert isinstance(outcome, Extraction)
    assert len(outcome.text) == LIMITS.text
    assert any(note.startswith("reading stopped at a limit") for note in outcome.notes)


@on_linux
@pytest.mark.parametrize("words", ["fork", "start", "parent"])
def test_a_reader_cannot_start_or_reach_other_processes(readers: Readers, tmp_path: Path, words: str) -> None:
    assert said(readers.read(order(tmp_path, words))).startswith("refused")


@on_linux
def test_a_reader_cannot_open_a_connection(readers: Readers, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        assert said(readers.read(order(tmp_path, f"connect {port}"))) == "refused"
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems bound the size of files")
def test_a_reader_leaves_no_file_with_anything_in_it(readers: Readers, tmp_path: Path) -> None:
    there = tmp_path / "written"
    assert said(readers.read(order(tmp_path, f"write {there}"))).startswith("refused")
    assert not there.exists() or (sys.platform != "linux" and there.stat().st_size == 0)


def test_a_reader_sees_nothing_of_the_callers_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_CALLER", "1")
    with Readers(workers=1, ocr="", formats={"text/plain": "misbehaving"}) as pool:
        assert "SECRET_OF_THE_CALLER" not in said(pool.read(order(tmp_path, "environment")))


def test_what_a_library_prints_does_not_disturb_the_answers(readers: Readers, tmp_path: Path) -> None:
    assert said(readers.read(order(tmp_path, "print"))) == "printed"


def test_text_that_no_database_can_keep_is_made_sound(readers: Readers, tmp_path: Path) -> None:
    assert said(readers.read(order(tmp_path, "surrogate"))) == "a\ufffdb\ufffdc"


def test_in_a_batch_only_the_bad_file_fails(readers: Readers, tmp_path: Path) -> None:
    words = ["say one", "crash", "say two", "exit 3", "say three"]
    requests = [order(tmp_path, each, f"{number}.txt") for number, each in enumerate(words)]
    results = list(readers.read_all(requests))
    assert [request for request, _ in results] == requests
    assert [said(outcome) if isinstance(outcome, Extraction) else "-" for _, outcome in results] == [
        "one",
        "-",
        "two",
        "-",
        "three",
    ]


def test_what_protects_is_said_at_run_time(readers: Readers) -> None:
    assert "wall time" in readers.protections
    if os.name == "posix":
        assert {"address space", "processor time", "no core dumps", "no file may grow"} <= set(readers.protections)


def test_closing_leaves_no_process_thread_or_file_behind(tmp_path: Path) -> None:
    threads = threading.active_count()
    pool = Readers(workers=2, ocr="", formats={"text/plain": "misbehaving"})
    assert said(pool.read(order(tmp_path, "say x"))) == "x"
    folder = pool._folder
    pool.close()
    pool.close()
    assert not folder.exists()
    assert threading.active_count() == threads


def test_closing_while_a_file_hangs_does_not_wait_for_it(tmp_path: Path) -> None:
    pool = Readers(limits=Limits(wall_seconds=60), workers=1, ocr="", formats={"text/plain": "misbehaving"})
    threading.Timer(0.5, pool.close).start()
    began = time.monotonic()
    assert reason(pool.read(order(tmp_path, "hang")))
    assert time.monotonic() - began < 10


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_where_no_process_can_be_started_every_file_says_so_and_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Readers(workers=1, ocr="") as pool:
        with monkeypatch.context() as system:
            system.setattr(
                "evidence.reading.sandbox.spawn", raising(BlockingIOError(11, "Resource temporarily unavailable"))
            )
            pool.warm()
            told = reason(pool.read(order(tmp_path, "say one")))
            assert "Resource temporarily unavailable" in told and "read it again" in told
            assert len(list(pool.read_all([order(tmp_path, "say two")] * 3))) == 3
        assert isinstance(pool.read(order(tmp_path, "say three")), Extraction)


@pytest.mark.parametrize(("asked", "started"), [(0, 0), (1, 1), (2, 2), (7, 2)])
def test_as_many_workers_are_started_ahead_as_are_asked_for_and_may_be(
    monkeypatch: pytest.MonkeyPatch, asked: int, started: int
) -> None:
    begun: list[Worker] = []
    monkeypatch.setattr(Worker, "start", lambda worker: bool(begun.append(worker)))
    with Readers(workers=2, ocr="") as pool:
        pool.warm(asked)
        pool.warm(asked)
        deadline = time.monotonic() + 5
        while len(begun) < started and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(begun) == started


def test_a_full_disk_costs_the_file_that_has_others_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.reading.parts.Parts.save", raising(OSError(28, "No space left on device")))
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": "text"}))
    with Readers(workers=1, ocr="") as pool:
        assert "No space left on device" in reason(pool.read(Request(path=tmp_path / "a.zip")))


def test_a_defect_of_ours_is_raised_where_the_answer_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Readers(workers=1, ocr="") as pool:
        monkeypatch.setattr(pool, "_answer", raising(ZeroDivisionError()))
        with pytest.raises(ZeroDivisionError):
            pool.read(order(tmp_path, "say one"))
        with pytest.raises(ZeroDivisionError):
            list(pool.read_all([order(tmp_path, "say two")]))


def test_the_caller_may_stop_drawing_results(readers: Readers, tmp_path: Path) -> None:
    requests = [order(tmp_path, f"say {number}", f"{number}.txt") for number in range(100)]
    drawn = readers.read_all(requests)
    assert said(next(drawn)[1]) == "0"
    drawn.close()  # type: ignore[attr-defined]  # read_all is a generator
    assert said(readers.read(order(tmp_path, "say after"))) == "after"


@pytest.mark.slow
def test_the_callers_memory_stays_flat_in_the_number_of_files(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows does not tell the memory of a process here")
    requests = [order(tmp_path, f"say {'word ' * 200}", f"{number}.txt") for number in range(200)]
    with Readers(workers=2, ocr="", formats={"text/plain": "misbehaving"}) as pool:
        for _ in pool.read_all(requests * 10):
            pass
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in pool.read_all(requests * 100):
            pass
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024
