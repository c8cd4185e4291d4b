"""What a file is is read from its content; its name only chooses between kinds of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import docx, p, packed

from evidence.reading.sniff import EMPTY, HEAD, UNKNOWN
from evidence.reading.sniff import sniff as sniff_head

MAIL = "message/rfc822"


def sniff(path: Path, name: str) -> str:
    return sniff_head(path, name, path.read_bytes()[:HEAD])


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.pdf", EMPTY),
        (b"%PDF-1.4\n", "a.doc", "application/pdf"),
        (b"\r\n  %PDF-1.4\n", "a", "application/pdf"),
        (b"{\\rtf1 x}", "a.doc", "application/rtf"),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "image/png"),
        (b"<!DOCTYPE html><p>x", "a.doc", "text/html"),
        (b"x < y and a<p> b", "a.txt", "text/plain"),
        (b"a,b\n1,2\n", "a.csv", "text/csv"),
        (b"a,b\n1,2\n", "a.txt", "text/plain"),
        (b"# x", "NOTES.MD", "text/markdown"),
        ("a,b".encode("utf-16"), "a.csv", "text/csv"),
        (b"BMX is a sport", "a.txt", "text/plain"),
        (b"MZ\x00\x01\x00", "a.txt", "application/vnd.microsoft.portable-executable"),
        (b"\x00\x01\x02\x03", "a.txt", UNKNOWN),
        (b"Received: from x\nSubject: y\n\nz", "a.txt", MAIL),
        (b"Subject: y\n\nz", "a.eml", MAIL),
    ],
)
def test_content_decides(tmp_path: Path, content: bytes, name: str, expected: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert sniff(path, name) == expected


def test_a_memorandum_with_to_and_from_is_no_e_mail(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text("To: All staff\nFrom: HL\nDate: 1 March 2006\nSubject: Parking\n\nPlease note.")
    assert sniff(path, "memo.txt") == "text/plain"


def test_office_containers_are_told_apart_by_their_members(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.pdf", p("x"))
    assert sniff(path, "a.pdf").endswith("wordprocessingml.document")
    path.write_bytes(packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}))
    assert sniff(path, "a.zip") == "application/vnd.oasis.opendocument.text"
    path.write_bytes(packed({"word/document.xml": "x" * 5000})[:400])
    assert sniff(path, "cut short").endswith("wordprocessingml.document")
    path.write_bytes(packed({"a.txt": "x"}))
    assert sniff(path, "a.docx") == "application/zip"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_under_any_name_have_some_type(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    assert "/" in sniff(path, name)
