"""`scan` is the truth: what is new, changed, moved, vanished or back is found by looking, and said."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import evidence
from builder import opened, write_files
from evidence.file import EvidenceFile, looking
from evidence.model.document import Document
from evidence.model.errors import UnreadableInput
from evidence.model.event import EventKind


def kinds(file: EvidenceFile) -> list[EventKind]:
    return [entry.kind for entry in file.log()]


def states(document: Document) -> dict[str, str]:
    return {place.name: place.state for place in document.locations}


def test_a_scan_repeated_finds_nothing_new_and_records_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "inbox", 3)
    with opened(tmp_path / "store") as file:
        first = file.scan(tmp_path / "inbox")
        before = kinds(file)
        again = file.scan(tmp_path / "inbox", tmp_path / "inbox" / "..", tmp_path / "inbox")
        assert [item.document for item in first.filed] == ["D-0001", "D-0002", "D-0003"]
        assert (len(again.filed), len(again.known), kinds(file)) == (0, 3, before)


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "inbox", 1)
    old = note.read_bytes()
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        note.write_text("Minutes of meeting 1, corrected, held on 01 02 06, with one more page of text\n")
        (changed,) = file.scan(tmp_path / "inbox").filed
        new, before = file.documents()[1], file.documents()[0]
        assert (changed.document, new.supersedes) == ("D-0002", "D-0001")
        assert "another version of D-0001" in changed.note
        assert (states(before), states(new)) == ({"note 1.txt": "changed"}, {"note 1.txt": "there"})
        kept = tmp_path / "store" / "documents" / before.sha256[:2] / before.sha256
        assert kept.read_bytes() == old

        note.write_bytes(old)
        (back,) = file.scan(tmp_path / "inbox").known
        assert (back.document, "in place of D-0002" in back.note) == ("D-0001", True)
        count = len(kinds(file))
        assert len(file.scan(tmp_path / "inbox").known) == 1
        assert len(kinds(file)) == count, "nothing is recorded when nothing has changed"
        assert states(file.documents()[0]) == {"note 1.txt": "there"}


def test_a_vanished_file_stays_filed_and_is_known_when_it_comes_back(tmp_path: Path) -> None:
    note, other = write_files(tmp_path / "inbox", 2)
    data = note.read_bytes()
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        note.unlink()
        report = file.scan(tmp_path / "inbox")
        assert [(item.document, item.path) for item in report.vanished] == [("D-0001", str(note))]
        assert file.text("D-0001") and states(file.documents()[0]) == {"note 1.txt": "gone"}
        assert not file.scan(tmp_path / "inbox").vanished, "told once"

        note.write_bytes(data)
        (back,) = [item for item in file.scan(tmp_path / "inbox").known if item.note]
        assert (back.document, back.note) == ("D-0001", "is there again")
        assert states(file.documents()[0]) == {"note 1.txt": "there"}
        assert states(file.documents()[1]) == {other.name: "there"}
        assert evidence.verify(tmp_path / "store").ok


def test_a_moved_file_is_the_same_document_at_another_place(tmp_path: Path) -> None:
    note, _ = write_files(tmp_path / "inbox", 2)
    (tmp_path / "inbox" / "filed").mkdir()
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        new = note.rename(tmp_path / "inbox" / "filed" / "minutes.txt")
        report = file.scan(tmp_path / "inbox")
        assert [(item.document, item.path, item.before) for item in report.moved] == [("D-0001", str(new), str(note))]
        assert (len(report.filed), len(report.vanished), len(file.documents())) == (0, 0, 2)
        assert states(file.documents()[0]) == {"note 1.txt": "gone", "minutes.txt": "there"}


def test_a_renamed_folder_moves_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    write_files(tmp_path / "inbox" / "a", 3)
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        (tmp_path / "inbox" / "a").rename(tmp_path / "inbox" / "b")
        report = file.scan(tmp_path / "inbox")
        assert (len(report.moved), len(report.vanished), len(report.filed)) == (3, 0, 0)


def test_files_below_a_folder_that_cannot_be_listed_are_not_taken_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    (note,) = write_files(tmp_path / "inbox" / "share", 1)
    real, failures = os.scandir, 5

    def failing(path: Any) -> Any:
        nonlocal failures
        if str(path).endswith("share") and failures:
            failures -= 1
            raise OSError(errno.EIO, "Input/output error")
        return real(path)

    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        note.unlink()
        monkeypatch.setattr(looking.os, "scandir", failing)
        for _ in range(5):
            report = file.scan(tmp_path / "inbox")
            assert [item.reason for item in report.skipped] == ["the folder cannot be read: Input/output error"]
            assert not report.vanished
        assert [item.path for item in file.scan(tmp_path / "inbox").vanished] == [str(note)]


def test_a_scanned_folder_with_nothing_in_it_says_nothing_of_its_files(tmp_path: Path) -> None:
    notes = write_files(tmp_path / "inbox", 2)
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        for note in notes:
            note.unlink()
        report = file.scan(tmp_path / "inbox")
        assert not report.vanished and "is the share connected?" in report.skipped[0].reason
        (tmp_path / "inbox" / "new.txt").write_text("Minutes of another meeting")
        assert len(file.scan(tmp_path / "inbox").vanished) == 2


def test_a_folder_that_is_not_there_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "inbox", 2)
    with opened(tmp_path / "store") as file:
        file.scan(tmp_path / "inbox")
        (tmp_path / "inbox").rename(tmp_path / "away")
        with pytest.raises(UnreadableInput, match="expected a folder, found nothing"):
            file.scan(tmp_path / "inbox")
        assert {place.state for document in file.documents() for place in document.locations} == {"there"}


def test_the_store_and_other_stores_are_not_filed(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    write_files(tmp_path / "inbox" / "files", 1)
    with opened(tmp_path / "inbox" / "other"):
        pass
    with opened(tmp_path / "inbox" / "store") as file:
        report = file.scan(tmp_path / "inbox")
        assert len(report.filed) == 1
        assert {Path(item.path).name: item.reason for item in report.skipped} == {
            "other": "is the store of an evidence file",
            "store": "is the evidence file's own store",
        }
        with pytest.raises(UnreadableInput, match="inside the evidence file's own store"):
            file.scan(tmp_path / "inbox" / "store" / "documents")


def test_links_are_named_and_nothing_behind_them_is_read(tmp_path: Path) -> None:
    write_files(tmp_path / "outside", 1)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "inbox" / "file.txt").symlink_to(tmp_path / "outside" / "note 1.txt")
    (tmp_path / "inbox" / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "inbox" / "loop").symlink_to(tmp_path / "inbox", target_is_directory=True)
    with opened(tmp_path / "store") as file:
        report = file.scan(tmp_path / "inbox")
        assert not report.filed and not file.documents()
        assert {item.reason for item in report.skipped} == {"is a link to another place; scan that place itself"}
        assert len(report.skipped) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_pipes_are_named_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    os.mkfifo(tmp_path / "inbox" / "pipe.pdf")
    with opened(tmp_path / "store") as file:
        assert [item.reason for item in file.scan(tmp_path / "inbox").skipped] == ["is not a file with content"]


def test_clutter_is_passed_over_and_said(tmp_path: Path) -> None:
    names = ["~$minutes.docx", "Thumbs.db", ".DS_Store", "~WRL0001.tmp", "minutes.docx.part", "._minutes.docx"]
    (tmp_path / "inbox").mkdir()
    for name in names:
        (tmp_path / "inbox" / name).write_bytes(b"x")
    with opened(tmp_path / "store") as file:
        report = file.scan(tmp_path / "inbox")
        assert sorted(Path(item.path).name for item in report.skipped) == sorted(names)
        assert not report.filed


def test_second_copies_and_empty_files_are_filed_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, name in enumerate(
        ["minutes.txt", "minutes-PC114.txt", "minutes (1).txt", "other (1).txt", "memo (A B's conflicted copy).txt"]
    ):
        (folder / name).write_text(f"Text number {number}")
    (folder / "empty.txt").write_bytes(b"")
    with opened(tmp_path / "store") as file:
        notes = {Path(item.path).name: item.note for item in file.scan(folder).filed}
    assert {name for name, note in notes.items() if "second copy" in note} == {
        "minutes-PC114.txt",
        "minutes (1).txt",
        "memo (A B's conflicted copy).txt",
    }
    assert "second copy of 'minutes.txt'" in notes["minutes-PC114.txt"]
    assert "empty" in notes["empty.txt"] and notes["other (1).txt"] == notes["minutes.txt"] == ""


def test_a_file_that_is_only_in_the_cloud_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path / "inbox", 2)
    monkeypatch.setattr(looking, "is_in_the_cloud", lambda status: status.st_size and not seen.append(status))
    seen: list[os.stat_result] = []
    with opened(tmp_path / "store") as file:
        report = file.scan(tmp_path / "inbox")
        assert len(report.skipped) == 2 and not report.filed
        assert all("only in the cloud" in item.reason for item in report.skipped)


def test_the_attributes_of_cloud_files_and_junctions_are_known() -> None:
    class Status:
        st_mode = 0o100644

        def __init__(self, attributes: int = 0, tag: int = 0) -> None:
            self.st_file_attributes, self.st_reparse_tag = attributes, tag

    cloudy: list[Any] = [Status(0x400000), Status(0x40000), Status(0x1000)]
    plain: list[Any] = [Status(), Status(0x20)]
    assert all(looking.is_in_the_cloud(status) for status in cloudy)
    assert not any(looking.is_in_the_cloud(status) or looking.is_link(status) for status in plain)
    junction: Any = Status(0x400, 0xA0000003)
    assert looking.is_link(junction)


def test_a_file_still_being_written_waits_until_it_stands_still(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (growing,) = write_files(folder, 1)
    now = growing.stat().st_mtime

    def write_more(_: float) -> None:
        with growing.open("a") as stream:
            stream.write("and more\n")

    clock = {"now": now + 0.5}
    with opened(tmp_path / "store", clock=lambda: datetime.fromtimestamp(clock["now"], UTC), sleep=write_more) as file:
        report = file.scan(folder)
        assert [item.reason for item in report.waiting] == ["is still being written; scan again later"]
        assert not file.documents()
        clock["now"] += 3600
        assert len(file.scan(folder).filed) == 1
        assert file.documents()[0].size == growing.stat().st_size
