"""Files found inside files: their bytes lie in the pool's own folder, by SHA-256, until nobody needs them any more.

Names written in a container never become paths. The hash is counted here, not believed from the worker.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from pathlib import Path

from attrs import evolve

from evidence.model.document import Extraction, Part, Unreadable


class Parts:
    """The bytes of parts, with a count of the outcomes that name them. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._users: Counter[str] = Counter()
        self._lock = threading.Lock()
        folder.mkdir()

    def save(self, data: bytes) -> str:
        """Write bytes; returns their SHA-256. They are no one's until `claim`."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._folder / sha256
        with self._lock:
            if not path.exists():
                path.write_bytes(data)
        return sha256

    def claim(self, outcome: Extraction | Unreadable, saved: set[str]) -> Extraction | Unreadable:
        """Count the outcome's parts as used and drop what it does not name; a part without bytes is taken off it."""
        named = outcome.parts if isinstance(outcome, Extraction) else ()
        held: list[Part] = [part for part in named if part.sha256 in saved]
        with self._lock:
            self._users.update(part.sha256 for part in held)
            for sha256 in saved:
                self._drop_unused(sha256)
        if isinstance(outcome, Extraction) and len(held) < len(named):
            return evolve(outcome, parts=tuple(held))
        return outcome

    def path(self, sha256: str) -> Path:
        """Where the bytes lie; raises `KeyError` for what is not kept."""
        if self._users[sha256] <= 0:
            raise KeyError(sha256)
        return self._folder / sha256

    def forget(self, outcome: Extraction | Unreadable) -> None:
        """The outcome's parts have one user less; the last one removes the bytes."""
        named = outcome.parts if isinstance(outcome, Extraction) else ()
        with self._lock:
            for part in named:
                self._users[part.sha256] -= 1
                self._drop_unused(part.sha256)

    def _drop_unused(self, sha256: str) -> None:
        if self._users[sha256] <= 0:
            del self._users[sha256]
            (self._folder / sha256).unlink(missing_ok=True)
