"""OpenDocument text and presentations: text, lists, tables, notes; tracked deletions are left out.

Packed (.odt, .odp) or flat (.fodt, .fodp), where one XML file holds what are files of a container otherwise.
"""

from __future__ import annotations

from typing import Any

from evidence.model.document import Extraction, Metadata, PageText
from evidence.model.table import Block, Paragraph, Table
from evidence.reading.archive import Archive
from evidence.reading.grid import Grid
from evidence.reading.layout import rows_of, text_of
from evidence.reading.source import CannotRead, Source
from evidence.reading.xml import VERSION, attribute, child, elements, local, part

MEDIA_TYPES = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.text-flat-xml",
    "application/vnd.oasis.opendocument.presentation-flat-xml",
)
_LEFT_OUT = {
    "tracked-changes", "change", "automatic-styles", "font-face-decls", "scripts", "forms", "note-citation",
    "binary-data",
}  # fmt: skip
_RUNNING = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_ROW_GROUPS = {"table-header-rows", "table-rows", "table-row-group"}
_MOST_REPEATED = 1000  # copies of one cell or row that are written out


def read(source: Source) -> Extraction:
    """One page for a text, one for each slide. Raises `CannotRead` for broken and protected files."""
    notes: list[str] = []
    content, styles, about = _trees(source, notes)
    body = next(content.iter("{*}body"), content)  # where a tag before it is damaged, it lies deeper
    reader = _Reader(source, notes)
    slides = [element for element in body.iter() if local(element) == "page"]
    pages = [reader.blocks_of(slide) for slide in slides]
    if not pages:
        before, after = _headers_and_footers(styles, source)
        pages = [[*before, *reader.blocks_of(body), *after]]
    return Extraction(
        pages=tuple(PageText(number=number, text=text_of(blocks)) for number, blocks in enumerate(pages, start=1)),
        blocks=tuple(block for blocks in pages for block in blocks) if source.layout else (),
        metadata=_metadata(about),
        media_type=source.media_type,
        reader=f"opendocument 1 ({VERSION})",
        notes=tuple(notes),
    )


def _trees(source: Source, notes: list[str]) -> tuple[Any, Any, Any]:
    """The roots of what the document says, of its styles with headers and footers, and of what it says of itself."""
    if source.media_type.endswith("-flat-xml"):
        root = elements(source.data())
        return root, root, root
    with Archive(source) as archive:
        manifest = archive.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in manifest:
            raise CannotRead("The file is protected by a password; file a copy that was saved without one.")
        if "content.xml" not in archive.names:
            raise CannotRead("The file is damaged: the document inside it is missing. Ask for another copy.")
        content = part(archive, "content.xml", notes)
        styles, about = elements(archive.get("styles.xml")), elements(archive.get("meta.xml"))
        notes += archive.notes
        return content, styles, about


def _headers_and_footers(styles: Any, source: Source) -> tuple[list[Block], list[Block]]:
    found: tuple[list[Block], list[Block]] = ([], [])
    seen = set()
    for element in styles.iter():
        if local(element) in _RUNNING:
            blocks = _Reader(source, []).blocks_of(element)
            text = text_of(blocks)
            if text.strip() and text not in seen:
                seen.add(text)
                found["footer" in local(element)].extend(blocks)
    return found


def _metadata(about: Any) -> Metadata:
    meta = child(about, "meta")
    given = {local(each): (each.text or "").strip() or None for each in (() if meta is None else meta)}
    return Metadata(
        title=given.get("title"),
        author=given.get("creator") or given.get("initial-creator"),
        subject=given.get("subject"),
        created=given.get("creation-date"),
        modified=given.get("date"),
    )


class _Reader:
    """Walks one document. Tables are numbered through."""

    def __init__(self, source: Source, notes: list[str]) -> None:
        self._source = source
        self._notes = notes
        self._tables = 0

    def blocks_of(self, root: Any) -> list[Block]:
        blocks: list[Block] = []
        self._walk(root, blocks, bullet=False)
        return blocks

    def _walk(self, container: Any, blocks: list[Block], *, bullet: bool) -> None:
        for element in container:
            name = local(element)
            if name in ("p", "h"):
                inner: list[Any] = []
                text = _text(element, inner).strip("\n")
                if text.strip():
                    level = min(_count(element, "outline-level"), 6) if name == "h" else 0
                    blocks.append(Paragraph(text=text, level=level, bullet=bullet and name == "p"))
                for frame in inner:
                    self._walk(frame, blocks, bullet=False)
            elif name == "table":
                self._table(element, blocks)
            elif name == "list":
                self._walk(element, blocks, bullet=True)
            elif name and name not in _LEFT_OUT:
                self._walk(element, blocks, bullet=bullet)

    def _table(self, element: Any, blocks: list[Block]) -> None:
        self._tables += 1
        grid = Grid(self._source.limits, number=self._tables)
        for row in _rows(element):
            for _ in range(min(_count(row, "number-rows-repeated"), _MOST_REPEATED)):
                grid.row()
                for cell in row:
                    self._cell(grid, cell)
        table = grid.table(title=attribute(element, "name"))
        if table:
            blocks.append(table)
        if grid.note:
            self._notes.append(grid.note)

    def _cell(self, grid: Grid, cell: Any) -> None:
        if local(cell) != "table-cell":
            return  # a covered cell: the grid knows from the spans
        inner: list[Block] = []
        self._walk(cell, inner, bullet=False)
        lines = [line for block in inner for line in (rows_of(block) if isinstance(block, Table) else [block.text])]
        items = tuple(block.text for block in inner if isinstance(block, Paragraph) and block.bullet)
        across, down = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
        for _ in range(min(_count(cell, "number-columns-repeated"), _MOST_REPEATED)):
            grid.cell("\n".join(lines), items=items, across=across, down=down)


def _rows(table: Any) -> Any:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in _ROW_GROUPS:
            yield from _rows(element)


def _count(element: Any, name: str) -> int:
    value = attribute(element, name) or "1"
    return max(1, int(value)) if value.isdecimal() and len(value) < 8 else 1


def _text(element: Any, frames: list[Any]) -> str:
    out = [element.text or ""]
    for each in element:
        name = local(each)
        if name == "s":
            out.append(" " * min(_count(each, "c"), 1000))
        elif name == "tab":
            out.append("\t")
        elif name == "line-break":
            out.append("\n")
        elif name in ("text-box", "table", "annotation", "note-body", "list"):
            frames.append(each)
        elif name and name not in _LEFT_OUT:
            out.append(_text(each, frames))
        out.append(each.tail or "")
    return "".join(out)
