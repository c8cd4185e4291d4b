"""What a document is taken to be: each with its because, a person's word above the reading's, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import evidence
from builder import opened
from evidence.cli import evidence as command
from evidence.file import EvidenceFile
from evidence.model.errors import Refused

MEMO = "MEMO\nTo: HL\nFrom: SF\nDate: 3 March 2006\nSubject: Leaving care protocol\n\nHL and the LSCB have seen it.\n"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EvidenceFile]:
    (tmp_path / "Leaving care protocol v0.3.txt").write_text(MEMO)
    with opened(tmp_path / "store") as opened_file:
        opened_file.add(tmp_path / "Leaving care protocol v0.3.txt")
        yield opened_file
        standing = opened_file.documents()
        opened_file.rebuild()
        assert opened_file.documents() == standing
    assert evidence.verify(tmp_path / "store").ok


def test_the_version_and_the_people_named_are_kept_with_their_because(file: EvidenceFile) -> None:
    (document,) = file.documents()
    assert (document.version, document.people) == ("v0.3", ("HL", "SF", "LSCB"))
    because = dict(document.because)
    assert because["version"] == "the name says 'v0.3'" and because["people"] == "its text names them"


def test_what_a_person_said_outlasts_another_reading_and_is_undone_by_name(file: EvidenceFile) -> None:
    (before,) = file.documents()
    file.describe("D-0001", version="draft 2", people="SF, Children's Trust", state="draft")
    file.reread("D-0001")
    (said,) = file.documents()
    assert (said.version, said.people, said.state) == ("draft 2", ("SF", "Children's Trust"), "draft")
    assert {dict(said.because)[name] for name in ("version", "people", "state")} == {"said by hand"}
    file.undo()
    assert file.documents() == (before,)


def test_what_is_said_when_filing_counts_as_said_by_hand(file: EvidenceFile, tmp_path: Path) -> None:
    (tmp_path / "other v0.1.txt").write_text("Other text, said by PQ.")
    (made,) = file.add_all([tmp_path / "other v0.1.txt"], version="v9", people="AB")
    assert (made.version, made.people, dict(made.because)["people"]) == ("v9", ("AB",), "said by hand")


def test_the_command_says_what_can_be_said(file: EvidenceFile, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store"), "--by", "keeper"]
    done = CliRunner().invoke(command, [*store, "describe", "D-0001", "--version", "v1.0", "--people", "SF; PCT"])
    assert done.exit_code == 0, done.output
    assert (file.documents()[0].version, file.documents()[0].people) == ("v1.0", ("SF", "PCT"))
    shown = CliRunner().invoke(command, [*store, "show", "D-0001"]).output
    assert "version: v1.0" in shown and "people: SF, PCT" in shown
    with pytest.raises(Refused, match="--version, --people"):
        file.describe("D-0001")
