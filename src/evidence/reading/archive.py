"""ZIP containers, and the office formats inside them, under our own counters: nothing in their headers is believed.

A member is counted while it is unpacked, so that a container that understates its sizes, packs a mountain into a
molehill or lets its members share their bytes is stopped by what comes out of it.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from evidence.model.document import Part
from evidence.reading.encoding import sound
from evidence.reading.inside import Inside
from evidence.reading.source import NOT_WHOLE, CannotRead, MiB, Source

_CHUNK = 64 * 1024
_SLICE = 64  # packed bytes that are lost at most before a damaged one
_HEADER = struct.Struct("<26xHH")  # before a member: the lengths of its name and of what else stands there
_DENSEST = {zipfile.ZIP_STORED: 1, zipfile.ZIP_DEFLATED: 1032}  # bytes that one packed byte can hold at most
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,  # the directory or a checksum does not hold
    zlib.error,  # packed bytes that cannot be unpacked: Deflate
    OSError,  # the same of bzip2; and a disk that fails
    EOFError,  # the file ends inside a member
    ValueError,  # sizes and names that cannot be
    RuntimeError,  # a member is locked with a password, or packed in a way that zipfile does not know
)
"""Whatever `zipfile` raises for a container or a member that is broken, as found by flipping bytes of each kind."""
try:
    from lzma import LZMAError
except ImportError:  # this Python was built without it, and zipfile knows no such packing
    pass
else:
    DAMAGED += (LZMAError,)


class Archive:
    """An open container. A context manager; raises `CannotRead` where it is broken, protected or made to do harm."""

    def __init__(self, source: Source) -> None:
        self._limits = source.limits
        self._out = 0
        self._damaged: dict[str, None] = {}  # members that were asked for and are not whole
        self._file = source.open()
        try:
            self._zip = zipfile.ZipFile(self._file)
            self.infos = self._zip.infolist()
            self._refuse_overlaps()
        except DAMAGED as error:
            self._file.close()
            raise CannotRead("The file is damaged: its container cannot be opened. Ask for another copy.") from error
        except CannotRead:
            self._file.close()
            raise
        self._by_name = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self.infos}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in small letters with plain slashes."""
        return tuple(self._by_name)

    def get(self, name: str) -> bytes | None:
        """A member's bytes by its name, whatever its letters' case; of a damaged one, what can be unpacked of it.

        `None` where there is none, or where nothing of it can be unpacked; `notes` tells of what is damaged.
        """
        info = self._by_name.get(name.lower().lstrip("/"))
        if info is None:
            return None
        try:
            return self.unpack(info)
        except DAMAGED:
            self._damaged[sound(info.filename)] = None
            return self._salvaged(info) or None

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say of the members that were asked for and are damaged."""
        return tuple(f"{name!r} inside {NOT_WHOLE}, and not all of it was read" for name in self._damaged)

    def unpack(self, info: zipfile.ZipInfo) -> bytes:
        """A member's bytes, counted as they come out."""
        return b"".join(self._chunks(info))

    def measure(self, info: zipfile.ZipInfo) -> int:
        """How many bytes a member really has, without keeping them: for readers that unpack for themselves."""
        try:
            return sum(len(chunk) for chunk in self._chunks(info))
        except DAMAGED:
            return 0

    def bound(self, info: zipfile.ZipInfo) -> None:
        """Raise `CannotRead` where a member would unpack beyond the limits; one too small for that is not unpacked."""
        most = info.compress_size * _DENSEST.get(info.compress_type, self._limits.unpacked)
        if most <= self._limits.ratio_from and self._out + most <= self._limits.unpacked:
            self._out += most
        else:
            self.measure(info)

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        if info.flag_bits & 1:
            raise CannotRead("The container is protected by a password; file a copy without one.")
        size = 0
        with self._zip.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                self._out += len(chunk)
                if self._out > self._limits.unpacked:
                    raise CannotRead(
                        f"It unpacks to more than {self._limits.unpacked // MiB} MiB; reading was stopped."
                    )
                if size > self._limits.ratio_from and size > self._limits.ratio * max(info.compress_size, 1):
                    raise CannotRead(
                        f"A file inside it unpacks to more than {self._limits.ratio} times its size, as one made to "
                        "do harm does; reading was stopped."
                    )
                yield chunk

    def _salvaged(self, info: zipfile.ZipInfo) -> bytes:
        """What comes out of a member up to its damage, its checksum aside."""
        self._file.seek(info.header_offset)
        head = self._file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return b""
        self._file.seek(sum(_HEADER.unpack(head)), os.SEEK_CUR)
        data = self._file.read(info.compress_size)
        if info.compress_type == zipfile.ZIP_STORED:
            return data
        out = bytearray()
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        with suppress(zlib.error):
            for start in range(0, len(data) if info.compress_type == zipfile.ZIP_DEFLATED else 0, _SLICE):
                out += unpacker.decompress(data[start : start + _SLICE])
                if len(out) > self._limits.ratio_from:
                    break
        return bytes(out)

    def _refuse_overlaps(self) -> None:
        end = 0
        for info in sorted(self.infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise CannotRead(
                    "Files inside it share their bytes, as in a container made to do harm; it is not read."
                )
            end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size


def stored(members: Iterable[tuple[str, bytes]]) -> io.BytesIO:
    """A container with these members, by their names, as they are: for readers that take nothing else."""
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as target:
        for name, data in members:
            target.writestr(name, data)
    container.seek(0)
    return container


def take_members(archive: Archive, infos: list[zipfile.ZipInfo], source: Source, notes: list[str]) -> tuple[Part, ...]:
    """Hand these members over as files of their own, up to the limits; what is left out is noted."""
    inside = Inside(source, notes, f"of {len(infos):,} files inside")
    for info in infos:
        if not inside.more():
            break
        name = sound(info.filename)
        if stat.S_ISLNK(info.external_attr >> 16):
            notes.append(f"{name!r} inside is a link, which is not followed")
        elif info.flag_bits & 1:
            notes.append(f"{name!r} inside is protected by a password")
        else:
            try:
                data = archive.unpack(info)
            except DAMAGED as error:
                notes.append(f"{name!r} inside {NOT_WHOLE} ({type(error).__name__})")
                continue
            except CannotRead as refusal:
                inside.stopped(refusal.reason)
                break
            inside.take(name, data)
    return tuple(inside.parts)
