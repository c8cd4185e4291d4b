"""Timescales of law and guidance, the conventions of counting, and what a count came to."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from evidence.model.sequences import as_tuple


class Unit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAYS = "working-days"  # Monday to Friday, bank holidays left out
    SCHOOL_DAYS = "school-days"  # working days within the school's terms
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"  # same day of the month; the last day where there is none


class Authority(StrEnum):
    """Who set a limit."""

    LAW = "law"
    GUIDANCE = "guidance"
    LOCAL = "local"  # the council's own; no figure is shipped
    NONE = "none"  # nothing fixed on that day


class Holidays(StrEnum):
    """Which bank holidays are not working days."""

    ENGLAND_AND_WALES = "england-and-wales"
    NONE = "none"


@frozen(kw_only=True)
class Convention:
    """How days are counted; recorded in every result, because the answer hangs on it."""

    count_start_day: bool = False  # the day of the event is day 1, not day 0
    holidays: Holidays = Holidays.ENGLAND_AND_WALES
    terms: tuple[tuple[date, date], ...] = field(default=(), converter=as_tuple)  # first and last days of school terms
    anchor: str | None = None  # which of several start events was taken: "first", "last"


@frozen(kw_only=True)
class Rule:
    """What a timescale asked for during some years."""

    part: str | None = None  # "first", "year-1", "under-5": where one timescale has several limits
    since: date | None = None  # first day on which it applies to a start event
    until: date | None = None  # last day
    amount: int | None = None  # of `unit`; `None` where no figure is fixed nationally
    unit: Unit | None = None
    start: str  # the event from which it is counted
    authority: Authority
    source: str
    says: str  # the rule in our words
    check_primary_text: bool = False


@frozen(kw_only=True)
class Timescale:
    """One entry of the register, with the rules that have applied over the years."""

    id: str  # "T-L01"
    title: str
    rules: tuple[Rule, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class Reckoning:
    """A time limit counted out: when it ran out, and by how much it was kept or missed."""

    clock: str
    rule: Rule
    convention: Convention
    start: date
    due: date
    done: date | None = None
    days_late: int | None = None  # calendar days after `due`; negative when early; `None` while not done

    @property
    def kept(self) -> bool | None:
        """Whether it was done in time; `None` while not done."""
        return None if self.days_late is None else self.days_late <= 0


@frozen(kw_only=True)
class Interval:
    """The longest interval of a series against its limit."""

    clock: str
    rule: Rule
    convention: Convention
    dates: tuple[date, ...] = field(converter=as_tuple)  # start, the series in order, end of the time looked at
    longest: int  # calendar days
    between: tuple[date, date]  # the days that the longest interval lies between
    over: tuple[tuple[date, date], ...] = field(default=(), converter=as_tuple)  # every interval beyond the limit

    @property
    def kept(self) -> bool:
        """Whether no interval was beyond the limit."""
        return not self.over


@frozen(kw_only=True)
class NotReckoned:
    """A clock that could not be counted, and why."""

    clock: str
    reason: str
