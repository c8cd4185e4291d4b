"""Mailboxes (.mbox, RFC 4155): a list of the messages as the text, and every message as a file of its own.

A message begins at a line "From …", with a time in it or nothing behind, that stands first or behind an empty line, and
that a header follows. A file with one message only is that message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from itertools import pairwise

from attrs import evolve

from evidence.model.document import Extraction, PageText
from evidence.reading.formats import mail
from evidence.reading.inside import Inside
from evidence.reading.source import Source

MEDIA_TYPES = ("application/mbox",)
_BEGINNING = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?\s*|(?<=\n\n)|(?<=\n\r\n))From (?:[^\n]*\d\d:\d\d[^\n]*|[- ]*\r?)\n"
    rb"(?=[!-9;-~]+[ \t]*:|>From )"
)
_SHOWN = ("Date", "From", "Subject")
_LONGEST_HEADERS = 64 * 1024  # bytes of one message that its line in the list is read from
_LONGEST_NAME = 80  # characters of a subject that a message is named by


def read(source: Source) -> Extraction:
    """How many there are, then date, sender and subject of every message, a line each; the messages as parts."""
    data = source.data()
    places = [found.span() for found in _BEGINNING.finditer(data)]
    if len(places) < 2:
        return mail.read(evolve(source, media_type=mail.MEDIA_TYPES[0]))
    notes: list[str] = []
    lines = [f"{len(places)} messages"]
    inside = Inside(source, notes, f"of {len(places):,} messages")
    for number, message in enumerate(_messages(data, places), start=1):
        if not (room := inside.more()) and number > source.limits.members:
            if not inside.parts:
                inside.stopped(f"only the first {source.limits.members:,} of {len(places):,} messages are listed")
            break
        headers = BytesHeaderParser().parsebytes(message[:_LONGEST_HEADERS])
        shown = [mail.header(headers, name) or "" for name in _SHOWN]
        lines.append("\t".join(shown).strip())
        if room:
            inside.take(f"{number} {shown[-1][:_LONGEST_NAME]}".strip() + ".eml", message)
    return Extraction(
        pages=(PageText(number=1, text="\n".join(lines)),),
        media_type=source.media_type,
        reader="mbox 1",
        notes=tuple(notes),
        parts=tuple(inside.parts),
    )


def _messages(data: bytes, places: list[tuple[int, int]]) -> Iterator[bytes]:
    """Each message, without the line before it and the empty one behind it."""
    for (_, start), (end, _) in pairwise([*places, (len(data), len(data))]):
        yield data[start:end].rstrip(b"\r\n") + b"\n"
