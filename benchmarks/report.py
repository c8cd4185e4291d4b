"""The pages of a report over generated stores, beside the check that they are made from; peak memory of each.

    python benchmarks/report.py [ACTIONS DOCUMENTS]

By default 200 actions with 500 documents, and 5,000 with 50,000, each in a process of its own; the first figures are
with everything that is imported, as a person at the command line has it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import evidence
from checks import DAY, document, imported, link, plan, record
from evidence import codec
from evidence.file.versions import fingerprint

SIZES = ((200, 500, 1.0), (5_000, 50_000, 10.0))  # actions, documents, seconds allowed


def main() -> None:
    """Run it once."""
    if sys.argv[1:2] == ["page"]:
        page(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    sizes = [(int(sys.argv[1]), int(sys.argv[2]), 0.0)] if len(sys.argv) > 2 else SIZES
    for actions, documents, bar in sizes:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
            store = Path(name) / "store"
            generate(store, actions, documents)
            start = time.perf_counter()
            run = [sys.executable, __file__, "page", str(store), str(Path(name) / "report")]
            told = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
            whole = time.perf_counter() - start
            checked, made, memory, after_check = (float(one) for one in told)
            files = list((Path(name) / "report").iterdir())
            largest = max(path.stat().st_size for path in files)
            first = (Path(name) / "report" / "index.html").stat().st_size
            print(
                f"{actions} actions, {documents} documents: {made:.2f} s (bar: {bar:.0f}; process {whole:.2f} s), "
                f"check {checked:.2f} s\n  {len(files)} files, first page {first / 1e6:.2f} MB, largest "
                f"{largest / 1e6:.2f} MB; memory {memory:.0f} MB (with a check before it {after_check:.0f} MB); "
                f"load {os.getloadavg()[0]:.1f}"
            )


def page(store: Path, folder: Path) -> None:
    """One report; prints seconds of check and report, and the most memory held after each, in MB (Linux: KB)."""
    with evidence.open(store, by="benchmark") as file:
        start = time.perf_counter()
        file.report(folder, as_of=DAY, only=["page"])
        made = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        start = time.perf_counter()
        file.check(as_of=DAY)
        checked = time.perf_counter() - start
    print(checked, made, memory, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def generate(store: Path, actions: int, documents: int) -> None:
    """One plan; half of the documents are linked, several to an action."""
    import random

    evidence.init(store)
    chance = random.Random(1)
    made = plan(0, actions)
    prints = [[fingerprint(codec.to_json(action)) for action in made.actions]]
    with evidence.open(store, by="benchmark") as file:
        record(file, (document(store, number) for number in range(1, documents + 1)))
        record(file, iter([imported(made)]))
        record(file, (link(n, chance, [made], prints, 1, documents - 1) for n in range(1, documents // 2)))


if __name__ == "__main__":
    main()
