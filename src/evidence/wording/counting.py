"""Numbers of things in words, one thing in the singular."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 action`, `2 actions`, `1,200 actions`; `many` where the plural is not the word with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
