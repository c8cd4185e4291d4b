"""A long row of values kept small: blocks of it are compressed, so that a hundred thousand cost a few megabytes."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
_BLOCK = 1024  # items compressed together


class Packed(Sequence[T], Generic[T]):
    """A sequence that is filled with `add` and read like a tuple. Equal to any sequence of the same items."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._blocks: list[bytes] = []
        self._last: list[T] = []
        for item in items:
            self.add(item)

    def add(self, item: T) -> None:
        """Put an item at the end."""
        self._last.append(item)
        if len(self._last) == _BLOCK:
            self._blocks.append(zlib.compress(pickle.dumps(self._last), 1))
            self._last = []

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK + len(self._last)

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from pickle.loads(zlib.decompress(block))
        yield from self._last

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        block, inside = divmod(place, _BLOCK)
        row: Sequence[T] = (
            pickle.loads(zlib.decompress(self._blocks[block])) if block < len(self._blocks) else self._last
        )
        return row[inside]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} items>"


def as_sequence(items: Iterable[Any]) -> Sequence[Any]:
    """A tuple of the items, or the packed row that they are already."""
    return items if isinstance(items, Packed) else tuple(items)
