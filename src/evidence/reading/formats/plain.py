"""Plain text, Markdown and tab-separated text, read into pages, and into paragraphs and tables with line numbers.

Tables are pipe tables, and runs of lines with tab stops in them. HTML fragments in cells (lists, line breaks, struck
out words) are understood; a blank line ends a table, as a page break does in text that was made from pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from evidence.model.document import Extraction, PageText
from evidence.model.table import Block, Cell, Paragraph, Place, Row, Table
from evidence.reading.encoding import decode, stray_zeros
from evidence.reading.fixed_width import fixed_width_table
from evidence.reading.source import STOPPED, Source

MEDIA_TYPES = ("text/plain", "text/markdown", "text/tab-separated-values")
READER = "plain 1"

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_BULLET = re.compile(r"\s*(?:[-*+•▪◦‣●]|o(?=\s{2,}))\s+(?=\S)")
_NUMBER = re.compile(r"\s*(?:\d{1,3}[.)]|\(?[a-z]\)|\([ivx]+\))\s+(?=\S)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_DELIMITER = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_LISTED = re.compile(r"\s*(?:[*+•-]|\d{1,3}[.)])\t[^\t]*")  # "1.<tab>text" is a list, not a table
_PIPE = re.compile(r"(?<!\\)\|")

_TAG_NAMES = (
    "a|b|big|br|code|del|div|em|font|i|ins|li|mark|ol|p|s|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|u|ul"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</?(?:p|div|li|ul|ol)(?:\s[^<>]*)?>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>(.*?)(?=</li>|<li[\s>]|</[uo]l>|$)", re.IGNORECASE | re.DOTALL)
_STRUCK = re.compile(r"<(s|del|strike)(?:\s[^<>]*)?>(.*?)</\1>|~~(.+?)~~", re.IGNORECASE | re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_ESCAPE = re.compile(r"\\([|*_#~`\[\]<>$])")


def read(source: Source) -> Extraction:
    """Text by page (form feeds divide pages) and, where the layout is wanted, blocks. Raises `CannotRead` as `data`."""
    data = source.data()
    text, encoding = decode(data)
    notes = stray_zeros(data, encoding)
    if len(text) > source.limits.text:
        text = text[: source.limits.text]
        notes = (f"{STOPPED}{source.limits.text} characters of text were kept.", *notes)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = tuple(PageText(number=n, text=page) for n, page in enumerate(text.split("\f"), start=1))
    blocks = tuple(blocks_of(text)) if source.layout else ()
    return Extraction(
        pages=pages, blocks=blocks, media_type=source.media_type, reader=f"{READER} ({encoding})", notes=notes
    )


def blocks_of(text: str) -> Iterator[Block]:
    """Paragraphs and tables in order, each with the line (from 1) it starts on."""
    lines = text.replace("\f", "\n").split("\n")
    tables = 0
    at = 0
    tabbed_before = False  # the block before, blank lines aside, was a tab-separated table
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        end = _pipe_table(lines, at)
        if end:
            piped = [(n, _split_pipes(lines[n])) for n in range(at, end) if not _is_delimiter(lines, n, at)]
            at, tabbed_before = end, False
            if piped:  # a rule of bars and dashes alone has no cells
                tables += 1
                yield _table(piped, tables)
            continue
        end = _tab_table(lines, at, tabbed_before)
        if end:
            tables += 1
            yield _table([(n, lines[n].split("\t")) for n in range(at, end)], tables)
            at, tabbed_before = end, True
            continue
        columns = fixed_width_table(lines, at)
        if columns:
            tables += 1
            at, tabbed_before = columns[0], False
            yield _table(columns[1], tables)
            continue
        paragraph, at = _paragraph(lines, at)
        if paragraph.text:
            tabbed_before = False
            yield paragraph


def cell_of(raw: str) -> Cell:
    """A cell's text from what stands between its marks: HTML fragments and Markdown emphasis read, not kept."""
    if not raw or raw.isspace():
        return Cell(text="")
    struck: tuple[str, ...] = ()
    if "<" in raw or "~~" in raw:
        struck = tuple(_inline(found[2] or found[3]) for found in _STRUCK.finditer(raw))
        raw = _STRUCK.sub(" ", raw)
    items: tuple[str, ...] = ()
    if "<li" in raw.lower():
        items = tuple(text for text in (_inline(found[1]) for found in _ITEM.finditer(raw)) if text)
    return Cell(text=_inline(raw), items=items, struck=struck)


