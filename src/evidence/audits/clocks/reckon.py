"""Clocks put to the dates of a case: a deadline kept or missed (DUE), the longest interval of a series (GAP)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from attrs import evolve

from evidence.audits.clocks.count import NotCountable, last_day
from evidence.audits.clocks.register import Local, rule_on
from evidence.model.clock import Convention, Interval, NotReckoned, Reckoning


def due(
    clock: str,
    start: date,
    done: date | None,
    *,
    part: str | None = None,
    convention: Convention | None = None,
    local: Local | None = None,
) -> Reckoning | NotReckoned:
    """When the limit ran out, and how many calendar days late it was done (negative: early; `None`: not done yet).

    The rule is the one in force on the day of the start event. The result holds the convention it was counted by.
    """
    rule = rule_on(clock, start, part=part, local=local)
    if isinstance(rule, NotReckoned):
        return rule
    assert rule.amount is not None and rule.unit is not None
    by = convention or Convention()
    try:
        limit = last_day(start, rule.amount, rule.unit, by)
    except NotCountable as error:
        return NotReckoned(clock=clock, reason=f"{clock} from {start}: {error}")
    late = (done - limit).days if done else None
    return Reckoning(clock=clock, rule=rule, convention=by, start=start, due=limit, done=done, days_late=late)


def due_from(
    clock: str,
    starts: Sequence[date],
    done: date | None,
    *,
    anchor: str,
    part: str | None = None,
    convention: Convention | None = None,
    local: Local | None = None,
) -> Reckoning | NotReckoned:
    """The same where several events could start the clock: `anchor` is "first" or "last", and is recorded.

    Guidance differs on which strategy discussion a conference is counted from, so the choice is never silent.
    """
    if not starts:
        return NotReckoned(clock=clock, reason=f"{clock}: no start event is dated")
    if anchor not in ("first", "last"):
        return NotReckoned(clock=clock, reason=f"{clock}: expected the anchor 'first' or 'last'; found {anchor!r}")
    by = evolve(convention or Convention(), anchor=anchor)
    start = min(starts) if anchor == "first" else max(starts)
    return due(clock, start, done, part=part, convention=by, local=local)


def gap(
    clock: str,
    dates: Iterable[date],
    *,
    start: date | None = None,
    end: date | None = None,
    part: str | None = None,
    convention: Convention | None = None,
    local: Local | None = None,
) -> Interval | NotReckoned:
    """The longest interval in a series, and every interval beyond the limit.

    `start` is the event before the first date, `end` the last day looked at: the time up to them counts too, because a
    visit that never came is the longest gap of all. Each interval is judged by the rule in force on its first day.
    """
    days = sorted({*dates, *(day for day in (start, end) if day)})
    if start:
        days = [day for day in days if day >= start]
    if end:
        days = [day for day in days if day <= end]
    if len(days) < 2:
        return NotReckoned(clock=clock, reason=f"{clock}: an interval needs two dates; found {len(days)}")
    by = convention or Convention()
    over = []
    for before, after in pairwise(days):
        judged = due(clock, before, after, part=part, convention=by, local=local)
        if isinstance(judged, NotReckoned):
            return judged
        if judged.kept is False:
            over.append((before, after))
    between = max(pairwise(days), key=lambda pair: (pair[1] - pair[0]).days)
    rule = rule_on(clock, between[0], part=part, local=local)
    assert not isinstance(rule, NotReckoned)
    longest = (between[1] - between[0]).days
    return Interval(clock=clock, rule=rule, convention=by, dates=days, longest=longest, between=between, over=over)


def months_missed(dates: Iterable[date], first: date, last: date) -> tuple[date, ...]:
    """The calendar months from `first`'s to `last`'s in which none of the dates falls, each by its first day."""
    seen = {(day.year, day.month) for day in dates}
    missed = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if (year, month) not in seen:
            missed.append(date(year, month, 1))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(missed)
