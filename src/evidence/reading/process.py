"""One worker process seen from outside: started when needed, given requests, ended when it oversteps.

Whatever ends the process is laid to the one file that it was reading; the next request starts another process.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from evidence.codec import canonical, from_json
from evidence.model.document import Extraction, Unreadable
from evidence.reading import sandbox, wire
from evidence.reading.parts import Parts
from evidence.reading.source import Limits, MiB

Outcome = Extraction | Unreadable
_NO_NAME = "application/octet-stream"


@frozen(kw_only=True)
class Request:
    """A file to be read."""

    path: str | os.PathLike[str]
    name: str | None = None  # the keeper's name for it; by default the path's own
    layout: bool = False  # blocks (paragraphs and tables) are wanted too
    columns: int | None = None  # of a spreadsheet: only the texts of so many of each sheet are wanted, nothing else
    password: str | None = None
    media_type: str | None = None  # only to overrule what the content shows
    depth: int = 0  # how many files this one was found inside of
    then: str | None = None  # a module whose `look(outcome, name)` adds to what was read, still in the worker


@frozen(kw_only=True)
class Answer:
    """What came of one request."""

    outcome: Outcome
    size: int = 0  # bytes of the answer, parts not counted
    recognise: bool = False  # there are pages whose text only recognition can give


class Worker:
    """A process that reads, started again when it has ended. Used by one thread, except `expire` and `stop`."""

    def __init__(
        self, folder: Path, parts: Parts, limits: Limits, *, formats: dict[str, str], ocr: str | None = None
    ) -> None:
        self._folder = folder
        self._parts = parts
        self._limits = limits
        self._settings = {"formats": formats, "ocr": ocr, "processes": ocr is not None}
        self._seconds = limits.wall_seconds if ocr is None else limits.ocr_seconds
        self._cpu = limits.cpu_seconds if ocr is None else limits.ocr_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._overdue = False
        self._stopped = False
        self._why_not = ""  # what the system said when it would start no process
        self._lock = threading.Lock()  # between the serving thread and those that end the process
        self.protections: tuple[str, ...] = ()  # of the process that runs, in words

    def read(self, requests: Sequence[Request]) -> Iterator[Answer]:
        """One answer for each request, in their order, whatever happens."""
        rest = deque(requests)
        while rest:
            if self._process is None and not self.start():
                yield Answer(outcome=self._lost(f"No reading process could be started{self._why_not}.", _NO_NAME))
                rest.popleft()
                continue
            self._send([_wired(request) for request in rest])
            while rest and self._process is not None:
                rest.popleft()
                yield self._receive()

    def start(self) -> bool:
        """Start the process and wait until it has given up its rights; whether that went well."""
        with self._lock:
            if self._stopped:
                return False
            try:
                self._folder.mkdir(exist_ok=True)
                self._process = sandbox.spawn(self._folder, processes=self._settings["ocr"] is not None)
            except OSError as error:
                self._why_not = f" ({error.strerror}): close other programs or make room on the disk, and read it again"
                return False
            self._overdue = False
            self._deadline = time.monotonic() + self._seconds
        self._send({**self._settings, "limits": {**attrs.asdict(self._limits), "cpu_seconds": self._cpu}})
        frame = self._frame()
        self._deadline = None
        if frame is None:
            self.end()
            return False
        self.protections = tuple(json.loads(frame[1])["protections"])
        return True

    def expire(self) -> None:
        """End the process if it is over its time; the serving thread then finds the pipe closed."""
        with self._lock:
            if self._process and self._deadline is not None and time.monotonic() > self._deadline:
                self._overdue = True
                sandbox.kill(self._process)

    def stop(self) -> None:
        """End the process and start no other."""
        self._stopped = True
        self.end()

    def end(self) -> int | None:
        """End the process; its exit code."""
        with self._lock:
            process, self._process = self._process, None
            self._deadline = None
            if process is None:
                return None
            code = process.poll()
            if code is None and process.stdout and not process.stdout.closed:
                with suppress(subprocess.TimeoutExpired):
                    code = process.wait(0.2)  # it may be about to die of what it just did
            sandbox.kill(process)
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        return code if code is not None else process.returncode

    def _send(self, value: Any) -> None:
        process = self._process
        if process and process.stdin:
            with suppress(OSError):  # it has ended: the missing answer tells
                process.stdin.write(wire.pack_json(value))
                process.stdin.flush()

    def _frame(self) -> tuple[bytes, bytes] | None:
        process = self._process
        if not process or not process.stdout:
            return None
        with suppress(OSError, ValueError):  # closed by `end` in another thread
            return wire.take(process.stdout, self._limits.answer)
        return None

    def _receive(self) -> Answer:
        """The answer to the oldest request, or what there is to say where none came."""
        self._deadline = time.monotonic() + self._seconds
        media_type = _NO_NAME
        saved: set[str] = set()
        unpacked = 0
        try:
            while frame := self._frame():
                kind, payload = frame
                if kind == wire.BYTES:
                    unpacked += len(payload)
                    if unpacked > self._limits.unpacked:
                        raise wire.TooLong
                    saved.add(self._parts.save(payload))
                elif kind == wire.TYPE:
                    media_type = payload.decode("utf-8", "replace")
                else:
                    return self._understood(payload, saved)
        except wire.TooLong:
            reason = f"What was read from it exceeds {self._limits.answer // MiB} MiB."
            self.end()
        except OSError as error:
            reason = f"What was found inside it could not be put down ({error.strerror}): make room, and read it again."
            self.end()
        except (ValueError, TypeError, KeyError):
            reason = "The reader gave no sensible answer; the file may be made to do harm."
            self.end()
        else:
            overdue = self._overdue
            code = self.end()
            reason = (
                f"Reading it took more than {self._seconds} seconds."
                if overdue
                else sandbox.ended_because(code, self._limits)
            )
        lost = self._lost(reason, media_type)
        self._parts.claim(lost, saved)
        return Answer(outcome=lost)

    def _understood(self, payload: bytes, saved: set[str]) -> Answer:
        data = json.loads(payload)
        outcome: Outcome = (
            wire.extraction(data["extraction"]) if "extraction" in data else from_json(data["unreadable"], Unreadable)
        )
        _refuse_what_cannot_be_kept(data, outcome)
        self._deadline = None
        if data["retire"]:
            self.end()
        outcome = self._parts.claim(outcome, saved)
        return Answer(outcome=outcome, size=len(payload), recognise=data["recognise"])

    @staticmethod
    def _lost(reason: str, media_type: str) -> Unreadable:
        return Unreadable(reason=reason, media_type=media_type)


def _refuse_what_cannot_be_kept(data: dict[str, Any], outcome: Outcome) -> None:
    """Raise `ValueError` or `TypeError` here, where it costs one file, for text and numbers that no record can hold."""
    canonical({**data, "extraction": {**data.get("extraction", {}), "blocks": None, "sheets": None}})
    sketch = outcome.sketch if isinstance(outcome, Extraction) else ()
    if len({*sketch}) < len(sketch) or not all(0 <= number < 1 << 32 for number in sketch):
        raise ValueError("a sketch is made of 32-bit numbers, each of them once")


def _wired(request: Request) -> dict[str, Any]:
    path = os.fsencode(request.path)
    name = request.name if request.name is not None else os.fsdecode(os.path.basename(path))  # noqa: PTH119
    return {
        "path": path.decode("latin-1"),
        "name": name.encode("utf-8", "backslashreplace").decode(),
        "layout": request.layout,
        "columns": request.columns,
        "password": request.password,
        "media_type": request.media_type,
        "depth": request.depth,
        "then": request.then,
    }
