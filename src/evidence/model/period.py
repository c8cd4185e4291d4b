"""A date as it was written: the words, the days they can mean, and what is doubtful about them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from evidence.model.sequences import as_tuple


class Flag(StrEnum):
    """What is doubtful about a date, in words that appear in JSON."""

    IMPOSSIBLE = "impossible"  # the calendar has no such day: 31 02 06
    YEAR_MISSING = "year-missing"  # no year written and none could be inferred
    YEAR_INFERRED = "year-inferred"  # year supplied from the plan's own span
    APPROXIMATE = "approximate"  # mid, late, early, seasons
    OPEN_START = "open-start"  # no first day: "until May"
    OPEN_END = "open-end"  # no last day: "from April"
    RECURRING = "recurring"  # one of a series
    AMBIGUOUS = "ambiguous"  # more than one reading
    TO_BE_CONFIRMED = "to-be-confirmed"
    RELATIVE = "relative"  # counted from an event that is not stated: "within 6 months"
    STRICT_BEFORE = "strict-before"  # "before end Feb"
    MARKED = "marked"  # no words, but a mark under the heading of a month


class Recurrence(StrEnum):
    """How often an action comes round again."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    ONGOING = "ongoing"


@frozen(kw_only=True)
class Period:
    """An interval of whole days, both ends included, with the words it was read from.

    A date that cannot exist keeps its text and `Flag.IMPOSSIBLE` and has no bounds. An open end has `None` there.
    """

    text: str  # as printed, white space folded
    earliest: date | None = None  # first possible day
    latest: date | None = None  # last possible day
    flags: tuple[Flag, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"period {self.text!r} ends ({self.latest}) before it starts ({self.earliest})")

    @property
    def edtf(self) -> str | None:
        """The bounds in EDTF (ISO 8601-2, level 1); `None` where there are no bounds.

        Whole years and months are shortened, a season has its EDTF number, an open end is `..`, and `~` marks what
        is approximate.
        """
        first, last = self.earliest, self.latest
        if first is None and last is None:
            return None
        mark = "~" if Flag.APPROXIMATE in self.flags else ""
        if first and last:
            return (_calendar_unit(first, last) or f"{first}/{last}") if not mark else _approximate(first, last)
        return f"{first}{mark}/.." if first else f"../{last}{mark}"

    @property
    def day(self) -> date | None:
        """The one day this period names, or `None` if it names more than one."""
        return self.earliest if self.earliest == self.latest else None

    def has(self, flag: Flag) -> bool:
        """Whether this doubt was recorded."""
        return flag in self.flags


@frozen(kw_only=True)
class Due(Period):
    """The deadline of an action: a period, and how often the action comes round."""

    recurrence: Recurrence | None = None


_SEASONS = {(3, 5): 21, (6, 8): 22, (9, 11): 23, (12, 2): 24}  # northern spring to winter, EDTF level 1


def _calendar_unit(first: date, last: date) -> str | None:
    if first == last:
        return str(first)
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04}-{first.month:02}"
    if first.month == 1 and last.month == 12 and first.year == last.year:
        return f"{first.year:04}"
    return None


def _approximate(first: date, last: date) -> str:
    season = _SEASONS.get((first.month, last.month))
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if season and whole_months and (last - first).days < 93:
        return f"{first.year:04}-{season}"
    unit = _calendar_unit(first, last)
    return f"{unit}~" if unit else f"{first}~/{last}~"
