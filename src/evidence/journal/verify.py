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

_JOURNAL = re.compile(rb"([0-9a-f]{64}) (\{.*\})\n", re.DOTALL)
_ERASED = re.compile(rb"erased ([1-9][0-9]*)\n")
_FIELDS = ["at", "by", "commit", "kind", "more", "prev", "seq", "store"]
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_BY = re.compile(r"P-[0-9]{4,}")


@frozen(kw_only=True)
class Wrong:
    """What is wrong with one line."""

    file: str  # "journal" or "details"
    seq: int  # the entry that should stand there, from 1
    message: str


@frozen(kw_only=True)
class Sound:
    """An entry that holds. `details` is its plain JSON, or the number of the entry that erased it."""

    seq: int
    leaf: str
    kind: str
    more: int  # entries of the same batch that follow
    details: dict[str, Any] | int


def check(pairs: Iterable[tuple[bytes, bytes]], store: str) -> Iterator[Sound | Wrong]:
    """Go through journal lines and their details lines, newline included, from the first entry.

    A line that does not hold is reported and the chain is taken up again at the next, so that every fault is named.
    """
    expected, due = "0" * 64, 0
    for seq, (line, words) in enumerate(pairs, 1):
        fields, wrong = _journal_line(line)
        if wrong or fields is None:
            yield Wrong(file="journal", seq=seq, message=wrong)
            expected = ""
            continue
        faults = list(_chain(fields, seq, expected, store))
        if due and fields["more"] != due - 1:
            faults.append("the batch it belongs to is not complete: entries were dropped or added")
        due = fields["more"] if isinstance(fields["more"], int) and not faults else 0
        yield from (Wrong(file="journal", seq=seq, message=message) for message in faults)
        expected = line[:64].decode()
        details, wrong = _details_line(words, fields["commit"])
        if wrong:
            yield Wrong(file="details", seq=seq, message=wrong)
        elif not faults and details is not None:
            yield Sound(seq=seq, leaf=expected, kind=fields["kind"], more=fields["more"], details=details)


def _journal_line(line: bytes) -> tuple[dict[str, Any] | None, str]:
    found = _JOURNAL.fullmatch(line)
    if not found:
        return None, "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or cut"
    if hashlib.sha256(b"\x00" + found[2]).hexdigest().encode() != found[1]:
        return None, "the line does not match the hash in front of it: it was changed"
    try:
        fields = json.loads(found[2])
    except ValueError as error:
        return None, f"the entry is not JSON: {error}"
    plain = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    if sorted(fields) != _FIELDS or plain != found[2]:
        return None, "the entry is not canonical JSON with the eight fields of the format"
    return fields, ""


def _chain(fields: dict[str, Any], seq: int, expected: str, store: str) -> Iterator[str]:
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
        details = json.loads(words)
    except ValueError as error:
        return None, f"the details are not JSON: {error}"
    return details if isinstance(details, dict) else None, "" if isinstance(details, dict) else "not a JSON object"
