"""Frames between the pool and its workers: one byte of kind, four of length, then JSON or a part's bytes.

Nothing that can execute crosses the pipe (no pickle): a worker that a hostile file has taken over can only lie about
that file.
"""

from __future__ import annotations

import struct
from datetime import date
from enum import Enum
from functools import cache
from typing import IO, Any

import attrs

from evidence.codec import encode, from_json
from evidence.model.document import Extraction
from evidence.model.table import Paragraph, Table, TextSheet
from evidence.reading import grids

JSON = b"J"  # a request, an answer, a greeting
TYPE = b"T"  # the media type of the file that is about to be read
BYTES = b"B"  # a file found inside the one that is being read
_HEAD = struct.Struct(">cI")


class TooLong(Exception):
    """The other side announced more bytes than it may send."""


def pack(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return _HEAD.pack(kind, len(payload)) + payload


def pack_json(value: Any) -> bytes:
    """One frame of plain JSON data."""
    return pack(JSON, encode(value).encode("utf-8"))


def take(stream: IO[bytes], longest: int) -> tuple[bytes, bytes] | None:
    """The next frame as kind and payload; `None` at the end of the stream. Raises `TooLong` beyond `longest` bytes."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    if length > longest:
        raise TooLong
    payload = stream.read(length)
    return (kind, payload) if len(payload) == length else None


def plain(value: Any) -> Any:
    """An attrs value as plain JSON data that `codec.from_json` reads, tables and sheets aside: see `extraction`.

    The worker's own way out: it spares every worker the import of cattrs, which is half of its starting time. Fields
    that have their defaults are left out.
    """
    kind: Any = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if kind is date:
        return value.isoformat()
    if isinstance(value, str):  # some libraries give texts of a class of their own
        return str(value)
    if kind is Table and (grid := grids.packed(value)) is not None:
        return grid
    if kind is TextSheet:  # nothing but texts and numbers
        return attrs.asdict(value, recurse=False)
    return {
        name: plain(item)
        for name, default in _fields(kind)
        if (item := getattr(value, name)) is not default and item != default
    }


def extraction(data: dict[str, Any]) -> Extraction:
    """What a worker read, from its plain data; raises `ValueError`, `TypeError` or `KeyError` for what is none."""
    blocks = [
        grids.unpacked(block) if "grid" in block else from_json(block, Table if "rows" in block else Paragraph)
        for block in data.get("blocks", ())
    ]
    sheets = [grids.text_sheet(sheet) for sheet in data.get("sheets", ())]
    rest = {name: value for name, value in data.items() if name not in ("blocks", "sheets")}
    return attrs.evolve(from_json(rest, Extraction), blocks=blocks, sheets=sheets)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    defaults: list[tuple[str, Any]] = []
    for field in attrs.fields(kind):
        default = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # attrs types Factory as a function
            default = default.factory()
        defaults.append((field.name, default))
    return tuple(defaults)
