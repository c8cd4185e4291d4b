"""Promises about files of the store that somebody planted, edited or lost, and about what dead writers leave."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import evidence
from builder import opened, write_files


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two documents and two checkpoints."""
    first, second = write_files(tmp_path / "inbox", 2)
    with opened(tmp_path / "store") as file:
        file.add(first)
        file.checkpoint()
        file.add(second)
        file.checkpoint()
    return tmp_path / "store"


def problems(store: Path) -> dict[str, str]:
    return {problem.where: problem.message for problem in evidence.verify(store).problems}


def checkpoints(store: Path) -> list[Path]:
    return sorted((store / "checkpoints").glob("*.txt"))


def test_a_lost_checkpoint_file_is_named_and_written_again_as_it_was(store: Path) -> None:
    kept = {path: path.read_bytes() for path in checkpoints(store)}
    for path in kept:
        path.unlink()
    found = problems(store)
    assert list(found) == [f"checkpoints/{path.name}" for path in kept]
    assert all("missing" in message and "evidence checkpoint" in message for message in found.values())
    with evidence.open(store, by="keeper") as file:
        before = len(list(file.log()))
        file.checkpoint()
        assert len(list(file.log())) == before, "nothing new happened"
    assert {path: path.read_bytes() for path in checkpoints(store)} == kept
    assert evidence.verify(store).ok


@pytest.mark.parametrize(
    "edit",
    [
        lambda lines: [lines[0], lines[1], lines[2][:-2] + ("B=" if lines[2][-2] == "A" else "A=")],
        lambda lines: [lines[0], str(int(lines[1]) - 1), lines[2]],
        lambda lines: [lines[0], str(int(lines[1]) + 500), lines[2]],
    ],
    ids=["root", "smaller", "larger"],
)
def test_an_edited_checkpoint_file_is_told_from_a_rewritten_journal(
    store: Path, edit: Callable[[list[str]], list[str]]
) -> None:
    path = checkpoints(store)[0]
    path.write_text("\n".join(edit(path.read_text().splitlines())) + "\n")
    found = problems(store)
    assert list(found) == [f"checkpoints/{path.name}"]
    assert "the file was changed" in found[f"checkpoints/{path.name}"]


@pytest.mark.parametrize("name", ["notes.txt", "ab/notes.txt", ".incoming-evil", "ab/.incoming-1-1", "ab/" + "cd" * 32])
def test_a_planted_file_among_the_documents_is_a_problem(store: Path, name: str) -> None:
    path = store / "documents" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"never filed")
    assert list(problems(store)) == [f"documents/{name}"]


def test_what_an_interrupted_filing_leaves_is_no_problem(store: Path) -> None:
    data = b"copied in, and then the power failed"
    sha256 = hashlib.sha256(data).hexdigest()
    (store / "documents" / sha256[:2]).mkdir(exist_ok=True)
    (store / "documents" / sha256[:2] / sha256).write_bytes(data)
    (store / "documents" / ".incoming-999999999-1").write_bytes(data[:5])
    found = evidence.verify(store)
    assert found.ok
    assert any("1 file in documents/ stands in no entry" in note for note in found.notes)


def test_half_written_texts_of_a_dead_writer_are_swept_by_the_next_and_those_of_a_living_one_stay(
    store: Path, tmp_path: Path
) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = store / "texts" / f".incoming-{int(dead.stdout)}-1"
    living = store / "texts" / f".incoming-{os.getppid()}-1"
    left.write_bytes(b"{")
    living.write_bytes(b"{")
    assert evidence.verify(store).ok
    with evidence.open(store, by="keeper") as file:
        file.add(write_files(tmp_path / "more", 3)[2])
    assert not left.exists()
    assert living.exists()


def test_the_index_of_another_store_is_not_laid_to_the_journal(store: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "other") as file:
        for path in write_files(tmp_path / "others", 2):
            file.add(path, received_from="somebody else")
            file.checkpoint()
    shutil.copy(tmp_path / "other" / "index.db", store / "index.db")
    with pytest.raises(evidence.StoreDamaged, match=r"index\.db was taken from another store") as told:
        evidence.open(store, by="keeper")
    assert "rebuild" in str(told.value) and "checkpoint" in str(told.value)
    (store / "index.db").unlink()
    with evidence.open(store, by="keeper", level=False) as file:
        file.rebuild()
    assert evidence.verify(store).ok
