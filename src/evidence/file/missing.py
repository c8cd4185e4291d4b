"""Files that are no longer where they were found: moved, or vanished. Their documents stay on file.

A folder that cannot be listed, and a scanned folder in which there is nothing at all (a share that is not connected
shows as one), say nothing about the files below them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from evidence.file.looking import stored
from evidence.file.readings import as_text
from evidence.model.event import EventKind
from evidence.model.scan import Moved, Skipped, Vanished
from evidence.store.places import Places

if TYPE_CHECKING:
    from evidence.file.looking import Look
    from evidence.file.session import Session

_TOGETHER = 500  # files recorded as gone at once


class Missing:
    """What a look below folders did not find again. `before` is the newest journal entry before that look."""

    def __init__(self, session: Session, look: Look, before: int) -> None:
        self._session = session
        self._look = look
        self._before = before
        self._places = Places(session.store.connection)

    def found(self, *, pause: float) -> Iterator[Moved | Vanished | Skipped]:
        """Record and tell what is gone. Files are looked for twice, `pause` seconds apart: programs replace files."""
        for root in self._look.roots:
            if root in self._look.bare:
                yield from self._nothing_there(root)
                continue
            gone = self._gone(root)
            while batch := list(islice(gone, _TOGETHER)):
                if pause:
                    self._session.sleep(pause)
                    pause = 0
                yield from self._record([item for item in batch if not _is_there(item[0])])

    def _gone(self, root: str) -> Iterator[tuple[str, str]]:
        unlisted = [_within(as_text(folder)) for folder in self._look.unlisted]
        if _within(as_text(root)) in unlisted or not os.path.isdir(root):  # noqa: PTH112
            return
        start = _within(as_text(root))
        for path, document in self._places.below(start, start[:-1] + chr(ord(start[-1]) + 1)):
            if not path.startswith(tuple(unlisted)) and not _is_there(path):
                yield path, document

    def _nothing_there(self, root: str) -> Iterator[Skipped]:
        start = _within(as_text(root))
        if next(self._places.below(start, start[:-1] + chr(ord(start[-1]) + 1)), None):
            yield Skipped(
                path=as_text(root),
                reason="is empty, though files were found in it before; is the share connected? They are not taken "
                "to be gone while the folder is empty",
            )

    def _record(self, batch: list[tuple[str, str]]) -> Iterator[Moved | Vanished]:
        if not batch:
            return
        told: list[Moved | Vanished] = []
        with self._session.writing() as writing:
            for path, document in batch:
                writing.record(EventKind.DOCUMENT_VANISHED, {"document": document, "path": path})
                now = self._places.since(document, self._before)
                told.append(
                    Moved(document=document, path=now, before=path) if now else Vanished(document=document, path=path)
                )
        yield from told


def _is_there(path: str) -> bool:
    """Whether a plain file is at this path, or it cannot be told."""
    for candidate in stored(path):
        try:
            if stat.S_ISREG(os.lstat(candidate).st_mode):
                return True
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError):
            return True
    return False


def _within(folder: str) -> str:
    return folder.rstrip(os.sep) + os.sep
