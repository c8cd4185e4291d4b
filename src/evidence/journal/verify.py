"""Checking a journal line by line, with code of its own: it trusts nothing that wrote the lines.

Only hashing, JSON and comparing are used, in the order an inspector would do it by hand (`store/README.md`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import frozen

from evidence.model.event import EventKind

_JOURNAL = re.compile(rb"([0-9a-f]{64}) (\{.*\})\n", re.DOTALL)
_ERASED = re.compile(rb"erased ([1-9][0-9]*)\n")
_FIELDS = ["at", "by", "commit", "kind", "more", "prev", "seq", "store"]
_TYPES = {"at": str, "by": str, "commit": str, "kind": str, "more": int, "prev": str, "seq": int, "store": str}
_KINDS = frozenset(kind.value for kind in EventKind)
_ERASURE = EventKind.DETAILS_ERASED.value
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_BY = re.compile(r"P-[0-9]{4,}")


@frozen(kw_only=True)
class Wrong:
    """What is wrong with one line."""

    file: str  # "journal" or "details"
    seq: int  # the entry that should stand there, from 1
    message: str
    torn: bool = False  # the line ends in its middle, as where a writer died


@frozen(kw_only=True)
class Sound:
    """An entry that holds. `details` is its plain JSON, or the number of the entry that erased it."""

    seq: int
    at: str  # UTC, as it stands in the line
    leaf: str
    kind: str
    more: int  # entries of the same batch that follow
    details: dict[str, Any] | int


def check(pairs: Iterable[tuple[bytes, bytes]], store: str) -> Iterator[Sound | Wrong]:
    """Go through journal lines and their details lines, newline included, from the first entry.

    A line that does not hold is reported and the chain is taken up again at the next, so that every fault is named.
    """
    expected, due = "0" * 64, 0
    erased: dict[int, int] = {}
    erasing: dict[int, list[Any]] = {}
    for seq, (line, words) in enumerate(pairs, 1):
        fields, wrong = _journal_line(line)
        if wrong or fields is None:
            yield Wrong(file="journal", seq=seq, message=wrong, torn=not line.endswith(b"\n"))
            expected = ""
            continue
        faults = list(_chain(fields, seq, expected, store))
        if due and fields["more"] != due - 1:
            faults.append("the batch it belongs to is not complete: entries were dropped or added")
        due = fields["more"] if isinstance(fields["more"], int) and not faults else 0
        yield from (Wrong(file="journal", seq=seq, message=message) for message in faults)
        expected = line[:64].decode()
        details, wrong = _details_line(words, fields["commit"])
        if isinstance(details, int):
            erased[seq] = details
        elif details is not None and fields["kind"] == _ERASURE:
            erasing[seq] = details.get("entries", [])
        if wrong:
            yield Wrong(file="details", seq=seq, message=wrong, torn=not words.endswith(b"\n"))
        elif not faults and details is not None:
            kind, more = fields["kind"], fields["more"]
            yield Sound(seq=seq, at=fields["at"], leaf=expected, kind=kind, more=more, details=details)
    for seq, by in erased.items():
        if seq not in erasing.get(by, ()):
            yield Wrong(file="details", seq=seq, message=f"the details are gone, and entry {by} does not record that")


def _journal_line(line: bytes) -> tuple[dict[str, Any] | None, str]:
    found = _JOURNAL.fullmatch(line)
    if not found:
        return None, "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or cut"
    if hashlib.sha256(b"\x00" + found[2]).hexdigest().encode() != found[1]:
        return None, "the line does not match the hash in front of it: it was changed"
    try:
        fields = json.loads(found[2])
        plain = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    except (ValueError, RecursionError) as error:
        return None, f"the entry is not JSON: {type(error).__name__}"
    if sorted(fields) != _FIELDS or plain != found[2]:
        return None, "the entry is not canonical JSON with the eight fields of the format"
    return fields, ""


def _chain(fields: dict[str, Any], seq: int, expected: str, store: str) -> Iterator[str]:
    if any(type(fields[name]) is not kind for name, kind in _TYPES.items()) or fields["more"] < 0:
        yield "a field of the entry has a value of another sort than the format says"
        return
    if fields["kind"] not in _KINDS:
        yield f"{fields['kind']!r} is no kind of entry that this version knows; a later one, or a hand, wrote it"
    if fields["seq"] != seq:
        yield f"expected entry {seq}, found entry {fields['seq']}: entries were added, dropped or re-ordered"
    if expected and fields["prev"] != expected:
        yield "the entry is not chained onto the one before it: entries were changed, dropped or re-ordered"
    if fields["store"] != store:
        yield f"the entry belongs to another store ({fields['store']})"
    try:
        datetime.strptime(fields["at"], _TIME)
    except (TypeError, ValueError):
        yield f"{fields['at']!r} is not a time in UTC"
    if not isinstance(fields["by"], str) or not _BY.fullmatch(fields["by"]):
        yield f"{fields['by']!r} is not an actor"


def _details_line(line: bytes, commit: str) -> tuple[dict[str, Any] | int | None, str]:
    erased = _ERASED.fullmatch(line)
    if erased:
        return int(erased[1]), ""
    salt, space, words = line[:64], line[64:65], line[65:-1]
    if space != b" " or not line.endswith(b"\n"):
        return None, "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or missing"
    if hashlib.sha256(salt + words).hexdigest() != commit:
        return None, "the details do not match what the journal committed to: they were changed"
    try:
        details = json.loads(words, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        return None, f"the details are not JSON: {error}"
    return details if isinstance(details, dict) else None, "" if isinstance(details, dict) else "not a JSON object"


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("the same key twice")
    return dict(pairs)
