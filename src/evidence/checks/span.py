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
    """The span of a plan, by the deadlines of its actions; see `span_of_days`."""
    dues = (action.due for action in actions if action.due)
    return span_of_days(day for due in dues for day in (due.earliest, due.latest) if day)


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


def same_progress(actions: Iterable[Action]) -> dict[str, tuple[str, ...]]:
    """For each action whose progress text stands on others too: the refs of all of them, in the plan's order."""
    groups: dict[str, list[str]] = {}
    for action in actions:
        if action.progress.text:
            groups.setdefault(fold(action.progress.text).lower(), []).append(action.ref)
    return {ref: tuple(refs) for refs in groups.values() if len(refs) > 1 for ref in refs}
