"""What is given out takes the place of what was there only when nothing is missing; otherwise the old is untouched."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import faults
from evidence.file.replacing import Outgoing, replacing
from evidence.model.errors import Refused, StoreNotWritable
from evidence.store import disk


@pytest.fixture
def fault() -> Iterator[Callable[[str, int], None]]:
    """Makes a step of this name fail with this error, until the test ends."""

    def fail(step: str, number: int) -> None:
        def at(name: str, path: Path, _: bytes) -> None:
            if name == step:
                raise OSError(number, "told to fail", str(path))

        disk.fault_point = at

    yield fail
    disk.fault_point = None


def ours(folder: Path) -> bool:
    return (folder / "ours").is_file()


def fill(out: Outgoing, text: str) -> None:
    out.write("ours", text)
    out.write("deep/in/it.txt", [text.encode(), b"!"])


def make(folder: Path, text: str) -> None:
    with replacing(folder, what="the report", ours=ours) as out:
        fill(out, text)


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_new_one_takes_the_place_of_the_old_whole(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "report"
    make(folder, "one")
    (folder / "deep/in/it.txt").write_text("changed by hand")
    make(folder, "two")
    assert texts(folder) == {"ours": "two", "deep/in/it.txt": "two!"}
    assert [path.name for path in folder.parent.iterdir()] == ["report"]


@pytest.mark.parametrize(
    ("step", "number", "words"),
    [
        ("write", errno.ENOSPC, "the disk is full"),
        ("rename", errno.EACCES, "open in another program, or you may not write there"),
        ("rename", errno.EPERM, "close the program"),
        ("write", errno.EIO, "mend the cause"),
    ],
)
def test_where_it_cannot_be_written_the_old_one_is_as_it_was(
    tmp_path: Path, fault: Callable[[str, int], None], step: str, number: int, words: str
) -> None:
    folder = tmp_path / "report"
    make(folder, "one")
    fault(step, number)
    with pytest.raises(StoreNotWritable, match=words) as told:
        make(folder, "two")
    assert "The report that was there before is as it was" in str(told.value)
    assert texts(folder) == {"ours": "one", "deep/in/it.txt": "one!"}
    disk.fault_point = None
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_what_may_not_be_read_is_not_said_to_be_open_in_another_program(tmp_path: Path) -> None:
    kept = tmp_path / "store" / "a document"
    with (
        pytest.raises(StoreNotWritable, match="a document: you may not read it"),
        replacing(tmp_path / "report", what="the report", ours=lambda _: True),
    ):
        raise PermissionError(errno.EACCES, "Permission denied", str(kept))
    assert not (tmp_path / "report").exists()


def test_the_second_rename_failing_puts_the_old_one_back(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    make(folder, "one")
    renames = iter((False, True))

    def at(name: str, path: Path, _: bytes) -> None:
        if name == "rename" and next(renames):
            raise PermissionError(errno.EACCES, "in use", str(path))

    disk.fault_point = at
    try:
        with pytest.raises(StoreNotWritable):
            make(folder, "two")
    finally:
        disk.fault_point = None
    assert texts(folder) == {"ours": "one", "deep/in/it.txt": "one!"}


@faults.forks
def test_killed_at_any_step_the_next_run_finds_the_old_or_the_new_whole(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    make(folder, "one")
    for step, _ in faults.every_death(lambda _: make(folder, "two")):
        if folder.exists():
            assert texts(folder) in whole("one", "two"), step
        else:  # between the two renames
            assert texts(tmp_path / ".report.old") in whole("one"), step
        make(folder, "one")
        assert texts(folder) in whole("one") and [path.name for path in tmp_path.iterdir()] == ["report"]


def whole(*said: str) -> list[dict[str, str]]:
    return [{"ours": text, "deep/in/it.txt": f"{text}!"} for text in said]


@pytest.mark.parametrize("name", ["~$Evidence file.xlsx", ".~lock.Evidence file.xlsx#"])
def test_a_file_that_is_open_in_an_office_program_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "report"
    make(folder, "one")
    (folder / name).write_text("")
    with pytest.raises(StoreNotWritable, match=r"somebody has 'Evidence file\.xlsx' open"):
        make(folder, "two")
    (folder / name).unlink()
    make(folder, "two")


def test_what_is_refused_is_named_by_the_folder_that_was_asked_for(
    tmp_path: Path, fault: Callable[[str, int], None]
) -> None:
    fault("write", errno.EROFS)
    with pytest.raises(StoreNotWritable) as told:
        make(tmp_path / "report", "one")
    assert str(told.value).startswith(f"{tmp_path / 'report' / 'ours'}: ") and ".new" not in str(told.value)


@pytest.mark.parametrize("below", ["report", "report/deep"])
def test_a_file_is_no_folder_to_put_anything_into(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match="file: expected a folder to put the report into, found a file"):
        make(tmp_path / "file" / below, "one")
    assert texts(tmp_path) == {"file": "mine"}


def test_a_failure_of_who_writes_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    make(folder, "one")
    with pytest.raises(ZeroDivisionError), replacing(folder, what="the report", ours=ours) as out:
        fill(out, "two")
        raise ZeroDivisionError
    assert texts(folder)["ours"] == "one" and [path.name for path in tmp_path.iterdir()] == ["report"]


def test_other_peoples_folders_and_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    (tmp_path / "file").write_text("mine")
    for name in ("mine", "link", "file"):
        with pytest.raises(Refused):
            make(tmp_path / name, "one")
    assert texts(tmp_path / "mine") == {"letter.txt": "mine"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty", "one")
    assert texts(tmp_path / "empty")["ours"] == "one"
