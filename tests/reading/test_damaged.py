"""Damaged files: what is damaged costs itself, and the text around it is read, with a note that some is missing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import docx, p, packed

from evidence.model.document import Extraction
from evidence.model.table import Table
from evidence.reading.formats import reader_of
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import CannotRead, Source

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
A = 'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="urn:r"'
LINES = [f"Line {number} of the minutes of the {number * number} boards" for number in range(400)]


def read(path: Path, media_type: str = "") -> Extraction:
    media_type = media_type or sniff(path, path.name, path.read_bytes()[:HEAD])
    reader = reader_of(media_type)
    assert reader, media_type
    return reader(Source(path=path, name=path.name, media_type=media_type, layout=True))


def odt(text: str, **others: str) -> bytes:
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    content = f"<office:document-content {ODF}>{body}</office:document-content>"
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return packed({**members, **{name + ".xml": content for name, content in others.items()}})


def pptx(*slides: str) -> bytes:
    numbered = {f"ppt/slides/slide{number}.xml": slide for number, slide in enumerate(slides, start=1)}
    return packed({"ppt/presentation.xml": f"<p:presentation {A}/>", **numbered})


def slide(text: str) -> str:
    return f"<p:sld {A}><p:cSld><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:cSld></p:sld>"


def xlsx(lines: list[str] = LINES) -> bytes:
    book = openpyxl.Workbook()
    for title in ("Targets", "Notes"):
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append([line, len(line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def damaged(path: Path, data: bytes, member: str, share: float) -> Path:
    """The container with a byte changed in a member, at this share of its packed length."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(member)
    changed = bytearray(data)
    changed[info.header_offset + 30 + len(member) + int(info.compress_size * share)] ^= 0xFF
    path.write_bytes(changed)
    return path


def test_a_damaged_word_file_is_read_up_to_its_damage(tmp_path: Path) -> None:
    data = docx(tmp_path / "whole.docx", "".join(map(p, LINES))).read_bytes()
    extraction = read(damaged(tmp_path / "a.docx", data, "word/document.xml", 0.6))
    found = extraction.text.split("\n")
    assert len(found) > 100
    assert found[:-1] == LINES[: len(found) - 1]
    assert extraction.notes == ("'word/document.xml' inside is damaged, and not all of it was read",)


def test_a_damaged_sheet_costs_only_itself(tmp_path: Path) -> None:
    extraction = read(damaged(tmp_path / "a.xlsx", xlsx(), "xl/worksheets/sheet2.xml", 0.5))
    assert "Notes\n" + "\n".join(f"{line}\t{len(line)}" for line in LINES) in extraction.text
    assert any("sheet2.xml' inside is damaged" in note for note in extraction.notes)


def test_a_workbook_without_sound_styles_is_read(tmp_path: Path) -> None:
    extraction = read(damaged(tmp_path / "a.xlsx", xlsx(), "xl/styles.xml", 0.5))
    assert extraction.text.count(LINES[-1]) == 2
    assert any("styles.xml' inside is damaged" in note for note in extraction.notes)


def test_a_workbook_with_cells_far_apart_is_read_up_to_where_a_sheet_of_it_breaks_off(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    for title in ("Targets", "Notes"):
        book[title]["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    targets = members["xl/worksheets/sheet2.xml"]
    members["xl/worksheets/sheet2.xml"] = targets[: len(targets) // 2]
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(members))
    extraction = read(path)
    tables = {block.title: block.rows for block in extraction.blocks if isinstance(block, Table)}
    assert [row.texts[0] for row in tables["Notes"][:-1]] == LINES
    assert tables["Notes"][-1].place.row == 1048576
    assert len(tables["Targets"]) > 100
    assert [row.texts[0] for row in tables["Targets"][:-1]] == LINES[: len(tables["Targets"]) - 1]
    assert extraction.notes == ("it is damaged, and not all of it was read",)


def test_a_sheet_with_cells_far_apart_whose_checksum_alone_is_wrong_is_read_with_a_note(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet["A1"], sheet["XFD1048576"] = "near", "far"
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    with zipfile.ZipFile(out) as archive:
        checksum = archive.getinfo("xl/worksheets/sheet1.xml").CRC.to_bytes(4, "little")
    path = tmp_path / "a.xlsx"
    path.write_bytes(data.replace(checksum, bytes(each ^ 1 for each in checksum)))
    extraction = read(path)
    assert extraction.text.split() == ["near", "far"]
    assert extraction.notes == ("'xl/worksheets/sheet1.xml' inside is damaged, and not all of it was read",)


def test_a_slide_that_is_no_xml_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(pptx(slide("first"), "no slide at all", slide("third")))
    extraction = read(path)
    assert [page.text for page in extraction.pages] == ["first", "", "third"]
    assert extraction.notes == ("'ppt/slides/slide2.xml' inside is damaged and was not read",)


@pytest.mark.parametrize("part", ["meta", "styles"])
def test_a_broken_part_beside_the_text_of_an_open_document_costs_nothing(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(odt("<text:p>The board agreed.</text:p>", **{part: "no XML"}))
    assert read(path).text == "The board agreed."


KINDS: dict[str, tuple[str, bytes]] = {
    "odt": (
        "application/vnd.oasis.opendocument.text",
        odt("<text:p>The board agreed.</text:p>", meta=f"<meta {ODF}/>"),
    ),
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        pptx(slide("first"), slide("second")),
    ),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx(LINES[:2])),
    "rtf": (
        "application/rtf",
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}}\f0 The \'e1 \u8364? {\b board}\par agreed.}",
    ),
    "eml": (
        "message/rfc822",
        b"From: a@b\nSubject: =?utf-8?q?x?=\nDate: Mon, 3 Apr 2006 10:00:00 +0100\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=cp1252\n\n<p>x</p>\n'
        b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="=?utf-8?q?n?="\n\ny\n--b--\n',
    ),
    "html": (
        "text/html",
        b"<html><head><meta charset=cp1252></head><table><tr><td colspan=2>x</td></tr></table></html>",
    ),
    "csv": ("text/csv", b'who,what\nSF,"minutes, of the board"\n'),
}


@pytest.mark.parametrize("kind", KINDS)
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=16))
def test_a_file_with_bytes_changed_is_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, kind: str, places: list[tuple[float, int]]
) -> None:
    media_type, sound = KINDS[kind]
    data = bytearray(sound)
    for share, change in places:
        data[int(len(data) * share)] ^= change
    path = tmp_path_factory.getbasetemp() / f"changed.{kind}"
    path.write_bytes(data)
    try:
        assert isinstance(read(path, media_type), Extraction)
    except CannotRead as refusal:
        assert refusal.reason
