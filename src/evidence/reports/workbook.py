"""`Evidence file.xlsx`: everything that a report says, as a workbook with one table to a sheet.

No cell is a formula and no text of the data is a link; what is longer than a cell can hold is cut, and says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from evidence.reports.content import Report, Strip
from evidence.reports.words import day
from evidence.reports.workbook_columns import TABLES, CellValue, TableSheet
from evidence.reports.workbook_notes import notes
from evidence.wording.counting import counted

NAME = "Evidence file.xlsx"
_LONGEST = 32_767  # characters that a cell can hold
_CUT = " … (cut here: a cell holds no more; the whole is in the record)"
_FIRST_DAY = date(1900, 3, 1)  # before it, days in a workbook are not those of the calendar
_SQUARES = 20  # of the heat strip, in one row
_LINE, _TALLEST = 13.0, 400.0  # points: a line of text of 10 points, and the tallest row
_TONES = {
    "good": {"bg_color": "#E4F3EA", "font_color": "#14532D"},
    "part": {"bg_color": "#FDF1D6", "font_color": "#6B4200"},
    "bad": {"bg_color": "#FBE7E4", "font_color": "#86180F"},
    "quiet": {"bg_color": "#EEF1F3", "font_color": "#3A444E"},
}
_TEXT = {"text_wrap": True, "valign": "top", "num_format": "@", "font_size": 10}
_STYLES: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "bold": {**_TEXT, "bold": True},
    "soft": {**_TEXT, "font_color": "#55606B", "text_wrap": False},
    "title": {"bold": True, "font_size": 20, "valign": "top", "num_format": "@"},
    "heading": {"bold": True, "font_size": 13, "valign": "bottom", "num_format": "@"},
    "head": {**_TEXT, "bold": True, "bg_color": "#1D2329", "font_color": "#FFFFFF"},
    "line head": {**_TEXT, "bold": True, "bg_color": "#1D2329", "font_color": "#FFFFFF", "text_wrap": False},
    "number": {"valign": "top", "num_format": "0", "align": "left", "font_size": 10},
    "day": {"valign": "top", "num_format": "d mmm yyyy", "align": "left", "font_size": 10},
    "time": {"valign": "top", "num_format": "d mmm yyyy hh:mm", "align": "left", "font_size": 10},
    **{tone: {**_TEXT, "bold": True, **colours} for tone, colours in _TONES.items()},
    **{
        f"square {tone}": {"align": "center", "valign": "vcenter", "border": 1, "border_color": "#FFFFFF", **colours}
        for tone, colours in _TONES.items()
    },
    **{f"words {tone}": {**_TEXT, "bold": True, "valign": "vcenter", **colours} for tone, colours in _TONES.items()},
    **{
        f"figure {tone}": {"bold": True, "font_size": 16, "align": "left", "valign": "vcenter", **colours}
        for tone, colours in _TONES.items()
    },
}


def write(report: Report, *, scratch: Path | None = None) -> bytes:
    """The workbook; actions and documents are gone through once.

    Memory grows with the cells, unless a `scratch` folder is given to hold them until they are packed: then the sheets
    have filters, but are no tables (which need all of their rows at hand).
    """
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    out = io.BytesIO()
    where = {"constant_memory": True, "tmpdir": str(scratch)} if scratch else {"in_memory": True}
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {**where, **as_text}) as book:
        made = report.identity.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"created": made, "title": "Evidence file"})
        writer = _Writer(book, report, tables=scratch is None)
        writer.cover()
        writer.summary()
        writer.tables()
        writer.notes()
    return out.getvalue()


class _Writer:
    """Writes a report into one workbook."""

    def __init__(self, book: Any, report: Report, *, tables: bool) -> None:
        self._book, self._report = book, report
        self.with_tables = tables
        self.styles = {name: book.add_format(style) for name, style in _STYLES.items()}

    def page(self, name: str, widths: Iterable[float]) -> Any:
        """A new sheet, set up for A4 across."""
        page = self._book.add_worksheet(name)
        for at, width in enumerate(widths):
            page.set_column(at, at, width)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        head = self._report.identity.head
        anchor = f"journal: {counted(head.size, 'entry', 'entries')}, root {head.root}" if head else "no journal"
        page.set_footer(f"&L&8&A&C&8{anchor}&R&8page &P of &N")
        return page

    def text(self, page: Any, row: int, column: int, text: str, style: str = "text") -> None:
        """Text, never anything else."""
        if len(text) > _LONGEST:
            text = text[: _LONGEST - len(_CUT)] + _CUT
        page.write_string(row, column, text, self.styles[style])

    def cell(self, page: Any, row: int, column: int, value: CellValue, style: str = "text") -> None:
        """A value: a number as a number, a day as a day, everything else as text; nothing for nothing."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            self.text(page, row, column, value, style)
        elif isinstance(value, datetime):
            when = value.astimezone(UTC).replace(tzinfo=None)
            page.write_datetime(row, column, when, self.styles["time"])
        elif isinstance(value, date):
            if value < _FIRST_DAY:
                self.text(page, row, column, value.isoformat())
            else:
                page.write_datetime(row, column, value, self.styles["day"])
        else:
            page.write_number(row, column, value, self.styles["number"])

    def cover(self) -> None:
        """What this is, of what, and which sheets there are."""
        identity = self._report.identity
        page = self.page("Cover", (26, 100))
        page.hide_gridlines(2)
        self.text(page, 0, 0, "Evidence file", "soft")
        self.text(page, 1, 0, identity.title, "title")
        page.set_row(1, 30)
        rows = [("Position as of", day(identity.as_of))]
        for plan in identity.plans:
            said = f"{plan.title or plan.id} ({plan.id}), version {plan.version}"
            said += f", as of {day(plan.as_of)}" if plan.as_of else ""
            source = plan.source
            read_from = f"{source.name} ({source.document})" if source.name else source.document
            rows.append(("Plan", f"{said}; read from {read_from}"))
        rows.append(("Made", f"{identity.made_at:%d %B %Y %H:%M} UTC by {identity.maker}"))
        if identity.head:
            rows.append(("Journal", f"{identity.head.origin}: {identity.head.size} entries, root {identity.head.root}"))
        if not self._report.verified:
            rows.append(("Verified", "not verified here, run evidence verify"))
        rows.append(("For", "the public" if identity.share == "public" else "internal use: it names people and files"))
        for at, (name, said) in enumerate(rows, 3):
            self.text(page, at, 0, name, "soft")
            self.text(page, at, 1, said)
        at = len(rows) + 4
        self.text(page, at, 0, "Sheets", "heading")
        sheets = [("Summary", "the figures, and a square for every action"), *((one.name, one.about) for one in TABLES)]
        for name, about in (*sheets, ("Notes", "how this was worked out, who is who, what changed")):
            at += 1
            self.text(page, at, 0, name, "bold")
            self.text(page, at, 1, about)
        said = "The first columns of each table are printed; those to the right of them make it complete. Nothing here"
        self.text(page, at + 2, 1, f"{said} is a formula: change what you like, the record is elsewhere.", "soft")

    def summary(self) -> None:
        """The figures of the page: tiles, states, and the heat strip."""
        report = self._report
        page = self.page("Summary", (11, 46, 10, 10, 30, *([2.8] * _SQUARES)))
        page.hide_gridlines(2)
        self.text(page, 0, 0, report.identity.title, "title")
        page.set_row(0, 30)
        self.text(page, 1, 0, f"as of {day(report.identity.as_of)}", "soft")
        for at, tile in enumerate(report.tiles, 3):
            page.write_number(at, 0, tile.count, self.styles[f"figure {tile.tone}"])
            self.text(page, at, 1, tile.words, f"words {tile.tone}")
            page.set_row(at, 24)
        at = 4 + len(report.tiles)
        counts = report.counts
        for name, number in (
            ("actions", counts.actions),
            ("said done", counts.said_done),
            ("of these evidenced", counts.evidenced),
            ("documents on file", counts.documents),
            ("of these linked to nothing", counts.unlinked),
            ("links", counts.links),
        ):
            page.write_number(at, 0, number, self.styles["number"])
            self.text(page, at, 1, name)
            at += 1
        self.text(page, at + 1, 0, "How actions stand", "heading")
        at += 2
        for shown, number in report.states:
            page.write_number(at, 0, number, self.styles["number"])
            self.text(page, at, 1, f"{shown.symbol} {shown.words}", shown.tone)
            at += 1
        self.text(page, at + 1, 0, "Recommendation by recommendation", "heading")
        at += 2
        for column, name in enumerate(("Number", "Recommendation", "Said done", "Evidenced", "In words")):
            self.text(page, at, column, name, "head")
        page.merge_range(at, 5, at, 4 + _SQUARES, "", self.styles["line head"])
        self.text(page, at, 5, "Actions in plan order", "line head")
        at += 1
        for strip in report.strips:
            at = self._strip(page, at, strip)

    def _strip(self, page: Any, at: int, strip: Strip) -> int:
        several = len(self._report.identity.plans) > 1
        self.text(page, at, 0, f"{strip.plan} {strip.number}" if several else strip.number, "bold")
        self.text(page, at, 1, strip.text + (f" ({strip.deadline})" if strip.deadline else ""))
        page.write_number(at, 2, strip.said_done, self.styles["number"])
        page.write_number(at, 3, strip.evidenced, self.styles["number"])
        self.text(page, at, 4, strip.words)
        page.set_row(at, _height(_lines(strip.text, 46)))
        for nth, square in enumerate(strip.squares):
            below, column = divmod(nth, _SQUARES)
            self.text(page, at + below, 5 + column, square.shown.symbol, f"square {square.shown.tone}")
        return at + 1 + (max(len(strip.squares), 1) - 1) // _SQUARES

    def tables(self) -> None:
        """Every table; rows are written as the report is read."""
        tables = [_Table(self, sheet) for sheet in TABLES]
        for entry in self._report.actions:
            for table in tables:
                table.add(table.sheet.of_action(entry))
        for document in self._report.documents:
            for table in tables:
                table.add(table.sheet.of_document(document))
        for table in tables:
            table.add(table.sheet.of_report(self._report))
            table.finish()

    def notes(self) -> None:
        """How it was worked out."""
        page = self.page("Notes", (26, 30, 90))
        for at, name in enumerate(("About", "What", "Words")):
            self.text(page, 0, at, name, "head")
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        for row, note in enumerate(notes(self._report), 1):
            for at, text in enumerate(note):
                self.cell(page, row, at, text)
            page.set_row(row, _height(max(_lines(text, width) for text, width in zip(note, (26, 30, 90), strict=True))))


