"""Dying at a chosen moment: a child process runs a command and is killed at the n-th step that touches the disk."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

from evidence.store import disk

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork the process that is to die")


def run_unprivileged(act: Callable[[], int]) -> int:
    """The exit code of what an unprivileged user does in a process of its own, because nothing stops root."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            code = act()
        except SystemExit as end:
            code = int(str(end.code))
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@frozen(kw_only=True)
class Death:
    """What a run came to."""

    killed: bool
    code: int | None  # exit code, `None` if it was killed
    acknowledged: tuple[str, ...]  # what the run had said was done before it died


def run_until(step: int, act: Callable[[Callable[[str], None]], None], *, torn: bool = False) -> Death:
    """Run `act` in a child that is killed before its `step`-th step (from 1), or, if `torn`, half-way through a write.

    `act` is given a function by which it acknowledges what is done.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _child(step, act, writer, torn)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as stream:
        said = stream.read().splitlines()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Death(killed=killed, code=None if killed else os.waitstatus_to_exitcode(status), acknowledged=tuple(said))


def _child(step: int, act: Callable[[Callable[[str], None]], None], writer: int, torn: bool) -> None:
    steps = 0

    def fault(name: str, path: Path, data: bytes) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            if torn and name == "write" and data:
                with path.open("ab") as stream:
                    stream.write(data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        disk.fault_point = fault
        act(lambda message: os.write(writer, f"{message}\n".encode()) and None)
        code = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(code)


def every_death(
    act: Callable[[Callable[[str], None]], None], *, torn: bool = False, most: int = 2000
) -> Iterator[tuple[int, Death]]:
    """Kill at step 1, 2, 3 … until a run gets through."""
    for step in range(1, most):
        death = run_until(step, act, torn=torn)
        yield step, death
        if not death.killed:
            assert death.code == 0, f"the run that was not killed (step {step}) failed"
            return
    raise AssertionError(f"still killed after {most} steps")
