"""Parts of a check done side by side, by other interpreters that have the store open for reading.

They are started anew, not forked: nothing of the caller's is shared, and a caller's script needs no guard.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.codec import from_text, to_text
from evidence.model.issue import CheckResult, SubjectType
from evidence.reading.sandbox import START, search_path

if TYPE_CHECKING:
    from evidence.file.check_parts import Part, Question

_CODE = f"{START}sys.path[:0] = sys.argv[2:]; from evidence.file.side_by_side import serve; serve(sys.argv[1])"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(
    root: Path, question: Question, parts: Sequence[Part], helpers: int
) -> Iterator[tuple[Part, CheckResult | None]]:
    """Each part with its result, in their order; `None` where a helper could not do it. The store is begun first."""
    from concurrent.futures import ThreadPoolExecutor
    from queue import SimpleQueue

    idle: SimpleQueue[_Helper] = SimpleQueue()
    started = [_Helper(root, question) for _ in range(min(helpers, len(parts)))]
    for one in started:
        idle.put(one)

    def done(part: Part) -> CheckResult | None:
        helper = idle.get()
        try:
            return helper.result(part)
        finally:
            idle.put(helper)

    with ThreadPoolExecutor(len(started)) as threads:
        try:
            longest_first = sorted(parts, key=lambda part: part.of is not SubjectType.STORE)
            waiting = {part: threads.submit(done, part) for part in longest_first}
            for part in parts:
                yield part, waiting.pop(part).result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for one in started:
                one.end()


class _Helper:
    """Another interpreter, which answers one part after the other: a line of JSON each way."""

    def __init__(self, root: Path, question: Question) -> None:
        import subprocess

        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _CODE, root, *search_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._say(question)

    def result(self, part: Part) -> CheckResult | None:
        """What the rules say of a part; `None` from a helper that has ended."""
        self._say(part)
        assert self._process.stdout is not None
        try:
            return from_text(self._process.stdout.readline(), CheckResult)
        except (OSError, ValueError):
            return None

    def _say(self, value: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(to_text(value) + b"\n")
            self._process.stdin.flush()
        except OSError:
            self._process.kill()  # it ended by itself; what it was to do is told as not done

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet is not sent any more
                if pipe:
                    pipe.close()
        self._process.wait()


def serve(root: str) -> None:
    """Answer parts from standard input on standard output until there are no more. Called in the helper."""
    from evidence.file import open
    from evidence.file.check_parts import Checker, Part, Question

    question = from_text(sys.stdin.buffer.readline(), Question)
    with open(root, read_only=True) as file:
        checker = Checker(file._session, question)
        for part in sys.stdin.buffer:
            sys.stdout.buffer.write(to_text(checker.result(from_text(part, Part))) + b"\n")
            sys.stdout.buffer.flush()
