"""The promises of an evidence file, one test each."""

from __future__ import annotations

import os
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import evidence
from builder import opened, write_files, write_plan


def tree(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_nothing_of_the_keepers_is_moved_renamed_changed_or_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "shared folder"
    write_files(folder, 3)
    plan = write_plan(folder)
    before = tree(folder)
    with opened(tmp_path / "store") as file:
        file.import_plan(plan, id="p")
        file.scan(folder)
        file.add(folder / "note 1.txt")
        file.withdraw("D-0002", because="test")
        file.check(as_of=date(2006, 3, 24))
    assert tree(folder) == before


def test_same_bytes_twice_is_one_document_with_two_locations(tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    copy = tmp_path / "files" / "copy of note.txt"
    copy.write_bytes(note.read_bytes())
    with opened(tmp_path / "store") as file:
        first, second = file.add(note), file.add(copy)
        assert first.id == second.id
        assert second.names == ("note 1.txt", "copy of note.txt")


def test_a_date_that_cannot_exist_is_kept_as_written_and_reported(tmp_path: Path) -> None:
    text = "| Recommendation | Action | Lead | By When | Progress |\n|---|---|---|---|---|\n"
    text += "| 1. Ask | Write the paper | HT | Jan 06 | Paper requested 31 02 06 |\n"
    with opened(tmp_path / "store") as file:
        plan = file.import_plan(write_plan(tmp_path, text), id="p", as_of=date(2006, 3, 24))
        (entry,) = plan.actions[0].progress.entries
        assert entry.date is not None
        assert (entry.date.text, entry.date.earliest, entry.date.latest) == ("31 02 06", None, None)
        assert "P201" in {issue.code for issue in file.check(as_of=date(2006, 3, 24)).issues}


def test_nothing_links_itself(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        file.add_all(write_files(tmp_path / "files", 3))
        assert all(suggestion.because for suggestion in file.suggest())
        file.check(as_of=date(2006, 3, 24))
        assert file.links() == ()


def test_checks_only_read_and_answer_the_same(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        file.add_all(write_files(tmp_path / "files", 3))
        file.link("D-0002", "R1.1")
        before = tree(tmp_path / "store")
        first = file.check(as_of=date(2006, 3, 24))
        assert file.check(as_of=date(2006, 3, 24)) == first
        assert tree(tmp_path / "store") == before
        assert first.issues


def test_what_was_acknowledged_is_there_after_reopening(tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    with opened(tmp_path / "store") as file:
        document = file.add(note, kind="minutes", dated="27 02 06", received_from="HT")
    with opened(tmp_path / "store") as file:
        assert file.show(document.id) == document
        assert (document.kind, document.received_from) == ("minutes", "HT")
        assert document.dated is not None and document.dated.day == date(2006, 2, 27)
        assert (tmp_path / "store/documents" / document.sha256[:2] / document.sha256).read_bytes() == note.read_bytes()


def test_a_file_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    write_files(folder, 2)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "strange.bin").write_bytes(bytes(range(256)))
    with opened(tmp_path / "store") as file:
        report = file.scan(folder)
        assert len(report.filed) == 4
        unread = [document for document in file.documents() if not document.readable]
        assert {document.names[0] for document in unread} == {"broken.pdf", "strange.bin"}
        assert all(document.unreadable_because for document in unread)


def test_no_name_no_text_and_no_file_name_stands_in_the_journal(tmp_path: Path) -> None:
    secret = tmp_path / "files" / "Zebedee Quillfeather dob 3 4 99.txt"
    secret.parent.mkdir()
    secret.write_text("Zebedee Quillfeather was seen on 27 02 06")
    with opened(tmp_path / "store", by="Quillfeather senior") as file:
        file.import_plan(write_plan(tmp_path), id="p", title="Quillfeather plan")
        document = file.add(secret, received_from="Quillfeather")
        file.link(document, "R1.1", quote="Zebedee Quillfeather")
        file.checkpoint()
    for folder in ("journal", "checkpoints"):
        for path in (tmp_path / "store" / folder).iterdir():
            assert b"quillfeather" not in path.read_bytes().lower()
            assert b"zebedee" not in path.read_bytes().lower()


def test_nothing_connects_and_nothing_is_written_outside_the_paths_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError(f"a connection was tried: {arguments} {options}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    files = write_files(tmp_path / "files", 2)
    with opened(tmp_path / "store") as file:
        file.add_all(files)
        file.checkpoint()
    assert not list(home.rglob("*")) and not list(work.rglob("*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "home", "store", "work"]


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with opened(tmp_path / "store") as file:
            file.add_all(write_files(tmp_path / "files", 1))
    finally:
        os.umask(old)
    for path in [tmp_path / "store", *(tmp_path / "store").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_same_plan_again_is_no_new_version_and_a_changed_one_is(tmp_path: Path) -> None:
    path = write_plan(tmp_path)
    with opened(tmp_path / "store") as file:
        assert file.import_plan(path, id="p").version == 1
        assert file.import_plan(path, id="p").version == 1
        write_plan(tmp_path, path.read_text().replace("| Jan 06 |", "| Feb 06 |"))
        assert file.import_plan(path, id="p").version == 2
        assert file.plans() == (("p", 2),)


def test_a_second_scan_finds_nothing_new(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    write_files(folder, 3)
    with opened(tmp_path / "store") as file:
        assert len(file.scan(folder).filed) == 3
        entries = len(list(file.log()))
        again = file.scan(folder)
        assert (len(again.filed), len(again.known)) == (0, 3)
        assert len(list(file.log())) == entries


def test_scan_names_what_it_leaves_out_and_never_follows_a_link_out(tmp_path: Path) -> None:
    folder, outside = tmp_path / "files", tmp_path / "outside"
    write_files(folder, 1)
    write_files(outside, 2)
    (folder / "away").symlink_to(outside)
    (folder / "~$note.docx").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    os.mkfifo(folder / "pipe")
    with opened(tmp_path / "store") as file:
        report = file.scan(folder)
        assert [Path(filed.path).name for filed in report.filed] == ["note 1.txt"]
        assert {Path(item.path).name for item in report.skipped} == {"away", "~$note.docx", "Thumbs.db", "pipe"}
        assert all(item.reason for item in report.skipped)


def test_the_log_tells_what_happened_to_one_thing(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        (document,) = file.add_all(write_files(tmp_path / "files", 1))
        made = file.link(document, "R1.1")
        file.unlink(made, because="wrong action")
        kinds = [entry.kind for entry in file.log(document.id)]
        assert kinds == ["document-ingested", "evidence-linked", "evidence-unlinked"]
        assert [entry.kind for entry in file.log("R1.1")] == ["evidence-linked", "evidence-unlinked"]
        _, taken_back = file.log(made.id)
        assert taken_back.details is not None and taken_back.details["because"] == "wrong action"


def test_who_acts_can_register_themselves_with_initials(tmp_path: Path) -> None:
    with opened(tmp_path / "store", by="Head of Testing") as file:
        made = file.add_actor("Head of Testing", initials="HT", roles=["head"])
        assert (made.id, made.initials, made.roles) == ("P-0001", "HT", ("head",))
        assert file.add_actor("Head of Testing", initials="HT", roles=["head"]) == made
        with pytest.raises(evidence.Refused):
            file.add_actor("Head of Testing", initials="XX")
    with opened(tmp_path / "store", by="ht") as file:
        file.add_all(write_files(tmp_path / "files", 1))
        assert [entry.by for entry in file.log("D-0001")] == ["P-0001"]


def test_a_file_that_vanished_or_changed_where_it_was_found_is_remarked(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    gone, changed, moved = write_files(folder, 3)
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        file.scan(folder)
        gone.unlink()
        changed.write_text("Minutes of another meeting, held on 9 02 06")
        moved.rename(folder / "moved.txt")
        file.scan(folder)
        found = {issue.subject.ref for issue in file.check(as_of=date(2030, 1, 1), select=["D306"]).issues}
        assert found == {"D-0002", "D-0003"}
