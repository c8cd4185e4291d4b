"""The record of the record, asked for what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

import evidence
from builder import opened, write_files, write_plan


def test_a_link_that_was_taken_back_is_said_to_be_so_and_stays_in_the_log(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        link = file.link(file.add(*write_files(tmp_path / "files", 1)), "R1.1")
        file.unlink(link, because="another document shows it")
        with pytest.raises(evidence.NotFound, match="none any more"):
            file.show(link.id)
        assert [entry.kind.value for entry in file.log(link.id)] == ["evidence-linked", "evidence-unlinked"]


def test_a_log_of_what_was_never_recorded_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        for ref in ("D-0099", "L-0099", "P-0099"):
            with pytest.raises(evidence.NotFound, match=ref):
                list(file.log(ref))


def test_blank_initials_and_roles_are_none(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        made = file.add_actor("team manager", initials=" ", roles=("", " auditor "))
        assert (made.initials, made.roles) == (None, ("auditor",))
        assert file.add_actor("team manager", roles=("auditor",)) == made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "0 of its three lines"),
        ("evidence-file/s\nmany\nxx\n", "'many' for a size"),
        ("evidence-file/s\n7\nno root\n", "'no root' for a root"),
        ("evidence-file/s\n7\nbm8=\n", "'bm8=' for a root"),
    ],
)
def test_what_is_no_checkpoint_is_told_in_plain_words(text: str, found: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(text, encoding="utf-8")
    with opened(tmp_path / "store") as file, pytest.raises(evidence.UnreadableInput, match=found):
        file.verify([kept])


def test_bytes_that_are_no_text_are_no_checkpoint(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_bytes(b"\xff\xfe")
    with opened(tmp_path / "store") as file, pytest.raises(evidence.UnreadableInput, match="no text"):
        file.verify([kept])
