"""Watching folders: scanning them again and again, woken early by what the system tells of changes (watchdog).

The scan is the truth: a full one comes round regularly whatever the system tells, because events are lost and shares
tell none. A folder that cannot be reached is told once, as is its return. Nothing here knows of documents or stores.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.model.errors import StoreInUse, UnreadableInput

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

    from evidence.model.scan import ScanReport

GATHER = 0.5  # seconds that events are gathered before a scan
EVERY = 60.0  # seconds between two full scans
POLL = 10.0  # seconds between two where the system tells of no changes
AGAIN = 2.0  # seconds after which files that were still being written are looked at again
_SHORT = 1.0  # seconds; a scan that takes longer
_SHARE = 20  # is given this many times its excess of rest,
_LONGEST = 600.0  # but no more seconds than these
_SLICE = 1.0  # seconds of waiting after which an interruption is seen on every system
_FAREWELL = 5.0  # seconds that an observer gets to end; a thread that hangs in the system ends with the process

Scan = Callable[[Sequence[str]], "ScanReport"]


@frozen(kw_only=True)
class Told:
    """Something about a folder that the keeper should know."""

    folder: str  # "" where it is about none of them
    message: str


class Watch:
    """Folders under watch. `run` returns after `stop`, from another thread, or once the event `stop` is set."""

    def __init__(
        self,
        folders: Sequence[str | os.PathLike[str]],
        scan: Scan,
        *,
        tell: Callable[[Told | ScanReport], None],
        every: float = EVERY,
        poll: float = POLL,
        gather: float = GATHER,
        events: bool = True,
        stop: threading.Event | None = None,
    ) -> None:
        """Nothing happens before `run`.

        `scan` files what is new below the folders it is given; `tell` hears of each scan and of folders that come and
        go; `every`, `poll` and `gather` are seconds; without `events` the folders are only scanned every `poll`.
        """
        self._folders = [_Folder(os.path.realpath(folder), tell, self.wake, events) for folder in folders]
        self._scan = scan
        self._tell = tell
        self._every, self._poll, self._gather = every, poll, gather
        self._woken = threading.Event()
        self._stopped = stop or threading.Event()

    def wake(self) -> None:
        """Scan soon; what every event of the system calls."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` return after the scan under way."""
        self._stopped.set()
        self._woken.set()

    def run(self) -> None:
        """Scan, wait, scan, until stopped or interrupted."""
        try:
            while not self._stopped.is_set():
                self._woken.clear()
                self._wait(self._once())
                if self._woken.is_set():
                    self._stopped.wait(self._gather)
        finally:
            for folder in self._folders:
                folder.leave()

    def _once(self) -> float:
        """Scan what can be reached; seconds until the next scan, if nothing wakes it earlier."""
        reached = [folder for folder in self._folders if folder.reach()]
        start = time.monotonic()
        report = None
        if reached:
            try:
                report = self._scan([folder.path for folder in reached])
            except UnreadableInput:  # a folder went away in between; the next round tells so
                return AGAIN
            except StoreInUse as error:
                self._tell(Told(folder="", message=f"not scanned this time: {error}"))
        took = time.monotonic() - start
        if report is not None:
            self._tell(report)
            if report.waiting:
                return AGAIN
        listening = len(reached) == len(self._folders) and all(folder.listening for folder in reached)
        pause = self._every if listening else min(self._poll, self._every)
        return max(pause, min((took - _SHORT) * _SHARE, _LONGEST))

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._woken.wait(min(left, _SLICE)):
            if self._stopped.is_set() or any(folder.changed() for folder in self._folders):
                return


class _Folder:
    """One folder, whether it can be reached, and the observer of its events."""

    def __init__(
        self, path: str, tell: Callable[[Told | ScanReport], None], wake: Callable[[], None], events: bool
    ) -> None:
        self.path = path
        self._tell = tell
        self._wake = wake
        self._events = events
        self._observer: BaseObserver | None = None
        self._identity: tuple[int, int] | None = None
        self._lost = False

    @property
    def listening(self) -> bool:
        """Whether the system's events reach us; they end with the folder, even if another takes its name."""
        observer = self._observer
        return observer is not None and observer.is_alive() and all(each.is_alive() for each in observer.emitters)

    def changed(self) -> bool:
        """Whether the folder went away, came back or was replaced since it was last reached."""
        return _identity(self.path) != self._identity or (self._observer is not None and not self.listening)

    def reach(self) -> bool:
        """Whether the folder can be listed; its loss and its return are told once each."""
        identity = _identity(self.path)
        if identity != self._identity or not (identity is None or self.listening):
            self.leave()
            self._identity = identity
            if identity is not None and self._events:
                self._listen()
        if identity is None and not self._lost:
            now = time.strftime("%H:%M")
            self._say(f"cannot be reached since {now}; it is tried again, and nothing of it is taken to be gone")
        elif identity is not None and self._lost:
            self._say("can be reached again")
        self._lost = identity is None
        return identity is not None

    def leave(self) -> None:
        """End the observer."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            with suppress(RuntimeError):  # it never started
                observer.join(_FAREWELL)

    def _listen(self) -> None:
        from watchdog.events import FileSystemEventHandler
        from watchdog.observers import Observer

        wake = self._wake

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type not in ("opened", "closed_no_write"):
                    wake()

        observer = Observer()
        try:
            observer.schedule(Handler(), self.path, recursive=True)
            observer.start()
        except OSError as error:
            self._events = False
            self._say(f"tells of no changes ({error.strerror or error}); it is looked at regularly instead")
            with suppress(RuntimeError):
                observer.stop()
            return
        self._observer = observer

    def _say(self, message: str) -> None:
        self._tell(Told(folder=self.path, message=message))


def _identity(path: str) -> tuple[int, int] | None:
    """What makes the folder this folder; `None` where it cannot be listed."""
    try:
        with os.scandir(path):
            status = Path(path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
