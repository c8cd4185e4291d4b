"""A time limit counted from a start: the last day on which something is still in time, by a stated convention."""

from __future__ import annotations

from datetime import date, timedelta

from evidence.audits.clocks.calendar import add_months, is_school_day, is_working_day, next_day
from evidence.model.clock import Convention, Unit


class NotCountable(ValueError):
    """The limit cannot be counted; the message says what is missing."""


def last_day(start: date, amount: int, unit: Unit, convention: Convention | None = None) -> date:
    """The last day in time, `amount` units after `start`.

    Working and school days: the first one after `start` is day 1; with `count_start_day` the start itself is, if it is
    one. Days, weeks and months: the day that many later; with `count_start_day` the day before that. A limit that ends
    on a day off is not moved. Raises `NotCountable` where school terms are not known far enough.
    """
    convention = convention or Convention()
    if amount < 0:
        raise NotCountable(f"expected a limit of 0 or more; found {amount}")
    if unit in (Unit.WORKING_DAYS, Unit.SCHOOL_DAYS):
        return _counted(start, amount, unit, convention)
    if unit is Unit.MONTHS:
        end = add_months(start, amount)
    else:
        end = start + timedelta(days=amount * (7 if unit is Unit.WEEKS else 1))
    return end - timedelta(days=1) if convention.count_start_day and amount else end


def _counted(start: date, amount: int, unit: Unit, convention: Convention) -> date:
    if unit is Unit.SCHOOL_DAYS and not convention.terms:
        raise NotCountable("school days need the dates of the school's terms")
    counts = is_working_day if unit is Unit.WORKING_DAYS else is_school_day
    last_known = max((end for _, end in convention.terms), default=date.max)
    day, left = start, amount
    if convention.count_start_day and left and counts(day, convention):
        left -= 1
    while left:
        if unit is Unit.SCHOOL_DAYS and day >= last_known:
            raise NotCountable(f"the school's terms are known only to {last_known}")
        day = next_day(day)
        left -= counts(day, convention)
    return day


def working_days_between(start: date, end: date, convention: Convention | None = None) -> int:
    """Working days after `start` up to and with `end`; negative where `end` is the earlier; 0 on the same day."""
    convention = convention or Convention()
    if end < start:
        return -working_days_between(end, start, convention)
    day, count = start, 0
    while day < end:
        day = next_day(day)
        count += is_working_day(day, convention)
    return count
