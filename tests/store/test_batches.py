"""Entries that were recorded together are found again together, wherever their segments end."""

from __future__ import annotations

from pathlib import Path

import pytest

import evidence
from builder import opened
from evidence.model.event import EventKind
from evidence.store import layout
from evidence.store.folder import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(layout, "LINES_PER_SEGMENT", 4)
    with opened(tmp_path / "store") as file:
        kept: Store = file._session.store
    return kept


def test_a_batch_is_found_by_each_of_its_entries(store: Store) -> None:
    whole = [(1, 1)]
    for size in (1, 3, 9, 1, 2):
        with store.writing("P-0000") as writing:
            for _ in range(size):
                writing.record(EventKind.FIXITY_CHECKED, {"documents": 0, "entries": 0})
        first = whole[-1][1] + 1
        whole.append((first, first + size - 1))
    for first, last in whole:
        assert {store.journal.batch_of(seq) for seq in range(first, last + 1)} == {(first, last)}


def test_a_batch_in_a_damaged_segment_is_not_guessed(store: Store) -> None:
    (store.layout.journal / "00000001.jl").write_bytes(b"")
    with pytest.raises(evidence.StoreDamaged, match=r"00000001\.jl"):
        store.journal.batch_of(1)
