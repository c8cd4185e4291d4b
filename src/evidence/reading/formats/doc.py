"""Word 97 to 2003 (.doc), and the text of Word 6 and 95: paragraphs, tables, notes, headers; tracked deletions out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from evidence.model.document import Extraction, PageText
from evidence.model.table import Block, Paragraph
from evidence.reading.compound import VERSION, Compound
from evidence.reading.grid import Grid
from evidence.reading.layout import text_of
from evidence.reading.source import CannotRead, Limits, Source
from evidence.reading.word97 import Run, WordFile
from evidence.reading.word97 import read as read_word97

MEDIA_TYPES = ("application/msword",)
_SIGNS = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\xa0": " "}
_NOTHING = frozenset("\x00\x01\x02\x03\x04\x05\x08\x1f")
_MAIN, _HEADERS, _MACROS = 0, 2, 3


def read(source: Source) -> Extraction:
    """One page. Raises `CannotRead` for passwords, older versions and broken files."""
    if not source.head(2).startswith(b"\xd0\xcf"):
        raise CannotRead("Text not read from this old version of Word: save it as .docx or PDF and file that.")
    file = Compound(source)
    document = file.stream("WordDocument")
    if document is None:
        raise CannotRead("The file is damaged: the document inside it is missing. Ask for another copy.")
    word = read_word97(document, {name: file.stream(name) for name in ("0Table", "1Table")})
    blocks: list[Block] = []
    running: list[Block] = []
    notes: list[str] = []
    tables = 0
    for number, characters in enumerate(_texts(word)):
        if number == _MACROS:
            continue
        story = list(_blocks(characters, source.limits, notes, first_table=tables + 1))
        tables += sum(not isinstance(block, Paragraph) for block in story)
        (running if number == _HEADERS else blocks).extend(story)
    unique = list({text_of([block]): block for block in running}.values())
    blocks = [*unique, *blocks]
    return Extraction(
        pages=(PageText(number=1, text=text_of(blocks)),),
        blocks=tuple(blocks) if source.layout else (),
        metadata=file.metadata(),
        media_type=source.media_type,
        reader=f"doc 1 ({VERSION})",
        notes=tuple(notes),
    )


def _texts(word: WordFile) -> Iterator[list[tuple[str, Run]]]:
    """Each text of the file as characters with the properties of their paragraphs; deleted ones are gone."""
    characters: list[tuple[str, Run] | None] = []
    for piece in word.pieces:
        for number, sign in enumerate(piece.text):
            position = piece.offset + number * piece.width
            deleted = word.characters.at(position).deleted
            characters.append(None if deleted else (sign, word.paragraphs.at(position)))
    ends = list(accumulate(max(0, length) for length in word.lengths))
    for start, end in zip([0, *ends], ends, strict=False):
        yield [each for each in characters[start:end] if each is not None]


def _blocks(
    characters: list[tuple[str, Run]], limits: Limits, notes: list[str], *, first_table: int
) -> Iterator[Block]:
    grid: Grid | None = None
    number = first_table
    row: list[tuple[str, tuple[str, ...]]] = []
    cell: list[str] = []
    items: list[str] = []
    for text, end, run in _paragraphs(characters):
        if end == "\x07" and (run.row_end or (row and not text and not cell and not run.in_table)):
            grid = grid or Grid(limits, number=number)
            _row(grid, row, run)
            row, cell, items = [], [], []
        elif end == "\x07":
            row.append(("\n".join([*cell, text]).strip(), tuple([*items, text] if run.listed and text else items)))
            cell, items = [], []
        elif run.in_table:
            cell.append(text)
            if run.listed and text:
                items.append(text)
        elif text.strip():
            if grid:
                yield from _finished(grid, notes)
                grid, number = None, number + 1
            level = min(run.style, 6) if 1 <= run.style <= 9 else 0
            yield Paragraph(text=text.strip("\n"), level=level, bullet=run.listed and not level)
    if row or cell:
        grid = grid or Grid(limits, number=number)
        _row(grid, [*row, *((line, ()) for line in cell)], Run())
    if grid:
        yield from _finished(grid, notes)


def _row(grid: Grid, cells: list[tuple[str, tuple[str, ...]]], run: Run) -> None:
    grid.row()
    for number, (text, items) in enumerate(cells):
        if not text and number < len(run.merged) and run.merged[number]:
            grid.continued()
        else:
            grid.cell(text, items=items)


def _finished(grid: Grid, notes: list[str]) -> Iterator[Block]:
    table = grid.table()
    if table:
        yield table
    if grid.note:
        notes.append(grid.note)


def _paragraphs(characters: list[tuple[str, Run]]) -> Iterator[tuple[str, str, Run]]:
    """Text, mark and properties of each paragraph or cell; field codes are left out, their results stay."""
    text: list[str] = []
    fields: list[bool] = []  # of each open field: whether its result has begun
    for sign, run in characters:
        if sign == "\x13":
            fields.append(False)
        elif sign == "\x14" and fields:
            fields[-1] = True
        elif sign == "\x15" and fields:
            fields.pop()
        elif sign in "\r\x07":
            yield _joined(text), sign, run
            text = []
        elif all(fields) and sign not in _NOTHING:
            text.append(_SIGNS.get(sign, sign))
    if text:
        yield _joined(text), "\r", Run()


def _joined(units: list[str]) -> str:
    """Text from UTF-16 units: two that belong together become one character."""
    text = "".join(units)
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
