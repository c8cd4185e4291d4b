"""PDF: text, passwords, forms, attachments, pages without text, and tables with and without lines."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Drawn

from evidence.model.document import Extraction, PageText
from evidence.model.table import Table
from evidence.reading import Readers, Request
from evidence.reading.formats import pdf
from evidence.reading.source import CannotRead, NeedsRecognition, Source

ROWS = [
    ["Recommendation", "Action to be taken", "Lead", "By when", "Progress to date"],
    ["1. Review the thresholds", "Discussion paper to be prepared for the sub group", "SF", "Dec 05", "Paper prepared"],
    ["", "Sub group to meet and report on what the comparators do", "SM", "4 Jan 06", ""],
    ["2. Publish the guidance", "Print the booklet and send it to every school and surgery", "HL", "March", "Printed"],
    ["", "Brief all the consultants before the new wording starts", "LM", "17 Mar 06", "Done 7 March"],
]


def read(path: Path, **more: Any) -> Extraction:
    return pdf.read(Source(path=path, name=path.name, media_type="application/pdf", **more))


def drawn(path: Path, *, pages: int = 1, words: str = "The words of page {}") -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("The title")
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, words.format(number))
        canvas.showPage()
    canvas.save()
    return path


def test_text_is_read_by_page_with_what_the_file_says_of_itself(tmp_path: Path) -> None:
    extraction = read(drawn(tmp_path / "a.pdf", pages=3))
    assert extraction.pages == tuple(PageText(number=n, text=f"The words of page {n}") for n in (1, 2, 3))
    assert extraction.metadata.title == "The title"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.+", extraction.metadata.created or "")


def test_rubbish_before_the_file_begins_does_not_hide_it(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf")
    path.write_bytes(b"\r\n" * 40 + path.read_bytes())
    assert "page 1" in read(path).text


def locked(path: Path, *, user: str, owner: str) -> Path:
    writer = PdfWriter(clone_from=str(drawn(path)))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-256")
    writer.write(str(path))
    return path


def test_an_owners_password_does_not_keep_the_text_and_a_users_is_asked_for(tmp_path: Path) -> None:
    assert "page 1" in read(locked(tmp_path / "owner.pdf", user="", owner="x")).text
    path = locked(tmp_path / "user.pdf", user="sesame", owner="x")
    with pytest.raises(CannotRead, match="--password"):
        read(path)
    with pytest.raises(CannotRead, match="does not open"):
        read(path, password="wrong")
    assert "page 1" in read(path, password="sesame").text


def test_the_files_of_a_portfolio_are_parts_whatever_class_their_names_have(tmp_path: Path) -> None:
    inner = PdfWriter()
    inner.add_blank_page(100, 100)
    inner.add_attachment("deep.txt", b"words at the bottom")
    inner.write(str(tmp_path / "inner.pdf"))
    outer = PdfWriter(clone_from=str(drawn(tmp_path / "page.pdf", words="Words of the page")))
    outer.add_attachment("inner.pdf", (tmp_path / "inner.pdf").read_bytes())
    outer.add_attachment("../up.txt", b"up")
    outer.write(str(tmp_path / "outer.pdf"))
    with Readers(workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=tmp_path / "outer.pdf"))
        assert isinstance(outcome, Extraction), outcome
        assert {part.name for part in outcome.parts} == {"inner.pdf", "../up.txt"}
        assert "Words of the page" in outcome.text
        (held,) = [part for part in outcome.parts if part.name == "inner.pdf"]
        within = pool.read(Request(path=pool.part(held.sha256), depth=1))
        assert isinstance(within, Extraction), within
        assert [part.name for part in within.parts] == ["deep.txt"]


def test_filled_fields_are_text_and_attached_files_are_parts(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(72, 700, "Audit form")
    canvas.acroForm.textfield(name="grade", value="Good", x=72, y=600)
    canvas.acroForm.textfield(name="empty", value="", x=72, y=500)
    canvas.save()
    writer = PdfWriter(clone_from=str(tmp_path / "form.pdf"))
    writer.add_attachment("../figures.csv", b"a,b")
    writer.write(str(tmp_path / "a.pdf"))
    extraction = read(tmp_path / "a.pdf")
    assert extraction.text == "Audit form\ngrade: Good"
    assert [(part.name, part.size) for part in extraction.parts] == [("../figures.csv", 3)]
    assert read(tmp_path / "a.pdf", depth=5).notes != ()
    assert read(tmp_path / "form.pdf", depth=5).notes == ()


def picture(path: Path, *, with_text_before: bool) -> Path:
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(path), pagesize=A4)
    if with_text_before:
        canvas.drawString(72, 700, "a page of text")
        canvas.showPage()
    grey = b"P5 40 40 255\n" + bytes(range(40)) * 40
    canvas.drawImage(ImageReader(io.BytesIO(grey)), 72, 400, 200, 200)
    canvas.save()
    return path


def test_fields_of_every_kind_are_read_on_all_pages_under_their_labels(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(72, 750, "Front")
    form = canvas.acroForm
    form.textfield(name="n1", tooltip="Case number", value="C-häv", x=72, y=700)
    form.textfield(name="n2", tooltip="Heating", value="Off", x=72, y=650)
    form.checkbox(name="Seen", checked=True, x=72, y=600)
    form.checkbox(name="Heard", checked=False, x=72, y=550)
    form.radio(name="Grade", value="good", selected=False, x=72, y=500)
    form.radio(name="Grade", value="poor", selected=True, x=172, y=500)
    canvas.showPage()
    canvas.drawString(72, 700, "Overleaf")
    form.choice(name="Team", value="Duty", options=["Duty", "Fostering"], x=72, y=450, forceBorder=True)
    form.textfield(name="long", value="x" * 20_000, maxlen=30_000, x=72, y=400)
    canvas.save()
    extraction = read(tmp_path / "form.pdf")
    assert extraction.pages[0].text == "Front"
    text, *lines = extraction.pages[1].text.splitlines()
    assert text == "Overleaf"
    assert set(lines) == {
        "Case number: C-häv",
        "Heating: Off",
        "Seen: Yes",
        "Grade: poor",
        "Team: Duty",
        "long: " + "x" * 10_000,
    }


def test_a_form_of_too_many_fields_is_read_up_to_a_limit_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_MOST_FIELDS", 5)
    canvas = Canvas(str(tmp_path / "form.pdf"))
    for number in range(9):
        canvas.linkURL("http://example.org", (0, 0, 9, 9))
        canvas.acroForm.textfield(name=f"n{number}", value=f"value {number}", x=72, y=600)
        if number % 3 == 2:
            canvas.drawString(72, 700, "words")
            canvas.showPage()
    canvas.save()
    extraction = read(tmp_path / "form.pdf")
    assert re.findall(r"n\d: value \d", extraction.pages[-1].text) == [f"n{n}: value {n}" for n in (0, 1, 2, 3, 4)]
    assert [page.text.splitlines()[0] for page in extraction.pages] == ["words"] * 3
    assert any("first 5 fields" in note for note in extraction.notes)


def test_the_fields_of_a_locked_form_are_read_too(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(72, 750, "Front")
    canvas.acroForm.textfield(name="grade", value="Good", x=72, y=600)
    canvas.save()
    writer = PdfWriter(clone_from=str(tmp_path / "form.pdf"))
    writer.encrypt(user_password="sesame", owner_password="x", algorithm="AES-256")
    writer.write(str(tmp_path / "form.pdf"))
    assert read(tmp_path / "form.pdf", password="sesame").text == "Front\ngrade: Good"


def test_pages_that_are_pictures_are_named_or_the_file_asks_for_recognition(tmp_path: Path) -> None:
    assert read(picture(tmp_path / "a.pdf", with_text_before=True)).notes == ("pages without text: 2",)
    with pytest.raises(NeedsRecognition, match="tesseract"):
        read(picture(tmp_path / "b.pdf", with_text_before=False))


def test_letters_drawn_as_outlines_ask_for_recognition(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    path = canvas.beginPath()
    path.moveTo(100, 100)
    path.curveTo(110, 150, 140, 150, 150, 100)
    canvas.drawPath(path, fill=1)
    canvas.save()
    with pytest.raises(NeedsRecognition):
        read(tmp_path / "a.pdf")


@pytest.mark.parametrize("before", [b"", b"\xff\n"])
def test_a_file_that_is_only_a_beginning_is_refused(tmp_path: Path, before: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(before + b"%PDF-1.4\n1 0 obj\n<<")
    with pytest.raises(CannotRead, match="damaged"):
        read(tmp_path / "a.pdf")


RULED = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
LINES_BELOW = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
NO_LINES = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 6),
]


def plan(path: Path, style: list[Any], *, repeat: int = 1) -> Path:
    body = getSampleStyleSheet()["BodyText"]
    body.fontSize, body.leading = 8, 9.5
    rows = ROWS[:1] + ROWS[1:] * repeat
    cells = [[Paragraph(cell, body) for cell in row] for row in rows]
    widths = [150, 250, 60, 80, 200]
    document = SimpleDocTemplate(str(path), pagesize=landscape(A4), title="Plan")
    document.build([Paragraph("An action plan", body), Drawn(cells, colWidths=widths, repeatRows=1, style=style)])
    return path


def cells(extraction: Extraction) -> list[list[list[str]]]:
    tables = [block for block in extraction.blocks if isinstance(block, Table)]
    return [[[" ".join(text.split()) for text in row.texts] for row in table.rows] for table in tables]


@pytest.mark.parametrize("style", [RULED, LINES_BELOW, NO_LINES], ids=["ruled", "lines below", "no lines"])
def test_a_table_is_read_cell_by_cell(tmp_path: Path, style: list[Any]) -> None:
    extraction = read(plan(tmp_path / "a.pdf", style), layout=True)
    assert cells(extraction) == [ROWS]
    assert extraction.blocks[0].text == "An action plan"  # type: ignore[union-attr]  # a paragraph


def test_a_table_over_several_pages_is_a_table_on_each(tmp_path: Path) -> None:
    extraction = read(plan(tmp_path / "a.pdf", RULED, repeat=12), layout=True)
    tables = [block for block in extraction.blocks if isinstance(block, Table)]
    assert len(tables) == len(extraction.pages) > 1
    assert [table.place.page for table in tables] == [page.number for page in extraction.pages]
    assert [table.place.table for table in tables] == list(range(1, len(tables) + 1))
    assert [row for rows in cells(extraction) for row in rows[1:]] == ROWS[1:] * 12


def test_merged_cells_of_a_ruled_table_are_known(tmp_path: Path) -> None:
    style = [*RULED, ("SPAN", (0, 1), (0, 2)), ("SPAN", (1, 0), (2, 0))]
    (table,) = [b for b in read(plan(tmp_path / "a.pdf", style), layout=True).blocks if isinstance(b, Table)]
    assert table.rows[0].cells[2].merged
    assert table.rows[2].cells[0].merged
    assert not table.rows[4].cells[0].merged


def test_a_page_turned_on_its_side_reads_the_same(tmp_path: Path) -> None:
    from pypdf import PdfReader

    upright = plan(tmp_path / "a.pdf", RULED)
    for angle in (90, 180, 270):
        writer = PdfWriter()
        page = writer.add_page(PdfReader(str(upright)).pages[0])
        page.rotate(angle)
        page.transfer_rotation_to_content()  # now it lies on its side, and the page is turned back
        page.rotate(-angle % 360)
        writer.write(str(tmp_path / f"{angle}.pdf"))
        assert cells(read(tmp_path / f"{angle}.pdf", layout=True)) == [ROWS], angle


def test_running_text_is_no_table(tmp_path: Path) -> None:
    body = getSampleStyleSheet()["BodyText"]
    words = "The board agreed that the plan should be read by every team before the end of the month. " * 8
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build([Paragraph(words, body) for _ in range(5)])
    extraction = read(tmp_path / "a.pdf", layout=True)
    assert cells(extraction) == []
    joined = " ".join(" ".join(block.text.split()) for block in extraction.blocks)  # type: ignore[union-attr]
    assert joined.split() == (words * 5).split()
