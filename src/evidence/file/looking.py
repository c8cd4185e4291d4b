"""Looking below folders: every file that could be filed, and what is passed over with its reason. Reads names only.

Links are named and never followed. What is told apart here by attributes that only Windows has (junctions, files whose
content is in the cloud) was not tried there.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, field, frozen

from evidence.file.readings import as_text
from evidence.model.scan import Skipped

_CLUTTER = ("~$", ".~lock.", "~WRL", "._")  # what office programs and systems leave beside a document
_CLUTTER_NAMES = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
_CLUTTER_ENDS = (".tmp", ".lnk", ".part", ".crdownload", ".partial")
_STORE = frozenset(("store.json", "journal", "details"))  # names by which a store is known
_IN_THE_CLOUD: Final = 0x1000 | 0x40000 | 0x400000  # Windows: offline, recall on open, recall on data access
_JUNCTION: Final = 0xA0000003  # Windows: reparse tag of a mount point
_COMPUTER = r"(?:DESKTOP|LAPTOP|SURFACE)-[A-Z0-9]+|(?=[A-Z-]*\d)[A-Z][A-Z0-9-]{2,14}"
_CONFLICT = re.compile(
    rf"(?P<stem>.+?)(?P<mark> ?\((?:[^()]*conflicted copy[^()]*|\d+)\)|-(?:{_COMPUTER})|"
    r"\.sync-conflict-\d{8}-\d{6}-\w+| - Copy(?: \(\d+\))?)"
)
_SURE = ("conflicted copy", "sync-conflict")  # marks that need no original beside them


@frozen
class Seen:
    """A file met, with size (bytes) and time of change (nanoseconds since 1970) as they were then."""

    path: str
    size: int
    modified: int
    odd: str = ""  # what is odd about its name, for the keeper


@define(eq=False)
class Look:
    """One walk below some folders. Afterwards it knows what could not be listed."""

    roots: Sequence[str]
    store: str  # the evidence file's own folder, with links resolved
    unlisted: list[str] = field(factory=list)  # folders that exist and could not be listed
    bare: list[str] = field(factory=list)  # roots in which there is nothing at all

    def files(self) -> Iterator[Seen | Skipped]:
        """Every file below the folders, in the order of names within each folder."""
        waiting = sorted(self.roots, reverse=True)
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    names = sorted(entry.name for entry in entries)
            except OSError as error:
                self.unlisted.append(folder)
                yield Skipped(path=as_text(folder), reason=f"the folder cannot be read: {error.strerror or error}")
                continue
            if not names and folder in self.roots:
                self.bare.append(folder)
            if names and _STORE.issubset(names) and folder not in self.roots:
                yield Skipped(path=as_text(folder), reason="is the store of an evidence file")
                continue
            below: list[str] = []
            beside = frozenset(names)
            for name in names:
                found = self._one(os.path.join(folder, name), name, beside)  # noqa: PTH118 - text, for speed
                if isinstance(found, str):
                    below.append(found)
                else:
                    yield found
            waiting.extend(reversed(below))

    def _one(self, path: str, name: str, beside: frozenset[str]) -> Seen | Skipped | str:
        """What is at this path; a folder to look into is given as text."""
        try:
            status = os.lstat(path)
        except OSError as error:
            return Skipped(path=as_text(path), reason=f"cannot be looked at: {error.strerror or error}")
        if is_link(status):
            return Skipped(path=as_text(path), reason="is a link to another place; scan that place itself")
        if stat.S_ISDIR(status.st_mode):
            if os.path.realpath(path) == self.store:
                return Skipped(path=as_text(path), reason="is the evidence file's own store")
            return path
        if is_clutter(name):
            return Skipped(path=as_text(path), reason="is a helper file of an office program or of the system")
        if not stat.S_ISREG(status.st_mode):
            return Skipped(path=as_text(path), reason="is not a file with content")
        if is_in_the_cloud(status):
            return Skipped(
                path=as_text(path),
                reason="is not on this computer, only in the cloud; choose 'Always keep on this device' for it",
            )
        return Seen(path, status.st_size, status.st_mtime_ns, conflict(name, beside))


def look_at(path: str) -> Seen | None:
    """The file at this path as it is now; `None` where there is no plain file."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return Seen(path, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def is_link(status: os.stat_result) -> bool:
    """Whether this is a symbolic link or, on Windows, a junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def is_in_the_cloud(status: os.stat_result) -> bool:
    """Whether reading the file would fetch it from somewhere; such a file is not on this computer."""
    return bool(getattr(status, "st_file_attributes", 0) & _IN_THE_CLOUD)


def is_clutter(name: str) -> bool:
    """Whether a name is one that office programs, browsers and systems give to their helper files."""
    lower = name.lower()
    return lower in _CLUTTER_NAMES or name.startswith(_CLUTTER) or lower.endswith(_CLUTTER_ENDS)


def conflict(name: str, beside: frozenset[str]) -> str:
    """What to say of a name that a syncing program gives to a second copy; "" for all others.

    `minutes-PC114.docx` or `minutes (1).docx` is one only where `minutes.docx` lies beside it.
    """
    stem, dot, ending = name.rpartition(".")
    found = _CONFLICT.fullmatch(stem if dot else name)
    if found is None:
        return ""
    original = f"{found['stem']}{dot}{ending}" if dot else found["stem"]
    if original not in beside and not any(mark in found["mark"] for mark in _SURE):
        return ""
    return f"its name may be that of a second copy of {original!r}; look which of the two holds"


def stored(text: str) -> Iterator[str]:
    """The paths that may stand behind such a text: one, but where backslashes part the folders of a path."""
    escaped = re.search(r"\\x[0-9a-f]{2}", text)
    if not escaped or os.sep == "\\":
        yield text
    if escaped:
        data = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), os.fsencode(text))
        yield os.fsdecode(data)
