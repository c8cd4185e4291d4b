"""E-mail (.eml, .mht): the headers people see, the body, and attachments as files of their own.

Plain text is preferred where a message offers both; a web page is read as one. A message forwarded whole is an
attachment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from evidence.model.document import Extraction, Metadata, PageText
from evidence.model.table import Block, Paragraph
from evidence.reading.encoding import decode, known, sound
from evidence.reading.formats import html
from evidence.reading.inside import Inside
from evidence.reading.source import STOPPED, CannotRead, MiB, Source

MEDIA_TYPES = ("message/rfc822",)
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADERS = MiB  # the standard library's parser takes quadratic time over long headers
_DEEPEST = 50  # bodies within bodies
_EXTENSIONS = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "text/calendar": ".ics"}


def read(source: Source) -> Extraction:
    """One page: headers, a blank line, the body. Raises `CannotRead` for headers made to do harm."""
    data = source.data()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:64]:
        data = decode(data)[0].encode()
    data = data.lstrip(b"\r\n\t \xef\xbb\xbf")
    end = re.search(rb"\r?\n\r?\n", data[: _LONGEST_HEADERS + 4])
    if not end and len(data) > _LONGEST_HEADERS:
        raise CannotRead(
            f"The message has more than {_LONGEST_HEADERS // MiB} MiB of headers, as one made to do harm has."
        )
    notes: list[str] = []
    try:
        message = message_from_bytes(data)
        bodies = _Bodies(source, notes)
        bodies.walk(message, depth=0)
    except RecursionError:
        notes.append(f"{STOPPED}the message is nested too deeply; its parts are not taken out")
        message = BytesHeaderParser().parsebytes(data)
        bodies = _Bodies(source, notes)
        bodies.texts.append(decode(data[end.end() if end else 0 :])[0])
    headers = [f"{name}: {value}" for name in _SHOWN if (value := header(message, name))]
    body = "\n\n".join(text.strip("\r\n") for text in bodies.texts if text.strip()).replace("\r\n", "\n")
    blocks: tuple[Block, ...] = tuple(Paragraph(text=line) for line in headers) + tuple(bodies.blocks)
    return Extraction(
        pages=(PageText(number=1, text="\n".join([*headers, "", body]).strip()),),
        blocks=blocks if source.layout else (),
        metadata=Metadata(
            title=header(message, "Subject"), author=header(message, "From"), sent=_iso(header(message, "Date"))
        ),
        media_type=source.media_type,
        reader="mail 1",
        notes=tuple(notes),
        parts=tuple(bodies.inside.parts),
    )


def header(message: Message, name: str) -> str | None:
    """A header as people read it: encoded words decoded, lines joined; `None` where it is missing or empty."""
    value = message.get(name)
    if value is None:
        return None
    raw = str(value)
    try:
        words = decode_header(value)
    except (HeaderParseError, ValueError):
        words = [(raw, None)]
    pieces = [
        word if isinstance(word, str) else decode(word, None if charset == "unknown-8bit" else charset)[0]
        for word, charset in words
    ]
    return sound(" ".join("".join(pieces).split())) or None


def _iso(text: str | None) -> str | None:
    """A message's date in ISO 8601 with its own zone; `None` where it is no date."""
    try:
        sent: datetime | None = parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent.isoformat() if sent else None


class _Bodies:
    """Gathers the texts to show and hands the attachments over."""

    def __init__(self, source: Source, notes: list[str]) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.inside = Inside(source, notes, "attachments")
        self._source = source
        self._notes = notes

    def walk(self, message: Message, *, depth: int) -> None:
        kind = message.get_content_type()
        if depth > _DEEPEST:
            self.inside.stopped(f"bodies nested deeper than {_DEEPEST} are not read")
        elif kind == "multipart/alternative":
            self._alternative(message, depth)
        elif message.is_multipart() and kind != "message/rfc822":
            for part in _children(message):
                self.walk(part, depth=depth + 1)
        elif kind in ("text/plain", "text/html") and message.get_content_disposition() != "attachment":
            self._text(message, kind)
        else:
            self._attachment(message, kind)

    def _alternative(self, message: Message, depth: int) -> None:
        """One of the renderings: plain text, unless there is none to speak of; attachments of all."""
        children = list(_children(message))
        texts = [part for part in children if part.get_content_type() == "text/plain" and _bytes(part).strip()]
        chosen = texts[:1] or [part for part in children if part.get_content_type() == "text/html"][:1]
        for part in children:
            if part in chosen or part.get_content_type() not in ("text/plain", "text/html", "text/enriched"):
                self.walk(part, depth=depth + 1)

    def _text(self, part: Message, kind: str) -> None:
        data = _bytes(part)
        declared = part.get_content_charset()
        if kind == "text/html" and data.strip():
            try:
                root, _ = html.parse_bytes(data, declared)
            except CannotRead:
                return
            self.texts.append(html.text_of(root))
            if self._source.layout:
                blocks, notes = html.blocks_of(root, self._source.limits)
                self.blocks.extend(blocks)
                self._notes.extend(notes)
            return
        text = decode(data, known(declared))[0]
        self.texts.append(text)
        self.blocks.extend(Paragraph(text=line) for line in text.splitlines() if line.strip() and self._source.layout)

    def _attachment(self, part: Message, kind: str) -> None:
        if not self.inside.more():
            return
        inner = next(_children(part), None) if kind == "message/rfc822" else None
        data = inner.as_bytes() if inner is not None else _bytes(part)
        if not data:
            return
        name = _name(part) or (header(inner, "Subject") if inner is not None else None)
        extension = _EXTENSIONS.get(kind, "")
        if not name:
            name = f"attachment {len(self.inside.parts) + 1}{extension}"
        elif inner is not None and not name.lower().endswith(extension):
            name += extension
        self.inside.take(name, data)


def _children(message: Message) -> Iterator[Message]:
    payload = message.get_payload()
    if isinstance(payload, list):
        yield from (part for part in payload if isinstance(part, Message))


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Message) -> str | None:
    """The attachment's name as written; data, never a path."""
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError):
        return None
    if not name:
        return None
    try:
        words = decode_header(name)
    except (HeaderParseError, ValueError):
        return sound(name)
    return sound("".join(word if isinstance(word, str) else decode(word, charset)[0] for word, charset in words))
