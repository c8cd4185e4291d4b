"""Filing small text documents, beside a bare loop that writes and flushes the same bytes.

    python benchmarks/filing.py [NUMBER | --large]

NUMBER is 10,000 unless given, and 100,000 with `--large`. Prints milliseconds a document for both, their difference,
how fast each tenth was (they are recorded a thousand at a time), the processor time of parent and workers, and the peak
memory of the parent at two sizes. It works in the current directory: on a busy disk, both sides wait for it.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import evidence


def main() -> None:
    """Run it once."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "10000"
    number = 100_000 if asked == "--large" else int(asked)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        source = folder / "source"
        make(source, number)
        bare = bare_loop(source, folder / "bare")
        evidence.init(folder / "store")
        with evidence.open(folder / "store", by="benchmark") as file:
            pace, spent = Pace(), time.process_time()
            first = timed(lambda: file.scan(source / "0", settle=0, progress=pace))
            small = peak()
            rest = timed(lambda: file.scan(source, settle=0, progress=pace))
            parent = time.process_time() - spent
            again = timed(lambda: file.scan(source, settle=0))
            most = peak()
            filed = len(file.documents())
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        verified = timed(lambda: evidence.verify(folder / "store"))
    ours = first + rest
    print(f"documents              {filed}")
    print(f"bare write and flush   {1000 * bare / number:.3f} ms each")
    print(f"filing with text       {1000 * ours / number:.3f} ms each, {ours / bare:.1f} times the bare loop")
    print(f"beyond the bare loop   {1000 * (ours - bare) / number:.3f} ms each (bar: 1 ms)")
    print(f"processor time         {1000 * parent / number:.3f} ms each in the parent, ", end="")
    print(f"{1000 * (children.ru_utime + children.ru_stime) / number:.3f} ms in the workers")
    print(f"each tenth             {', '.join(f'{pace:.0f}' for pace in pace.tenths)} documents a second")
    print(f"a scan with none new   {1000 * again / number:.3f} ms each")
    print(f"verify                 {1000 * verified / number:.3f} ms each")
    print(f"peak memory            {small:.0f} MB after a tenth, {most:.0f} MB after all")
    print(f"load                   {os.getloadavg()[0]:.1f}")


class Pace:
    """Hears of each file, and knows how fast each tenth of the new ones was filed (each second)."""

    def __init__(self) -> None:
        self._marks = [time.perf_counter()]
        self._count = 0

    def __call__(self, item: object) -> None:
        if getattr(item, "new", False):
            self._count += 1
            if self._count % 1000 == 0:
                self._marks.append(time.perf_counter())

    @property
    def tenths(self) -> list[float]:
        """Documents a second in each tenth of the whole thousands."""
        thousands = len(self._marks) - 1
        edges = [thousands * tenth // 10 for tenth in range(11)]
        return [
            1000 * (last - first) / (self._marks[last] - self._marks[first])
            for first, last in pairwise(edges)
            if last > first
        ]


def make(source: Path, number: int) -> None:
    """Small files in ten folders."""
    for count in range(number):
        path = source / str(count * 10 // number) / f"note {count}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Minutes of meeting {count} of the board, held on {count % 28 + 1:02} 02 06.\n" * 8)


def bare_loop(source: Path, target: Path) -> float:
    """Seconds to write and flush the same bytes elsewhere."""
    paths = [path for path in sorted(source.rglob("*")) if path.is_file()]
    target.mkdir()

    def write() -> None:
        for number, path in enumerate(paths):
            descriptor = os.open(target / str(number), os.O_WRONLY | os.O_CREAT)
            os.write(descriptor, path.read_bytes())
            os.fsync(descriptor)
            os.close(descriptor)

    return timed(write)


def timed(act: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def peak() -> float:
    """Most memory this process has held, in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
