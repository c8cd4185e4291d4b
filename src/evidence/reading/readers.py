"""The pool of reading workers: files in, extractions or reasons out, never an exception for a bad file.

Each worker is a process of its own, served by one thread here. Small files go over in batches, so that the pipe costs
next to nothing. Pages without text go to a second kind of worker, which may start the recognition program.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from evidence.model.document import Extraction, Unreadable
from evidence.reading.parts import Parts
from evidence.reading.process import Answer, Request, Worker
from evidence.reading.source import Limits, MiB

Outcome = Extraction | Unreadable
_BATCH_FILES = 32  # most files sent over at once
_BATCH_BYTES = 64 * 1024  # most bytes of files sent over at once
_AHEAD = 16  # batches in the air for each worker
_HELD = 64 * MiB  # bytes read but not yet taken, beyond which nothing more is sent over
_WATCH = 0.1  # seconds between looks at the workers' deadlines


class _Batch:
    """Requests that go over together, and what became of them."""

    __slots__ = ("answers", "cancelled", "done", "failure", "requests", "size")

    def __init__(self, requests: list[Request]) -> None:
        self.requests = requests
        self.answers: list[Answer] = []
        self.done = threading.Event()
        self.cancelled = False
        self.failure: Exception | None = None
        self.size = 0  # bytes of the answers

    def wait(self) -> list[Answer]:
        """The answers, once all are there. Raises what stopped the thread that was to give them: a defect of ours."""
        self.done.wait()
        if self.failure:
            raise self.failure
        return self.answers


class Readers:
    """Worker processes that read files under limits. Use it as a context manager; threads may share it.

    `workers` is the number of processes, by default one a processor; they are started when there is work for them.
    `ocr` is the tesseract program for pages without text: `None` looks for it on the path, "" does without.
    `formats` names modules, by media type, that read in place of the register's own. `folder` is where files found
    inside files lie until they are forgotten, by default the system's own place for what is temporary.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        workers: int | None = None,
        ocr: str | None = None,
        formats: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._most = max(1, workers or os.cpu_count() or 1)
        self._ocr = shutil.which("tesseract") if ocr is None else ocr or None
        self._formats = formats or {}
        self._folder = Path(tempfile.mkdtemp(prefix="evidence-reading-", dir=folder))
        self._parts = Parts(self._folder / "parts")
        self._workers: list[Worker] = []
        self._threads: list[threading.Thread] = []
        self._urgent: deque[_Batch] = deque()  # asked for one by one
        self._queue: deque[_Batch] = deque()
        self._idle = 0
        self._changed = threading.Condition()
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all workers and remove everything they found inside files. Harmless when repeated."""
        with self._changed:
            self._closed.set()
            self._changed.notify_all()
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def warm(self, workers: int = 1) -> None:
        """Start so many workers now, or all there may be, so that they are ready when the first files come."""
        with self._changed:
            while max(len(self._threads) - 1, 0) < min(workers, self._most):  # the first thread watches
                self._employ()

    def read(self, request: Request) -> Outcome:
        """Read one file, before anything else that waits. Never raises for a bad file."""
        return self.begin(request)()

    def begin(self, request: Request) -> Callable[[], Outcome]:
        """Have one file read, before anything that `read_all` waits for; call what is returned for the outcome."""
        batch = _Batch([request])
        self._submit(batch, self._urgent)

        def outcome() -> Outcome:
            return batch.wait()[0].outcome

        return outcome

    def read_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Outcome]]:
        """Read many files, on all workers; yields in the order of the requests.

        Requests are drawn as they are needed, and what was read but not yet taken is bounded: memory does not grow
        with their number. `read` may be called between two results, for the files found inside one.
        """
        batches = _batched(requests)
        flying: deque[_Batch] = deque()
        try:
            while True:
                if len(flying) < _AHEAD * self._most and sum(batch.size for batch in flying) < _HELD:
                    batch = next(batches, None)
                    if batch is not None:
                        flying.append(batch)
                        self._submit(batch, self._queue)
                        if not flying[0].done.is_set():
                            continue
                if not flying:
                    return
                batch = flying.popleft()
                for request, answer in zip(batch.requests, batch.wait(), strict=True):
                    yield request, answer.outcome
        finally:
            for batch in flying:
                batch.cancelled = True

    def part(self, sha256: str) -> Path:
        """Where the bytes of a file found inside another lie, until `forget` or `close`. Raises `KeyError`."""
        return self._parts.path(sha256)

    def forget(self, outcome: Outcome) -> None:
        """Remove the bytes of the files found inside this one; call it once they are filed."""
        self._parts.forget(outcome)

    @property
    def protections(self) -> tuple[str, ...]:
        """What restrains the workers on this system, in words; starts one to find out."""
        worker = Worker(self._folder / "probe", self._parts, self.limits, formats={})
        try:
            worker.start()
            return worker.protections
        finally:
            worker.end()

    def _submit(self, batch: _Batch, queue: deque[_Batch]) -> None:
        with self._changed:
            if self._closed.is_set():
                raise RuntimeError("these readers are closed")
            queue.append(batch)
            if self._idle < len(self._queue) + len(self._urgent) and len(self._threads) <= self._most:
                self._employ()
            self._changed.notify()

    def _employ(self) -> None:
        """One more worker, with its thread; the first brings the watch over deadlines with it."""
        number = len(self._workers)
        strict = Worker(self._folder / f"worker-{number}", self._parts, self.limits, formats=self._formats)
        recogniser = None
        self._workers.append(strict)
        if self._ocr:
            folder = self._folder / f"recogniser-{number}"
            recogniser = Worker(folder, self._parts, self.limits, formats=self._formats, ocr=self._ocr)
            self._workers.append(recogniser)
        if not self._threads:
            self._threads.append(threading.Thread(target=self._watch, daemon=True))
            self._threads[0].start()
        thread = threading.Thread(target=self._serve, args=(strict, recogniser), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        while not self._closed.wait(_WATCH):
            for worker in tuple(self._workers):
                worker.expire()

    def _serve(self, strict: Worker, recogniser: Worker | None) -> None:
        if not (self._urgent or self._queue):
            strict.start()
        while True:
            with self._changed:
                self._idle += 1
                while not (self._urgent or self._queue or self._closed.is_set()):
                    self._changed.wait()
                self._idle -= 1
                if self._closed.is_set():
                    break
                batch = (self._urgent or self._queue).popleft()
            try:
                if not batch.cancelled:
                    self._answer(batch, strict, recogniser)
            except Exception as failure:
                batch.failure = failure
                strict.end()
            batch.done.set()
        self._abandon()

    def _answer(self, batch: _Batch, strict: Worker, recogniser: Worker | None) -> None:
        for request, answer in zip(batch.requests, strict.read(batch.requests), strict=True):
            if answer.recognise and recogniser and not self._closed.is_set():
                better = next(iter(recogniser.read([request])))
                if isinstance(better.outcome, Extraction) or isinstance(answer.outcome, Unreadable):
                    self._parts.forget(answer.outcome)
                    answer = better
            batch.answers.append(answer)
            batch.size += answer.size

    def _abandon(self) -> None:
        """Nobody shall wait for what is no longer read."""
        with self._changed:
            while self._urgent or self._queue:
                batch = (self._urgent or self._queue).popleft()
                lost = Unreadable(reason="Reading was ended before this file.", media_type="application/octet-stream")
                batch.answers = [Answer(outcome=lost) for _ in batch.requests]
                batch.done.set()


def _batched(requests: Iterable[Request]) -> Iterator[_Batch]:
    """Small files together, large ones alone."""
    waiting: list[Request] = []
    size = 0
    for request in chain(requests, (None,)):
        bytes_here = _size(request) if request else 0
        if waiting and (request is None or size + bytes_here > _BATCH_BYTES or len(waiting) >= _BATCH_FILES):
            yield _Batch(waiting)
            waiting, size = [], 0
        if request:
            waiting.append(request)
            size += bytes_here


def _size(request: Request) -> int:
    try:
        return os.stat(request.path).st_size  # noqa: PTH116  # the path may be bytes or any path-like
    except (OSError, ValueError):
        return 0
