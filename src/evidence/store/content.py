"""Documents' bytes, kept under their own hash, and the text read from them."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from attrs import frozen

from evidence import codec
from evidence.model.document import Extraction, PageText
from evidence.store import disk, locking
from evidence.store.layout import Layout

_INCOMING = ".incoming-"
_REMEMBERED = 4 << 20  # bytes of text kept in memory between being put and being taken into the index


class Contents(Protocol):
    """A home of documents' bytes."""

    def take(self, source: Path) -> Staged:
        """Copy a keeper's file in, not yet under its final name."""

    def keep(self, staged: Iterable[Staged]) -> None:
        """Make staged files durable under their hashes."""

    def discard(self, staged: Staged) -> None:
        """Forget a staged file."""

    def path(self, sha256: str) -> Path:
        """Where to read the bytes with this hash."""

    def list(self) -> Iterator[Path]:
        """Every file kept."""


@frozen(kw_only=True)
class Staged:
    """A file that was copied in and waits for its final name."""

    sha256: str
    size: int  # bytes
    modified: int  # microseconds since 1970, of the source
    temporary: Path


class FolderContents:
    """Documents in `documents/ab/<sha256>`, read-only."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._home = layout.documents
        self._numbers = itertools.count(1)

    def take(self, source: Path) -> Staged:
        """Copy a keeper's file in. Raises `disk.CannotCopy`, `disk.StillChanging` or `StoreNotWritable`."""
        temporary = self._home / f"{_INCOMING}{os.getpid()}-{next(self._numbers)}"
        try:
            with disk.saying(f"{self._layout.root}: cannot write to the store"):
                copied = disk.copy_in(source, temporary)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return Staged(sha256=copied.sha256, size=copied.size, modified=copied.modified, temporary=temporary)

    def keep(self, staged: Iterable[Staged]) -> None:
        """Flush staged files, give them their final names, and flush the folders."""
        moves: dict[Path, Path] = {}  # final name to where the bytes lie
        folders = {self._home}  # flushed even where nothing is new: who named the bytes may have died before it did so
        for item in staged:
            target = self._layout.document(item.sha256)
            folders.add(target.parent)
            if target in moves or target.exists():
                disk.remove(item.temporary)
            else:
                moves[target] = item.temporary
        disk.settle(moves.values())
        disk.make_folders(sorted(folders))
        for target, temporary in moves.items():
            disk.rename(temporary, target)
        disk.flush_folders(folders)

    def discard(self, staged: Staged) -> None:
        """Forget a staged file."""
        staged.temporary.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where to read the bytes with this hash."""
        return self._layout.document(sha256)

    def list(self) -> Iterator[Path]:
        """Every file kept, in the order of hashes; files on their way in are left out."""
        for folder in sorted(self._layout.documents.iterdir()):
            if folder.is_dir():
                yield from sorted(folder.iterdir())

    def sweep(self) -> int:
        """Remove what a dead writer left on its way in; call under the lock. Returns how many files went."""
        return _sweep(self._layout.documents)


def _sweep(folder: Path) -> int:
    """Remove the files on their way in that belong to no running process; returns how many went."""
    gone = 0
    for path in folder.glob(f"{_INCOMING}*"):
        owner = path.name.removeprefix(_INCOMING).split("-")[0]
        if owner.isdigit() and not locking.is_running(int(owner)):
            disk.remove(path)
            gone += 1
    return gone


class Scratch:
    """A folder of this process for what need not last; those of dead processes are swept by the next writer."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def open(self) -> Path:
        """This process's folder, made if it is not there."""
        path = self._layout.scratch / str(os.getpid())
        with disk.saying(f"{self._layout.root}: cannot write to the store"):
            path.mkdir(mode=disk.PRIVATE_FOLDER, parents=True, exist_ok=True)
        return path

    def close(self) -> None:
        """Remove this process's folder if nothing is in it any more."""
        for path in (self._layout.scratch / str(os.getpid()), self._layout.scratch):
            with contextlib.suppress(OSError):
                path.rmdir()

    def sweep(self) -> None:
        """Remove what dead processes left; call under the lock."""
        for path in self._layout.scratch.iterdir() if self._layout.scratch.is_dir() else ():
            if not (path.name.isdigit() and locking.is_running(int(path.name))):
                disk.remove_folder(path)


class Texts:
    """Text by page in `texts/ab/<sha256>.jsonl`. Derived, so it is written whole but not flushed."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._home = layout.texts
        self._number = itertools.count(1)
        self._folders: set[str] = set()  # known to be there
        self._fresh: dict[tuple[str, str], tuple[PageText, ...]] = {}  # just put, soon asked for; by both hashes
        self._room = _REMEMBERED

    def put(self, sha256: str, extraction: Extraction) -> str:
        """Keep what was read from the document with this hash; returns the SHA-256 of the kept file."""
        about = {
            "media_type": extraction.media_type,
            "metadata": codec.to_json(extraction.metadata),
            "notes": list(extraction.notes),
            "reader": extraction.reader,
        }
        records = [about, *(codec.to_json(page) for page in extraction.pages)]
        data = b"".join(codec.canonical(record) + b"\n" for record in records)
        path = self._layout.text(sha256)
        temporary = self._home / f"{_INCOMING}{os.getpid()}-{next(self._number)}"
        with disk.saying(f"{self._layout.root}: cannot write to the store"):
            if sha256[:2] not in self._folders:
                path.parent.mkdir(mode=disk.PRIVATE_FOLDER, parents=True, exist_ok=True)
                self._folders.add(sha256[:2])
            disk.write_derived(path, data, temporary=temporary)
        kept = hashlib.sha256(data).hexdigest()
        if len(data) > self._room:
            self._fresh.clear()
            self._room = _REMEMBERED
        if len(data) <= self._room:
            self._room -= len(data)
            self._fresh[sha256, kept] = extraction.pages
        return kept

    def sweep(self) -> int:
        """Remove texts that a dead writer left half-written; call under the lock. Returns how many files went."""
        return _sweep(self._layout.texts)

    def get(self, sha256: str, expected: str) -> tuple[PageText, ...] | None:
        """The pages kept for a document; `None` where the file is missing or not the one expected (SHA-256)."""
        fresh = self._fresh.pop((sha256, expected), None)
        if fresh is not None:
            return fresh
        data = self._read(sha256, expected)
        if data is None:
            return None
        _, *pages = data.splitlines()
        return tuple(codec.from_text(page.decode(), PageText) for page in pages)

    def has(self, sha256: str, expected: str) -> bool:
        """Whether the text kept for a document is there and the one expected (SHA-256)."""
        return self._read(sha256, expected) is not None

    def _read(self, sha256: str, expected: str) -> bytes | None:
        try:
            data = self._layout.text(sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == expected else None
