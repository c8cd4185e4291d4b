"""Promises at the doors: what is closed stays closed, a store stands in a folder of its own, days read as typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import evidence
from builder import opened, write_files
from evidence.cli import evidence as command
from evidence.file import EvidenceFile


@pytest.mark.parametrize(
    "verb",
    [
        lambda file: file.add("note.txt"),
        lambda file: file.scan("."),
        lambda file: file.documents(),
        lambda file: file.actions(),
        lambda file: file.check(as_of=date(2006, 3, 24)),
        lambda file: list(file.log()),
        lambda file: file.checkpoint(),
        lambda file: file.add_actor("somebody else"),
    ],
)
def test_a_closed_evidence_file_says_so_and_does_not_open_again(
    tmp_path: Path, verb: Callable[[EvidenceFile], object]
) -> None:
    (path,) = write_files(tmp_path / "inbox", 1)
    with opened(tmp_path / "store") as file:
        file.add(path)
    with pytest.raises(evidence.Refused, match="closed"):
        verb(file)
    file.close()


@pytest.mark.parametrize("held", ["letter.pdf", "photos/one.jpg", ".profile", "store.jsonl"])
def test_a_store_is_not_made_among_the_keepers_own_files(tmp_path: Path, held: str) -> None:
    folder = tmp_path / "desk"
    (folder / held).parent.mkdir(parents=True)
    (folder / held).write_text("mine")
    before = sorted(folder.rglob("*"))
    with pytest.raises(evidence.Refused, match="a folder of its own") as refusal:
        evidence.init(folder)
    assert Path(held).parts[0] in str(refusal.value)
    assert sorted(folder.rglob("*")) == before
    assert evidence.init(folder / "evidence-file"), "what the refusal advises works"


def test_a_store_is_made_beside_a_readme(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("what this folder is for")
    (tmp_path / ".gitignore").write_text("*")
    assert evidence.init(tmp_path)
    assert not evidence.init(tmp_path)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1 1 06", date(2006, 1, 1)), ("3 4 2006", date(2006, 4, 3)), ("27 2 06", date(2006, 2, 27))],
)
def test_a_day_typed_in_single_figures_is_read_day_first_and_kept_as_typed(
    tmp_path: Path, typed: str, day: date
) -> None:
    (path,) = write_files(tmp_path, 1)
    with opened(tmp_path / "store") as file:
        dated = file.add(path, dated=typed).dated
    assert dated is not None
    assert (dated.text, dated.day) == (typed, day)


@pytest.mark.parametrize("typed", ["31 2 06", "1 2", "1 2 3 4", "99 99 06"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, typed: str) -> None:
    (path,) = write_files(tmp_path, 1)
    with opened(tmp_path / "store") as file, pytest.raises(evidence.Refused, match="--dated"):
        file.add(path, dated=typed)


def test_each_cell_of_the_log_as_csv_holds_one_whole_value(tmp_path: Path) -> None:
    (path,) = write_files(tmp_path, 1)
    with opened(tmp_path / "store") as file:
        file.add(path, received_from='the "clerk", by hand')
    told = CliRunner().invoke(command, ["--store", str(tmp_path / "store"), "log", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert [row["kind"] for row in rows][-1] == "document-ingested"
    assert json.loads(rows[-1]["details"])["received_from"] == 'the "clerk", by hand'
