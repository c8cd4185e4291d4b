"""How much the files found inside one file may cost together, at every depth: number, bytes, time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.model.document import Part
    from evidence.reading.source import Limits

_PATIENCE = 20  # times `wall_seconds`, the time for reading all of them


class Nest:
    """Counts what was found inside one file against the limits that hold for one container."""

    def __init__(self, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._limits = limits
        self._clock = clock
        self._files = 0
        self._size = 0  # bytes
        self._met: set[str] = set()
        self._ends: datetime | None = None
        self.reached: list[str] = []  # sentences about the limits that were reached

    def admits(self, part: Part) -> bool:
        """Whether this one may still be taken in."""
        self._files += 1
        self._size += part.size
        limits = self._limits
        if self._files > limits.members:
            self._reach(f"more than {limits.members:,} files are inside it, counting those inside others")
            return False
        if self._size > limits.unpacked:
            self._reach(f"the files inside it are larger than {limits.unpacked:,} bytes together")
            return False
        return True

    def is_new(self, part: Part) -> bool:
        """Whether these bytes are met for the first time; an archive may hold itself."""
        new = part.sha256 not in self._met
        self._met.add(part.sha256)
        return new

    def overdue(self) -> str | None:
        """The reason why no more of them are read, once the time for all of them is over."""
        now, time = self._clock(), self._limits.wall_seconds * _PATIENCE
        self._ends = self._ends or now + timedelta(seconds=time)
        if now <= self._ends:
            return None
        self._reach(f"the files inside it were not all read within {time} seconds")
        return self.reached[-1]

    def _reach(self, what: str) -> None:
        from evidence.reading.source import STOPPED

        sentence = f"{STOPPED}{what}"
        if sentence not in self.reached:
            self.reached.append(sentence)
