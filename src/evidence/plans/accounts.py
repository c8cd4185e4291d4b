"""The last look before a plan is handed over: every word of every cell stands somewhere in it, or is said to be left.

Rows are read by many rules; this one does not know them. It only counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from evidence.model.plan import Action, ActionPlan, Unplaced
from evidence.model.table import Table
from evidence.wording.folding import fold

_WORD = re.compile(r"\w+")


def left_over(tables: Sequence[Table], plan: ActionPlan) -> tuple[Unplaced, ...]:
    """Every cell that has a word which the plan does not hold anywhere.

    A cell whose whole text is a text of the plan needs no counting of words; the words of all actions are only gathered
    where there are others.
    """
    short = tuple(_short_texts(plan))
    whole = {"", *short}
    for action in plan.actions:
        whole.update(_texts_of(action))
    open_cells = [
        (row, text)
        for table in tables
        for row in table.rows
        for cell in row.cells
        for text in ((cell.text, *cell.struck) if cell.struck else (cell.text,))
        if text not in whole
    ]
    kept = _words(short)
    asked = [(row, text, words) for row, text in open_cells if not kept.issuperset(words := _WORD.findall(text))]
    if asked:
        kept |= _words(whole)
    return tuple(
        Unplaced(text=fold(text), reason="found no other place", source=row.place)
        for row, text, words in asked
        if not kept.issuperset(words)
    )


def words_in(plan: ActionPlan) -> frozenset[str]:
    """Every word that a plan holds."""
    actions = (text for action in plan.actions for text in _texts_of(action))
    return frozenset(_words([*_short_texts(plan), *actions]))


def _words(texts: Iterable[str]) -> set[str]:
    return set(_WORD.findall("\n".join(texts)))


def _short_texts(plan: ActionPlan) -> Iterator[str]:
    """All texts beside those of the actions, and the numbers in their references."""
    yield from (action.ref.removeprefix("R") for action in plan.actions)
    for recommendation in plan.recommendations:
        yield recommendation.number
        yield recommendation.text
        yield recommendation.deadline.text if recommendation.deadline else ""
    yield from (piece.text for piece in plan.unplaced)
    yield from (column.heading for column in plan.columns)


_TEXTS = attrgetter(
    "text", "lead_text", "progress.text", "partners", "resources", "monitoring", "success_criteria", "status",
    "evidence", "next_action", "other",
)  # fmt: skip


def _texts_of(action: Action) -> Iterable[str]:
    return filter(None, (*_TEXTS(action), action.due and action.due.text))
