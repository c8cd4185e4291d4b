"""One plan written out as other programs would write it: DOCX, XLSX, PDF, HTML, Markdown and CSV.

A plan is a row of headings and rows of texts of the same width.
"""

from __future__ import annotations

import csv
import html
from collections.abc import Sequence
from pathlib import Path

import docx
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

Rows = Sequence[Sequence[str]]


def write_markdown(path: Path, rows: Rows) -> None:
    """A pipe table."""
    lines = ["| " + " | ".join(text.replace("|", r"\|").replace("\n", "<br>") for text in row) + " |" for row in rows]
    path.write_text("\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]), "utf-8")


def write_csv(path: Path, rows: Rows) -> None:
    """Comma-separated values."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write_html(path: Path, rows: Rows) -> None:
    """A page with one table."""
    body = "".join("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    path.write_text(f"<!doctype html><meta charset=utf-8><title>Plan</title><table>{body}</table>", "utf-8")


def write_xlsx(path: Path, rows: Rows) -> None:
    """A workbook with one sheet."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Plan")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(at, column, text)


def write_docx(path: Path, rows: Rows) -> None:
    """A document with one table."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def write_pdf(path: Path, rows: Rows) -> None:
    """Ruled pages, the headings printed again on each."""
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 7, 8.5
    cells = [[Paragraph(html.escape(text), style) for text in row] for row in rows]
    width = 780 / len(rows[0])
    table = LongTable(cells, colWidths=[width] * len(rows[0]), repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    page = SimpleDocTemplate(str(path), pagesize=landscape(A4), leftMargin=30, rightMargin=30, invariant=1)
    page.build([table])


WRITERS = {
    "plan.md": write_markdown,
    "plan.csv": write_csv,
    "plan.html": write_html,
    "plan.xlsx": write_xlsx,
    "plan.docx": write_docx,
    "plan.pdf": write_pdf,
}
