"""Word's .docx: headers, text, tables, text boxes, notes and comments; tracked deletions out, insertions in."""

from __future__ import annotations

from typing import Any

from evidence.model.document import Extraction, Metadata, PageText
from evidence.model.table import Block, Paragraph, Table
from evidence.reading.archive import Archive, take_members
from evidence.reading.grid import Grid
from evidence.reading.layout import rows_of, text_of
from evidence.reading.office import core_properties, embedded, heading_styles, list_styles, relations
from evidence.reading.source import CannotRead, Source
from evidence.reading.xml import VERSION, attribute, child, elements, local, part

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

_LEFT_OUT = {
    "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr",
    "sectPr", "Fallback", "sdtPr", "drawingProps", "",  # what has no name is a comment
}  # fmt: skip
_PLACING = ("{*}gridBefore", "{*}gridSpan", "{*}vMerge", "{*}hMerge", "{*}del")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BEFORE = ("header",)
_AFTER = ("footnotes", "endnotes", "comments", "footer")


def read(source: Source) -> Extraction:
    """One page: Word keeps no page ends. Raises `CannotRead` where there is no document part."""
    notes: list[str] = []
    with Archive(source) as archive:
        main = _main_part(archive)
        reader = _Reader(archive, source, notes)
        stories = sorted(name for name in archive.names if name.startswith("word/") and name.endswith(".xml"))
        for story in stories:
            if story.removeprefix("word/").startswith(_BEFORE):
                reader.story(story)
        reader.story(main)
        for start in _AFTER:
            for story in stories:
                if story.removeprefix("word/").startswith(start):
                    reader.story(story)
        metadata = core_properties(archive)
        parts = take_members(archive, embedded(archive, "word/"), source, notes)
        notes += archive.notes
    return Extraction(
        pages=(PageText(number=1, text=text_of(reader.blocks)),),
        blocks=tuple(reader.blocks) if source.layout else (),
        metadata=metadata or Metadata(),
        media_type=source.media_type,
        reader=f"docx 1 ({VERSION})",
        notes=tuple(dict.fromkeys(notes)),
        parts=parts,
    )


def _main_part(archive: Archive) -> str:
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    found = next((name for name in archive.names if name.startswith("word/document") and name.endswith(".xml")), None)
    if found is None:
        raise CannotRead("The file is damaged: the document inside it is missing. Ask for another copy.")
    return found


