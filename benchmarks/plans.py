"""How long a large plan takes to read, beside the bare reader of the same file; and one date phrase.

    python benchmarks/plans.py [ROWS]

Plans of ROWS rows (by default 10,000) as XLSX and CSV, and one of 40 PDF pages, are written first; this needs the
packages of the tests. "Bare" reads the same cells to text and does nothing with them: python-calamine (the library that
this one reads with, written in Rust) and openpyxl for XLSX, the standard library's csv (written in C), and for PDF the
shortest program over pypdfium2 that puts letters into ruled cells, and pdfplumber where it is installed. Three lines of
ours stand beside that: "cells read", the same cells as the values that this library works with; "handed over", these as
they leave the process that reads and come into the one that asked; "understood", the action plan made of them. The
ratios are those of the cells read and of all three. No store, no process. All figures are processor seconds of the
fastest of five runs, taken in turn with those beside them, so that they say something on a busy machine too. The date
phrases are those of phrases.txt beside this file, each read without what was kept of the time before.
"""

from __future__ import annotations

import csv
import gc
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "plans"))

import openpyxl
import pypdfium2
import pypdfium2.raw as pdfium
import python_calamine
from plan_writers import WRITERS

from evidence.codec import encode
from evidence.model.document import Extraction
from evidence.model.plan import PlanIdentity, PlanSource
from evidence.plans import understand
from evidence.reading import wire
from evidence.reading.formats import reader_of
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import Source
from evidence.wording.dates import read_due
from evidence.wording.dates_tokens import kept

HEADINGS = ("Recommendation", "Action to be Taken", "Lead", "By When", "Progress to Date", "Success Criteria")
PHRASES = tuple(Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines())


def main() -> None:
    """Run it once."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    gc.set_threshold(20_000, 20, 20)  # as the command line does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending, rows, floors in (
            ("plan.xlsx", plan(count), (with_calamine, with_openpyxl)),
            ("plan.csv", plan(count), (with_csv,)),
            ("plan.pdf", plan(720), (with_pdfium, with_pdfplumber)),
        ):
            path = folder / ending
            WRITERS[ending](path, rows)
            installed = [bare for bare in floors if bare is not with_pdfplumber or find_spec("pdfplumber")]
            extraction = extract(path)
            ours = (partial(extract, path), partial(handed_over, extraction), partial(understood, extraction))
            seconds = fastest(*ours, *(partial(bare, path) for bare in installed))
            pages = f", {len(extraction.pages)} pages" if ending.endswith("pdf") else ""
            print(f"{ending:9} {len(rows) - 1:6} rows{pages}")
            for name, spent in zip(("cells read", "handed over", "understood"), seconds[:3], strict=True):
                print(f"{'':10}{name:19} {spent:6.3f} s, {1e6 * spent / (len(rows) - 1):6.1f} µs a row")
            for bare, floor in zip(installed, seconds[3:], strict=True):
                print(
                    f"{'':10}bare {bare.__name__[5:]:14} {floor:6.3f} s, ratio {seconds[0] / floor:5.1f} to the cells "
                    f"read, {sum(seconds[:3]) / floor:5.1f} to all three"
                )
    print(f"peak memory of all this {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    each = [one_reading(phrase) for phrase in PHRASES]
    median = statistics.median(each)
    print(f"one date phrase of {len(each)}: median {1e6 * median:.1f} µs, slowest {1e6 * max(each):.1f} µs")


def one_reading(phrase: str) -> float:
    """Seconds to read a phrase that was not read before."""
    best = 1.0
    for _ in range(100):
        kept.cache_clear()
        start = time.perf_counter()
        read_due(phrase)
        best = min(best, time.perf_counter() - start)
    return best


def plan(count: int) -> list[tuple[str, ...]]:
    """Rows whose texts differ in their numbers and dates, as those of a tracker do."""
    chance = random.Random(7)
    rows: list[tuple[str, ...]] = [HEADINGS]
    for number in range(1, count + 1):
        first = number % 10 == 1
        day, month = chance.randint(1, 28), chance.randint(1, 12)
        rows.append(
            (
                f"{number // 10 + 1}. Ensure that standard {number // 10 + 1} is met." if first else "",
                f"Review case file {number} against the {chance.choice(('visiting', 'recording'))} standard",
                chance.choice(("SF", "HL/SD", '"', "")),
                f"{day:02}/{month:02}/2006",
                chance.choice(("", f"Done {day:02} {month:02} 06", "Draft issued; comments awaited", "Under way")),
                chance.choice(("", "95% of visits in time")),
            )
        )
    return rows


def with_calamine(path: Path) -> object:
    """Every cell as text."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return [[str(value) for value in row] for row in book.get_sheet_by_index(0).to_python()]


def with_openpyxl(path: Path) -> object:
    """Every cell as text, in its fastest mode."""
    book = openpyxl.load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def with_csv(path: Path) -> object:
    """Every cell as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def with_pdfium(path: Path) -> object:
    """The text of every cell of ruled pages: each letter goes between the lines around its middle."""
    document = pypdfium2.PdfDocument(path)
    tables = []
    for page in document:
        boxes = [path.get_bounds() for path in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))]
        across = sorted({round(-box[1], 1) for box in boxes if box[3] - box[1] < 2})
        down = sorted({round(box[0], 1) for box in boxes if box[2] - box[0] < 2})
        table: dict[tuple[int, int], list[str]] = {}
        text = page.get_textpage()
        letters = text.get_text_range()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            place = bisect(across, -(bottom + top) / 2), bisect(down, (left + right) / 2)
            table.setdefault(place, []).append(letters[index : index + 1])
        tables.append({place: "".join(cell) for place, cell in table.items()})
    return tables


def with_pdfplumber(path: Path) -> object:
    """Every table as pdfplumber extracts it."""
    import pdfplumber  # type: ignore[import-not-found,unused-ignore]  # a competitor, not a dependency

    with pdfplumber.open(path) as document:
        return [page.extract_tables() for page in document.pages]


def extract(path: Path) -> Extraction:
    """What this library's own reader hands over."""
    with path.open("rb") as file:
        media_type = sniff(path, path.name, file.read(HEAD))
    read = reader_of(media_type)
    if read is None:
        raise SystemExit(f"{path.name}: no reader for {media_type}")
    return read(Source(path=path, name=path.name, media_type=media_type, layout=True))


def handed_over(extraction: Extraction) -> object:
    """What was read as the worker sends it, and again as values."""
    return wire.extraction(json.loads(encode(wire.plain(extraction))))


def understood(extraction: Extraction) -> object:
    """The action plan in what was read."""
    identity = PlanIdentity(id="p", title="p", version=1, as_of=None, source=PlanSource(document=None, name="p"))
    return understand(extraction.blocks, identity=identity)


def fastest(*works: Callable[[], object], runs: int = 5) -> list[float]:
    """Processor seconds of the fastest run of each, taken in turn."""
    least = [float("inf")] * len(works)
    for _ in range(runs):
        for number, work in enumerate(works):
            start = time.process_time()
            work()
            least[number] = min(least[number], time.process_time() - start)
    return least


if __name__ == "__main__":
    main()
