"""`Summary.docx`: two pages with the report's figures, in which nothing of the data is obeyed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from docx import Document

import hostile
from evidence.reports import summary_docx
from evidence.reports.content import Report, Strip
from filled import report
from office import converted, pages

LONG = "Ensure that appropriate criteria are set for the involvement of staff, and are understood by everybody. " * 3


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def tags(data: bytes) -> set[str]:
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return set(re.findall(r"<(w:\w+)", xml))


def crowded() -> Report:
    """A report with more of everything than two pages can hold."""
    content, _ = report()
    (strip,), (holder,) = content.strips, content.waiting
    (square,) = strip.squares
    states = ("claimed-nothing-on-file", "claimed-not-enough", "past-due-not-claimed", "evidenced-linked")
    squares = [evolve(square, ref=f"R1.{at}", text=LONG, state=states[at % 4]) for at in range(60)]
    strips: list[Strip] = [evolve(strip, number=str(at), text=LONG, squares=squares) for at in range(40)]
    wanted = evolve(holder.wanted[0], document=LONG)
    return evolve(content, strips=strips, waiting=[evolve(holder, role=LONG, wanted=[wanted] * 3)] * 30)


def test_it_has_the_figures_of_the_report() -> None:
    content, _ = report()
    said = words(summary_docx.write(content))
    counts = content.counts
    for number in (counts.said_done, counts.evidenced, content.tiles[0].count, counts.documents):
        assert str(number) in said or f"{number:,}" in said
    assert content.strips[0].words in said


@pytest.mark.slow
def test_it_has_at_most_two_pages_however_much_there_is(tmp_path: Path) -> None:
    small, _ = report()
    files = []
    for name, content in (("crowded", crowded()), ("small", small)):
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(summary_docx.write(content))
    counted = [pages(made) for made in converted(files, "pdf", tmp_path / "office")]
    assert counted[0] == 2 and counted[1] <= 2


def test_whatever_the_data_holds_is_shown_and_makes_no_element_of_its_own() -> None:
    several = iter(hostile.TEXTS * 60)
    content, _ = report(lambda _: next(several))
    made = summary_docx.write(content)
    benign, _ = report()
    assert tags(made) == tags(summary_docx.write(benign))
    assert not {"w:hyperlink", "w:instrText"} & tags(made)


def test_text_that_xml_cannot_hold_is_shown_in_escapes() -> None:
    content, _ = report()
    plan = evolve(content.identity.plans[0], title="bell\x07 and \u202ereversed")
    said = words(summary_docx.write(evolve(content, identity=evolve(content.identity, plans=[plan]))))
    assert "bell\\u0007 and \\u202ereversed" in said


def test_the_same_report_gives_the_same_bytes() -> None:
    content, _ = report()
    assert summary_docx.write(content) == summary_docx.write(content)
