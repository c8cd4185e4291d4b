"""Text and Markdown come back as paragraphs and tables, each on the line it stands on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.table import Block, Paragraph, Table
from evidence.reading.formats.plain import MEDIA_TYPES, blocks_of, cell_of, read
from evidence.reading.source import Limits, Source


def rows(text: str) -> list[tuple[str, ...]]:
    return [row.texts for block in blocks_of(text) if isinstance(block, Table) for row in block.rows]


def paragraphs(text: str) -> list[tuple[str, int, bool]]:
    return [(b.text, b.level, b.bullet) for b in blocks_of(text) if isinstance(b, Paragraph)]


def source(path: Path, data: bytes, *, layout: bool = True, limits: Limits | None = None) -> Source:
    path.write_bytes(data)
    return Source(path=path, name=path.name, media_type=MEDIA_TYPES[0], layout=layout, limits=limits or Limits())


def test_a_pipe_table_loses_its_ruler_and_keeps_its_blank_cells() -> None:
    assert rows("| A | B |\n|---|:-:|\n| 1 | |\n| | 2 |\n") == [("A", "B"), ("1", ""), ("", "2")]


def test_a_ruler_without_a_table_is_no_block() -> None:
    assert rows("|-\n\nafter") == []
    assert paragraphs("|-\n\nafter") == [("after", 0, False)]


def test_pipes_without_edges_are_a_table_where_a_ruler_says_so() -> None:
    assert rows("A | B\n--- | ---\n1 | 2\n") == [("A", "B"), ("1", "2")]
    assert rows("either A | B\nor nothing\n") == []


def test_an_escaped_pipe_is_text() -> None:
    assert rows("| A | B |\n|---|---|\n| x \\| y | z |\n")[1] == ("x | y", "z")


def test_lines_with_tab_stops_are_a_table_until_a_blank_line() -> None:
    text = "A\tB\tC\n1\t\t3\n\n4\t5\t6\n"
    assert [len(b.rows) for b in blocks_of(text) if isinstance(b, Table)] == [2, 1]
    assert rows(text) == [("A", "B", "C"), ("1", "", "3"), ("4", "5", "6")]


def test_a_numbered_list_with_tabs_is_no_table() -> None:
    assert rows("1.\tIdentify skills\n2.\tAssess staff\n") == []


def test_every_row_and_paragraph_knows_its_line() -> None:
    text = "# Title\n\nWords\nand more.\n\n| A |\n|---|\n| 1 |\n\n- item\n"
    lines = [(type(b).__name__, b.place.line) for b in blocks_of(text)]
    assert lines == [("Paragraph", 1), ("Paragraph", 3), ("Table", 6), ("Paragraph", 10)]
    [table] = [b for b in blocks_of(text) if isinstance(b, Table)]
    assert [(row.place.row, row.place.line) for row in table.rows] == [(1, 6), (2, 8)]


def test_headings_bullets_and_numbers_are_told_from_prose() -> None:
    assert paragraphs("## Two\n\nOne\n===\n\n- a\n* b\n1. c\n\nplain\n") == [
        ("Two", 2, False),
        ("One", 1, False),
        ("a", 0, True),
        ("b", 0, True),
        ("1. c", 0, True),
        ("plain", 0, False),
    ]


@pytest.mark.parametrize(
    ("raw", "text", "items", "struck"),
    [
        ("<ul> <li>One</li> <li>Two &amp; a half</li> </ul>", "One\nTwo & a half", ("One", "Two & a half"), ()),
        ("Do: <ul><li>One<li>Two</ul>", "Do:\nOne\nTwo", ("One", "Two"), ()),
        ("<s>June 30</s> <b>July 31*</b>", "July 31*", (), ("June 30",)),
        ("~~old~~ new", "new", (), ("old",)),
        ("**1.1** Assess *all* OMB*", "1.1 Assess all OMB*", (), ()),
        ("first<br>second<br/> third", "first\nsecond\nthird", (), ()),
        ("<i>α</i>", "α", (), ()),
        ("under <5 days & more", "under <5 days & more", (), ()),
        (r"E:\DATA\AgendaItemDocs\2\plan.doc", r"E:\DATA\AgendaItemDocs\2\plan.doc", (), ()),
        ("   ", "", (), ()),
    ],
)
def test_fragments_of_html_and_markdown_in_a_cell_are_read_not_kept(
    raw: str, text: str, items: tuple[str, ...], struck: tuple[str, ...]
) -> None:
    cell = cell_of(raw)
    assert (cell.text, cell.items, cell.struck) == (text, items, struck)


WORDS = st.text("abcdefgh 123.,é", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(st.lists(st.one_of(st.just(""), WORDS), min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_table_written_as_pipes_or_tabs_comes_back_cell_for_cell(cells: list[list[str]]) -> None:
    head = ["One", "Two", "Three"]
    whole = [tuple(head), *(tuple(row) for row in cells)]
    pipes = "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * 3, *cells])
    assert rows(pipes) == whole
    filled = [row for row in whole if any(row)]
    assert rows("\n".join("\t".join(row) for row in filled)) == filled


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    found: list[Block] = list(blocks_of(text))
    assert all(block.place.line and block.place.line >= 1 for block in found)


def test_pages_are_divided_by_form_feeds_and_line_ends_are_one_kind(tmp_path: Path) -> None:
    read_text = read(source(tmp_path / "a.txt", b"one\r\ntwo\x0cthree\r", layout=False))
    assert [(page.number, page.text) for page in read_text.pages] == [(1, "one\ntwo"), (2, "three\n")]
    assert read_text.blocks == ()


def test_a_text_in_an_older_encoding_is_read(tmp_path: Path) -> None:
    read_text = read(source(tmp_path / "a.txt", "A caf\xe9 costs – or cost – £5 a head.".encode("cp1252")))
    assert read_text.text == "A café costs – or cost – £5 a head."
    assert "cp1252" in read_text.reader


def test_a_text_beyond_the_limit_is_cut_and_says_so(tmp_path: Path) -> None:
    read_text = read(source(tmp_path / "a.txt", b"x" * 100, limits=Limits(text=10)))
    assert len(read_text.text) == 10
    assert "10 characters" in read_text.notes[0]
