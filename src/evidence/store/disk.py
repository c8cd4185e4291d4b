"""The only code that writes to disk, apart from SQLite itself. Every step passes a fault point, so that tests can kill.

What differs between systems stands here: Windows has no way to flush a folder, and there a file in use cannot be
replaced. Nothing here knows what the bytes mean.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from io import FileIO
from pathlib import Path

from attrs import frozen

from evidence.model.errors import StoreNotWritable

BLOCK = 1 << 20  # bytes read or written at a time
PRIVATE_FOLDER, PRIVATE_FILE, KEPT_FILE = 0o700, 0o600, 0o400
_AT_ONCE = 8  # flushes asked for together: the disk does many in the time of one

_WINDOWS = sys.platform == "win32"
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

fault_point: Callable[[str, Path, bytes], None] | None = None
"""Called before each step with its name (write, fsync, rename, unlink, truncate, mkdir), path and data, by tests."""


def _step(name: str, path: Path, data: bytes = b"") -> None:
    if fault_point is not None:
        fault_point(name, path, data)


@frozen(kw_only=True)
class Copied:
    """What was copied: the hash is of the bytes that arrived, not of what a directory said."""

    sha256: str
    size: int  # bytes
    modified: int  # microseconds since 1970, of the source


class StillChanging(Exception):
    """The source changed while it was copied."""


class CannotCopy(Exception):
    """The source cannot be read; the message is what the system says of it."""


@contextlib.contextmanager
def saying(what: str) -> Iterator[None]:
    """Turn what the system says of a failed write into an error that tells the keeper what to do."""
    try:
        yield
    except OSError as error:
        raise StoreNotWritable(f"{what}: {_in_words(error)}") from error


def _in_words(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in _NO_ROOM:
        return f"the disk is full{where}. Nothing was recorded; make room and repeat the command."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"no right to write there{where}. Ask for write access, or use a store of your own with --store."
    return f"{error.strerror or error}{where}. Nothing was recorded; repeat the command once the cause is mended."


def make_folder(path: Path) -> None:
    """Make a folder (readable by its owner alone) and flush its parent; one that exists stays as it is."""
    make_folders([path])


def make_folders(paths: Iterable[Path]) -> None:
    """Make those of these folders that are missing, readable by their owner alone, and flush their parents."""
    missing = [path for path in paths if not path.is_dir()]
    for path in missing:
        _step("mkdir", path)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=PRIVATE_FOLDER)
    flush_folders({path.parent for path in missing})


def flush_folder(path: Path) -> None:
    """Make names in this folder durable."""
    flush_folders([path])


def flush_folders(paths: Collection[Path]) -> None:
    """Make names in these folders durable."""
    _flush_all(() if _WINDOWS else sorted(paths), os.O_RDONLY)


def settle(paths: Collection[Path]) -> None:
    """Make the bytes of new files durable, and the files read-only."""
    _flush_all(tuple(paths), _WRITE, mode=KEPT_FILE)


def _flush_all(paths: Collection[Path], flags: int, *, mode: int | None = None) -> None:
    for path in paths:
        _step("fsync", path)
    waiting = iter(paths)
    failures: list[Exception] = []

    def flush_next() -> None:
        try:
            for path in waiting:
                descriptor = os.open(path, flags)
                try:
                    os.fsync(descriptor)
                    if mode is not None:
                        _set_mode(descriptor, path, mode)
                finally:
                    os.close(descriptor)
        except Exception as error:  # told below, whatever it is: a thread would swallow it
            failures.append(error)

    others = [threading.Thread(target=flush_next) for _ in range(min(len(paths), _AT_ONCE) - 1)]
    for thread in others:
        thread.start()
    flush_next()
    for thread in others:
        thread.join()
    if failures:
        raise failures[0]


def write_file(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a whole file so that it is there completely or not at all, and durable."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, _WRITE | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    try:
        try:
            _write(descriptor, temporary, data)
            _flush(descriptor, temporary)
            _set_mode(descriptor, temporary, mode)
        finally:
            os.close(descriptor)
        rename(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def write_derived(path: Path, data: bytes, *, temporary: Path) -> None:
    """Write a whole file that can be made again: complete or not at all, but not flushed."""
    descriptor = os.open(temporary, _WRITE | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    try:
        try:
            _write(descriptor, temporary, data)
        finally:
            os.close(descriptor)
        rename(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def give_out(path: Path, blocks: Iterable[bytes]) -> tuple[str, int]:
    """Write a file for others to have, with the rights that the system gives new files; SHA-256 and size (bytes)."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb", buffering=0) as stream:
        for block in blocks:
            _write(stream.fileno(), path, block)
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def blocks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a block at a time."""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block


def append(path: Path, data: bytes, *, at: int) -> None:
    """Append to a file that must be `at` bytes long (made if `at` is 0) and flush it; on failure cut it back."""
    made = at == 0  # an empty file may have been left by who died before its name was flushed
    descriptor = os.open(path, _WRITE | (os.O_CREAT if at == 0 else 0), PRIVATE_FILE)
    try:
        if os.fstat(descriptor).st_size != at:
            raise OSError(errno.EIO, f"the file is not {at} bytes long, another program wrote to it", str(path))
        os.lseek(descriptor, at, os.SEEK_SET)
        try:
            _write(descriptor, path, data)
            _flush(descriptor, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, at)
            raise
    finally:
        os.close(descriptor)
    if made:
        flush_folder(path.parent)


def cut(path: Path, size: int) -> None:
    """Shorten a file to `size` bytes, durably."""
    _step("truncate", path)
    descriptor = os.open(path, _WRITE)
    try:
        os.ftruncate(descriptor, size)
        _flush(descriptor, path)
    finally:
        os.close(descriptor)


def rename(source: Path, target: Path) -> None:
    """Give a file its final name, replacing what is there; the folder is not flushed."""
    _step("rename", target)
    os.replace(source, target)  # noqa: PTH105 - `Path.replace` makes a path nobody asked for


def remove(path: Path) -> None:
    """Delete a file of the store itself, if it is there."""
    _step("unlink", path)
    path.unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    """Delete a folder of the store itself with all that is in it, as far as that can be done."""
    import shutil

    _step("unlink", path)
    shutil.rmtree(path, ignore_errors=True)


def copy_in(source: Path, target: Path) -> Copied:
    """Copy a keeper's file to a new temporary file, hashing the bytes as they pass; `settle` makes it durable.

    The source is only read. Raises `CannotCopy` if it cannot be, `StillChanging` if it changed meanwhile, and `OSError`
    if the copy cannot be written.
    """
    with _open_source(source) as reader:
        before = os.fstat(reader.fileno())
        writer = os.open(target, _WRITE | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            digest, size = hashlib.sha256(), 0
            while block := _read_source(reader):
                digest.update(block)
                size += len(block)
                _write(writer, target, block)
        finally:
            os.close(writer)
        after = os.fstat(reader.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise StillChanging(str(source))
    return Copied(sha256=digest.hexdigest(), size=size, modified=after.st_mtime_ns // 1000)


def _open_source(path: Path) -> FileIO:
    try:
        file = FileIO(os.open(path, _READ | getattr(os, "O_NOFOLLOW", 0)))
    except OSError as error:
        raise CannotCopy(error.strerror) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise CannotCopy("it is not a file with content")
    return file


def _read_source(file: FileIO) -> bytes:
    try:
        return file.read(BLOCK)
    except OSError as error:
        raise CannotCopy(error.strerror) from None


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 (lower-case hex) and size of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _write(descriptor: int, path: Path, data: bytes) -> None:
    _step("write", path, data)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _flush(descriptor: int, path: Path) -> None:
    _step("fsync", path)
    os.fsync(descriptor)


def _set_mode(descriptor: int, path: Path, mode: int) -> None:
    if _WINDOWS:
        path.chmod(mode)
    else:
        os.fchmod(descriptor, mode)
