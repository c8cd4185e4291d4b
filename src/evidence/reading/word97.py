"""The binary format of Word 97 to 2003: characters with what the file says of each paragraph and of deleted words.

Read along Microsoft's MS-DOC: file information block, piece table, formatted disk pages. Word 6 and 95 keep their text
in one run of bytes, without the properties that are read here.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from attrs import field, frozen

from evidence.reading.source import CannotRead

_PAGE = 512  # bytes of a formatted disk page
_IN_TABLE, _ROW_END, _LIST, _DELETED, _ROW, _DEPTH = 0x2416, 0x2417, 0x460B, 0x0800, 0xD608, 0x6649
_TEXTS = 7  # main text, notes, headers, macros, comments, end notes, text boxes


@frozen(kw_only=True)
class Run:
    """Properties that hold for a run of file positions."""

    style: int = 0  # 1 to 9 are the built-in headings
    in_table: bool = False
    row_end: bool = False
    listed: bool = False
    deleted: bool = False
    merged: tuple[bytes, ...] = field(default=(), converter=tuple[bytes, ...])  # of a row's cells: b"", b"below"…


@frozen(kw_only=True)
class Piece:
    """Consecutive characters that lie together in the file."""

    start: int  # position in the text
    text: str  # one character for each unit of UTF-16
    offset: int  # of the first character in the file, bytes
    width: int  # bytes a character


@frozen(kw_only=True)
class WordFile:
    """The text of a document in pieces, how long its parts are, and runs of properties by file position."""

    pieces: tuple[Piece, ...]
    lengths: tuple[int, ...]  # characters of main text, notes, headers, macros, comments, end notes, text boxes
    paragraphs: Runs
    characters: Runs


class Runs:
    """Properties by file position."""

    def __init__(self, starts: list[int], runs: list[Run]) -> None:
        self._starts = starts
        self._runs = runs

    def at(self, position: int) -> Run:
        """What holds for the character at this position of the file."""
        number = bisect_right(self._starts, position) - 1
        return self._runs[number] if number >= 0 else _PLAIN


_PLAIN = Run()


def read(document: bytes, tables: dict[str, bytes | None]) -> WordFile:
    """Understand the streams `WordDocument` and `0Table` or `1Table`. Raises `CannotRead` where they cannot be."""
    try:
        identifier, version = struct.unpack_from("<HH", document, 0)
        flags: int = struct.unpack_from("<H", document, 10)[0]
        if flags & 0x0100:
            raise CannotRead("The file is protected by a password; file a copy that was saved without one.")
        if identifier not in (0xA5EC, 0xA5DC) or version < 101:
            raise CannotRead("Text not read from this old version of Word: save it as .docx or PDF and file that.")
        if version < 193:
            return _old(document)
        table = tables["1Table" if flags & 0x0200 else "0Table"] or b""
        return WordFile(
            pieces=tuple(_pieces(document, table)),
            lengths=struct.unpack_from(f"<{_TEXTS}i", document, 0x4C),
            paragraphs=_runs(document, table, 0x102, paragraphs=True),
            characters=_runs(document, table, 0xFA, paragraphs=False),
        )
    except (struct.error, IndexError) as error:
        raise CannotRead("The file is damaged: the text inside cannot be found. Ask for another copy.") from error


def _old(document: bytes) -> WordFile:
    start, end = struct.unpack_from("<II", document, 0x18)
    text = document[start:end].decode("cp1252", "replace")
    piece = Piece(start=0, text=text, offset=start, width=1)
    return WordFile(pieces=(piece,), lengths=(len(text),), paragraphs=Runs([], []), characters=Runs([], []))


def _pieces(document: bytes, table: bytes) -> Iterator[Piece]:
    place, size = struct.unpack_from("<II", document, 0x1A2)
    end = place + size
    while place < end and table[place] == 1:  # properties that pieces refer to
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    if table[place] != 2:
        raise IndexError
    count = (struct.unpack_from("<I", table, place + 1)[0] - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}I", table, place + 5)
    for number in range(count):
        offset: int = struct.unpack_from("<I", table, place + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        length = max(0, starts[number + 1] - starts[number])
        if offset & 0x40000000:
            offset = (offset & 0x3FFFFFFF) // 2
            text = document[offset : offset + length].decode("cp1252", "replace")
            yield Piece(start=starts[number], text=text, offset=offset, width=1)
        else:
            units = document[offset : offset + 2 * length]
            text = "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units[: len(units) // 2 * 2])))
            yield Piece(start=starts[number], text=text, offset=offset, width=2)


def _runs(document: bytes, table: bytes, where: int, *, paragraphs: bool) -> Runs:
    """All runs of paragraph or character properties, in the order of the file. Broken pages are left out."""
    place, size = struct.unpack_from("<II", document, where)
    count = max(0, (size - 4) // 8)
    found: list[tuple[int, Run]] = []
    for number in range(count):
        try:
            page: int = struct.unpack_from("<I", table, place + 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
            found.extend(_page(document[page * _PAGE : (page + 1) * _PAGE], paragraphs=paragraphs))
        except (struct.error, IndexError):
            continue
    found.sort(key=lambda each: each[0])
    return Runs([start for start, _ in found], [run for _, run in found])


def _page(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, Run]]:
    count = page[_PAGE - 1]
    starts = struct.unpack_from(f"<{count}I", page, 0)
    for number, start in enumerate(starts):
        place = 2 * page[4 * (count + 1) + number * (13 if paragraphs else 1)]
        if not place:
            yield start, _PLAIN
        elif paragraphs:
            length, begin = (2 * page[place] - 1, place + 1) if page[place] else (2 * page[place + 1], place + 2)
            style: int = struct.unpack_from("<H", page, begin)[0]
            yield start, _understood(page[begin + 2 : begin + length], style)
        else:
            yield start, _understood(page[place + 1 : place + 1 + page[place]], 0)


def _understood(properties: bytes, style: int) -> Run:
    values = dict(_single(properties))
    return Run(
        style=style,
        in_table=values.get(_IN_TABLE, b"\0")[0] == 1 or any(values.get(_DEPTH, b"\0")),
        row_end=values.get(_ROW_END, b"\0")[0] == 1,
        listed=any(values.get(_LIST, b"\0")),
        deleted=values.get(_DELETED, b"\0")[0] == 1,
        merged=_merged(values.get(_ROW, b"")),
    )


def _single(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Single property modifiers: operation and operand, whose length the operation tells."""
    place = 0
    while place + 2 < len(properties):
        operation: int = struct.unpack_from("<H", properties, place)[0]
        place += 2
        kind = operation >> 13
        if operation == _ROW:
            length = struct.unpack_from("<H", properties, place)[0] + 1 if place + 2 <= len(properties) else 0
        elif kind == 6:
            length = properties[place] + 1
        else:
            length = (1, 1, 2, 4, 2, 2, 0, 3)[kind]
        yield operation, properties[place : place + length] or b"\0"
        place += length


def _merged(row: bytes) -> tuple[bytes, ...]:
    """Of each cell of a row: whether the cell above or to the left covers it (TDefTableOperand)."""
    if len(row) < 3:
        return ()
    count = row[2]
    start = 3 + 2 * (count + 1)
    found = []
    for number in range(count):
        cell = row[start + 20 * number : start + 20 * number + 2]
        flags = int.from_bytes(cell, "little")
        found.append(b"beside" if flags & 2 else b"below" if flags & 0x20 and not flags & 0x40 else b"")
    return tuple(found)
