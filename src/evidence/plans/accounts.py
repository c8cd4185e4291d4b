"""The last look before a plan is handed over: every word of every cell stands somewhere in it, or is said to be left.

Rows are read by many rules; this one does not know them. It only counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from evidence.model.plan import Action, ActionPlan, Unplaced
from evidence.model.table import Table
from evidence.wording.folding import fold

_WORD = re.compile(r"\w+")


def left_over(tables: Sequence[Table], plan: ActionPlan) -> tuple[Unplaced, ...]:
    """Every cell that has a word which the plan does not hold anywhere."""
    kept: set[str] = set()
    for text in _texts(plan):
        kept.update(_WORD.findall(text))
    found: list[Unplaced] = []
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                for text in (cell.text, *cell.struck):
                    if not kept.issuperset(_WORD.findall(text)):
                        found.append(Unplaced(text=fold(text), reason="found no other place", source=row.place))
    return tuple(found)


def _texts(plan: ActionPlan) -> Iterator[str]:
    for recommendation in plan.recommendations:
        yield recommendation.number
        yield recommendation.text
        yield recommendation.deadline.text if recommendation.deadline else ""
    for action in plan.actions:
        yield from _texts_of(action)
    yield from (piece.text for piece in plan.unplaced)
    yield from (column.heading for column in plan.columns)


def _texts_of(action: Action) -> Iterable[str]:
    return (
        action.text,
        action.lead_text or "",
        action.due.text if action.due else "",
        action.progress.text,
        action.partners or "",
        action.resources or "",
        action.monitoring or "",
        action.success_criteria or "",
        action.status or "",
        action.evidence or "",
        action.next_action or "",
        action.other or "",
    )
