"""A packed row reads like a tuple and stays small."""

from __future__ import annotations

import sys
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.packed import Packed, as_sequence
from evidence.model.scan import Filed


@given(st.lists(st.integers(), max_size=3000), st.slices(3000))
def test_it_reads_like_the_tuple_of_its_items(items: list[int], cut: slice) -> None:
    row = Packed(items)
    assert list(row) == items
    assert len(row) == len(items)
    assert row == tuple(items) and row != (*items, 1)
    assert row[cut] == tuple(items)[cut]
    for place in {0, len(items) // 2, len(items) - 1, -1, -len(items)}:
        if -len(items) <= place < len(items):
            assert row[place] == items[place]


@pytest.mark.parametrize("place", [2048, -2049])
def test_a_place_beyond_its_ends_is_refused(place: int) -> None:
    with pytest.raises(IndexError):
        Packed(range(2048))[place]


def test_a_hundred_thousand_files_cost_a_few_megabytes() -> None:
    tracemalloc.start()
    try:
        row = Packed(
            Filed(path=f"/srv/shares/council/minutes/note {n}.txt", document=f"D-{n:04}", new=False, readable=True)
            for n in range(100_000)
        )
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(row) == 100_000 and row[99_999].document == "D-99999"
    assert held < 4_000_000 < 100_000 * sys.getsizeof(row[0].path)


def test_a_packed_row_is_kept_as_it_is_and_anything_else_becomes_a_tuple() -> None:
    row = Packed([1])
    assert as_sequence(row) is row
    assert as_sequence(iter([1, 2])) == (1, 2)
