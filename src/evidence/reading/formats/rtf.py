"""Rich Text Format: text with tables, headers, footers and notes; pictures, styles and field codes are left out.

Read along Microsoft's RTF 1.9.1 specification: destinations marked `\\*` that are not known here are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, evolve, field

from evidence.model.document import Extraction, Metadata, PageText
from evidence.model.table import Block, Paragraph
from evidence.reading.encoding import known, sound
from evidence.reading.grid import Grid
from evidence.reading.layout import text_of
from evidence.reading.source import STOPPED, CannotRead, Limits, Source

MEDIA_TYPES = ("application/rtf",)

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)")
_SKIPPED = {
    b"fonttbl", b"colortbl", b"stylesheet", b"pict", b"objdata", b"fldinst", b"listtable", b"listoverridetable",
    b"rsidtbl", b"generator", b"themedata", b"colorschememapping", b"latentstyles", b"datastore", b"xmlnstbl",
    b"revtbl", b"filetbl", b"bkmkstart", b"bkmkend", b"datafield", b"nonshppict", b"pntext", b"listtext", b"mmath",
    b"shppict", b"sp", b"do", b"xe", b"tc", b"atrfstart", b"atrfend", b"atnid", b"atnauthor", b"background",
}  # fmt: skip
_INFO = {b"title", b"author", b"subject", b"creatim", b"revtim"}
_ASIDE = {b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf", b"footnote",
          b"annotation"}  # fmt: skip
_KEPT = {b"shptxt", b"fldrslt", b"shprslt", b"result"}  # destinations with text, even where they are marked `\*`
_SIGNS = {
    b"tab": "\t", b"line": "\n", b"page": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 1: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437",
}  # fmt: skip
_DEEPEST = 2000  # groups within groups


@define
class _State:
    """What a group inherits from the one around it."""

    skip: bool = False
    info: bytes = b""  # the piece of information being read
    aside: bool = False  # in a header, footer or note
    encoding: str = ""
    fallback: int = 1  # characters after \u that older readers show instead
    hidden: bool = False
    deleted: bool = False


def read(source: Source) -> Extraction:
    """One page. Raises `CannotRead` where the file is no RTF after all."""
    data = source.data()
    if b"{\\rtf" not in data[:1024]:
        raise CannotRead("The file is damaged: it does not begin as RTF does. Ask for another copy.")
    reader = _Reader(source.limits)
    reader.run(data)
    blocks = [*reader.asides_first, *reader.blocks, *reader.asides_last]
    return Extraction(
        pages=(PageText(number=1, text=text_of(blocks)),),
        blocks=tuple(blocks) if source.layout else (),
        metadata=Metadata(
            title=reader.about(b"title"),
            author=reader.about(b"author"),
            subject=reader.about(b"subject"),
            created=reader.moment(b"creatim"),
            modified=reader.moment(b"revtim"),
        ),
        media_type=source.media_type,
        reader="rtf 1",
        notes=tuple(reader.notes),
    )


def text_of_bytes(data: bytes) -> str:
    """The text of RTF that stands inside another file; of a web page wrapped in RTF, the page's text."""
    reader = _Reader(Limits())
    reader.run(data)
    return text_of(reader.blocks)


