"""Small stores and files for tests, with a clock that only moves when it is asked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import evidence
from evidence.file import EvidenceFile

PLAN = """# Plan of a council

- HT Head of Testing
- AM Audit Manager

| Recommendation | Action to be Taken | Lead | By When | Progress to Date |
|---|---|---|---|---|
| 1. Agree the criteria | Discussion paper to be prepared | HT | Dec 05 | Discussion paper prepared Dec 05. |
| | Board to approve the paper | " | 4 Jan 06 | Approved by the board 04.01.06 (AM - need copy for evidence file) |
| 2. Check the files | Monthly audit of files | AM | Jan 06 | |
"""


class Clock:
    """A clock that moves one second each time it is read."""

    def __init__(self, start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)) -> None:
        self._seconds = itertools.count()
        self._start = start

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=next(self._seconds))


@contextmanager
def opened(store: Path, **options: Any) -> Iterator[EvidenceFile]:
    """A store (made if it is not there), opened by the keeper."""
    evidence.init(store, clock=Clock())
    options = {"by": "keeper", "clock": Clock(), "sleep": lambda _: None} | options
    with evidence.open(store, **options) as file:
        yield file


def write_files(folder: Path, count: int) -> list[Path]:
    """Text files that differ from one another."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"note {number}.txt" for number in range(1, count + 1)]
    for number, path in enumerate(paths, 1):
        path.write_text(f"Minutes of meeting {number} held on {number:02} 02 06\n", encoding="utf-8")
    return paths


def write_plan(folder: Path, text: str = PLAN) -> Path:
    """A small plan in Markdown."""
    path = folder / "plan.md"
    path.write_text(text, encoding="utf-8")
    return path


def state_of(store: Path) -> dict[str, Any]:
    """What a store amounts to, without times: documents, plans and links."""
    with evidence.open(store, by="keeper") as file:
        return {
            "actors": [actor.name for actor in file.actors()],
            "documents": [(doc.id, doc.sha256, doc.names, doc.kind, doc.readable) for doc in file.documents()],
            "plans": [evidence.to_json(file.plan(plan)) for plan, _ in file.plans()],
            "versions": file.plans(),
            "links": [(made.id, made.document, made.action, made.shows) for made in file.links()],
            "text": {doc.id: file.text(doc) for doc in file.documents()},
        }
