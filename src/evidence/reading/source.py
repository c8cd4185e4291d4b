"""What a reader is given and how it says that it cannot read: the one contract between sandbox and formats."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from attrs import field, frozen

from evidence.model.document import Part

MiB = 1024 * 1024
NO_TEXT = "pages without text: "  # how the note about pages that need recognition begins
NOT_WHOLE = "is damaged"  # stands in every note about a damaged part of a file, which was not read whole
STOPPED = "reading stopped at a limit: "  # how every note about a limit begins


@frozen(kw_only=True)
class Limits:
    """How much one file may cost. The defaults are meant for office documents on an ordinary computer."""

    wall_seconds: int = 30  # from handing over the file to the last byte of the answer
    cpu_seconds: int = 30  # processor time of the worker, for one file
    memory: int = 1024 * MiB  # address space of the worker, bytes
    file: int = 512 * MiB  # larger files are filed without being read, bytes
    text: int = 50 * MiB  # characters of text kept from one file
    answer: int = 256 * MiB  # bytes of one answer of a worker
    members: int = 10_000  # files taken out of one container
    unpacked: int = 1024 * MiB  # bytes unpacked from one container
    ratio: int = 200  # unpacked to packed size, once more than `ratio_from` bytes came out
    ratio_from: int = 10 * MiB  # bytes that may come out of a member before its ratio counts
    depth: int = 5  # containers within containers
    rows: int = 1_000_000  # rows taken from the tables of one file
    cells: int = 5_000_000  # cells taken from the tables of one file
    pages: int = 20_000  # pages taken from one file
    ocr_pages: int = 200  # pages without text that are recognised in one file
    ocr_seconds: int = 600  # wall time of a file whose pages are recognised


class CannotRead(Exception):
    """No text can be had; `reason` is a sentence for the keeper that says what to do where something can be done."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeedsRecognition(CannotRead):
    """The text is in pictures: `reason` stands where no recognition program is installed."""


def measured(name: str, data: bytes) -> Part:
    """The record of a file found inside another."""
    return Part(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


@frozen(kw_only=True)
class Source:
    """A file to be read, and what is wanted from it."""

    path: Path
    name: str  # as the keeper knows it; a hint, never a path
    media_type: str  # as sniffed from the content
    layout: bool = False  # blocks are wanted too
    columns: int | None = None  # of a spreadsheet: only the texts of so many of each sheet are wanted, nothing else
    password: str | None = None
    limits: Limits = field(factory=Limits)
    depth: int = 0  # containers around this file
    ocr: str | None = None  # the tesseract program; `None` where pages are not to be recognised
    content: bytes | None = None  # all of it, where it is small and already at hand
    ole: Any = None  # the compound file as olefile opened it, where sniffing needed that
    keep: Callable[[str, bytes], Part] = measured  # hands a file found inside this one over

    def data(self) -> bytes:
        """All bytes; raises `CannotRead` beyond `limits.file` or where the file is no regular file."""
        if self.content is not None:
            return self.content
        with open_regular(self.path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > self.limits.file:
                raise CannotRead(
                    f"The file has {size // MiB} MiB; files over {self.limits.file // MiB} MiB are not read."
                )
            return file.read(size + 1)

    def head(self, size: int) -> bytes:
        """The first `size` bytes."""
        with self.open() as file:
            return file.read(size)

    def open(self) -> BinaryIO:
        """The bytes to read from; raises as `open_regular`."""
        return open_regular(self.path) if self.content is None else io.BytesIO(self.content)


def open_regular(path: Path) -> BufferedReader:
    """Open for reading in binary mode, without waiting on pipes and devices; raises `CannotRead` for those."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    number = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise CannotRead("This is not a regular file.")
    return os.fdopen(number, "rb")
