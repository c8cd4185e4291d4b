"""A process killed at any step leaves the store as before or as after, and the command can be repeated."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import evidence
from builder import opened, state_of, write_files, write_plan
from faults import every_death, forks

Act = Callable[[Path, Path, Callable[[str], None]], None]


def init(store: Path, files: Path, say: Callable[[str], None]) -> None:
    del files
    evidence.init(store)
    say("init")


def import_plan(store: Path, files: Path, say: Callable[[str], None]) -> None:
    with opened(store) as file:
        plan = file.import_plan(files / "plan.md", id="p")
        say(f"plan {plan.version}")


def add_five(store: Path, files: Path, say: Callable[[str], None]) -> None:
    with opened(store) as file:
        for path in sorted(files.glob("*.txt")):
            say(f"document {file.add(path).sha256}")


def add_five_at_once(store: Path, files: Path, say: Callable[[str], None]) -> None:
    with opened(store) as file:
        for document in file.add_all(sorted(files.glob("*.txt"))):
            say(f"document {document.sha256}")


def link(store: Path, files: Path, say: Callable[[str], None]) -> None:
    del files
    with opened(store) as file:
        say(f"link {file.link('D-0002', 'R1.1').id}")


def rebuild(store: Path, files: Path, say: Callable[[str], None]) -> None:
    del files
    with opened(store, level=False) as file:
        file.rebuild()
        say("rebuild")


def silent(message: str) -> None:
    del message


def nothing(store: Path, files: Path) -> None:
    del store, files


def made(store: Path, files: Path) -> None:
    del files
    evidence.init(store)


def planned(store: Path, files: Path) -> None:
    with opened(store) as file:
        file.import_plan(files / "plan.md", id="p")
        file.add(files / "note 1.txt")


SCENARIOS: list[tuple[Act, Callable[[Path, Path], None]]] = [
    (init, nothing),
    (import_plan, made),
    (add_five, made),
    (add_five_at_once, made),
    (link, planned),
    (rebuild, planned),
]


@forks
@pytest.mark.parametrize(
    "torn",
    [False, pytest.param(True, marks=pytest.mark.slow)],
    ids=["before a step", "half-way through a write"],
)
@pytest.mark.parametrize(("act", "prepare"), SCENARIOS, ids=[act.__name__ for act, _ in SCENARIOS])
def test_killed_anywhere_nothing_acknowledged_is_lost_and_repeating_ends_the_same(
    act: Act, prepare: Callable[[Path, Path], None], torn: bool, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    write_files(files, 5)
    write_plan(files)
    clean, ready, store = tmp_path / "clean", tmp_path / "ready", tmp_path / "store"
    prepare(ready, files)
    if ready.exists():
        shutil.copytree(ready, clean)
    act(clean, files, silent)
    expected = state_of(clean)
    if ready.exists():
        shutil.copytree(ready, store)
    killed = 0
    for step, death in every_death(lambda say: act(store, files, say), torn=torn):
        killed += death.killed
        if (store / "store.json").exists():
            before = evidence.verify(store)
            assert before.ok, (step, before.problems)
            state = state_of(store)
            assert evidence.verify(store).ok
            for said in death.acknowledged:
                assert_kept(said, state, step)
        else:
            assert not death.acknowledged, step
        act(store, files, silent)
        assert state_of(store) == expected, step
        assert evidence.verify(store).ok, step
        shutil.rmtree(store)
        if ready.exists():
            shutil.copytree(ready, store)
    assert killed >= 4, "the steps were not reached"


def assert_kept(said: str, state: dict[str, object], step: int) -> None:
    kind, _, what = said.partition(" ")
    kept = {
        "init": lambda: True,
        "rebuild": lambda: True,
        "plan": lambda: ("p", int(what)) in state["versions"],
        "document": lambda: what in {row[1] for row in state["documents"]},
        "link": lambda: what in {row[0] for row in state["links"]},
    }
    assert kept[kind](), f"step {step}: {said!r} was acknowledged and is lost"
