"""One writer at a time: an operating-system lock on `lock`, which the kernel frees when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.model.errors import StoreInUse
from evidence.store import disk

_PAUSE = 0.02  # seconds between two tries

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def is_running(process: int) -> bool:
        """Whether a process with this number may still run; here nobody can ask without harm, so yes."""
        return process > 0

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def is_running(process: int) -> bool:
        """Whether a process with this number runs."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True


@contextmanager
def locked(path: Path, *, patience: float) -> Iterator[None]:
    """Hold the lock; waits up to `patience` seconds for another holder, then raises `StoreInUse`."""
    with disk.saying(f"{path.parent}: cannot take the store's lock"):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), disk.PRIVATE_FILE)
    try:
        give_up = time.monotonic() + patience
        while not _try(descriptor):
            if time.monotonic() >= give_up:
                raise StoreInUse(
                    f"{path.parent}: another program is writing to this store and did not finish within "
                    f"{patience:g} seconds. Reading works meanwhile; repeat the command when the other has ended."
                )
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _free(descriptor)
    finally:
        os.close(descriptor)
