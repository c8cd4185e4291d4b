"""Folders that are given out: written whole beside what is there, and put in its place only when nothing is missing."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import define, field, frozen

from evidence.file.readings import as_text
from evidence.model.errors import Refused, StoreNotWritable
from evidence.store import disk

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)


@frozen(kw_only=True)
class Given:
    """A file that was written."""

    name: str  # below the folder, "/" between
    sha256: str
    size: int  # bytes


@define(eq=False)
class Outgoing:
    """A new folder, while it is filled; remembers the hash of everything that is put into it."""

    root: Path
    given: list[Given] = field(factory=list)

    def write(self, name: str, blocks: Iterable[bytes] | bytes | str) -> Given:
        """Put a file into the folder; `name` has "/" between its parts."""
        path = self.root.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(blocks, str):
            blocks = blocks.encode("utf-8")
        sha256, size = disk.give_out(path, [blocks] if isinstance(blocks, bytes) else blocks)
        one = Given(name=name, sha256=sha256, size=size)
        self.given.append(one)
        return one


def apart_from(store: Path, folder: str | os.PathLike[str], what: str) -> None:
    """Raise `Refused` where a folder is the store's own, lies in it or holds it."""
    root, place = store.resolve(), Path(folder).resolve()
    if place == root or root in place.parents or place in root.parents:
        raise Refused(
            f"{as_text(place)}: is the store's own folder, lies in it or holds it. Name another folder for {what}."
        )


@contextlib.contextmanager
def replacing(folder: str | os.PathLike[str], *, what: str, ours: Callable[[Path], bool]) -> Iterator[Outgoing]:
    """A fresh folder to write into, which takes the place of `folder` at the end; on failure `folder` is as it was.

    What is there already is replaced only where it is empty or `ours` says that it is such a folder. `what` names it in
    messages ("the bundle"). Raises `Refused`, and `StoreNotWritable` where the disk refuses.
    """
    target = Path(folder).absolute()
    new, old = _aside(target, "new"), _aside(target, "old")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refused(f"{as_text(target)}: expected a folder for {what}, found something else. Name another place.")
    with _saying(target, what):
        if old.exists() and not target.exists():  # a run that died between the two renames
            disk.rename(old, target)
        _refuse_opened(target, what)
        if target.exists() and any(target.iterdir()) and not ours(target):
            raise Refused(
                f"{as_text(target)}: other things are in this folder, and they would be lost. Name an empty or a new "
                f"folder for {what}."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in (new, old):
            disk.remove_folder(left)
        try:
            new.mkdir()
            yield Outgoing(new)
            _swap(new, target, old)
        except BaseException:
            disk.remove_folder(new)
            raise
    disk.remove_folder(old)


def _aside(target: Path, end: str) -> Path:
    """Where a folder stands while it is written, or while another takes its place."""
    return target.with_name(f".{target.name}.{end}")


def _refuse_opened(target: Path, what: str) -> None:
    """Office programs leave a file of their own beside one that they have open."""
    for path in target.iterdir() if target.exists() else ():
        for mark, end in (("~$", ""), (".~lock.", "#")):
            if path.name.startswith(mark):
                name = as_text(path.name.removeprefix(mark).removesuffix(end))
                raise StoreNotWritable(
                    f"{as_text(target)}: somebody has {name!r} open. Close it in Excel, Word or LibreOffice and "
                    f"repeat, or name another folder; {what} that was there before is as it was."
                )


def _swap(new: Path, target: Path, old: Path) -> None:
    if target.exists():
        disk.rename(target, old)
    try:
        disk.rename(new, target)
    except BaseException:
        if old.exists() and not target.exists():
            old.replace(target)
        raise
    with contextlib.suppress(OSError):  # it is in its place, and can be made again
        disk.flush_folder(target.parent)


def _seen(path: Path, target: Path) -> Path:
    """The path as people know it: what is written aside becomes `target`."""
    new = _aside(target, "new")
    return target / path.relative_to(new) if path.is_relative_to(new) else path


@contextlib.contextmanager
def _saying(target: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = Path(os.fsdecode(error.filename or target))
        where = as_text(_seen(path, target))
        kept = (
            f"{what[:1].upper()}{what[1:]} that was there before is as it was"
            if target.exists()
            else "Nothing is there"
        )
        if error.errno in _NO_ROOM:
            raise StoreNotWritable(f"{as_text(target)}: the disk is full. {kept}; make room and repeat.") from error
        ours = (target, _aside(target, "new"), _aside(target, "old"))
        if error.errno in _NO_RIGHT and path not in target.parents and not any(map(path.is_relative_to, ours)):
            raise StoreNotWritable(
                f"{where}: you may not read it. {kept}; ask for the right to read it, and repeat."
            ) from error
        if error.errno in _NO_RIGHT:
            raise StoreNotWritable(
                f"{where}: it is open in another program, or you may not write there. {kept}; close the program "
                "(Excel, Word, a browser of files) or name another folder, and repeat."
            ) from error
        if error.errno in (errno.EEXIST, errno.ENOTDIR):
            place = next((path for path in target.parents if path.is_file()), target)
            raise Refused(
                f"{as_text(place)}: expected a folder to put {what} into, found a file. Name another place."
            ) from error
        raise StoreNotWritable(f"{where}: {error.strerror or error}. {kept}; mend the cause and repeat.") from error
