"""Plans that write the month first (12/31/2023): figures that could be read either way are doubtful there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from evidence.model.period import Due, Flag, Period
from evidence.model.plan import Action

_FIGURES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_FEWEST = 2  # dates that can only be read month first, from which the plan is taken to write them so
_MONTHS = 12


def flag_doubtful(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions, with figures such as 04/05/2023 flagged as ambiguous where the plan seems to write the month first.

    It seems to where several dates can only be read so, and none can only be read day first. The reading itself stays
    day first: which it is, the keeper says.
    """
    only_month_first = 0
    for action in actions:
        for found in _FIGURES.finditer(_texts(action)):
            first, second = int(found[1]), int(found[2])
            if second <= _MONTHS < first:
                return tuple(actions)
            only_month_first += first <= _MONTHS < second
    return tuple(_flagged_action(action) for action in actions) if only_month_first >= _FEWEST else tuple(actions)


def _texts(action: Action) -> str:
    other = (action.text, action.progress.text, action.status, action.evidence, action.next_action, action.other)
    return "\n".join([action.due.text if action.due else "", *(text for text in other if text and "/" in text)])


def _flagged_action(action: Action) -> Action:
    progress = action.progress
    return evolve(
        action,
        due=evolve(action.due, flags=_flags(action.due)) if action.due else None,
        progress=evolve(
            progress,
            claimed_on=_flagged(progress.claimed_on),
            entries=tuple(evolve(entry, date=_flagged(entry.date)) for entry in progress.entries),
            revised_due=tuple(evolve(period, flags=_flags(period)) for period in progress.revised_due),
        ),
        mentions=tuple(evolve(mention, date=_flagged(mention.date)) for mention in action.mentions),
    )


def _flagged(period: Period | None) -> Period | None:
    return evolve(period, flags=_flags(period)) if period else None


def _flags(period: Period | Due) -> tuple[Flag, ...]:
    either = any(
        int(first) <= _MONTHS and int(second) <= _MONTHS and int(first) != int(second)
        for first, second in (found.groups() for found in _FIGURES.finditer(period.text))
    )
    return tuple(dict.fromkeys([*period.flags, Flag.AMBIGUOUS])) if either else period.flags