@define
class _Reader:
    limits: Limits
    blocks: list[Block] = field(factory=list)
    asides_first: list[Block] = field(factory=list)
    asides_last: list[Block] = field(factory=list)
    notes: list[str] = field(factory=list)
    _codepage: str = "cp1252"
    _fonts: dict[int, str] = field(factory=dict)
    _info: dict[bytes, str] = field(factory=dict)
    _moments: dict[bytes, dict[bytes, int]] = field(factory=dict)
    _text: list[str] = field(factory=list)  # of the paragraph
    _bytes: bytearray = field(factory=bytearray)  # characters not yet decoded
    _aside: list[str] = field(factory=list)
    _footing: bool = False
    _cell: list[str] = field(factory=list)  # finished paragraphs of the cell
    _row: list[tuple[str, tuple[str, ...]]] = field(factory=list)
    _items: list[str] = field(factory=list)
    _table: Grid | None = None
    _tables: int = 0
    _in_table: bool = False
    _level: int = 0
    _bullet: bool = False
    _spans: list[bytes] = field(factory=list)  # of the row's cells: b"", b"first" or b"more", down then across
    _span: bytes = b""
    _drop: int = 0  # characters still to be left out after \u
    _font: int = 0  # whose entry in the table of fonts is being read

    def run(self, data: bytes) -> None:
        stack: list[_State] = []
        state = _State()
        for word, number, code, sign, brace, plain in _tokens(data):
            if brace == b"{":
                self._flush(state)
                if len(stack) >= _DEEPEST:
                    self.notes.append(f"{STOPPED}groups nested deeper than {_DEEPEST} are not read")
                    break
                stack.append(state)
                state = evolve(state)
            elif brace == b"}":
                self._flush(state)
                if not stack:
                    break
                state = self._leave(state, stack.pop())
            elif code:
                self._character(bytes([int(code, 16)]), state)
            elif plain:
                self._characters(plain, state)
            elif sign:
                self._sign(sign, state)
            elif word:
                self._word(word, int(number) if number else None, state)
        self._flush(state)
        self._end_paragraph()
        self._end_table()

    def about(self, name: bytes) -> str | None:
        return sound(self._info.get(name, "")).strip() or None

    def moment(self, name: bytes) -> str | None:
        given = self._moments.get(name, {})
        year, month, day = (given.get(part) or 0 for part in (b"yr", b"mo", b"dy"))
        return f"{year:04}-{month:02}-{day:02}" if year and month and day else None

    def _characters(self, plain: bytes, state: _State) -> None:
        if self._drop:
            dropped = min(self._drop, len(plain))
            self._drop -= dropped
            plain = plain[dropped:]
        if not state.skip:
            self._bytes += plain

    def _character(self, byte: bytes, state: _State) -> None:
        if self._drop:
            self._drop -= 1
        elif not state.skip:
            self._bytes += byte

    def _flush(self, state: _State) -> None:
        if self._bytes:
            text = self._bytes.decode(state.encoding or self._codepage, "replace")
            self._bytes.clear()
            self._put(text, state)

    def _put(self, text: str, state: _State) -> None:
        if state.skip or state.hidden or state.deleted:
            return
        if state.info:
            self._info[state.info] = self._info.get(state.info, "") + text
        elif state.aside:
            self._aside.append(text)
        else:
            self._text.append(text)

    def _sign(self, sign: bytes, state: _State) -> None:
        self._flush(state)
        if sign == b"*":
            state.skip = True  # until the destination's name shows that it is known
        elif sign in b"{}\\":
            self._put(sign.decode(), state)
        elif sign == b"~":
            self._put("\u00a0", state)
        elif sign == b"_":
            self._put("-", state)
        elif sign in b"\r\n":
            self._word(b"par", None, state)

    def _word(self, word: bytes, number: int | None, state: _State) -> None:
        self._flush(state)
        if word == b"u" and number is not None:
            self._put(chr(number % 65536), state)
            self._drop = state.fallback
        elif word == b"bin" and number:
            return
        elif word in _SKIPPED:
            state.skip = True
        elif word in _KEPT:
            state.skip = False
        elif word == b"info" or word in _INFO:
            state.info = word
        elif word in _ASIDE:
            state.aside, state.skip = True, False
            self._footing = not word.startswith(b"header")
        elif word in _SIGNS:
            self._put(_SIGNS[word], state)
        elif not state.skip:
            self._format(word, number, state)
        elif word == b"f" and number is not None:
            self._font = number
        elif word == b"fcharset" and number is not None:
            self._fonts[self._font] = _CHARSETS.get(number, "")

    def _format(self, word: bytes, number: int | None, state: _State) -> None:
        if word in (b"par", b"sect"):
            if state.aside:
                self._aside.append("\n")
            else:
                self._end_paragraph()
        elif word == b"cell" or word == b"nestcell":
            self._end_cell()
        elif word == b"row" or word == b"nestrow":
            self._end_row()
        elif word == b"pard":
            self._in_table, self._level, self._bullet = False, 0, False
        elif word == b"intbl":
            self._in_table = True
        elif word == b"ls":
            self._bullet = bool(number)
        elif word == b"outlinelevel":
            self._level = min((number or 0) + 1, 6)
        elif word == b"trowd":
            self._spans, self._span = [], b""
        elif word in (b"clvmrg", b"clmrg"):
            self._span = b"below" if word == b"clvmrg" else b"beside"
        elif word == b"cellx":
            self._spans.append(self._span)
            self._span = b""
        elif word == b"uc":
            state.fallback = max(0, min(number or 0, 16))
        elif word == b"f" and number is not None:
            state.encoding = self._fonts.get(number, "")
        elif word == b"ansicpg" and number:
            self._codepage = _codepage(number)
        elif word == b"mac":
            self._codepage = "mac_roman"
        elif word == b"v":
            state.hidden = number != 0
        elif word == b"deleted":
            state.deleted = number != 0
        elif word == b"plain":
            state.hidden = state.deleted = False
        elif state.info in (b"creatim", b"revtim") and number is not None:
            self._moments.setdefault(state.info, {})[word] = number

    def _leave(self, inner: _State, outer: _State) -> _State:
        if inner.aside and not outer.aside:
            place = self.asides_last if self._footing else self.asides_first
            for line in sound("".join(self._aside)).split("\n"):
                if line.strip() and all(line.strip() != text_of([block]) for block in place):
                    place.append(Paragraph(text=line.strip()))
            self._aside.clear()
        return outer

    def _paragraph(self) -> str:
        text = sound("".join(self._text)).strip("\n")
        self._text.clear()
        return text

    def _end_paragraph(self) -> None:
        text = self._paragraph()
        if self._in_table:
            self._cell.append(text)
            if self._bullet and text.strip():
                self._items.append(text.strip())
            return
        if text.strip():
            self._end_table()
            self.blocks.append(Paragraph(text=text, level=self._level, bullet=self._bullet and not self._level))

    def _end_cell(self) -> None:
        text = self._paragraph()
        if self._bullet and text.strip():
            self._items.append(text.strip())
        self._row.append(("\n".join([*self._cell, text]).strip(), tuple(self._items)))
        self._cell, self._items = [], []

    def _end_row(self) -> None:
        if not self._row:
            return
        if self._table is None:
            self._tables += 1
            self._table = Grid(self.limits, number=self._tables)
        self._table.row()
        for number, (text, items) in enumerate(self._row):
            if number < len(self._spans) and self._spans[number]:
                self._table.continued()
            else:
                self._table.cell(text, items=items)
        self._row = []

    def _end_table(self) -> None:
        if self._row:
            self._end_row()
        if self._table is not None:
            table = self._table.table()
            if table:
                self.blocks.append(table)
            if self._table.note:
                self.notes.append(self._table.note)
        self._table = None


def _tokens(data: bytes) -> Iterator[tuple[bytes, ...]]:
    """Control words, signs, braces and text; the bytes that `\\bin` announces are jumped over."""
    place = 0
    while found := _TOKEN.search(data, place):
        place = found.end()
        if found[1] == b"bin" and found[2]:
            place += max(0, int(found[2]))
        yield tuple(group or b"" for group in found.groups())


def _codepage(number: int) -> str:
    return known({10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")) or "cp1252"
