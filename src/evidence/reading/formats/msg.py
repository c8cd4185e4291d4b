"""Outlook messages (.msg): headers, the body, and attachments as files of their own.

Read along Microsoft's MS-OXMSG and MS-OXPROPS; a message without a plain body is read from its web page or from its
compressed RTF (MS-OXRTFCP).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from evidence.model.document import Extraction, Metadata, PageText, Part
from evidence.model.table import Block, Paragraph
from evidence.reading.compound import VERSION, Compound
from evidence.reading.encoding import decode, known, sound
from evidence.reading.formats import html
from evidence.reading.inside import Inside
from evidence.reading.source import CannotRead, Source

MEDIA_TYPES = ("application/vnd.ms-outlook",)

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _SENDER_SMTP, _SENDER_ADDRESS, _TO, _CC = "0C1A", "5D01", "0C1F", "0E04", "0E03"
_SUBMITTED, _DELIVERED, _MESSAGE_CODEPAGE, _INTERNET_CODEPAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_FILE_DATA, _FILE_OBJECT, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = "37010102", "3701000D", "3707", "3704", "3001"
_ATTACHMENT = re.compile(r"__attach_version1\.0_#[0-9a-f]{8}", re.IGNORECASE)
_NT_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read(source: Source) -> Extraction:
    """One page: headers, a blank line, the body. Raises `CannotRead` where nothing of a message is left."""
    file = Compound(source)
    notes: list[str] = []
    message = _Message(file, ())
    headers, body = message.headers(), message.body()
    parts = _attachments(file, source, notes)
    for path in message.inner():
        inner = _Message(file, path)
        body += "\n\n" + "\n".join(["----- attached message -----", *inner.headers(), "", inner.body()])
    if not headers and not body.strip() and not parts:
        raise CannotRead("The file is damaged: nothing of the message is left. Ask for another copy.")
    text = sound("\n".join([*headers, "", body]).strip().replace("\r\n", "\n"))
    blocks: tuple[Block, ...] = tuple(Paragraph(text=line) for line in text.split("\n") if line.strip())
    return Extraction(
        pages=(PageText(number=1, text=text),),
        blocks=blocks if source.layout else (),
        metadata=Metadata(title=message.text(_SUBJECT) or None, author=message.sender() or None, sent=message.sent()),
        media_type=source.media_type,
        reader=f"msg 1 ({VERSION})",
        notes=tuple(notes),
        parts=parts,
    )


class _Message:
    """One message: the file's own, or one that is attached to it."""

    def __init__(self, file: Compound, path: tuple[str, ...]) -> None:
        self._file = file
        self._path = path
        header = 32 if not path else 24
        self._numbers = _fixed(file.stream(*path, "__properties_version1.0"), header)
        codepage = self._numbers.get(_MESSAGE_CODEPAGE) or self._numbers.get(_INTERNET_CODEPAGE)
        self._encoding = _codepage(codepage)

    def text(self, tag: str) -> str:
        """A property that is a string; "" where it is missing."""
        wide = self._file.stream(*self._path, f"__substg1.0_{tag}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self._file.stream(*self._path, f"__substg1.0_{tag}001E")
        return decode(narrow, self._encoding)[0].rstrip("\x00\ufffd") if narrow else ""

    def sender(self) -> str:
        """Name and address of who sent it."""
        name = self.text(_SENDER)
        address = self.text(_SENDER_SMTP) or self.text(_SENDER_ADDRESS)
        return f"{name} <{address}>" if name and "@" in address and address != name else name or address

    def sent(self) -> str | None:
        """When it was sent, UTC, ISO 8601."""
        ticks = self._numbers.get(_SUBMITTED) or self._numbers.get(_DELIVERED)
        if not ticks:
            return None
        try:
            return (_NT_EPOCH + timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds")
        except OverflowError:
            return None

    def headers(self) -> list[str]:
        shown = (
            ("From", self.sender()),
            ("To", self.text(_TO)),
            ("Cc", self.text(_CC)),
            ("Date", self.sent() or ""),
            ("Subject", self.text(_SUBJECT)),
        )
        return [f"{name}: {value}" for name, value in shown if value]

    def body(self) -> str:
        plain = self.text(_BODY)
        if plain.strip():
            return plain
        page = self._file.stream(*self._path, f"__substg1.0_{_HTML}0102")
        if page:
            root, _ = html.parse_bytes(page, _codepage(self._numbers.get(_INTERNET_CODEPAGE)))
            return html.text_of(root)
        packed = self._file.stream(*self._path, f"__substg1.0_{_RTF}0102")
        return _rtf_text(packed) if packed else ""

    def inner(self) -> Iterator[tuple[str, ...]]:
        """Where the messages attached to this one stand."""
        for name in self._file.folders(*self._path):
            if _ATTACHMENT.fullmatch(name) and self._file.folders(*self._path, name, f"__substg1.0_{_FILE_OBJECT}"):
                yield (*self._path, name, f"__substg1.0_{_FILE_OBJECT}")


def _attachments(file: Compound, source: Source, notes: list[str]) -> tuple[Part, ...]:
    inside = Inside(source, notes, "attachments")
    for folder in file.folders():
        data = file.stream(folder, f"__substg1.0_{_FILE_DATA}") if _ATTACHMENT.fullmatch(folder) else None
        if not data:
            continue
        if not inside.more():
            break
        message = _Message(file, (folder,))
        name = message.text(_LONG_NAME) or message.text(_SHORT_NAME) or message.text(_SHOWN_NAME)
        inside.take(name or f"attachment {len(inside.parts) + 1}", data)
    return tuple(inside.parts)


def _fixed(stream: bytes | None, header: int) -> dict[int, int]:
    """Properties of fixed length: number by tag. Entries are 16 bytes: type, tag, flags, value."""
    found = {}
    for place in range(header, len(stream or b"") - 15, 16):
        kind, tag, _, value = struct.unpack_from("<HHIQ", stream or b"", place)
        found[tag] = value if kind == 0x40 else value & 0xFFFFFFFF
    return found


def _codepage(number: int | None) -> str | None:
    return known({65001: "utf-8", 20127: "ascii", 28591: "cp1252"}.get(number or 0, f"cp{number}")) if number else None


def _rtf_text(packed: bytes) -> str:
    from evidence.reading.formats import rtf

    return rtf.text_of_bytes(unpacked_rtf(packed))


_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpacked_rtf(packed: bytes) -> bytes:
    """RTF from its compressed form, MS-OXRTFCP 2.2; what is broken off is left out."""
    if len(packed) < 16:
        return b""
    size, magic = struct.unpack_from("<II", packed, 4)
    if magic == 0x414C454D:  # not compressed
        return packed[16 : 16 + size]
    ring = bytearray(_DICTIONARY.ljust(4096, b"\x00"))
    write = len(_DICTIONARY)
    out = bytearray()
    place = 16
    while place < len(packed) and len(out) < size:
        control = packed[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                if place + 1 >= len(packed):
                    return bytes(out)
                reference = packed[place] << 8 | packed[place + 1]
                place += 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    byte = ring[(offset + step) % 4096]
                    ring[write] = byte
                    write = (write + 1) % 4096
                    out.append(byte)
            elif place < len(packed):
                byte = packed[place]
                place += 1
                ring[write] = byte
                write = (write + 1) % 4096
                out.append(byte)
    return bytes(out)
