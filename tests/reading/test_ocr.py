"""Recognition of text in pictures: the table that tesseract writes, and the program itself where it is installed."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from evidence.model.document import Extraction, Unreadable
from evidence.reading import Readers, Request
from evidence.reading.ocr import page_of
from programs import program

HEADING = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def test_words_become_lines_and_paragraphs_with_their_mean_confidence() -> None:
    rows = "".join(
        f"5\t1\t1\t{paragraph}\t{line}\t1\t0\t0\t1\t1\t{sure}\t{word}\n"
        for paragraph, line, sure, word in (
            (1, 1, 90.0, "Minutes"),
            (1, 1, 80.0, "of"),
            (1, 2, 96, "March"),
            (2, 1, 70, "x"),
        )
    )
    page = page_of(HEADING + "4\t1\t1\t1\t1\t0\t0\t0\t1\t1\t-1\t\n" + rows, 3)
    assert (page.number, page.text, page.confidence) == (3, "Minutes of\nMarch\n\nx", 84)


def test_a_page_without_words_has_no_confidence() -> None:
    page = page_of(HEADING, 1)
    assert (page.text, page.confidence) == ("", None)


def scan(path: Path) -> Path:
    """A page whose words are only a picture."""
    import pypdfium2

    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 28)
    canvas.drawString(72, 600, "Minutes of the board")
    canvas.save()
    document = pypdfium2.PdfDocument(str(path))
    picture = document[0].render(scale=2).to_pil()
    document.close()
    picture.save(path.with_suffix(".png"))
    canvas = Canvas(str(path))
    canvas.drawImage(str(path.with_suffix(".png")), 0, 0, 595, 842)
    canvas.save()
    return path


def test_without_the_program_a_picture_says_what_to_install(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf")
    with Readers(workers=1, ocr="") as pool:
        for name in ("a.pdf", "a.png"):
            outcome = pool.read(Request(path=path.with_name(name)))
            assert isinstance(outcome, Unreadable)
            assert "tesseract" in outcome.reason


def test_with_the_program_pages_and_pictures_are_read(tmp_path: Path) -> None:
    program("tesseract", install="`apt-get install tesseract-ocr`")
    path = scan(tmp_path / "a.pdf")
    with Readers(workers=1) as pool:
        for name in ("a.pdf", "a.png"):
            outcome = pool.read(Request(path=path.with_name(name)))
            assert isinstance(outcome, Extraction)
            assert "Minutes of the board" in outcome.text
            assert (outcome.pages[0].confidence or 0) > 70
