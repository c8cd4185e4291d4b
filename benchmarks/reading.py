"""Filing a mixed collection with its text, beside a bare loop of the same libraries, and beside Recoll's indexer.

    python benchmarks/reading.py FOLDER [COPIES]

The collection is what lies below FOLDER, taken COPIES times (each copy with bytes of its own, so that none is known).
The bare loop opens each file, and the files inside it, with the library its format is read with here, on as many
processes, which import nothing of ours, and keeps nothing. Recoll (`recollindex`, Debian: recollcmd) is run where it is
installed. Nothing is recognised (OCR) by any of them. Then the words that are found here are compared with those that
each library finds.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CONFIG = "topdirs = {folder}\nskippedNames =\nloglevel = 1\nidxflushmb = 100\nthrQSizes = 2 2 2\n"
_MARKUP = (".docx", ".pptx", ".odt", ".odp")
_SHEETS = (".xlsx", ".xls", ".ods", ".xlsb", ".xlsm")


def main() -> None:
    """Run it once."""
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name) / "collection"
        for number in range(copies):
            copy_of(Path(sys.argv[1]), folder / str(number), number)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        workers = os.cpu_count() or 1
        bare = timed(lambda: bare_loop(files, workers))
        ours, pages = filing(folder, Path(name) / "store", workers)
        print(f"collection          {len(files)} files, {size:.1f} MB, {pages} pages with text, {workers} processes")
        show("bare loop", bare, pages, size)
        show("filing with text", ours, pages, size)
        print(f"filing / bare loop  {ours / bare:.2f} (bar: 1.25)")
        if shutil.which("recollindex"):
            recoll = timed(lambda: index(folder, Path(name) / "recoll"))
            show("recollindex", recoll, pages, size)
            print(f"filing / recoll     {ours / recoll:.2f} (bar: 1)")
        else:
            print("recollindex         is not installed (Debian: recollcmd)")
        words_found(files[: len(files) // copies])
        print(f"peak memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB of the parent")


def copy_of(source: Path, target: Path, number: int) -> None:
    """The files below a folder; in copies after the first each has a few bytes more at its end."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes() + (b"\n" * number))


def filing(folder: Path, store: Path, workers: int) -> tuple[float, int]:
    """Seconds to file everything, and how many pages with text there are then."""
    import evidence
    from evidence.reading import Readers

    evidence.init(store)
    readers = lambda: Readers(ocr="", workers=workers)  # noqa: E731 - short, and used once
    with evidence.open(store, by="benchmark", readers=readers) as file:
        seconds = timed(lambda: file.scan(folder, settle=0))
        return seconds, sum(document.pages for document in file.documents() if document.readable)


def bare_loop(files: list[Path], workers: int) -> None:
    """Read each file, keep nothing."""
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for _ in pool.imap_unordered(bare, files, chunksize=4):
            pass


def bare(path: Path) -> int:
    """Characters of text in one file and those inside it, by the library for its format and nothing around it."""
    return _bare(path.read_bytes(), path.name)


def _bare(data: bytes, name: str, depth: int = 0) -> int:
    with suppress(BaseException):  # a library in Rust that gives up is no Exception
        text, inside = _opened(data, Path(name).suffix.lower())
        return len(text) + sum(_bare(more, title, depth + 1) for title, more in inside if depth < 5)
    return 0


def _opened(data: bytes, ending: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a file, and the files inside it by name."""
    if data.startswith(b"%PDF"):
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            return "\f".join(page.get_textpage().get_text_bounded() for page in document), []
    if ending in _SHEETS:
        import python_calamine

        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names]), []
    if data.startswith(b"PK"):
        return _package(data, ending)
    if ending == ".eml":
        import email
        import email.policy

        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        text = " ".join(str(part.get_content()) for part in parts if part.get_content_maintype() == "text")
        files = [(part.get_filename() or "", part.get_payload(decode=True)) for part in parts if part.get_filename()]
        return text, [(name, data) for name, data in files if isinstance(data, bytes)]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    if ending in (".html", ".htm"):
        import lxml.html

        return str(lxml.html.fromstring(data).text_content()), []
    return data.decode("utf-8", "replace"), []


def _package(data: bytes, ending: str) -> tuple[str, list[tuple[str, bytes]]]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if ending not in _MARKUP and "[Content_Types].xml" not in archive.namelist():
            return "", [(name, archive.read(name)) for name in archive.namelist()]
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return " ".join(" ".join(etree.fromstring(archive.read(name)).itertext()) for name in names), []


def _compound(data: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    import olefile

    with olefile.OleFileIO(data) as file:
        streams = {tuple(entry): file.openstream(entry).read() for entry in file.listdir()}
    attached = []
    for entry, payload in streams.items():
        if entry[-1] == "__substg1.0_37010102":
            title = streams.get((*entry[:-1], "__substg1.0_3707001F"), b"").decode("utf-16-le", "replace")
            attached.append((title, payload))
    return str(streams), attached


def words_found(files: list[Path]) -> None:
    """The share of words, format by format."""
    import recall

    recall.show(files)


def index(folder: Path, config: Path) -> None:
    """Recoll's index of the folder, made anew."""
    config.mkdir()
    (config / "recoll.conf").write_text(CONFIG.format(folder=folder))
    subprocess.run(["recollindex", "-c", str(config)], check=True, capture_output=True)


def timed(act: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def show(what: str, seconds: float, pages: int, size: float) -> None:
    """One line of figures."""
    print(f"{what:19} {seconds:.2f} s, {pages / seconds:.0f} pages/s, {size / seconds:.2f} MB/s")


if __name__ == "__main__":
    main()
