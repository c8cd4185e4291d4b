"""How long a large plan takes to read, beside the bare reader of the same file; and one date phrase.

    python benchmarks/plans.py [ROWS]

Plans of ROWS rows (by default 10,000) as XLSX and CSV, and one of 40 PDF pages, are written first; this needs the
packages of the tests. "Bare" is python-calamine, the standard library's csv, or this library's extraction of the PDF's
tables, to the text of every cell; "read" is that and this library's understanding of it. No store, no process.
"""

from __future__ import annotations

import csv
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "plans"))

import python_calamine
from plan_writers import WRITERS

from evidence.model.document import Extraction
from evidence.model.plan import PlanIdentity, PlanSource
from evidence.plans import understand
from evidence.reading.formats import reader_of
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import Source
from evidence.wording.dates import read_due

HEADINGS = ("Recommendation", "Action to be Taken", "Lead", "By When", "Progress to Date", "Success Criteria")
PHRASES = ("Dec 05", "w/b 27 02 06", "End Feb 06", "Late Feb. – 7 March 06", "31/03/2006", "Autumn 06", "06/07", "tbc")


def main() -> None:
    """Run it once."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending, rows, bare in (
            ("plan.xlsx", plan(count), with_calamine),
            ("plan.csv", plan(count), with_csv),
            ("plan.pdf", plan(560), extract),
        ):
            path = folder / ending
            WRITERS[ending](path, rows)
            floor = least(lambda path=path, bare=bare: bare(path), 3)
            seconds = least(lambda path=path: understood(path), 2)
            pages = f", {len(extract(path).pages)} pages" if ending.endswith("pdf") else ""
            print(
                f"{ending:9} {len(rows) - 1:6} rows{pages}: read {seconds:6.2f} s, bare {floor:6.3f} s, "
                f"ratio {seconds / floor:5.1f}, {1e6 * seconds / (len(rows) - 1):5.0f} µs a row"
            )
    print(f"peak memory of all this {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    each = [least(lambda phrase=phrase: [read_due(phrase) for _ in range(200)], 5) / 200 for phrase in PHRASES]
    print(f"one date phrase: median {1e6 * statistics.median(each):.1f} µs, slowest {1e6 * max(each):.1f} µs")


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


def with_csv(path: Path) -> object:
    """Every cell as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def extract(path: Path) -> Extraction:
    """What this library's own reader hands over."""
    with path.open("rb") as file:
        media_type = sniff(path, path.name, file.read(HEAD))
    read = reader_of(media_type)
    if read is None:
        raise SystemExit(f"{path.name}: no reader for {media_type}")
    return read(Source(path=path, name=path.name, media_type=media_type, layout=True))


def understood(path: Path) -> object:
    """The action plan in a file."""
    identity = PlanIdentity(id="p", title="p", version=1, as_of=None, source=PlanSource(document=None, name=path.name))
    return understand(extract(path).blocks, identity=identity)


def least(work: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest run."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main()
