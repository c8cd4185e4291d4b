"""What a worker process may not do, as far as this system can enforce it without privileges.

Everywhere: wall time (by the pool), an empty environment, a folder of its own. POSIX: address space, processor time,
no file may grow, no core dumps. Linux: Landlock (no writing outside the folder, no TCP, no signals to others) and a
seccomp filter (no sockets, no new programs). What differs between operating systems lives here and in `kernel`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.reading.source import Limits, MiB

if TYPE_CHECKING:
    import subprocess

_BECOME = (
    "import json, sys; a = sys.argv; sys.path[:0] = json.loads(a[1]); from evidence.reading.sandbox import become; "
    "become(json.loads(a[2]), *map(int, a[3:]))"
)
START = "import gc, sys; gc.set_threshold(20_000, 20, 20); "
"""How code for another interpreter begins: what its start makes lasts, and looking for rubbish there is time lost."""
_CODE = f"{START}sys.path[:0] = sys.argv[1:]; from evidence.reading.worker import main; main()"
_KEPT = str(32 * MiB)  # bytes let go that glibc keeps for the next file: to have them anew from the system takes longer


def search_path() -> list[str]:
    """Where another interpreter, started without the environment, finds this library and what it stands on."""
    here = str(Path(__file__).resolve().parents[2])
    return [here, *(os.path.abspath(path) for path in sys.path if path)]  # noqa: PTH100  # sys.path holds plain text


def spawn(folder: Path, *, processes: bool) -> subprocess.Popen[bytes]:
    """Start a worker: a new interpreter without the caller's environment, standing in `folder`.

    It is not forked, so it holds none of the caller's memory, locks or open files. `processes` lets the environment
    name the places where recognition programs keep their data.
    """
    import subprocess

    kept = ("SYSTEMROOT", "PATH", "TESSDATA_PREFIX") if processes else ("SYSTEMROOT",)
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"OMP_THREAD_LIMIT": "1", "MALLOC_TRIM_THRESHOLD_": _KEPT, "MALLOC_MMAP_THRESHOLD_": _KEPT}
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, *search_path()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        close_fds=True,
        start_new_session=os.name == "posix",
    )


def spawn_program(
    command: Sequence[str], folder: Path, *, memory: int, seconds: int, largest: int
) -> subprocess.Popen[bytes]:
    """Start another program, standing in `folder`, which is its home too: it may use so much address space, processor
    time and bytes a file, where this system can enforce that, and on Linux no TCP.
    """
    import subprocess

    kept = ("SYSTEMROOT", "PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    own = [json.dumps(search_path()), json.dumps(list(command)), str(memory), str(seconds), str(largest)]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _BECOME, *own] if os.name == "posix" else list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        close_fds=True,
        start_new_session=os.name == "posix",
    )


def become(command: list[str], memory: int, seconds: int, largest: int) -> None:
    """Give up what another program need not have, and turn into it. Called by the process that was started for it."""
    if sys.platform != "win32":
        import resource

        bounds = (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, largest), (resource.RLIMIT_AS, memory)
        for number, value in (*bounds, (resource.RLIMIT_CPU, seconds)):
            with suppress(OSError, ValueError):
                resource.setrlimit(number, (value, value))
    if sys.platform == "linux":
        from evidence.reading import kernel

        kernel.stay_offline()
    os.execv(command[0], command)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker and whatever it started."""
    if process.poll() is None:
        try:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        except (ProcessLookupError, PermissionError):
            process.kill()
    process.wait()


def ended_because(code: int | None, limits: Limits) -> str:
    """A sentence for the keeper about a worker that ended without an answer, from its exit code."""
    if code == -getattr(signal, "SIGXCPU", 24):
        return f"Reading it took more than {limits.cpu_seconds} seconds of processor time."
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"The reader crashed on this file ({name}); the file may be damaged or made to do harm."
    return f"The reader ended on this file without an answer (exit {code}); the file may be damaged."


def confine(folder: Path, limits: Limits, *, processes: bool) -> tuple[str, ...]:
    """Give up, for good, what reading does not need; says what was given up. Called by the worker on itself."""
    active = ["wall time", "empty environment"]
    if os.name == "posix":
        active += _resource_limits(limits)
    if sys.platform == "linux":
        from evidence.reading import kernel

        active += kernel.confine(folder, processes=processes)
    return tuple(active)


def _resource_limits(limits: Limits) -> list[str]:
    import resource

    active = []
    for label, number, value in (
        ("no core dumps", resource.RLIMIT_CORE, 0),
        ("no file may grow", resource.RLIMIT_FSIZE, 0),
        ("address space", resource.RLIMIT_AS, limits.memory),
    ):
        try:
            resource.setrlimit(number, (value, value))
        except (OSError, ValueError):
            continue
        active.append(label)
    active.append("processor time")
    return active


def allow_processor_time(seconds: int) -> None:
    """Let this process use so many more seconds of processor time, and no more; nothing where that cannot be set."""
    if os.name != "posix":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def memory_high_water() -> int:
    """The most memory that this process ever held, bytes; 0 where that is not known."""
    if os.name != "posix":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
