"""Workbooks for people to fill in. Every cell is text, so no word of a plan is ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from evidence.model.sheet import Sheet

_LONGEST = 32_767  # characters that a cell of a workbook can hold
_LISTS = "lists"  # the sheet that holds the options of drop-down lists
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same sheets give the same bytes
_STYLES = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "shut": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "open": {"text_wrap": True, "valign": "top", "num_format": "@", "locked": False, "bg_color": "#FFF8DC"},
    "grey": {"font_color": "#A0A0A0", "bg_color": "#E8E8E8"},
}


def write(sheets: Iterable[Sheet], properties: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx file with these sheets; where a sheet has open columns or cells, its other cells are locked.

    A drop-down list offers its options and, where it is strict, takes no others. `properties` are what the file says
    of itself: title, subject, category.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE, **(properties or {})})
        writer = _Writer(book)
        for sheet in sheets:
            writer.write(sheet)
        writer.write_lists()
    return out.getvalue()


class _Writer:
    """Writes sheets into one workbook; equal lists of options are kept once."""

    def __init__(self, book: Any) -> None:
        from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it ships no types

        self._book = book
        self._letters = xl_col_to_name
        self._style = {name: book.add_format(style) for name, style in _STYLES.items()}
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for at, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
            page.set_column(at, at, width, None, {"hidden": heading in sheet.hidden_columns})
            page.write_string(0, at, heading, self._style["head"])
        open_cells = {(row, sheet.headings.index(heading)) for row, heading in sheet.open_cells}
        open_columns = {sheet.headings.index(heading) for heading in sheet.open_columns}
        for row, texts in enumerate(sheet.rows):
            for at, text in enumerate(texts):
                style = self._style["open" if at in open_columns or (row, at) in open_cells else "shut"]
                if text:
                    page.write_string(row + 1, at, text[:_LONGEST], style)
                else:
                    page.write_blank(row + 1, at, None, style)
        if sheet.rows and not sheet.locked:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
        self._offer(page, sheet)
        self._grey(page, sheet)
        if sheet.open_columns or sheet.open_cells or sheet.locked:
            page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})

    def _offer(self, page: Any, sheet: Sheet) -> None:
        for heading, offered in sheet.choices if sheet.rows else ():
            at = sheet.headings.index(heading)
            page.data_validation(1, at, len(sheet.rows), at, {"validate": "list", "source": self._source(offered)})
        for one in sheet.drop_downs:
            at = sheet.headings.index(one.heading)
            runs = [[first + 1, at, last + 1, at] for first, last in _runs(one.rows)]
            rule = {"validate": "list", "source": self._source(one.options), "show_error": one.strict}
            page.data_validation(*runs[0], {**rule, "other_cells": runs[1:]})

    def _grey(self, page: Any, sheet: Sheet) -> None:
        if not sheet.applies:
            return
        at = len(sheet.headings)
        page.set_column(at, at, None, None, {"hidden": True})
        for row, formula, now in sheet.applies:
            page.write_formula(row + 1, at, formula, self._style["shut"], now)
        cell = f"${self._letters(at)}2"
        rule = {
            "type": "formula",
            "criteria": f"=AND(ISLOGICAL({cell}),NOT({cell}))",
            "format": self._style["grey"],
        }
        page.conditional_format(1, 0, len(sheet.rows), at - 1, rule)

    def _source(self, offered: tuple[str, ...]) -> str:
        """Where a list stands; inside the cell itself it may not have over 255 characters."""
        if offered not in self._lists:
            column = self._letters(len(self._lists))
            self._lists[offered] = f"={_LISTS}!${column}$1:${column}${len(offered)}"
        return self._lists[offered]

    def write_lists(self) -> None:
        if not self._lists:
            return
        page = self._book.add_worksheet(_LISTS)
        for at, offered in enumerate(self._lists):
            page.write_column(0, at, offered, self._style["shut"])
        page.hide()
        page.protect()


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """First and last of every run of numbers that follow one another."""
    first = last = None
    for row in sorted(rows):
        if last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last