class _Table:
    """One worksheet with its table, row by row."""

    def __init__(self, writer: _Writer, sheet: TableSheet[Any]) -> None:
        self.sheet, self._writer = sheet, writer
        self._page = writer.page(sheet.name, (column.width for column in sheet.columns))
        # a column's place, what stands in it, and its width where it is printed
        self._columns = [
            (at, column.value, column.width if at < sheet.printed else 0) for at, column in enumerate(sheet.columns)
        ]
        self._rows = 0
        for at, column in enumerate(sheet.columns):
            writer.text(self._page, 0, at, column.heading, "head")

    def add(self, rows: Iterable[Any]) -> None:
        """Write rows below those that are there."""
        page, text = self._page, self._writer.styles["text"]
        for row in rows:
            self._rows += 1
            lines = 1
            style = self._writer.styles[self.sheet.tone(row) or "bold"]
            for at, value_of, width in self._columns:
                value = value_of(row)
                if type(value) is str and len(value) <= _LONGEST:
                    if value:
                        page.write_string(self._rows, at, value, style)
                        if width and (len(value) > width or "\n" in value):
                            lines = max(lines, _lines(value, width))
                elif value is not None:
                    self._writer.cell(page, self._rows, at, value)
                style = text
            if lines > 1:
                page.set_row(self._rows, _height(lines))

    def finish(self) -> None:
        """Make it a table, or at least something that can be filtered."""
        page, last = self._page, len(self.sheet.columns) - 1
        if not self._rows:
            self._writer.text(page, 1, 0, "none", "soft")
        place = (0, 0, max(self._rows, 1), last)
        if self._writer.with_tables:
            head = self._writer.styles["head"]
            columns = [{"header": one.heading, "header_format": head} for one in self.sheet.columns]
            name = self.sheet.name.replace(" ", "_")
            page.add_table(*place, {"name": name, "style": "Table Style Light 1", "columns": columns})
        else:
            page.autofilter(*place)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.print_area(0, 0, max(self._rows, 1), self.sheet.printed - 1)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width, in characters."""
    return sum(1 + int(len(line) / width * 1.1) for line in text.split("\n"))


def _height(lines: int) -> float:
    """How tall a row of so many lines is, in points."""
    return min(2 + lines * _LINE, _TALLEST)
