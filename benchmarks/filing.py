"""Filing small text documents, beside a bare loop that writes and flushes the same bytes.

    python benchmarks/filing.py [NUMBER]

Prints milliseconds a document for both, their difference, how fast the first and the last thousand were, and the
peak memory of the parent at two sizes.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import evidence


def main() -> None:
    """Run it once."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        source = folder / "source"
        make(source, number)
        bare = bare_loop(source, folder / "bare")
        evidence.init(folder / "store")
        with evidence.open(folder / "store", by="benchmark") as file:
            pace = Pace()
            first = timed(lambda: file.scan(source / "0", settle=0, progress=pace))
            small = peak()
            rest = timed(lambda: file.scan(source, settle=0, progress=pace))
            again = timed(lambda: file.scan(source, settle=0))
            most = peak()
            filed = len(file.documents())
        verified = timed(lambda: evidence.verify(folder / "store"))
    ours = first + rest
    print(f"documents              {filed}")
    print(f"bare write and flush   {1000 * bare / number:.3f} ms each")
    print(f"filing with text       {1000 * ours / number:.3f} ms each, {ours / bare:.1f} times the bare loop")
    print(f"beyond the bare loop   {1000 * (ours - bare) / number:.3f} ms each (bar: 1 ms)")
    print(f"first, last thousand   {pace.first:.0f}, {pace.last:.0f} documents a second")
    print(f"a scan with none new   {1000 * again / number:.3f} ms each")
    print(f"verify                 {1000 * verified / number:.3f} ms each")
    print(f"peak memory            {small:.0f} MB after a tenth, {most:.0f} MB after all")


class Pace:
    """Hears of each file, and knows how fast the first and the last thousand new ones were filed (each second)."""

    def __init__(self) -> None:
        self._marks = [time.perf_counter()]
        self._count = 0

    def __call__(self, item: object) -> None:
        if getattr(item, "new", False):
            self._count += 1
            if self._count % 1000 == 0:
                self._marks.append(time.perf_counter())

    @property
    def first(self) -> float:
        """Documents a second in the first whole thousand after the workers have started."""
        return 1000 / (self._marks[2] - self._marks[1]) if len(self._marks) > 2 else 0.0

    @property
    def last(self) -> float:
        """Documents a second in the last whole thousand."""
        return 1000 / (self._marks[-1] - self._marks[-2]) if len(self._marks) > 2 else 0.0


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
