"""A process killed at any step of an audit leaves the round as before or as after, and the command can be repeated."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import evidence
from audited import DAY, auditing, by, drawn, write_list
from builder import opened
from faults import every_death, forks

Act = Callable[[Path, Callable[[str], None]], None]


def answer(folder: Path, say: Callable[[str], None]) -> None:
    """One answer that raises a concern: two entries of one batch."""
    with opened(folder / "store") as file:
        case = file.audit("A-1").allocations[0].case
        told = by(file, "AA").answer("A-1", case, "plan", "no", audited_on=DAY, raised_on=DAY)
        assert told.concerns == ("plan",)
        say("answered")


def list_population(folder: Path, say: Callable[[str], None]) -> None:
    """A list that is longer than before: the key file is written beside the store."""
    with opened(folder / "store", choose=random.Random(3).randrange) as file:
        told = file.list_population("A-2", write_list(folder, 20, "longer.csv"), key=folder / "key.csv")
        say(f"listed {told.sha256}")


def silent(message: str) -> None:
    del message


def state_of(folder: Path) -> dict[str, Any]:
    with evidence.open(folder / "store", by="keeper") as file:
        return {one.ref: evidence.to_json(file.audit(one.ref)) for one in file.audits()}


@forks
@pytest.mark.parametrize(
    "act", [answer, pytest.param(list_population, marks=pytest.mark.slow)], ids=lambda act: act.__name__
)
def test_killed_anywhere_a_step_of_an_audit_is_done_or_not_and_can_be_repeated(act: Act, tmp_path: Path) -> None:
    ready, folder, clean = tmp_path / "ready", tmp_path / "folder", tmp_path / "clean"
    ready.mkdir()
    with auditing(ready) as file:
        ref = drawn(file, ready)
        file.allocate(ref, auditors=["AA"])
        file.open_audit("small-audit", "Files of autumn", opened_on=DAY)
    shutil.copytree(ready, clean)
    before = state_of(clean)
    act(clean, silent)
    after = state_of(clean)
    killed = 0
    shutil.copytree(ready, folder)
    for step, death in every_death(lambda say: act(folder, say)):
        killed += death.killed
        assert evidence.verify(folder / "store").ok, step
        state = state_of(folder)
        assert state == after if death.acknowledged else state in (before, after), step
        act(folder, silent)
        assert state_of(folder) == after, step
        shutil.rmtree(folder)
        shutil.copytree(ready, folder)
    assert killed >= 4, "the steps were not reached"
