"""Which words of a file each library finds, and how many of them are found here: word recall, by format.

Printed by `reading.py`. Words are runs of two letters or digits and more, in small letters, each counted as often as it
stands there.
A library or program that is not installed is left out. Libraries break words in two and print codes of fields, so the
words that two of them agree on tell most.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import reduce
from importlib import import_module
from itertools import combinations
from operator import or_
from pathlib import Path
from typing import Any

from evidence.model.document import Extraction
from evidence.reading import Readers, Request

Words = Counter[str]
_WORD = re.compile(r"[^\W_]{2,}")
_SKIPPED = ("script", "style", "head")


def words(text: str) -> Words:
    """The words of a text, each with its number."""
    return Counter(_WORD.findall(text.lower()))


def recall(found: Words, expected: Words) -> float:
    """The share of the expected words that were found."""
    return sum((found & expected).values()) / max(1, sum(expected.values()))


def show(files: Iterable[Path]) -> None:
    """Print, for each format and each library, the mean and the least recall of what is read here."""
    shares: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for path, ours in _read(files):
        theirs = dict(_by_others(path))
        if len(theirs) > 1:
            agreed = [one & other for one, other in combinations(theirs.values(), 2)]
            theirs["two of them"] = reduce(or_, agreed)
        for library, expected in theirs.items():
            if expected:
                shares[path.suffix.lower(), library].append(recall(ours, expected))
    print("words found here, as a share of those that one library finds (bar: 0.99)")
    for (ending, library), each in sorted(shares.items()):
        mean = sum(each) / len(each)
        print(f"  {ending:6} {library:18} mean {mean:.4f}, least {min(each):.4f}, of {len(each)} files")


def _read(files: Iterable[Path]) -> Iterator[tuple[Path, Words]]:
    with Readers(ocr="") as readers:
        for request, outcome in readers.read_all(Request(path=path) for path in files):
            if isinstance(outcome, Extraction):
                yield Path(request.path), words(outcome.text)
                readers.forget(outcome)


def _by_others(path: Path) -> Iterator[tuple[str, Words]]:
    for library, read in _LIBRARIES.get(path.suffix.lower(), {}).items():
        with suppress(Exception):  # a library that cannot read the file has no words to compare with
            yield library, words(read(path))


def _pypdf(path: Path) -> str:
    reader = import_module("pypdf").PdfReader(path)
    return "\n".join(page.extract_text() for page in reader.pages)


def _pypdfium2(path: Path) -> str:
    with import_module("pypdfium2").PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _docx(path: Path) -> str:
    document: Any = import_module("docx").Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *dict.fromkeys(cells)])


def _openpyxl(path: Path) -> str:
    book: Any = import_module("openpyxl").load_workbook(path, read_only=True, data_only=True)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    return "\n".join(cell for row in rows for cell in row if isinstance(cell, str))


def _calamine(path: Path) -> str:
    book: Any = import_module("python_calamine").CalamineWorkbook.from_path(path)
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(cell for row in rows for cell in row if isinstance(cell, str))


def _email(path: Path) -> str:
    message: Any = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    if body and body.get_content_subtype() == "html":
        text = _html_text(text.encode())
    return f"{message['subject'] or ''}\n{text}"


def _lxml(path: Path) -> str:
    return _html_text(path.read_bytes())


def _html_text(data: bytes) -> str:
    tree: Any = import_module("lxml.html").parse(io.BytesIO(data)).getroot()
    for element in tree.iter(*_SKIPPED):
        element.drop_tree()
    return " ".join(tree.itertext())


def _program(*command: str) -> Callable[[Path], str]:
    def read(path: Path) -> str:
        line = [part.format(path) for part in command]
        return subprocess.run(line, check=True, capture_output=True, timeout=60).stdout.decode("utf-8", "replace")

    return read


def _installed(**programs: Callable[[Path], str]) -> dict[str, Callable[[Path], str]]:
    return {name: read for name, read in programs.items() if shutil.which(name)}


_SHEETS = {"openpyxl": _openpyxl, "python-calamine": _calamine}
_LIBRARIES: dict[str, dict[str, Callable[[Path], str]]] = {
    ".pdf": {"pypdf": _pypdf, "pypdfium2": _pypdfium2} | _installed(pdftotext=_program("pdftotext", "{}", "-")),
    ".docx": {"python-docx": _docx},
    ".xlsx": _SHEETS,
    ".xlsm": _SHEETS,
    ".xls": {"python-calamine": _calamine},
    ".ods": {"python-calamine": _calamine},
    ".doc": _installed(
        antiword=_program("antiword", "-m", "UTF-8.txt", "-w", "0", "{}"),
        catdoc=_program("catdoc", "-d", "utf-8", "-w", "{}"),
    ),
    ".rtf": _installed(unrtf=_program("unrtf", "--text", "{}")),
    ".eml": {"email": _email},
    ".html": {"lxml": _lxml},
    ".htm": {"lxml": _lxml},
}
