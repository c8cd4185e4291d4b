"""Real kills at random moments, in SQLite's own writes and in the reading of documents too."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import evidence
from builder import opened, state_of, write_files
from faults import forks

ROUNDS = 12
pytestmark = forks


def test_killed_at_random_moments_a_scan_loses_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    files, store = tmp_path / "files", tmp_path / "store"
    paths = write_files(files, 60)
    evidence.init(store)
    dice = random.Random(20060324)
    for _ in range(ROUNDS):
        child = os.fork()
        if child == 0:
            with opened(store) as file:
                for path in paths:
                    file.add(path)
            os._exit(0)
        time.sleep(dice.uniform(0.02, 0.6))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = evidence.verify(store)
        assert found.ok, found.problems
        state_of(store)
        assert evidence.verify(store).ok
    with opened(store) as file:
        file.scan(files)
        assert sorted(name for document in file.documents() for name in document.names) == sorted(p.name for p in paths)
    found = evidence.verify(store)
    assert found.ok and found.documents == len(paths)


def test_killed_at_random_moments_while_a_store_is_made_it_is_there_whole_or_made_again(tmp_path: Path) -> None:
    dice = random.Random(7)
    for number in range(ROUNDS):
        store = tmp_path / str(number)
        child = os.fork()
        if child == 0:
            evidence.init(store)
            os._exit(0)
        time.sleep(dice.uniform(0.0, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if (store / "store.json").exists():
            assert evidence.verify(store).ok
        evidence.init(store)
        state_of(store)
        assert evidence.verify(store).ok