class _Reader:
    """Walks the stories of one document and gathers their blocks."""

    def __init__(self, archive: Archive, source: Source, notes: list[str]) -> None:
        self.blocks: list[Block] = []
        self._archive = archive
        self._source = source
        self._notes = notes
        styles = elements(archive.get("word/styles.xml")) if source.layout else ()  # they say nothing of the text
        self._levels, self._lists = heading_styles(styles), list_styles(styles)
        self._tables = 0
        self._running: set[str] = set()  # headers and footers repeat

    def story(self, name: str) -> None:
        before = len(self.blocks)
        self._walk(part(self._archive, name, self._notes))
        if name.startswith(("word/header", "word/footer")):
            text = text_of(self.blocks[before:]).strip()
            if not text or text in self._running:
                del self.blocks[before:]
            self._running.add(text)

    def _walk(self, container: Any) -> None:
        for element in container:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "altChunk":
                self._foreign(element)
            elif name not in _LEFT_OUT:
                self._walk(element)

    def _paragraph(self, element: Any) -> None:
        pieces: list[str] = []
        boxes: list[Any] = []
        _gather(element, pieces, boxes)
        text = "".join(pieces)
        if text.strip():
            level, bullet = self._styled(element) if self._source.layout else (0, False)
            self.blocks.append(Paragraph(text=text.strip("\n"), level=level, bullet=bullet))
        for box in boxes:
            self._walk(box)

    def _styled(self, element: Any) -> tuple[int, bool]:
        """A paragraph's level as a heading, 0 where it is none, and whether it is an item of a list."""
        properties = child(element, "pPr")
        style = child(properties, "pStyle") if properties is not None else None
        named = (attribute(style, "val") or "") if style is not None else ""
        level = self._levels.get(named, 0)
        return level, not level and _listed(properties, by_style=named in self._lists)

    def _table(self, element: Any) -> None:
        rows = [(row, list(_children(row, "tc"))) for row in _children(element, "tr")]
        if all(len(cells) <= 1 for _, cells in rows):  # a frame around text
            for _, cells in rows:
                for cell in cells:
                    self._walk(cell)
            return
        self._tables += 1
        grid = Grid(self._source.limits, number=self._tables)
        for row, cells in rows:
            marks = _marks(row, "trPr")
            if "del" in marks:
                continue
            grid.row()
            grid.blank(_number(marks, "gridBefore", 0))
            for cell in cells:
                self._cell(grid, cell)
        table = grid.table()
        if table:
            self.blocks.append(table)
        if grid.note:
            self._notes.append(grid.note)

    def _cell(self, grid: Grid, cell: Any) -> None:
        marks = _marks(cell, "tcPr")
        across = _number(marks, "gridSpan", 1)
        if any(marks.get(merge, "restart") in ("", "continue") for merge in ("vMerge", "hMerge")):
            grid.continued(across)
            return
        lines: list[str] = []
        items: list[str] = []
        for block in self._inside(cell):
            if isinstance(block, Table):
                lines.extend(rows_of(block))
            else:
                lines.append(block.text)
                if block.bullet:
                    items.append(block.text)
        grid.cell("\n".join(lines).strip(), items=tuple(items), across=across)

    def _inside(self, cell: Any) -> list[Block]:
        """The blocks of a cell; a table among them is not counted, since it becomes lines of this one."""
        outside, tables = self.blocks, self._tables
        inside: list[Block] = []
        self.blocks = inside
        self._walk(cell)
        self.blocks, self._tables = outside, tables
        return inside

    def _foreign(self, element: Any) -> None:
        """A web page or a text that Word has been told to put in at this place."""
        from evidence.reading.formats import html

        target = relations(self._archive, "word/document.xml").get(attribute(element, "id") or "")
        data = self._archive.get(target) if target else None
        if data and not data.startswith(b"PK"):
            root, _ = html.parse_bytes(data)
            blocks, notes = html.blocks_of(root, self._source.limits)
            self.blocks.extend(blocks)
            self._notes.extend(notes)


def _children(element: Any, name: str) -> Any:
    """Rows of a table or cells of a row, also those inside content controls and tracked insertions."""
    for each in element:
        here = local(each)
        if here == name:
            yield each
        elif here in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"):
            yield from _children(each, name)


def _gather(element: Any, out: list[str], boxes: list[Any]) -> None:
    """The pieces of text below an element; text boxes are put aside."""
    for each in element:
        name = local(each)
        if name == "t":
            out.append(each.text or "")
        elif name in _LEFT_OUT:
            pass
        elif name in _SIGNS:
            out.append(_SIGNS[name])
        elif name == "txbxContent":
            boxes.append(each)
        elif name == "sym":
            out.append(_symbol(attribute(each, "char")))
        else:
            _gather(each, out, boxes)
            if name == "p":  # DrawingML in a picture or diagram
                out.append("\n")


def _symbol(code: str | None) -> str:
    """A character of a symbol font; those in the private area are bullets, ticks and arrows without a meaning here."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= number <= 0xF8FF or 0xD800 <= number <= 0xDFFF else chr(number)


def _listed(properties: Any | None, *, by_style: bool) -> bool:
    numbering = child(properties, "numPr") if properties is not None else None
    if numbering is None:
        return by_style
    which = child(numbering, "numId")
    return which is not None and attribute(which, "val") != "0"


def _marks(element: Any, name: str) -> dict[str, str]:
    """What the properties of a row or a cell say of its place in the table: the value of each, "" where it has none."""
    properties = child(element, name)
    if properties is None:
        return {}
    return {local(each): attribute(each, "val") or "" for each in properties.iterchildren(*_PLACING)}


def _number(marks: dict[str, str], name: str, default: int) -> int:
    value = marks.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 6 else default
