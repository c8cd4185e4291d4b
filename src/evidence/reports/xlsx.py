"""Workbooks: the one door to XlsxWriter. Every cell is text, so no word of a plan is ever taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime

from evidence.model.sheet import Sheet

_LONGEST = 32_767  # characters that a cell of a workbook can hold
_LISTS = "lists"  # the sheet that holds the options of drop-down lists; at most 26 of them
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same sheets give the same bytes


def write(sheets: Iterable[Sheet]) -> bytes:
    """An .xlsx file with these sheets; where a sheet has open columns, its other cells are locked.

    A drop-down list offers its options and takes no others.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        shut = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        unlocked = book.add_format(
            {"text_wrap": True, "valign": "top", "num_format": "@", "locked": False, "bg_color": "#FFF8DC"}
        )
        lists: list[tuple[str, ...]] = []
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for at, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
                page.set_column(at, at, width, None, {"hidden": heading in sheet.hidden_columns})
                page.write_string(0, at, heading, head)
            for row, texts in enumerate(sheet.rows, start=1):
                for at, (heading, text) in enumerate(zip(sheet.headings, texts, strict=True)):
                    style = unlocked if heading in sheet.open_columns else shut
                    if text:
                        page.write_string(row, at, text[:_LONGEST], style)
                    else:
                        page.write_blank(row, at, None, style)
            if sheet.rows and not sheet.locked:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
            for heading, offered in sheet.choices if sheet.rows else ():
                lists.append(offered)
                at, column = sheet.headings.index(heading), chr(64 + len(lists))
                source = f"={_LISTS}!${column}$1:${column}${len(offered)}"
                page.data_validation(1, at, len(sheet.rows), at, {"validate": "list", "source": source})
            if sheet.open_columns or sheet.locked:
                page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
        if lists:
            page = book.add_worksheet(_LISTS)  # a list inside the cell itself may not have over 255 characters
            for at, offered in enumerate(lists):
                page.write_column(0, at, offered, shut)
            page.hide()
            page.protect()
    return out.getvalue()
