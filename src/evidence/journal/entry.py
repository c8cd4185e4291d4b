"""One entry of the journal as two lines of text: what happened, and its details, which can be erased.

    journal   "<leaf hash> <canonical JSON>\\n"      leaf hash = SHA-256(0x00 + JSON bytes), RFC 6962 section 2.1
    details   "<salt> <canonical JSON>\\n"           commit    = SHA-256(salt as printed + JSON bytes)
              "erased <seq>\\n"                      a tombstone; seq is the entry that recorded the erasure

Hashes and salts are 64 lower-case hex digits. Entries that are recorded together, or not at all, count down in `more`
how many of them follow. The journal line carries `commit`, so the details cannot be changed
unseen, and once they are erased the salt is gone with them: nobody can find out what they said by guessing.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

from attrs import frozen

from evidence import codec
from evidence.model.event import EventKind, JournalEntry

GENESIS = "0" * 64  # `prev` of the first entry
HEX = re.compile(rb"[0-9a-f]{64}")
_KEYS = {"at", "by", "commit", "kind", "more", "prev", "seq", "store"}
_TOMBSTONE = re.compile(rb"erased ([1-9][0-9]{0,14})")


class BadLine(ValueError):
    """A line that no writer of this library can have written; the message says what is wrong with it."""


@frozen(kw_only=True)
class Link:
    """What an entry is chained onto."""

    seq: int  # 0 before the first entry
    leaf: str  # `GENESIS` before the first entry


@frozen(kw_only=True)
class Words:
    """A details line, newline included, and what the journal will say of it."""

    line: bytes
    commit: str


@frozen(kw_only=True)
class Lines:
    """The two lines of one entry, newline included."""

    journal: bytes
    details: bytes
    link: Link


@frozen(kw_only=True)
class Head:
    """The fields of a journal line."""

    seq: int
    at: datetime  # UTC
    by: str
    kind: EventKind
    more: int  # entries of the same batch that follow
    store: str
    prev: str
    commit: str
    leaf: str


def write_details(details: dict[str, Any], salt: str) -> Words:
    """The details line; `salt` is 64 hex digits nobody can guess, fresh for each entry."""
    words = codec.canonical(details)
    commit = hashlib.sha256(salt.encode() + words).hexdigest()
    return Words(line=salt.encode() + b" " + words + b"\n", commit=commit)


def write(*, onto: Link, at: datetime, by: str, kind: EventKind, store: str, words: Words, more: int = 0) -> Lines:
    """The lines of the entry that follows `onto`; `more` of its batch follow it."""
    line = codec.canonical(
        {
            "at": codec.stamp(at),
            "by": by,
            "commit": words.commit,
            "kind": kind.value,
            "more": more,
            "prev": onto.leaf,
            "seq": onto.seq + 1,
            "store": store,
        }
    )
    leaf = hashlib.sha256(b"\0" + line).hexdigest()
    return Lines(
        journal=leaf.encode() + b" " + line + b"\n",
        details=words.line,
        link=Link(seq=onto.seq + 1, leaf=leaf),
    )


def read_head(line: bytes) -> Head:
    """The fields of a journal line (newline included); raises `BadLine`."""
    leaf, data = _split(line)
    if hashlib.sha256(b"\0" + data).hexdigest() != leaf:
        raise BadLine("the line does not match its own hash")
    fields = _object(data)
    if set(fields) != _KEYS or codec.canonical(fields) != data:
        raise BadLine("the line is not canonical JSON with the eight fields of an entry")
    try:
        return Head(
            seq=fields["seq"],
            at=datetime.fromisoformat(fields["at"]),
            by=fields["by"],
            kind=EventKind(fields["kind"]),
            more=fields["more"],
            store=fields["store"],
            prev=fields["prev"],
            commit=fields["commit"],
            leaf=leaf,
        )
    except (ValueError, TypeError) as error:
        raise BadLine(f"a field of the line has a value that cannot be: {error}") from None


def read_details(line: bytes, commit: str) -> dict[str, Any] | int:
    """The details behind `commit`, or the number of the entry that erased them; raises `BadLine`."""
    erased = _TOMBSTONE.fullmatch(line.removesuffix(b"\n"))
    if erased and line.endswith(b"\n"):
        return int(erased[1])
    salt, data = _split(line)
    if hashlib.sha256(salt.encode() + data).hexdigest() != commit:
        raise BadLine("the details do not match the commitment in the journal")
    return _object(data)


def details_of(line: bytes) -> dict[str, Any] | None:
    """What a details line says, unchecked: for looking at entries that were checked when they were taken in."""
    return None if line.startswith(b"erased ") else _object(_split(line)[1])


def read(head: Head, details: dict[str, Any] | int) -> JournalEntry:
    """The entry as the rest of the library sees it."""
    return JournalEntry(
        seq=head.seq,
        at=head.at,
        by=head.by,
        kind=head.kind,
        details=None if isinstance(details, int) else details,
    )


def _split(line: bytes) -> tuple[str, bytes]:
    if not line.endswith(b"\n"):
        raise BadLine("the line has no end")
    prefix, data = line[:64], line[65:-1]
    if not HEX.fullmatch(prefix) or line[64:65] != b" " or not data:
        raise BadLine("the line does not start with 64 hex digits and a space")
    return prefix.decode(), data


def _object(data: bytes) -> dict[str, Any]:
    try:
        fields = codec.parse(data)
    except ValueError as error:
        raise BadLine(f"the line is not JSON: {error}") from None
    if not isinstance(fields, dict):
        raise BadLine("the line is not a JSON object")
    return fields
