"""OpenDocument and PowerPoint files, written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import packed

from evidence.model.table import Paragraph, Table
from evidence.reading.formats import opendocument, pptx, spreadsheet
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import CannotRead, Source

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
CONTENT = f"""<office:document-content {ODF}><office:body><office:text>
<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
<text:h text:outline-level="2">Aims</text:h><text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p>
<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>
<table:table table:name="Plan"><table:table-header-rows><table:table-row>
<table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p></table:table-cell><table:covered-table-cell/>
</table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2">
<text:p>same</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def test_a_text_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(packed({"mimetype": opendocument.MEDIA_TYPES[0], "content.xml": CONTENT}))
    extraction = opendocument.read(Source(path=path, name="a.odt", media_type=opendocument.MEDIA_TYPES[0], layout=True))
    paragraphs = [(b.text, b.level, b.bullet) for b in extraction.blocks if isinstance(b, Paragraph)]
    assert paragraphs == [("Aims", 2, False), ("a  b\tc\nd", 0, False), ("item", 0, True)]
    (table,) = [block for block in extraction.blocks if isinstance(block, Table)]
    assert table.title == "Plan"
    assert [[(c.text, c.merged) for c in row.cells] for row in table.rows] == [
        [("wide", False), ("", True)],
        [("same", False), ("same", False)],
    ]


FLAT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {ODF} office:mimetype="application/vnd.oasis.opendocument.{{kind}}">
 <office:meta><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">A plan</dc:title></office:meta>
 <office:styles><text:p>of no page</text:p></office:styles>
 <office:master-styles><style:header xmlns:style="urn:s"><text:p>Running</text:p></style:header></office:master-styles>
 {{body}}
</office:document>"""


def flat(path: Path, kind: str, body: str) -> Source:
    path.write_text(FLAT.format(kind=kind, body=body))
    media_type = sniff(path, path.name, path.read_bytes()[:HEAD])
    assert media_type == f"application/vnd.oasis.opendocument.{kind}-flat-xml"
    return Source(path=path, name=path.name, media_type=media_type, layout=True)


def test_a_flat_text_document_reads_as_the_packed_one(tmp_path: Path) -> None:
    packed_path = tmp_path / "a.odt"
    packed_path.write_bytes(packed({"mimetype": opendocument.MEDIA_TYPES[0], "content.xml": CONTENT}))
    whole = opendocument.read(
        Source(path=packed_path, name="a.odt", media_type=opendocument.MEDIA_TYPES[0], layout=True)
    )
    body = CONTENT[CONTENT.index("<office:body>") : CONTENT.index("</office:document-content>")]
    picture = "<office:body><office:text><text:p><office:binary-data>UExBTg==</office:binary-data></text:p>"
    extraction = opendocument.read(
        flat(tmp_path / "a.xml", "text", body.replace("<office:body><office:text>", picture))
    )
    assert extraction.text == "Running\n" + whole.text
    assert extraction.blocks[1:] == whole.blocks
    assert extraction.metadata.title == "A plan"


@pytest.mark.parametrize("byte", [b"\xff", b"\x01"])
def test_a_damaged_byte_does_not_end_the_text(tmp_path: Path, byte: bytes) -> None:
    source = flat(tmp_path / "a.fodt", "text", "<office:body><text:p>é one#two</text:p></office:body>")
    source.path.write_bytes(source.path.read_bytes().replace(b"#", byte))
    text = opendocument.read(source).text
    assert "é one" in text
    assert text.endswith("two")


def test_a_flat_workbook_has_its_sheets_with_dates_in_iso(tmp_path: Path) -> None:
    body = """<office:body><office:spreadsheet><table:table table:name="Due">
 <table:table-row>
  <table:table-cell office:value-type="string"><text:p>who <text:span>and</text:span> when</text:p></table:table-cell>
  <table:table-cell office:value-type="date" office:date-value="2006-03-24"><text:p>24/3</text:p></table:table-cell>
  <table:table-cell table:number-columns-repeated="16382"/>
 </table:table-row>
 <table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/>
 </table:table-row></table:table></office:spreadsheet></office:body>"""
    extraction = spreadsheet.read(flat(tmp_path / "a.fods", "spreadsheet", body))
    assert extraction.text == "Due\nwho and when\t2006-03-24"


def test_a_protected_text_document_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(packed({"content.xml": "rubbish", "META-INF/manifest.xml": "<m><encryption-data/></m>"}))
    with pytest.raises(CannotRead, match="password"):
        opendocument.read(Source(path=path, name="a.odt", media_type=opendocument.MEDIA_TYPES[0]))


A = 'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="urn:r"'
RELATION = '<Relationships><Relationship Id="{}" Target="{}"/></Relationships>'


def slide(*texts: str, table: str = "") -> str:
    shapes = "".join(f"<p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>" for text in texts)
    return f"<p:sld {A}><p:cSld>{shapes}{table}</p:cSld></p:sld>"


def test_slides_are_pages_in_the_order_of_the_show_with_their_notes(tmp_path: Path) -> None:
    cell = "<a:tc><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:tc>"
    table = f"<a:tbl><a:tr>{cell.format('x')}{cell.format('y')}</a:tr></a:tbl>"
    deck = f'<p:presentation {A}><p:sldId id="1" r:id="r2"/><p:sldId id="2" r:id="r1"/></p:presentation>'
    rels = (
        '<R><x Id="r1" Target="slides/slide1.xml"/><x Id="r2" Target="slides/slide2.xml"/>'
        '<x Id="r3" Target="http://elsewhere" TargetMode="External"/></R>'
    )
    path = tmp_path / "a.pptx"
    path.write_bytes(
        packed(
            {
                "ppt/presentation.xml": deck,
                "ppt/_rels/presentation.xml.rels": rels,
                "ppt/slides/slide1.xml": slide("second", table=table),
                "ppt/slides/slide2.xml": slide("first"),
                "ppt/slides/_rels/slide2.xml.rels": RELATION.format("n", "../notesSlides/n.xml"),
                "ppt/notesSlides/n.xml": slide("say hello", "1"),
            }
        )
    )
    extraction = pptx.read(Source(path=path, name="a.pptx", media_type=pptx.MEDIA_TYPES[0], layout=True))
    assert [page.text for page in extraction.pages] == ["first\nsay hello", "second\nx\ty"]
    assert isinstance(extraction.blocks[-1], Table)