def _inline(raw: str) -> str:
    if "<" in raw:
        raw = _TAG.sub("", _BREAK.sub("\n", raw))
    if "&" in raw:
        raw = html.unescape(raw)
    if "*" in raw or "__" in raw:
        raw = _EMPHASIS.sub(r"\1", _BOLD.sub(r"\2", raw))
    if "\\" in raw:
        raw = _ESCAPE.sub(r"\1", raw)
    folded = (" ".join(line.split()) for line in raw.split("\n"))
    return "\n".join(line for line in folded if line)


def _pipe_table(lines: list[str], at: int) -> int:
    """Where the pipe table that starts here ends (first line after it), 0 if none starts here."""
    if "|" not in lines[at]:
        return 0
    bare = not lines[at].lstrip().startswith("|")
    if bare and not (at + 1 < len(lines) and "|" in lines[at + 1] and _DELIMITER.fullmatch(lines[at + 1])):
        return 0
    end = at
    while end < len(lines) and "|" in lines[end] and (bare or lines[end].lstrip().startswith("|")):
        end += 1
    return end


def _is_delimiter(lines: list[str], n: int, start: int) -> bool:
    early = n - start <= 1 or (n - start == 2 and _DELIMITER.fullmatch(lines[n - 1]) is not None)
    return early and _DELIMITER.fullmatch(lines[n]) is not None


def _split_pipes(line: str) -> list[str]:
    line = line.strip()
    if line.startswith("|"):
        line = line[1:]
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return _PIPE.split(line)


def _tab_table(lines: list[str], at: int, after_table: bool) -> int:
    end = at
    while end < len(lines) and _tab_row(lines[end], after_table or end > at):
        end += 1
    if end == at or after_table:
        return end if end > at else 0
    return end if end - at > 1 or lines[at].count("\t") > 1 else 0


def _tab_row(line: str, inside: bool) -> bool:
    if "\t" not in line or not line.strip() or _LISTED.fullmatch(line):
        return False
    return inside or "\t" in line.strip()


def _table(rows: list[tuple[int, list[str]]], number: int) -> Table:
    return Table(
        rows=tuple(
            Row(cells=tuple(cell_of(raw) for raw in cells), place=Place(table=number, row=r, line=n + 1))
            for r, (n, cells) in enumerate(rows, start=1)
        ),
        place=Place(table=number, line=rows[0][0] + 1),
    )


def _paragraph(lines: list[str], at: int) -> tuple[Paragraph, int]:
    place = Place(line=at + 1)
    heading = _HEADING.fullmatch(lines[at])
    if heading:
        return Paragraph(text=_inline(heading[2]), level=len(heading[1]), place=place), at + 1
    if _RULE.fullmatch(lines[at]):
        return Paragraph(text="", place=place), at + 1
    bullet = _BULLET.match(lines[at])
    parts = [lines[at][bullet.end() :] if bullet else lines[at]]
    end = at + 1
    while end < len(lines) and _goes_on(lines, end):
        if re.fullmatch(r"=+\s*", lines[end]) and len(parts) == 1:
            return Paragraph(text=_inline(parts[0]), level=1, place=place), end + 1
        parts.append(lines[end])
        end += 1
    listed = bool(bullet) or _NUMBER.match(lines[at]) is not None
    return Paragraph(text=_inline("\n".join(parts)), bullet=listed, place=place), end


def _goes_on(lines: list[str], n: int) -> bool:
    line = lines[n]
    if not line.strip() or _HEADING.fullmatch(line) or _BULLET.match(line) or _NUMBER.match(line):
        return False
    if _RULE.fullmatch(line) and not re.fullmatch(r"=+\s*", line):
        return False
    return not _pipe_table(lines, n) and not _tab_table(lines, n, False)
