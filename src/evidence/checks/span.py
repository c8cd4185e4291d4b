"""The days between which a plan moves, worked out once for all of its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.subjects import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_TOGETHER = 1096  # days from the middle deadline; one that is farther off is a slip or another plan's


def span_of_days(days: Iterable[date]) -> Span | None:
    """The first and last of a plan's deadlines, those passed over that lie more than three years off the middle one.

    Given are the first and last days of each deadline, in any order; `None` where there are none.
    """
    found = sorted(days)
    if not found:
        return None
    middle = found[len(found) // 2]
    near = [day for day in found if abs((day - middle).days) <= _TOGETHER]
    return Span(first=near[0], last=near[-1])
