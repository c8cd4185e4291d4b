"""Fields that hold several values take any iterable and keep a tuple."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def as_tuple(items: Iterable[Any]) -> tuple[Any, ...]:
    """A tuple of the items; as an attrs converter it says less to type checkers than `tuple`, which misleads them."""
    return tuple(items)
