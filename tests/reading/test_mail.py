"""E-mail: what people see of a message, and its attachments as files of their own."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.document import Extraction
from evidence.reading import Limits, Readers, Request
from evidence.reading.formats import mail, msg
from evidence.reading.source import CannotRead, Source


def read(path: Path, data: bytes, **more: object) -> Extraction:
    path.write_bytes(data)
    return mail.read(Source(path=path, name=path.name, media_type="message/rfc822", **more))  # type: ignore[arg-type]


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "HL <hl@council.example>"
    mail["To"] = "SD <sd@council.example>"
    mail["Date"] = "Fri, 10 Mar 2006 17:52:03 +0100"
    mail["Subject"] = "Extra posts – confirmed"
    mail.set_content("Yes to the sheet.\n")
    return mail


def test_headers_and_body_are_read_with_the_messages_own_date(tmp_path: Path) -> None:
    extraction = read(tmp_path / "a.eml", message().as_bytes())
    assert extraction.text == (
        "From: HL <hl@council.example>\nTo: SD <sd@council.example>\nDate: Fri, 10 Mar 2006 17:52:03 +0100\n"
        "Subject: Extra posts – confirmed\n\nYes to the sheet."
    )
    assert extraction.metadata.sent == "2006-03-10T17:52:03+01:00"
    assert extraction.metadata.title == "Extra posts – confirmed"


def test_of_two_renderings_the_plain_one_is_read(tmp_path: Path) -> None:
    mail = message()
    mail.add_alternative("<p>Yes to the <b>sheet</b> in a page.</p>", subtype="html")
    assert "in a page" not in read(tmp_path / "a.eml", mail.as_bytes()).text


def test_a_message_with_a_page_only_is_read_from_the_page(tmp_path: Path) -> None:
    mail = message()
    mail.set_content("<p>Yes to the <b>sheet</b>.</p>", subtype="html")
    assert read(tmp_path / "a.eml", mail.as_bytes()).text.endswith("Yes to the sheet.")


def test_attachments_and_forwarded_messages_are_parts(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="été/../x.pdf")
    mail.add_attachment(message(), filename=None)
    parts = read(tmp_path / "a.eml", mail.as_bytes()).parts
    assert [(part.name, part.size > 0) for part in parts] == [
        ("été/../x.pdf", True),
        ("Extra posts – confirmed.eml", True),
    ]


def test_headers_in_raw_bytes_are_read(tmp_path: Path) -> None:
    extraction = read(
        tmp_path / "a.eml", b"From: J\xfcrgen <j@x.example>\nSubject: =?bogus?q?x?=\nMIME-Version: 1\n\nhi"
    )
    assert extraction.metadata.author == "Jürgen <j@x.example>"


def test_a_date_that_is_none_is_not_made_up(tmp_path: Path) -> None:
    assert read(tmp_path / "a.eml", b"From: x\nDate: 31 Smarch 2006\nMIME-Version: 1.0\n\nhi").metadata.sent is None


def nested(depth: int) -> bytes:
    out = b"MIME-Version: 1.0\nSubject: deep\n"
    for number in range(depth):
        out += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    return out + b"Content-Type: text/plain\n\nat the bottom\n"


def test_a_message_nested_a_thousand_deep_ends_in_time_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(nested(1000))
    with Readers(limits=Limits(wall_seconds=20), workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=tmp_path / "a.eml"))
    assert isinstance(outcome, Extraction)
    assert "Subject: deep" in outcome.text
    assert any("nested" in note for note in outcome.notes)


def test_headers_made_to_keep_the_parser_busy_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="headers"):
        read(tmp_path / "a.eml", b"MIME-Version: 1.0\nX: " + b"a\n b" * 1_000_000)


def test_attachments_end_at_a_depth(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"x", maintype="text", subtype="csv", filename="x.csv")
    extraction = read(tmp_path / "a.eml", mail.as_bytes(), limits=Limits(depth=1), depth=1)
    assert extraction.parts == ()
    assert "reading stopped at a limit" in extraction.notes[0]


@given(st.binary(max_size=400))
def test_any_bytes_after_a_header_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    text = read(tmp_path_factory.getbasetemp() / "any.eml", b"MIME-Version: 1.0\nFrom: x\n" + data).text
    text.encode()


def test_compressed_rich_text_of_outlook_is_unpacked() -> None:
    """The example of MS-OXRTFCP 4.1.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert msg.unpacked_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
