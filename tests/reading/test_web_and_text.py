"""Web pages, sheets of values in text, rich text: what a person would read on them."""

from __future__ import annotations

import csv as standard
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.document import Extraction
from evidence.model.table import Paragraph, Table
from evidence.reading.formats import csv, html, plain, rtf
from evidence.reading.sniff import sniff
from evidence.reading.source import CannotRead, Source


def read(module: object, data: bytes, tmp_path: Path, *, layout: bool = True) -> Extraction:
    path = tmp_path / "file"
    path.write_bytes(data)
    media_type = module.MEDIA_TYPES[0]  # type: ignore[attr-defined]  # every format has it
    extraction = module.read(Source(path=path, name="file", media_type=media_type, layout=layout))  # type: ignore[attr-defined]
    assert isinstance(extraction, Extraction)
    return extraction


def test_a_page_reads_as_a_browser_lays_it_out(tmp_path: Path) -> None:
    page = """<html><head><title>T</title><style>p{}</style></head><body><h2>Aims</h2><p>One <b>two</b>
      three<br>four</p><script>no()</script><ul><li>x</li><li>y</li></ul></body></html>"""
    extraction = read(html, page.encode(), tmp_path)
    assert extraction.text == "Aims\nOne two three\nfour\nx\ny"
    assert extraction.metadata.title == "T"
    paragraphs = [block for block in extraction.blocks if isinstance(block, Paragraph)]
    assert [(each.text, each.level, each.bullet) for each in paragraphs] == [
        ("Aims", 2, False),
        ("One two three", 0, False),
        ("four", 0, False),
        ("x", 0, True),
        ("y", 0, True),
    ]


@pytest.mark.parametrize("module", [plain, csv, html])
def test_a_text_with_a_stray_zero_byte_is_read_and_that_is_told(module: object, tmp_path: Path) -> None:
    data = b"<p>The panel met on 3 March 2006,</p>\n<p>and agreed, as before, the\x00 draft of the protocol.</p>\n"
    assert sniff(tmp_path / "file", "notes.txt", data) in ("text/plain", "text/html")
    extraction = read(module, data, tmp_path)
    assert "The panel met on 3 March 2006" in extraction.text and "draft of the protocol" in extraction.text
    assert [note for note in extraction.notes if note.startswith("1 zero byte stands in the text")]
    assert not any("zero" in note for note in read(module, data.replace(b"\x00", b""), tmp_path).notes)


def test_the_charset_of_a_page_is_honoured(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso8859-2")
    assert read(html, page, tmp_path).text == "Łódź"


def test_tables_of_a_page_have_their_spans_and_lists(tmp_path: Path) -> None:
    page = """<table><caption>Plan</caption><tr><th colspan=2>wide</th><th>c</th></tr>
      <tr><td rowspan=2>tall<td>b<td><ul><li>i</li><li>j</li></ul></tr><tr><td>d<td>e</tr></table>"""
    (table,) = read(html, page.encode(), tmp_path).blocks
    assert isinstance(table, Table)
    assert table.title == "Plan"
    assert [[(c.text, c.merged) for c in row.cells] for row in table.rows] == [
        [("wide", False), ("", True), ("c", False)],
        [("tall", False), ("b", False), ("i\nj", False)],
        [("", True), ("d", False), ("e", False)],
    ]
    assert table.rows[1].cells[2].items == ("i", "j")


def test_a_table_that_only_lays_out_gives_way_to_what_is_in_it(tmp_path: Path) -> None:
    page = "<table><tr><td><p>text</p><table><tr><td>a<td>b</table></table>"
    blocks = read(html, page.encode(), tmp_path).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table"]


def test_a_page_nested_without_end_is_read_or_refused(tmp_path: Path) -> None:
    try:
        assert "end" in read(html, b"<div>" * 20_000 + b"end", tmp_path, layout=False).text
    except CannotRead as refusal:
        assert refusal.reason


ROWS = st.lists(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8), min_size=2, max_size=4),
    min_size=1,
    max_size=6,
)


@given(ROWS, st.sampled_from(",;\t|"))
def test_values_written_with_any_separator_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
) -> None:
    out = io.StringIO()
    width = len(rows[0])
    rows = [[*row, "x", "y", "z"][:width] for row in rows]
    rows = [[cell.replace(other, "") for cell in row] for row in rows for other in [""]]
    standard.writer(out, delimiter=separator, quoting=standard.QUOTE_ALL, lineterminator="\n").writerows(rows)
    extraction = read(csv, out.getvalue().encode("utf-8-sig"), tmp_path_factory.getbasetemp())
    (table,) = extraction.blocks
    assert isinstance(table, Table)
    if csv.separator(extraction.text) == separator:
        assert [list(row.texts) for row in table.rows] == rows
    else:
        assert any(mark in cell for row in rows for cell in row for mark in ",;\t|")


def test_rows_of_values_know_the_lines_they_stand_on(tmp_path: Path) -> None:
    (table,) = read(csv, b'a;b\r\n"1\n2";3\r\n4;5\r\n', tmp_path).blocks
    assert isinstance(table, Table)
    assert [(row.texts, row.place.line) for row in table.rows] == [(("a", "b"), 1), (("1\n2", "3"), 2), (("4", "5"), 4)]


RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}}{\info{\title The title}
{\author HL}{\creatim\yr2006\mo3\dy24}}{\header As at\par}{\*\unknown hidden}\pard caf\'e9 \u8364? {\f1\'cf}\line x\par
{\deleted gone}{\v hidden}kept{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt link}}\par
\trowd\cellx1\cellx2\intbl a\cell b\par c\cell\row\trowd\clvmrg\cellx1\cellx2\intbl\cell d\cell\row\pard end\par}"""


def test_rich_text_is_read_with_its_tables_and_without_its_machinery(tmp_path: Path) -> None:
    extraction = read(rtf, RTF, tmp_path)
    table = next(block for block in extraction.blocks if isinstance(block, Table))
    assert [row.texts for row in table.rows] == [("a", "b\nc"), ("", "d")]
    assert table.rows[1].cells[0].merged
    texts = [block.text for block in extraction.blocks if isinstance(block, Paragraph)]
    assert texts == ["As at", "café € П\nx", "keptlink", "end"]
    assert (extraction.metadata.title, extraction.metadata.author, extraction.metadata.created) == (
        "The title",
        "HL",
        "2006-03-24",
    )


@given(st.binary(max_size=300))
def test_rich_text_of_any_bytes_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    extraction = read(rtf, b"{\\rtf1 " + data, tmp_path_factory.getbasetemp())
    extraction.text.encode()


@pytest.mark.parametrize("number", [0, 12, 125, 99999])
def test_rich_text_in_a_code_page_that_does_not_exist_is_read_as_western(tmp_path: Path, number: int) -> None:
    data = rb"{\rtf1\ansi\ansicpg%d The board agreed \'a35.}" % number
    assert read(rtf, data, tmp_path).text == "The board agreed £5."
