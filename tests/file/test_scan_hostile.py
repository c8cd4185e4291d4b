"""Crafted files go through a whole scan: each costs itself at most, and the next file is read."""

from __future__ import annotations

import io
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import evidence
from builder import opened
from evidence.file.looking import stored
from evidence.file.readings import as_text
from evidence.reading import Limits, Readers

LIMITS = Limits(wall_seconds=1, cpu_seconds=1, memory=512 << 20)
ORDERS = ("hang", "spin", "swallow", "crash", "flood 200", "raw-flood", "fork", "start", "exit 3", "panic", "descend")


def names_in(store: Path) -> set[str]:
    return {path.name for path in store.parent.iterdir()}


def written(folder: Path, name: bytes, words: str) -> bool:
    """Whether the system takes a file of this name."""
    try:
        (folder / os.fsdecode(name)).write_text(words)
    except (OSError, ValueError):  # Windows and macOS take only names that are text
        return False
    return True


def test_each_misbehaving_document_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "reading")  # where the misbehaving reader is
    folder = tmp_path / "inbox"
    folder.mkdir()
    orders = [*ORDERS, f"write {tmp_path / 'escaped.txt'}"]
    for number, order in enumerate(orders):
        (folder / f"{number:02} a.txt").write_text(order)
        (folder / f"{number:02} b.txt").write_text(f"say this is neighbour {number}")

    def readers() -> Readers:
        return Readers(limits=LIMITS, workers=1, ocr="", formats={"text/plain": "misbehaving"})

    with opened(tmp_path / "store", readers=readers) as file:
        report = file.scan(folder, settle=0)
        assert len(report.filed) == 2 * len(orders) and not report.skipped
        read = {document.names[0]: document for document in file.documents()}
        for number in range(len(orders)):
            assert file.text(read[f"{number:02} b.txt"]) == f"this is neighbour {number}"
        failed = {name for name, document in read.items() if not document.readable}
        assert {orders[int(name[:2])] for name in failed} >= {"hang", "spin", "swallow", "crash", "exit 3"}
        assert all(read[name].unreadable_because for name in failed)
    assert evidence.verify(tmp_path / "store").ok
    assert names_in(tmp_path / "store") == {"inbox", "store"}


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()


HOSTILE_NAMES = (
    "../../../escaped.txt",
    "/etc/escaped.txt",
    "C:\\Windows\\escaped.txt",
    "\\\\server\\share\\escaped.txt",
    "escaped\u202etxt.exe",
    "CON",
    "a:b",
    "\n\t\x1b[31m.txt",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>.html",
)


def test_names_inside_containers_are_data_and_never_paths(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    members = {name: f"Member number {number}".encode() for number, name in enumerate(HOSTILE_NAMES)}
    (folder / "members.zip").write_bytes(zipped(members))
    message = EmailMessage()
    message["Subject"] = "Files"
    message.set_content("See attached.")
    for number, name in enumerate(HOSTILE_NAMES[:5]):
        message.add_attachment(f"Attachment {number}".encode(), "text", "plain", filename=name)
    (folder / "message.eml").write_bytes(bytes(message))
    with opened(tmp_path / "store") as file:
        file.scan(folder, settle=0)
        texts = {file.text(document).strip() for document in file.documents() if document.part_of}
        assert texts >= {f"Member number {number}" for number in range(len(members))}
        assert texts >= {f"Attachment {number}" for number in range(5)}
        archive = next(document for document in file.documents() if document.names == ("members.zip",))
        assert len(archive.parts) == len(members)
        assert all(file.show(part).part_of == archive.id for part in archive.parts)  # type: ignore[union-attr] # documents
    assert names_in(tmp_path / "store") == {"inbox", "store"}
    assert not [path for path in (tmp_path / "store").rglob("*") if "escaped" in path.name]
    assert evidence.verify(tmp_path / "store").ok


def test_any_name_that_the_system_allows_is_filed_and_found_again(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    names = [
        b"\xff\xfe undecodable.txt",
        "right\u202etxt.to left".encode(),
        b"n" * 251 + b".txt",
        b"new\nline.txt",
        b"back\\xffslash.txt",
        b" leading and trailing ",
        "e\u0301 and \u00e9.txt".encode(),
    ]
    taken = [name for number, name in enumerate(names) if written(tmp_path / "inbox", name, f"Text of number {number}")]
    assert len(taken) > 2
    with opened(tmp_path / "store") as file:
        assert len(file.scan(tmp_path / "inbox", settle=0).filed) == len(taken)
        again = file.scan(tmp_path / "inbox", settle=0)
        assert (len(again.known), len(again.filed), len(again.vanished)) == (len(taken), 0, 0)
        (tmp_path / "inbox" / os.fsdecode(taken[0])).unlink()
        assert len(file.scan(tmp_path / "inbox", settle=0).vanished) == 1


def test_files_within_files_are_bounded_together(tmp_path: Path) -> None:
    inner = [zipped({f"{a} {b}.txt": f"text {a} {b}".encode() for b in range(8)}) for a in range(8)]
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "outer.zip").write_bytes(zipped({f"{a}.zip": data for a, data in enumerate(inner)}))
    (tmp_path / "inbox" / "z next.txt").write_text("The next file")

    def readers() -> Readers:
        return Readers(limits=Limits(members=20), workers=1, ocr="")

    with opened(tmp_path / "store", readers=readers) as file:
        file.scan(tmp_path / "inbox", settle=0)
        outer, *parts, after = file.documents()
        assert len(parts) == 20 and after.names == ("z next.txt",)
        assert "reading stopped at a limit: more than 20 files are inside it" in (outer.unreadable_because or "")


def test_an_archive_that_holds_itself_in_two_places_is_opened_once(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b"The text of a", "b.txt": b"The text of b"})
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "outer.zip").write_bytes(zipped({"one.zip": inner, "copy of one.zip": inner}))
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox", settle=0)
        assert [document.names for document in file.documents()] == [
            ("outer.zip",), ("one.zip", "copy of one.zip"), ("a.txt",), ("b.txt",),
        ]  # fmt: skip


def test_a_name_that_looks_like_the_stand_in_for_another_is_a_place_of_its_own(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    if not written(inbox, b"a\xff.txt", "one text"):
        pytest.skip("this file system takes no name that is not text, so that none can look like the stand-in for one")
    assert written(inbox, rb"a\xff.txt", "another text")
    with opened(tmp_path / "store") as file:
        assert len(file.scan(inbox).filed) == 2
        assert len({place.path for document in file.documents() for place in document.locations}) == 2
        again = file.scan(inbox)
        assert (len(again.known), len(again.filed), len(again.vanished)) == (2, 0, 0)
        assert all(item.note == "" for item in again.known)
        (inbox / os.fsdecode(b"a\xff.txt")).unlink()
        (gone,) = file.scan(inbox).vanished
        assert file.text(gone.document) == "one text"


@pytest.mark.skipif(os.sep == "\\", reason="on Windows a backslash parts folders and is in no name")
@example(name=rb"a\x5cxff")
@example(name=b"\\\xff\\x5c")
@given(name=st.binary(min_size=1, max_size=12).filter(lambda name: not {0, 47} & set(name)))
def test_every_name_is_found_again_behind_its_text(name: bytes) -> None:
    path = os.fsdecode(name)
    assert list(stored(as_text(path))) == [path]
