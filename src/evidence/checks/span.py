"""What a rule needs to know of a plan as a whole, worked out in one pass and handed to each of its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.subjects import Span
from evidence.wording.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evidence.model.plan import Action

_TOGETHER = 1096  # days from the middle deadline; one that is farther off is a slip or another plan's


def span_of(actions: Iterable[Action]) -> Span | None:
    """The first and last of the plan's deadlines, those passed over that lie more than three years off the middle one.

    `None` for a plan without deadlines.
    """
    days: list[date] = []
    for action in actions:
        if action.due:
            days += [day for day in (action.due.earliest, action.due.latest) if day]
    if not days:
        return None
    days.sort()
    middle = days[len(days) // 2]
    near = [day for day in days if abs((day - middle).days) <= _TOGETHER]
    return Span(first=near[0], last=near[-1])


def same_progress(actions: Iterable[Action]) -> dict[str, tuple[str, ...]]:
    """For each action whose progress text stands on others too: the refs of all of them, in the plan's order."""
    groups: dict[str, list[str]] = {}
    for action in actions:
        if action.progress.text:
            groups.setdefault(fold(action.progress.text).lower(), []).append(action.ref)
    return {ref: tuple(refs) for refs in groups.values() if len(refs) > 1 for ref in refs}
