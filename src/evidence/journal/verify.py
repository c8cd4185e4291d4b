"""Checking a journal line by line, with code of its own: it trusts nothing that wrote the lines.

Only hashing, JSON and comparing are used, in the order an inspector would do it by hand (`store/README.md`). The
JSON is read and written again by another library than the writer's (`codec.canonical_reader`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple, TypedDict

from attrs import frozen

from evidence.codec import canonical_reader
from evidence.model.event import EventKind

_ERASED = re.compile(rb"erased ([1-9][0-9]*)\n")
_KINDS = frozenset(kind.value for kind in EventKind)
_ERASURE = EventKind.DETAILS_ERASED.value
_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z")
_BY = re.compile(r"P-[0-9]{4,}")


@frozen(kw_only=True)
class Wrong:
    """What is wrong with one line."""

    file: str  # "journal" or "details"
    seq: int  # the entry that should stand there, from 1
    message: str
    torn: bool = False  # the line ends in its middle, as where a writer died


class Sound(NamedTuple):  # made faster so
    """An entry that holds. `details` is its plain JSON, or the number of the entry that erased it."""

    seq: int
    at: str  # UTC, as it stands in the line
    by: str
    leaf: str
    lengths: tuple[int, int]  # bytes of its two lines
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
        faults = _chain(fields, seq, expected, store)
        if due and fields["more"] != due - 1:
            faults.append("the batch it belongs to is not complete: entries were dropped or added")
        due = 0 if faults else fields["more"]
        for message in faults:
            yield Wrong(file="journal", seq=seq, message=message)
        expected = line[:64].decode()
        details, wrong = _details_line(words, fields["commit"])
        if isinstance(details, int):
            erased[seq] = details
        elif details is not None and fields["kind"] == _ERASURE:
            erasing[seq] = details.get("entries", [])
        if wrong:
            yield Wrong(file="details", seq=seq, message=wrong, torn=not words.endswith(b"\n"))
        elif not faults and details is not None:
            yield Sound(
                seq=seq,
                at=fields["at"],
                by=fields["by"],
                leaf=expected,
                lengths=(len(line), len(words)),
                kind=fields["kind"],
                more=fields["more"],
                details=details,
            )
    for seq, by in erased.items():
        if seq not in erasing.get(by, ()):
            yield Wrong(file="details", seq=seq, message=f"the details are gone, and entry {by} does not record that")


class _Fields(TypedDict):
    """The fields of a journal line, in their order there."""

    at: str
    by: str
    commit: str
    kind: str
    more: int
    prev: str
    seq: int
    store: str


_read_entry = canonical_reader(_Fields)
_read_details = canonical_reader(dict[str, Any])


def _journal_line(line: bytes) -> tuple[_Fields | None, str]:
    leaf, entry = line[:64], line[65:-1]
    if line[64:65] != b" " or not line.endswith(b"\n"):
        return None, "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or cut"
    if sha256(b"\x00" + entry).hexdigest().encode() != leaf:
        return None, "the line does not match the hash in front of it: it was changed"
    try:
        fields = _read_entry(entry)
    except ValueError:
        return None, "the entry is not canonical JSON with the eight fields of the format"
    return fields, ""


def _chain(fields: _Fields, seq: int, expected: str, store: str) -> list[str]:
    faults = []
    if fields["more"] < 0:
        faults.append("it counts fewer than no entries behind it")
    if fields["kind"] not in _KINDS:
        faults.append(
            f"{fields['kind']!r} is no kind of entry that this version knows; a later one, or a hand, wrote it"
        )
    if fields["seq"] != seq:
        faults.append(f"expected entry {seq}, found entry {fields['seq']}: entries were added, dropped or re-ordered")
    if expected and fields["prev"] != expected:
        faults.append("the entry is not chained onto the one before it: entries were changed, dropped or re-ordered")
    if fields["store"] != store:
        faults.append(f"the entry belongs to another store ({fields['store']})")
    if not _is_time(fields["at"]):
        faults.append(f"{fields['at']!r} is not a time in UTC")
    if not _BY.fullmatch(fields["by"]):
        faults.append(f"{fields['by']!r} is not an actor")
    return faults


@lru_cache(maxsize=1)  # the entries of a batch are of one time
def _is_time(at: str) -> bool:
    try:
        return bool(_TIME.fullmatch(at) and datetime.fromisoformat(at))
    except ValueError:
        return False


def _details_line(line: bytes, commit: str) -> tuple[dict[str, Any] | int | None, str]:
    erased = _ERASED.fullmatch(line)
    if erased:
        return int(erased[1]), ""
    salt, space, words = line[:64], line[64:65], line[65:-1]
    if space != b" " or not line.endswith(b"\n"):
        return None, "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or missing"
    if sha256(salt + words).hexdigest() != commit:
        return None, "the details do not match what the journal committed to: they were changed"
    try:
        return _read_details(words), ""
    except ValueError as error:
        return None, f"the details are not canonical JSON: {error}"
