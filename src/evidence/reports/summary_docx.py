"""`Summary.docx`: two pages for a committee, with the figures of the page; the one door to python-docx.

What does not fit on two pages is counted, not shown: the page and the workbook have all of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from evidence.reports.content import Report, Square, Strip
from evidence.reports.html import visible
from evidence.reports.words import day, short_day
from evidence.wording.counting import counted

NAME = "Summary.docx"
_MADE = (1980, 1, 1, 0, 0, 0)  # the same report gives the same bytes
_LINES, _MOST_SQUARES, _LONGEST = 44, 36, 80  # of the recommendations, on the first page; of actions, behind each
_MOST_ACTIONS, _MOST_HOLDERS, _MOST_MOVED = 15, 6, 4  # on the second; actions of all three lists together
_LISTS = (
    ("Said done, and nothing on file shows it", "claimed-nothing-on-file"),
    ("Said done, and the evidence is not enough", "claimed-not-enough"),
    ("Past due, and not said done", "past-due-not-claimed"),
)
_FILLS = {"good": "D5EBDD", "part": "FBE6B2", "bad": "F6D0CB", "quiet": "E6EAED"}
_INKS = {"good": "14532D", "part": "6B4200", "bad": "86180F", "quiet": "3A444E"}
_SOFT = "55606B"


def write(report: Report) -> bytes:
    """The document."""
    from docx import Document

    document = Document()
    paper = _Paper(document)
    paper.set_up(report)
    _first_page(paper, report)
    _second_page(paper, report)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


class _Paper:
    """Puts text and tables onto a document; whatever the data holds is shown, never obeyed."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def set_up(self, report: Report) -> None:
        """A4, margins, one sans-serif type, and a footer that anchors the copy in the journal."""
        from docx.shared import Mm, Pt

        identity = report.identity
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(17)
        section.top_margin, section.bottom_margin = Mm(14), Mm(15)
        section.footer_distance = Mm(8)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(9)
        normal.paragraph_format.space_after = Pt(3)
        normal.paragraph_format.space_before = Pt(0)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = "Evidence file: summary", "evidence-file", ""
        properties.created = properties.modified = identity.made_at.replace(tzinfo=None)
        properties.last_modified_by = "evidence-file"
        footer = section.footer.paragraphs[0]
        head = identity.head
        anchor = f"Journal: {counted(head.size, 'entry', 'entries')}, root {head.root}. " if head else ""
        self.run(
            footer,
            f"{anchor}Made {identity.made_at:%d %B %Y %H:%M} UTC by {identity.maker}. Page ",
            size=7,
            ink=_SOFT,
        )
        _field(footer, "PAGE")

    def run(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        ink: str | None = None,
        fill: str | None = None,
    ) -> Any:
        """A piece of text; `ink` and `fill` are colours."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement
        from docx.shared import Pt, RGBColor

        made = paragraph.add_run(visible(text))
        if bold:
            made.bold = True
        if size:
            made.font.size = Pt(size)
        if ink:
            made.font.color.rgb = RGBColor.from_string(ink)
        if fill:
            shading = OxmlElement("w:shd")
            shading.set(qn("w:val"), "clear")
            shading.set(qn("w:fill"), fill)
            made._r.get_or_add_rPr().append(shading)
        return made

    def paragraph(self, text: str, **look: Any) -> Any:
        """A paragraph of one piece."""
        made = self.document.add_paragraph()
        self.run(made, text, **look)
        return made

    def heading(self, text: str) -> None:
        """A heading that programs know as one."""
        from docx.shared import Pt, RGBColor

        made = self.document.add_heading(level=2)
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(9), Pt(3)
        made.paragraph_format.keep_with_next = True
        piece = self.run(made, text, size=11.5, bold=True)
        piece.font.name, piece.font.color.rgb = "Arial", RGBColor.from_string("1D2329")

    def table(self, headings: Sequence[str], widths: Sequence[float]) -> Any:
        """A table with a row of headings that is repeated on the next page; widths in millimetres."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        made = self.grid(widths)
        for cell, heading, width in zip(made.rows[0].cells, headings, widths, strict=True):
            self.fill(cell, [(heading, {"size": 7.5, "bold": True, "ink": _SOFT})], width)
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(mark)
        return made

    def grid(self, widths: Sequence[float]) -> Any:
        """A table of one row, with thin lines between rows; widths in millimetres."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement
        from docx.shared import Mm

        made = self.document.add_table(rows=1, cols=len(widths))
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        borders = OxmlElement("w:tblBorders")
        for side in ("w:bottom", "w:insideH"):
            line = OxmlElement(side)
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "D6DCE1")):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        made._tbl.tblPr.append(borders)
        return made

    def row(self, table: Any, cells: Iterable[Sequence[tuple[str, dict[str, Any]]]], widths: Sequence[float]) -> None:
        """A row that is not torn by the end of a page."""
        from docx.oxml.parser import OxmlElement

        made = table.add_row()
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, pieces, width in zip(made.cells, cells, widths, strict=True):
            self.fill(cell, pieces, width)

    def fill(self, cell: Any, pieces: Sequence[tuple[str, dict[str, Any]]], width: float) -> None:
        """The pieces of one cell."""
        from docx.shared import Mm, Pt

        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1.5)
        for text, look in pieces:
            self.run(paragraph, text, **look)


def _first_page(paper: _Paper, report: Report) -> None:
    identity, counts = report.identity, report.counts
    paper.paragraph("Evidence file: summary", ink=_SOFT)
    title = paper.document.add_heading(level=1)
    title.paragraph_format.space_before = title.paragraph_format.space_after = 0
    piece = paper.run(title, _cut(identity.title, 120), size=17, bold=True, ink="1D2329")
    piece.font.name = "Arial"
    plans = "; ".join(f"{_cut(plan.source.name or plan.id, 60)}, version {plan.version}" for plan in identity.plans[:3])
    paper.paragraph(f"Position as of {day(identity.as_of)}. {plans}", ink=_SOFT)
    done, shown = (f"{one:,} {'is' if one == 1 else 'are'}" for one in (counts.said_done, counts.evidenced))
    lead = (
        f"Of {counted(counts.actions, 'action')}, {done} said to be done; of these, {shown} shown by evidence on file."
    )
    paper.paragraph(lead, size=11.5)
    _tiles(paper, report)
    paper.heading("Recommendation by recommendation")
    strips = _worst(report.strips)
    widths = (10, 62, 62, 42)
    table = paper.table(("No.", "Recommendation", "Actions in plan order", "Evidence"), widths)
    several = len(identity.plans) > 1
    for strip in strips:
        cells = (
            [(f"{strip.plan} {strip.number}" if several else strip.number, {"bold": True})],
            [(_cut(strip.text, _LONGEST), {"size": 8})],
            _squares(strip),
            [(strip.words, {"size": 8})],
        )
        paper.row(table, cells, widths)
    left = len(report.strips) - len(strips)
    if left:
        paper.paragraph(f"{counted(left, 'more recommendation')} with less to be put right: see the page.", ink=_SOFT)
    paper.paragraph(_key(report), size=7.5, ink=_SOFT)


def _second_page(paper: _Paper, report: Report) -> None:
    squares = [square for strip in report.strips for square in strip.squares]
    lists = [(heading, [square for square in squares if square.state == state]) for heading, state in _LISTS]
    lists = [(heading, found) for heading, found in lists if found]
    for heading, found in lists:
        _actions(paper, heading, found, _MOST_ACTIONS // len(lists))
    _waiting(paper, report)
    _changes(paper, report)
    counts = report.counts
    remarks = [
        f"{counted(counts.documents, 'document')} on file, of which {counts.unlinked:,} linked to nothing",
        f"{counted(len(report.plan_problems), 'remark')} on how the plan is written",
        f"{counted(len(report.unplaced), 'piece')} of its text found no place" if report.unplaced else "",
        "the record itself does not verify" if any(one.code == "S501" for one in report.store_problems) else "",
        "" if report.verified else "the record was not verified here (evidence verify does it)",
        "no head of the journal is known to be kept elsewhere" if _unanchored(report) else "",
    ]
    paper.heading("To bear in mind")
    paper.paragraph("; ".join(filter(None, remarks)) + ".")


def _unanchored(report: Report) -> bool:
    return any(one.code == "S502" for one in report.store_problems)


def _tiles(paper: _Paper, report: Report) -> None:
    width = 176 / len(report.tiles)
    table = paper.grid([width] * len(report.tiles))
    for cell, tile in zip(table.rows[0].cells, report.tiles, strict=True):
        ink = _INKS[tile.tone]
        figure = {"size": 18, "bold": True, "ink": ink}
        paper.fill(cell, [(f"{tile.count}\n", figure), (tile.words, {"size": 8, "ink": ink})], width)
        _shade(cell, _FILLS[tile.tone])


def _squares(strip: Strip) -> list[tuple[str, dict[str, Any]]]:
    pieces: list[tuple[str, dict[str, Any]]] = []
    for square in strip.squares[:_MOST_SQUARES]:
        tone = square.shown.tone
        pieces.append((f"\u00a0{square.shown.symbol}\u00a0", {"fill": _FILLS[tone], "ink": _INKS[tone], "size": 8}))
        pieces.append((" ", {"size": 4}))
    more = len(strip.squares) - _MOST_SQUARES
    if more > 0:
        pieces.append((f"and {more} more", {"size": 8}))
    return pieces


def _worst(strips: Sequence[Strip]) -> list[Strip]:
    """As many recommendations as there is room for: those with most to be put right, in plan order."""
    bad = {id(strip): sum(square.shown.tone in ("bad", "part") for square in strip.squares) for strip in strips}
    room, kept = _LINES, set[int]()
    for strip in sorted(strips, key=lambda one: -bad[id(one)]):
        need = max(1, -(-min(len(strip.squares), _MOST_SQUARES) // 13), -(-len(_cut(strip.text, _LONGEST)) // 40))
        if need <= room:
            room -= need
            kept.add(id(strip))
    return [strip for strip in strips if id(strip) in kept]


def _key(report: Report) -> str:
    return "   ".join(f"{shown.symbol} {shown.words} ({number})" for shown, number in report.states if number)


def _actions(paper: _Paper, heading: str, found: Sequence[Square], most: int) -> None:
    paper.heading(f"{heading} ({len(found)})")
    widths = (18, 110, 24, 24)
    table = paper.table(("Action", "What is to be done", "Lead", "Due"), widths)
    for square in found[:most]:
        cells = (_cut(square.ref, 24), _cut(square.text, 120), _cut(", ".join(square.leads), 24), _cut(square.due, 28))
        paper.row(table, [[(text, {"size": 8, "bold": not at})] for at, text in enumerate(cells)], widths)
    _more(paper, len(found) - most)


def _waiting(paper: _Paper, report: Report) -> None:
    if not report.waiting:
        return
    holders = sorted(report.waiting, key=lambda one: -len(one.wanted))
    total = sum(len(one.wanted) for one in holders)
    paper.heading(f"Who we are waiting for ({counted(total, 'document')})")
    widths = (56, 20, 100)
    table = paper.table(("Holder", "Documents", "Among them"), widths)
    for holder in holders[:_MOST_HOLDERS]:
        first = holder.wanted[0] if holder.wanted else None
        said = _cut(first.document, 90) if first else ""
        if first and first.actions and first.actions[0][0] not in said:
            said += f", for {first.actions[0][0]}"
        cells = (_cut(holder.words, 64), str(len(holder.wanted)), said)
        paper.row(table, [[(text, {"size": 8, "bold": not at})] for at, text in enumerate(cells)], widths)
    _more(paper, len(holders) - _MOST_HOLDERS, "holder")


def _changes(paper: _Paper, report: Report) -> None:
    changes = report.changes
    moved = [(plan, due) for plan in changes.plans for due in plan.due_moved]
    lines = []
    for _, due in moved[:_MOST_MOVED]:
        was = short_day(due.before.latest) if due.before and due.before.latest else "no date"
        now = short_day(due.after.latest) if due.after and due.after.latest else "no date"
        lines.append(f"{due.new}: due date moved from {was} to {now}")
    if len(moved) > _MOST_MOVED:
        lines.append(f"{counted(len(moved) - _MOST_MOVED, 'more due date')} moved")
    better = sum(1 for one in changes.states if (one.after or "").startswith("evidenced"))
    if changes.states:
        lines.append(f"{counted(len(changes.states), 'action')} with another standing, {better} of them evidenced now")
    if not lines:
        return
    since = f" since the report of {day(changes.since.date())}" if changes.since else ""
    paper.heading(f"What changed{since}")
    paper.paragraph("; ".join(lines) + ".", size=8.5)


def _more(paper: _Paper, left: int, what: str = "action") -> None:
    if left > 0:
        paper.paragraph(f"and {counted(left, f'more {what}')}: see the page.", size=8, ink=_SOFT)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)


def _field(paragraph: Any, name: str) -> None:
    """A field that the program that opens the document fills in; never one of the data."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field, run, size = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:sz")
    field.set(qn("w:instr"), name)
    size.set(qn("w:val"), "14")  # half points
    properties = OxmlElement("w:rPr")
    properties.append(size)
    text = OxmlElement("w:t")
    text.text = "1"
    run.extend((properties, text))
    field.append(run)
    paragraph._p.append(field)


def _same_bytes(data: bytes) -> bytes:
    """The same archive without the times at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for item in made.infolist():
            entry = zipfile.ZipInfo(item.filename, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            kept.writestr(entry, made.read(item))
    return out.getvalue()
