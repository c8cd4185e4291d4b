"""Mailboxes: every message is a file of its own, whatever stands in the messages."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.document import Extraction, Part
from evidence.reading.formats import mbox
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import Limits, Source, measured

LINE = b"From board@example.org Mon Apr  3 10:00:00 2006\n"


def read(path: Path, kept: dict[str, bytes] | None = None, **more: object) -> Extraction:
    def keep(name: str, data: bytes) -> Part:
        (kept if kept is not None else {})[name] = data
        return measured(name, data)

    media_type = sniff(path, path.name, path.read_bytes()[:HEAD])
    assert media_type == mbox.MEDIA_TYPES[0]
    return mbox.read(Source(path=path, name=path.name, media_type=media_type, keep=keep, **more))  # type: ignore[arg-type]


def message(number: int, body: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Date"] = "Clerk <clerk@example.org>", "Mon, 03 Apr 2006 10:00:00 +0100"
    made["Subject"] = f"Minutes {number}"
    made.set_content(body)
    return made


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_what_stands_before_the_first_message_does_not_cost_it(tmp_path: Path, before: bytes) -> None:
    box = mailbox.mbox(tmp_path / "Inbox")
    for number in (1, 2):
        box.add(message(number, "text"))
    box.close()
    (tmp_path / "Inbox").write_bytes(before + (tmp_path / "Inbox").read_bytes())
    assert [part.name for part in read(tmp_path / "Inbox").parts] == ["1 Minutes 1.eml", "2 Minutes 2.eml"]


@given(bodies=st.lists(st.text("From :x\n", max_size=40), min_size=2, max_size=5))
def test_a_mailbox_gives_back_the_messages_that_were_put_in(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    path = tmp_path_factory.mktemp("box") / "Inbox"
    box = mailbox.mbox(path)
    for number, body in enumerate(bodies, start=1):
        box.add(message(number, body))
    box.close()
    kept: dict[str, bytes] = {}
    extraction = read(path, kept)
    assert [part.name for part in extraction.parts] == [f"{n} Minutes {n}.eml" for n, _ in enumerate(bodies, start=1)]
    assert extraction.text.split("\n")[1] == "Mon, 03 Apr 2006 10:00:00 +0100\tClerk <clerk@example.org>\tMinutes 1"
    again = mailbox.mbox(path)
    assert list(kept.values()) == [again.get_bytes(key).rstrip(b"\n") + b"\n" for key in range(len(bodies))]
    again.close()


def test_a_line_that_only_looks_like_a_beginning_is_text(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    inside = b"Subject: a\n\nSee below.\n\nFrom Monday on\nStatus: closed\n\nFrom 10:00 to 11:00\nwe met.\n"
    path.write_bytes(LINE + inside + b"\n" + LINE + b"Subject: b\n\ny\n")
    kept: dict[str, bytes] = {}
    assert len(read(path, kept).parts) == 2
    assert kept["1 a.eml"] == inside


def test_a_mailbox_of_one_message_is_that_message(tmp_path: Path) -> None:
    path = tmp_path / "one.mbox"
    path.write_bytes(LINE + message(1, "The board agreed.").as_bytes())
    extraction = read(path)
    assert extraction.media_type == "message/rfc822"
    assert extraction.text.endswith("The board agreed.")
    assert extraction.parts == ()


def test_a_mailbox_beyond_the_limits_says_so(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    path.write_bytes((LINE + b"Subject: a\n\nx\n\n") * 5)
    some = read(path, limits=Limits(members=3))
    assert (len(some.parts), len(some.text.split("\n"))) == (3, 4)
    assert some.notes == ("reading stopped at a limit: only the first 3 of 5 messages are taken out",)
    deep = read(path, limits=Limits(depth=1), depth=1)
    assert (deep.parts, len(deep.text.split("\n"))) == ((), 6)
    assert "1 level deep" in deep.notes[0]
