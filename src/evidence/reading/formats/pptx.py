"""PowerPoint's .pptx: a page for each slide in the order of the show, with tables and speaker's notes."""

from __future__ import annotations

from typing import Any

from evidence.model.document import Extraction, PageText
from evidence.model.table import Block, Paragraph
from evidence.reading.archive import Archive, take_members
from evidence.reading.grid import Grid
from evidence.reading.layout import text_of
from evidence.reading.office import core_properties, embedded, relations
from evidence.reading.source import CannotRead, Source
from evidence.reading.xml import VERSION, attribute, elements, local, part

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)
_DECK = "ppt/presentation.xml"


def read(source: Source) -> Extraction:
    """A page for each slide. Raises `CannotRead` where there is none."""
    notes: list[str] = []
    pages: list[PageText] = []
    blocks: list[Block] = []
    with Archive(source) as archive:
        for name in _slides(archive):
            slide = _blocks(archive, name, source, notes, tables=sum(not isinstance(b, Paragraph) for b in blocks))
            for target in relations(archive, name).values():
                if target.startswith("ppt/notesslides/"):
                    slide += [b for b in _blocks(archive, target, source, notes, tables=0) if not _is_number(b)]
            blocks.extend(slide)
            pages.append(PageText(number=len(pages) + 1, text=text_of(slide)))
        if not pages:
            raise CannotRead("The file is damaged: there are no slides in it. Ask for another copy.")
        metadata = core_properties(archive)
        parts = take_members(archive, embedded(archive, "ppt/"), source, notes)
        notes += archive.notes
    return Extraction(
        pages=tuple(pages),
        blocks=tuple(blocks) if source.layout else (),
        metadata=metadata,
        media_type=source.media_type,
        reader=f"pptx 1 ({VERSION})",
        notes=tuple(notes),
        parts=parts,
    )


def _slides(archive: Archive) -> list[str]:
    targets = relations(archive, _DECK)
    deck = elements(archive.get(_DECK))
    order = [targets.get(_relation(each)) for each in deck.iter() if local(each) == "sldId"]
    found = [name for name in order if name in archive.names]
    return found or sorted(
        (name for name in archive.names if name.startswith("ppt/slides/slide") and name.endswith(".xml")),
        key=lambda name: (len(name), name),
    )


def _relation(element: Any) -> str:
    """The relation's identifier, which stands beside the slide's own under the same local name."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}id")), "")


def _blocks(archive: Archive, name: str, source: Source, notes: list[str], *, tables: int) -> list[Block]:
    blocks: list[Block] = []
    for element in _shapes(part(archive, name, notes)):
        if local(element) == "p":
            text = _text(element)
            if text.strip():
                blocks.append(Paragraph(text=text))
            continue
        grid = Grid(source.limits, number=tables + 1 + sum(not isinstance(block, Paragraph) for block in blocks))
        for row in element:
            if local(row) == "tr":
                grid.row()
                for cell in row:
                    if local(cell) == "tc":
                        _cell(grid, cell)
        table = grid.table()
        if table:
            blocks.append(table)
    return blocks


def _shapes(element: Any) -> Any:
    """Paragraphs and tables in order; what is inside a table is left to it."""
    for each in element:
        if local(each) in ("p", "tbl"):
            yield each
        elif local(each) != "Fallback":
            yield from _shapes(each)


def _cell(grid: Grid, cell: Any) -> None:
    if attribute(cell, "hMerge") in ("1", "true") or attribute(cell, "vMerge") in ("1", "true"):
        return  # the grid knows from the spans
    lines = [_text(each) for each in cell.iter() if local(each) == "p"]
    across, down = (
        int(value) if (value := attribute(cell, n) or "1").isdecimal() else 1 for n in ("gridSpan", "rowSpan")
    )
    grid.cell("\n".join(line for line in lines if line.strip()), across=across, down=down)


def _text(paragraph: Any) -> str:
    return "".join(
        "\n" if local(each) == "br" else each.text or "" for each in paragraph.iter() if local(each) in ("t", "br")
    )


def _is_number(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.strip().isdecimal()
