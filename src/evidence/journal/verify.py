"""Checking a journal line by line, with code of its own: it trusts nothing that wrote the lines.

Only hashing, matching and comparing are used, in the order an inspector would do it by hand (`store/README.md`). A line
of the journal has one form, to the byte, and its end follows from the line before; the JSON of its details is read and
written again by another library than the writer's (`codec.canonical_reader`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from attrs import frozen

from evidence.codec import canonical_reader
from evidence.model.event import EventKind

_ENTRY = re.compile(
    r'([^ ]{64}) \{"at":"([^"]*)","by":"([^"]*)","commit":"([^"]{64})","kind":"([^"]*)",'
    r'"more":(0|-?[1-9][0-9]{0,15}),("prev":.*)\}\n'
)
_CHAINED = re.compile(r'"prev":"([0-9a-f]{64})","seq":(0|-?[1-9][0-9]{0,15}),"store":"([^"\\]*)"')
_NO_ENTRY = ("",) * 7
_GENESIS = "0" * 64
_HASH = re.compile(r"[0-9a-f]{64}")
_ERASED = re.compile(rb"erased ([1-9][0-9]{0,14})\n")
_KINDS = {kind.value: kind for kind in EventKind}
_ERASURE = EventKind.DETAILS_ERASED
_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z")
_BY = re.compile(r"P-[0-9]{4,}")
_FORM = "the entry is not canonical JSON with the eight fields of the format"


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
    at: datetime  # UTC
    by: str
    kind: EventKind
    more: int  # entries of the same batch that follow
    leaf: str
    lengths: tuple[int, int]  # bytes of its two lines
    details: dict[str, Any] | int


def check(pairs: Iterable[tuple[bytes, bytes]], store: str) -> Iterator[Sound | Wrong]:
    """Go through journal lines and their details lines, newline included, from the first entry.

    A line that does not hold is reported and the chain is taken up again at the next, so that every fault is named.
    """
    before, due, home = _GENESIS, 0, json.dumps(store, ensure_ascii=False)
    erased: dict[int, int] = {}
    erasing: dict[int, list[Any]] = {}
    for seq, (line, words) in enumerate(pairs, 1):
        form = _ENTRY.fullmatch(line.decode("utf-8", "backslashreplace"))
        leaf, at, by, commit, kind, more, chained = form.groups() if form else _NO_ENTRY
        if sha256(b"\x00" + line[65:-1]).hexdigest() != leaf:
            yield Wrong(file="journal", seq=seq, message=_unsound(line), torn=not line.endswith(b"\n"))
            before = ""
            continue
        behind, event, moment, actor = int(more), _KINDS.get(kind), _moment(at), _actor(by)
        faults = []
        if behind < 0:
            faults.append("it counts fewer than no entries behind it")
        if event is None:
            known = "is no kind of entry that this version knows; a later one, or a hand, wrote it"
            faults.append(f"{kind!r} {known}")
        if chained != f'"prev":"{before}","seq":{seq},"store":{home}':
            faults += _unchained(chained, before, seq, store)
        if moment is None:
            faults.append(f"{at!r} is not a time in UTC")
        if actor is None:
            faults.append(f"{by!r} is not an actor")
        if due and behind != due - 1:
            faults.append("the batch it belongs to is not complete: entries were dropped or added")
        details, wrong = _details_line(words, commit)
        if isinstance(details, int):
            erased[seq] = details
            if not _HASH.fullmatch(commit):
                faults.append(_FORM)
        elif details is not None and event is _ERASURE:
            named = details.get("entries")
            erasing[seq] = named if isinstance(named, list) else []
        before, due = leaf, 0 if faults else behind
        for message in faults:
            yield Wrong(file="journal", seq=seq, message=message)
        if wrong:
            yield Wrong(file="details", seq=seq, message=wrong, torn=not words.endswith(b"\n"))
        elif event and moment and actor and not faults and details is not None:
            yield Sound(seq, moment, actor, event, behind, leaf, (len(line), len(words)), details)
    for seq, by_entry in erased.items():
        if seq not in erasing.get(by_entry, ()):
            gone = f"the details are gone, and entry {by_entry} does not record that"
            yield Wrong(file="details", seq=seq, message=gone)


def _unsound(line: bytes) -> str:
    """Why this is no line of a journal."""
    if line[64:65] != b" " or not line.endswith(b"\n"):
        return "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or cut"
    if sha256(b"\x00" + line[65:-1]).hexdigest() != line[:64].decode("utf-8", "replace"):
        return "the line does not match the hash in front of it: it was changed"
    return _FORM


def _unchained(chained: str, before: str, seq: int, home: str) -> Iterator[str]:
    """Why this is not the end of the line that follows; nothing is asked of its `prev` behind a line that fell out."""
    said = _CHAINED.fullmatch(chained)
    if not said:
        yield _FORM
        return
    prev, number, store = said.groups()
    if int(number) != seq:
        yield f"expected entry {seq}, found entry {int(number)}: entries were added, dropped or re-ordered"
    if before and prev != before:
        yield "the entry is not chained onto the one before it: entries were changed, dropped or re-ordered"
    if store != home:
        yield f"the entry belongs to another store ({store})"


@lru_cache(maxsize=1)  # the entries of a batch are of one time
def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at) if _TIME.fullmatch(at) else None
    except ValueError:
        return None


@lru_cache(maxsize=1)  # and of one actor
def _actor(by: str) -> str | None:
    return by if _BY.fullmatch(by) else None


_read_details = canonical_reader(dict[str, Any])


def _details_line(line: bytes, commit: str) -> tuple[dict[str, Any] | int | None, str]:
    salt, words = line[:64], line[65:-1]
    if line[64:65] != b" " or line[-1:] != b"\n":
        if erased := _ERASED.fullmatch(line):
            return int(erased[1]), ""
        return None, "expected 64 hex digits, a space, a JSON object and a line end; the line is damaged or missing"
    if sha256(salt + words).hexdigest() != commit:
        return None, "the details do not match what the journal committed to: they were changed"
    try:
        return _read_details(words), ""
    except ValueError as error:
        return None, f"the details are not canonical JSON: {error}"
