"""HTML: text as a browser would lay it out, without scripts and styles; tables with their spans as blocks.

Nothing is fetched and no entity is expanded: lxml's HTML parser knows neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from evidence.model.document import Extraction, Metadata, PageText
from evidence.model.table import Block, Paragraph
from evidence.reading.encoding import decode, known, stray_zeros
from evidence.reading.grid import Grid
from evidence.reading.source import CannotRead, Limits, Source

MEDIA_TYPES = ("text/html", "application/xml")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*?encoding=[\"']([\w.-]+)", re.I)
_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul", "option", "summary",
    "details",
}  # fmt: skip
_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[a-zA-Z][^>]*>", re.DOTALL | re.IGNORECASE)
_TOO_DEEP = "ERR_RESOURCE_LIMIT"  # libxml2's name for it
_NO_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), 0xFFFE, 0xFFFF))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PARTS = {"thead", "tbody", "tfoot"}


def read(source: Source) -> Extraction:
    """One page of text; metadata from the head."""
    return extraction_of(source.data(), source)


def extraction_of(data: bytes, source: Source, *, declared: str | None = None) -> Extraction:
    """The same for HTML that stands inside another file; `declared` is the encoding that file gives it."""
    root, encoding = parse_bytes(data, declared)
    blocks, notes = blocks_of(root, source.limits) if source.layout else ((), ())
    return Extraction(
        pages=(PageText(number=1, text=text_of(root)),),
        blocks=blocks,
        metadata=_metadata(root),
        media_type=source.media_type,
        reader=f"html 1 (lxml {etree.__version__}, {encoding})",
        notes=(*notes, *stray_zeros(data, encoding)),
    )


def parse_bytes(data: bytes, declared: str | None = None) -> tuple[Any, str]:
    """The tree of an HTML file and its encoding."""
    found = _CHARSET.search(data[:4096])
    named = declared or (found and (found[1] or found[2] or b"").decode("ascii", "replace")) or None
    text, encoding = decode(data, known(named))
    return parse(text), encoding


def parse(text: str) -> Any:
    """The tree of an HTML document; of one nested beyond the parser's depth, its words in a single paragraph.

    Raises `CannotRead` where there is nothing to parse.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise CannotRead("There is no text in this web page.") from error
    if root is None:
        raise CannotRead("There is no text in this web page.")
    if any(error.type_name == _TOO_DEEP for error in parser.error_log):
        from html import unescape

        flat = etree.Element("p")
        flat.text = unescape(_TAG.sub(" ", text)).translate(_NO_CONTROLS)
        return flat
    return root


def text_of(root: Any) -> str:
    """The text below an element: a line for each block, cells of a row separated by tabs."""
    out: list[str] = []
    for piece in _pieces(root):
        if piece == "\n" or piece == "\t":
            while out and out[-1] == " ":
                out.pop()
            if piece == "\n" and out and out[-1] == "\t":
                out[-1] = "\n"
            elif out and (out[-1] != "\n"):
                out.append(piece)
        elif not (piece == " " and (not out or out[-1][-1:].isspace())):
            if out and out[-1][-1:].isspace() and piece[:1] == " ":
                piece = piece[1:]
            out.append(piece)
    return "".join(out).strip()


def _pieces(root: Any) -> Iterator[str]:
    """Text and breaks in document order, without recursion: a hostile page may be nested very deeply."""
    skipped: Any | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is None and tag in _SILENT:
                skipped = element
            if skipped is not None:
                continue
            if tag in _BLOCKS or tag == "br":
                yield "\n"
            elif tag == "img" and element.get("alt"):
                yield element.get("alt", "")
            elif tag == "input" and element.get("type", "text") in ("text", "submit") and element.get("value"):
                yield element.get("value", "")
            if element.text:
                yield _SPACE.sub(" ", element.text)
            continue
        if skipped is element:
            skipped = None
        elif skipped is None:
            if tag in _BLOCKS:
                yield "\n"
            elif tag in ("td", "th"):
                yield "\t"
        if skipped is None and element is not root and element.tail:
            yield _SPACE.sub(" ", element.tail)


def _metadata(root: Any) -> Metadata:
    def named(name: str) -> str | None:
        for element in root.iter("meta"):
            if (element.get("name") or "").lower() == name and element.get("content"):
                return str(element.get("content"))
        return None

    title = next(
        (text_of_title for t in root.iter("title") if (text_of_title := " ".join((t.text or "").split()))), None
    )
    return Metadata(
        title=title,
        author=named("author"),
        subject=named("description"),
        created=named("dcterms.created") or named("date"),
        modified=named("dcterms.modified") or named("last-modified"),
    )


def blocks_of(root: Any, limits: Limits) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Paragraphs and tables in order, and notes about limits. A table of one column is layout: its content counts."""
    blocks: list[Block] = []
    notes: list[str] = []
    _walk(root, blocks, notes, limits)
    return tuple(blocks), tuple(notes)


def _walk(element: Any, blocks: list[Block], notes: list[str], limits: Limits) -> None:
    loose: list[str] = [element.text or ""]

    def settle() -> None:
        text = _SPACE.sub(" ", "".join(loose)).strip()
        loose.clear()
        if text:
            tag = str(element.tag)
            level = int(tag[1]) if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else 0
            blocks.append(Paragraph(text=text, level=level, bullet=tag == "li"))

    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SILENT or not tag:
            pass
        elif tag == "table" and not _is_layout(child):
            settle()
            _table(child, blocks, notes, limits)
        elif tag in _BLOCKS or tag in ("td", "th") or next(child.iter(*_BLOCKS), None) is not None:
            settle()
            _walk(child, blocks, notes, limits)
        elif tag == "br":
            settle()
        else:
            loose.append(text_of(child))
        loose.append(child.tail or "")
    settle()


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            yield from (row for row in child if row.tag == "tr")


def _is_layout(table: Any) -> bool:
    return all(sum(cell.tag in ("td", "th") for cell in row) <= 1 for row in _rows(table))


def _table(table: Any, blocks: list[Block], notes: list[str], limits: Limits) -> None:
    grid = Grid(limits, number=1 + sum(not isinstance(block, Paragraph) for block in blocks))
    for row in _rows(table):
        grid.row()
        for cell in row:
            if cell.tag in ("td", "th"):
                items = tuple(text for item in cell.iter("li") if (text := text_of(item)))
                grid.cell(text_of(cell), items=items, across=_span(cell, "colspan"), down=_span(cell, "rowspan"))
    caption = table.find("caption")
    done = grid.table(title=text_of(caption) or None if caption is not None else None)
    if done:
        blocks.append(done)
    if grid.note:
        notes.append(grid.note)


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 65534)) if value.isdecimal() and len(value) < 7 else 1
