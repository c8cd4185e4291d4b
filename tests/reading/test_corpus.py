"""Other people's files: each comes back with text or a reason, within its bounds, and words are not lost."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from evidence.model.document import Extraction, Unreadable
from evidence.reading import Readers, Request
from programs import program

FOLDERS = ("documents", "nasty", "links", "plans", "questionnaires")


def files(samples: Path) -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((samples / "corpus" / folder).rglob("*")) if path.is_file()]


def test_every_file_has_an_outcome_and_none_takes_long(samples: Path) -> None:
    began = time.monotonic()
    with Readers(ocr="") as pool:
        paths = files(samples)
        results = list(pool.read_all(Request(path=path, layout=True) for path in paths))
    assert [Path(request.path) for request, _ in results] == paths
    for request, outcome in results:
        if isinstance(outcome, Unreadable):
            assert outcome.reason.strip().endswith("."), (request.path, outcome)
            assert not re.search(r"SIG[A-Z]+|more than \d+ seconds|no sensible answer", outcome.reason), request.path
        else:
            assert outcome.text.strip() or outcome.parts, request.path
            outcome.text.encode("utf-8")
    assert time.monotonic() - began < 60


def words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text))


def test_the_words_of_pdf_files_are_those_that_the_best_library_finds(samples: Path) -> None:
    found = wanted = 0
    with Readers(ocr="") as pool:
        for path in files(samples):
            outcome = pool.read(Request(path=path)) if path.suffix == ".pdf" and "nasty" not in path.parts else None
            if not isinstance(outcome, Extraction) or outcome.media_type != "application/pdf":
                continue
            best = max((words(text) for text in (_pypdf(path), _pdfium(path))), key=len)
            found += len(best & words(outcome.text))
            wanted += len(best)
    assert wanted > 1000
    assert found >= 0.99 * wanted


def _pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded().translate({2: "-", 0xFFFE: "-"}) for page in document)


def _pypdf(path: Path) -> str:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except Exception:
        return ""


def test_the_words_of_old_word_files_are_those_that_antiword_finds(samples: Path) -> None:
    antiword = program("antiword", install="`apt-get install antiword`")
    found = wanted = 0
    with Readers(ocr="") as pool:
        for path in files(samples):
            outcome = pool.read(Request(path=path)) if path.suffix == ".doc" else None
            if not isinstance(outcome, Extraction) or outcome.media_type != "application/msword":
                continue
            told = subprocess.run([antiword, "-m", "UTF-8.txt", "-w", "0", str(path)], capture_output=True, check=True)
            theirs = words(told.stdout.decode("utf-8", "replace"))  # it writes halves of letters beyond U+FFFF
            found += len(theirs & words(outcome.text))
            wanted += len(theirs)
    assert wanted > 300
    assert found >= 0.99 * wanted


@pytest.mark.parametrize("name", ["poi_ExternalEntityInText.docx"])
def test_outside_entities_are_not_fetched(samples: Path, name: str) -> None:
    with Readers(workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=samples / "corpus" / "nasty" / "bombs" / name))
    assert isinstance(outcome, Extraction)
    assert "<html" not in outcome.text
