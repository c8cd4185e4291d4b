"""Which days are working days: bank holidays of England and Wales, and school terms as they are given.

The holidays come from the `holidays` package, the library's only door to it.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

from evidence.model.clock import Convention, Holidays

FIRST_YEAR, LAST_YEAR = 1975, 2099  # the years whose bank holidays are known in their present form


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, the days in lieu of weekends among them."""
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date, convention: Convention) -> bool:
    """Monday to Friday and, where the convention says so, no bank holiday."""
    if day.weekday() > 4:
        return False
    return convention.holidays is Holidays.NONE or day not in bank_holidays(day.year)


def is_school_day(day: date, convention: Convention) -> bool:
    """A working day within one of the convention's terms."""
    terms = sorted(convention.terms)
    at = bisect_left(terms, (day, date.max))
    return at > 0 and day <= terms[at - 1][1] and is_working_day(day, convention)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(f"no day {months} months after {day}")


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
