"""How near a document's date is to the days that the plan gives for an action."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from evidence.linking.likeness import coverage, field
from evidence.linking.values import QUOTED, Signal
from evidence.wording.folding import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.linking.likeness import Content, Rarity
    from evidence.linking.values import Candidate
    from evidence.model.period import Period
    from evidence.model.plan import Action

_SAME, _TOUCHING = 0.5, 0.15  # the very day or month; one inside the other, or a few days apart
_SAYS_SO = 0.8  # times the share of the dated sentence's own words that the document holds
_DUE, _DUE_DAYS = 0.3, 25  # the due date fades by a factor e in so many days
_CLOSE = 8  # days within which two dates may be of one event


def dates_in_common(candidate: Candidate, dated: Period | None, held: Content, rare: Rarity) -> tuple[Signal, ...]:
    """What the document's date says for this action: one signal for the progress text's dates, one for the due date."""
    bounds = _bounds(dated)
    if bounds is None or dated is None:
        return ()
    signals = [*_best(candidate.action, bounds, dated, held, rare)]
    due = candidate.action.due
    if due and (due.earliest or due.latest):
        first = due.earliest or due.latest
        last = due.latest or first
        if first and last:
            gap = 0 if due.latest is None and bounds[1] >= first else _gap((first, last), bounds)
            near = f"dated {dated.text}, near the due date {due.text}" if gap <= _CLOSE and due.text else ""
            signals.append(Signal(weight=_DUE * math.exp(-gap / _DUE_DAYS), because=near))
    return tuple(signals)


def _best(action: Action, bounds: tuple[date, date], dated: Period, held: Content, rare: Rarity) -> Iterator[Signal]:
    best, said = 0.0, ""
    for period, sentence in _stated(action):
        stated = _bounds(period)
        if stated is None:
            continue
        gap = _gap(stated, bounds)
        if gap >= _CLOSE:
            continue
        words = coverage(field(sentence), held, rare)
        if stated == bounds:
            weight = _SAME + _SAYS_SO * words
        elif gap == 0:
            weight = _TOUCHING + _SAYS_SO / 2 * words
        else:
            weight = _TOUCHING * (1 - gap / _CLOSE)
        if weight > best:
            how = "as" if stated == bounds else "near"
            best, said = weight, f'dated {dated.text}, {how} the plan\'s "{shortened(sentence, QUOTED)}"'
    if best:
        yield Signal(weight=best, because=said if best > _TOUCHING / 2 else "")


def _stated(action: Action) -> Iterator[tuple[Period, str]]:
    dated = [(entry.date, entry.text) for entry in action.progress.entries if entry.date]
    yield from dated
    for mention in action.mentions:
        if mention.date:
            yield mention.date, mention.text
    if action.progress.claimed_on and not dated:
        yield action.progress.claimed_on, action.progress.text or action.text


def _bounds(period: Period | None) -> tuple[date, date] | None:
    if period is None:
        return None
    first, last = period.earliest or period.latest, period.latest or period.earliest
    return (first, last) if first and last else None


def _gap(one: tuple[date, date], other: tuple[date, date]) -> int:
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)
