"""The keeper's settings: a file in the store's folder that counts once it is applied."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import evidence
from builder import opened, write_plan

DAY = date(2006, 3, 24)


def weights(file: evidence.EvidenceFile, code: str) -> set[str]:
    return {str(issue.severity) for issue in file.check(as_of=DAY).issues if issue.code == code}


def test_a_change_counts_once_it_is_applied_and_is_journalled(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        path = file.write_settings()
        path.write_text(path.read_text("utf-8").replace('# E104 = "error"', 'E101 = "query"'), encoding="utf-8")
        assert file.settings_unapplied()
        assert weights(file, "E101") == {"error"}
        assert file.apply_settings() == ("E101: as shipped is query",)
        assert not file.settings_unapplied()
        assert weights(file, "E101") == {"query"}
        assert list(file.log())[-1].kind == "settings-changed"
    assert evidence.verify(tmp_path / "store").ok


def test_the_same_settings_again_record_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        path = file.write_settings(tmp_path / "mine.toml")
        assert file.apply_settings(path) == ()
        assert "settings-changed" not in {entry.kind for entry in file.log()}


def test_every_mistake_is_named_by_its_line_and_nothing_is_changed(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        path = file.write_settings()
        text = path.read_text("utf-8")
        wrong = text.replace('# E104 = "error"', 'E1O1 = "eror"').replace("days_to_answer = 14", "days_to_answer = -1")
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(evidence.UnreadableInput) as caught:
            file.apply_settings()
        said = str(caught.value).splitlines()
        assert len(said) == 3
        assert all(line.startswith("settings.toml, line ") for line in said)
        assert "settings-changed" not in {entry.kind for entry in file.log()}


def test_a_changed_file_is_not_overwritten(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        path = file.write_settings()
        assert file.write_settings() == path
        path.write_text("# mine\n", encoding="utf-8")
        with pytest.raises(evidence.Refused):
            file.write_settings()
        assert path.read_text("utf-8") == "# mine\n"


def test_what_was_known_at_a_moment_is_judged_by_the_settings_of_that_moment(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        before = list(file.log())[-1].at
        path = file.write_settings(tmp_path / "mine.toml")
        path.write_text(path.read_text("utf-8").replace('# E104 = "error"', 'E101 = "query"'), encoding="utf-8")
        file.apply_settings(path)
        past = file.check(as_of=DAY, known_at=before)
        assert {str(issue.severity) for issue in past.issues if issue.code == "E101"} == {"error"}
        assert weights(file, "E101") == {"query"}
