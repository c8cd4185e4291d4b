"""Word files: what is said stands in the text, what was struck out does not."""

from __future__ import annotations

from pathlib import Path

from office_files import docx, p, story, tbl, tc, tr

from evidence.model.document import Extraction
from evidence.model.table import Paragraph, Table
from evidence.reading.formats import docx as reader
from evidence.reading.source import Source


def read(path: Path) -> Extraction:
    return reader.read(Source(path=path, name=path.name, media_type=reader.MEDIA_TYPES[0], layout=True))


def tables(extraction: Extraction) -> list[Table]:
    return [block for block in extraction.blocks if isinstance(block, Table)]


def test_deleted_words_are_left_out_and_inserted_words_are_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Due </w:t></w:r><w:del><w:r><w:delText>May</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>June</w:t></w:r></w:ins></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:p>"
    )
    assert read(docx(tmp_path / "a.docx", body)).text == "Due June"


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + tc(p("old")) + tc(p("row")) + "</w:tr>"
    extraction = read(docx(tmp_path / "a.docx", tbl(tr(tc(p("a")), tc(p("b"))), gone)))
    assert [row.texts for row in tables(extraction)[0].rows] == [("a", "b")]


def test_merged_cells_have_their_text_once_and_the_covered_ones_say_so(tmp_path: Path) -> None:
    rows = (
        tr(tc(p("wide"), properties='<w:gridSpan w:val="2"/>'), tc(p("c"))),
        tr(tc(p("tall"), properties='<w:vMerge w:val="restart"/>'), tc(p("b1")), tc(p("c1"))),
        tr(tc(p(""), properties="<w:vMerge/>"), tc(p("b2")), tc(p("c2"))),
    )
    (table,) = tables(read(docx(tmp_path / "a.docx", tbl(*rows))))
    assert [[(cell.text, cell.merged) for cell in row.cells] for row in table.rows] == [
        [("wide", False), ("", True), ("c", False)],
        [("tall", False), ("b1", False), ("c1", False)],
        [("", True), ("b2", False), ("c2", False)],
    ]


def test_tables_and_rows_inside_content_controls_are_read(tmp_path: Path) -> None:
    inner = f"<w:sdt><w:sdtContent>{tr(tc(p('a')), tc(p('b')))}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{tbl(tr(tc(p('h')), tc(p('i'))), inner)}</w:sdtContent></w:sdt>"
    (table,) = tables(read(docx(tmp_path / "a.docx", body)))
    assert [row.texts for row in table.rows] == [("h", "i"), ("a", "b")]


def test_a_table_in_a_cell_is_text_of_that_cell_and_a_table_in_a_frame_is_a_table(tmp_path: Path) -> None:
    inner = tbl(tr(tc(p("x")), tc(p("y"))))
    (outer,) = tables(read(docx(tmp_path / "a.docx", tbl(tr(tc(p("a")), tc(inner))))))
    assert outer.rows[0].texts == ("a", "x\ty")
    (framed,) = tables(read(docx(tmp_path / "b.docx", tbl(tr(tc(inner))))))
    assert framed.rows[0].texts == ("x", "y")


def test_headings_lists_headers_notes_and_comments_are_read(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    listed = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
    path = docx(
        tmp_path / "a.docx",
        p("Aims", '<w:pPr><w:pStyle w:val="H2"/></w:pPr>') + p("first", listed) + p("plain"),
        word__styles=story("styles", styles),
        word__header1=story("hdr", p("As at 24 March 2006")),
        word__header2=story("hdr", p("As at 24 March 2006")),
        word__footnotes=story("footnotes", f"<w:footnote>{p('a note')}</w:footnote>"),
        word__comments=story("comments", f"<w:comment>{p('a remark')}</w:comment>"),
        word__footer1=story("ftr", p("page foot")),
    )
    blocks = [block for block in read(path).blocks if isinstance(block, Paragraph)]
    assert [(block.text, block.level, block.bullet) for block in blocks] == [
        ("As at 24 March 2006", 0, False),
        ("Aims", 2, False),
        ("first", 0, True),
        ("plain", 0, False),
        ("a note", 0, False),
        ("a remark", 0, False),
        ("page foot", 0, False),
    ]


def test_a_style_or_the_style_below_it_may_make_an_item_of_a_list(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Bullet"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Bullet2"><w:basedOn w:val="Bullet"/></w:style>'
        '<w:style w:styleId="None"><w:basedOn w:val="Bullet"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    named = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'
    unlisted = '<w:pPr><w:pStyle w:val="Bullet"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    words = [p(style, named.format(style)) for style in ("Bullet", "Bullet2", "None")]
    path = docx(
        tmp_path / "a.docx",
        tbl(tr(tc("".join(words)), tc(p("not", unlisted)))),
        word__styles=story("styles", styles),
    )
    [table] = tables(read(path))
    assert [cell.items for cell in table.rows[0].cells] == [("Bullet", "Bullet2"), ()]


def test_of_two_renderings_of_a_text_box_one_is_read(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" + box + "</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert read(docx(tmp_path / "a.docx", body)).text == "boxed"


def test_the_document_is_found_under_whatever_letters_its_name_is_written_in(tmp_path: Path) -> None:
    from office_files import packed

    path = tmp_path / "a.docx"
    path.write_bytes(packed({"Word\\Document.xml": story("document", f"<w:body>{p('here')}</w:body>")}))
    assert read(path).text == "here"


def test_entities_are_neither_resolved_nor_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read me")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "file://{secret}">]>'
        f"{story('document', '<w:body>' + p('a&x;b&l11;c') + '</w:body>').partition('?>')[2]}"
    )
    from office_files import packed

    path = tmp_path / "a.docx"
    path.write_bytes(packed({"word/document.xml": body}))
    text = read(path).text
    assert "do not read me" not in text
    assert len(text) < 100
