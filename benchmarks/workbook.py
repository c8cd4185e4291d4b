"""The workbook and the Word summary of a report over a generated store, beside a bare XlsxWriter loop.

    python benchmarks/workbook.py [ACTIONS DOCUMENTS]

The bare loop writes the very cells that stand in the workbook, with `write_string`, `write_number` or
`write_datetime` and one format a column, and does nothing else. Both are timed in processor seconds, in turn, the best
of three runs; the entries of the report are in memory, because reading them is the report's own business.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from attrs import evolve
from report import generate

import evidence
from checks import DAY
from evidence.reports import summary_docx, workbook

BAR = 2.0  # times the bare loop
RUNS = 3


def main() -> None:
    """Run it once."""
    actions, documents = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (200, 500)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        store = Path(name) / "store"
        generate(store, actions, documents)
        with evidence.open(store, by="benchmark") as file:
            content = file.report_content(as_of=DAY)
            content = evolve(content, actions=tuple(content.actions), documents=tuple(content.documents))
            rules = content.rules()
            content = evolve(content, rules=lambda: rules)
        made = workbook.write(content)
        sheets = cells(made)
        ours, bare, summary = [], [], []
        for _ in range(RUNS):
            ours.append(timed(lambda: workbook.write(content)))
            bare.append(timed(lambda: loop(sheets)))
            summary.append(timed(lambda: summary_docx.write(content)))
        count = sum(len(sheet) for sheet in sheets)
        times = min(ours) / min(bare)
        print(
            f"{actions} actions, {documents} documents: {count} cells, {len(made) / 1e6:.2f} MB\n"
            f"  workbook {min(ours):.2f} s, bare loop {min(bare):.2f} s: {times:.2f} times (bar: {BAR:.0f})\n"
            f"  summary {min(summary):.2f} s; load {os.getloadavg()[0]:.1f}"
        )


def timed(act: Callable[[], object]) -> float:
    """Processor seconds that something takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def cells(data: bytes) -> list[list[tuple[int, int, Any]]]:
    """Row, column and value of every cell, sheet by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        [
            (cell.row - 1, cell.column - 1, cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in book
    ]


def loop(sheets: list[list[tuple[int, int, Any]]]) -> bytes:
    """The same cells, written as XlsxWriter's own examples do."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        day = book.add_format({"num_format": "d mmm yyyy"})
        for sheet in sheets:
            page = book.add_worksheet()
            for row, column, value in sheet:
                if isinstance(value, str):
                    page.write_string(row, column, value, text)
                elif isinstance(value, datetime):
                    page.write_datetime(row, column, value, day)
                else:
                    page.write_number(row, column, value)
    return out.getvalue()


if __name__ == "__main__":
    main()
