"""A date half understood: what stands in the text, before a missing year is found and the bounds are drawn."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, auto
from typing import NamedTuple

from evidence.model.period import Flag
from evidence.wording import calendars
from evidence.wording.calendars import Days
from evidence.wording.dates_span import Span, infer


class Unit(Enum):
    """What a date names."""

    DAY = auto()
    MONTH = auto()
    SEASON = auto()
    TERM = auto()
    QUARTER = auto()  # of a calendar year
    FINANCIAL_QUARTER = auto()
    YEAR = auto()
    FINANCIAL_YEAR = auto()
    SCHOOL_YEAR = auto()
    FISCAL_YEAR = auto()
    FEAST = auto()


class Shape(Enum):
    """Which part of a month or year is meant."""

    END = auto()
    MIDDLE = auto()
    LATE = auto()
    EARLY = auto()
    WEEK_BEGINNING = auto()
    WEEK_ENDING = auto()
    FIRST_WEEK = auto()
    SECOND_WEEK = auto()
    THIRD_WEEK = auto()
    FOURTH_WEEK = auto()
    LAST_WEEK = auto()


class Part(NamedTuple):
    """One date of the text, or one end of a range."""

    unit: Unit
    year: int | None = None
    month: int = 0  # 1 to 12; of a quarter its number, 1 to 4
    day: int = 0  # 1 to 31
    last_day: int = 0  # of "4-5 March": 5
    name: str = ""  # of a season, term or feast
    shape: Shape | None = None
    weekday: int | None = None  # Monday is 0
    flags: tuple[Flag, ...] = ()

    def shaped(self, shape: Shape) -> Part:
        """The part of it that is meant: its end, its first week."""
        return self._replace(shape=shape)

    @property
    def impossible(self) -> bool:
        """Whether the calendar has no such day, in this year or (where none is written) in any."""
        return self._whole(self.year or 2000) is None  # a leap year

    def days(self, year: int) -> Days | None:
        """The days meant, if the year is `year`; `None` if that year has no such day or weekday."""
        whole = self._whole(year)
        if not whole or (self.weekday is not None and not self.year and whole[0].weekday() != self.weekday):
            return None
        return _shaped(whole, self.shape, self.unit) if self.shape else whole

    def _whole(self, year: int) -> Days | None:
        match self.unit:
            case Unit.DAY:
                try:
                    first = date(year, self.month, self.day)
                    return first, date(year, self.month, self.last_day) if self.last_day else first
                except ValueError:
                    return None
            case Unit.MONTH:
                return calendars.months(year, self.month)
            case Unit.SEASON:
                return calendars.season(self.name, year)
            case Unit.TERM:
                return calendars.term(self.name, year)
            case Unit.QUARTER:
                return calendars.months(year, 3 * self.month - 2, 3)
            case Unit.FINANCIAL_QUARTER:
                return calendars.months(year + (self.month == 4), 3 * (self.month % 4) + 1, 3)
            case Unit.FINANCIAL_YEAR:
                return calendars.financial_year(year)
            case Unit.SCHOOL_YEAR:
                return calendars.school_year(year)
            case Unit.FISCAL_YEAR:
                return calendars.fiscal_year(year)
            case Unit.FEAST:
                return calendars.feast(self.name, year)
            case _:
                return calendars.months(year, 1, 12)

    def bounds(self, span: Span | None) -> tuple[Days | None, tuple[Flag, ...]]:
        """The days meant and what is doubtful about them; no days for what cannot exist or has no year."""
        days = self.days(self.year) if self.year is not None else None
        if days is None and self.impossible:
            return None, (Flag.IMPOSSIBLE, *_without(self.flags, Flag.IMPOSSIBLE))
        flags = (*self.flags, Flag.APPROXIMATE) if self._approximate() else self.flags
        if days:
            if self.weekday is not None and days[0].weekday() != self.weekday:
                flags = (*flags, Flag.AMBIGUOUS)
            return days, flags
        if Flag.AMBIGUOUS in flags and self.unit is Unit.DAY:
            return None, flags
        found = infer(self.days, span) if span else None
        if not found:
            return None, (*flags, Flag.YEAR_MISSING)
        days, several = found
        return days, (*flags, Flag.YEAR_INFERRED, *((Flag.AMBIGUOUS,) if several else ()))

    def _approximate(self) -> bool:
        if self.shape is None:
            return self.unit in (Unit.SEASON, Unit.TERM)
        exact = (Shape.END, Shape.WEEK_BEGINNING, Shape.WEEK_ENDING) if self.unit is Unit.DAY else (Shape.END,)
        return self.shape not in exact

    def with_year_of(self, other: Part, *, after: bool) -> Part:
        """This end of a range with the year of the other end, which comes after (or before) it."""
        if self.year is not None or other.year is None or not (self.month and other.month):
            return self
        step = 0
        mine, its = (self.month, self.day), (other.month, other.day if self.day else 0)
        if after and mine > its:
            step = -1
        elif not after and mine < its:
            step = 1
        return self._replace(year=other.year + step)


def _without(flags: tuple[Flag, ...], flag: Flag) -> tuple[Flag, ...]:
    return tuple(f for f in flags if f is not flag)


def _shaped(whole: Days, shape: Shape, unit: Unit) -> Days:
    """Narrow a month to its end (its last day), early (1 to 10), middle (11 to 20) or late part (21 to the end).

    Longer periods are cut into thirds of months: late 2006 is October to December, mid 2006 May to August.
    """
    first, last = whole
    if shape is Shape.END:
        return last, last
    if shape is Shape.WEEK_BEGINNING:
        return (first, first + timedelta(days=6)) if unit is Unit.DAY else whole
    if shape is Shape.WEEK_ENDING:
        return (last - timedelta(days=6), last) if unit is Unit.DAY else whole
    if unit in (Unit.DAY, Unit.FEAST):
        return whole
    weeks = {Shape.FIRST_WEEK: 0, Shape.SECOND_WEEK: 7, Shape.THIRD_WEEK: 14, Shape.FOURTH_WEEK: 21}
    if shape in weeks:
        start = first + timedelta(days=weeks[shape])
        return start, start + timedelta(days=6)
    if shape is Shape.LAST_WEEK:
        return last - timedelta(days=6), last
    if unit is Unit.MONTH:
        return {
            Shape.EARLY: (first, first.replace(day=10)),
            Shape.MIDDLE: (first.replace(day=11), first.replace(day=20)),
        }.get(shape, (first.replace(day=21), last))
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    third = max(1, length // 4 if shape is not Shape.MIDDLE else length // 3)
    if shape is Shape.EARLY:
        return calendars.months(first.year, first.month, third)
    offset = first.month - 1 + (length - third if shape is Shape.LATE else (length - third) // 2)
    return calendars.months(first.year + offset // 12, offset % 12 + 1, third)
