"""Calendar terms and the days they cover: months, seasons, terms, quarters, years of every kind, feast days.

Conventions: the financial year of English councils runs from 1 April to 31 March, the school year from 1 September to
31 August, the United States' federal fiscal year from 1 October to 30 September. Seasons are whole months, as in EDTF:
autumn is 1 September to 30 November.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

Days = tuple[date, date]  # first and last day, both included

_NAMES = (
    ("january", "jan"),
    ("february", "feb", "febr", "febuary", "feburary"),
    ("march", "mar"),
    ("april", "apr", "apl"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept", "setp"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
# What a narrow column leaves of a month's name: ("februar", "y") -> 2.
SPLIT_MONTHS = {
    (names[0][:cut], names[0][cut:]): number
    for number, names in enumerate(_NAMES, 1)
    for cut in range(1, len(names[0]))
    if len(names[0]) > 3
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month
FEASTS = ("easter", "christmas", "xmas", "whitsun", "michaelmas", "midsummer")
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
FIRST_YEAR, LAST_YEAR = 1900, 2099  # four figures outside this window are not read as a year


def full_year(figures: str) -> int | None:
    """The year that two or four figures stand for: 70 to 99 are 1970 to 1999, 00 to 69 are 2000 to 2069."""
    if len(figures) == 2:
        year = int(figures)
        return year + (1900 if year >= 70 else 2000)
    year = int(figures) if len(figures) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> int:
    """The number of days in a month (1 to 12)."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= last_day(year, month)


def months(year: int, month: int, count: int = 1) -> Days:
    """Whole months, from the first day of `month` (1 to 12) to the last day of the last of them."""
    last = month - 1 + count - 1
    last_year, last_month = year + last // 12, last % 12 + 1
    return date(year, month, 1), date(last_year, last_month, last_day(last_year, last_month))


def season(name: str, year: int) -> Days:
    """A season of three months; winter begins in December of `year`."""
    return months(year, SEASONS[name], 3)


def term(name: str, year: int) -> Days:
    """A school term, as near as can be said without a local calendar: autumn September to December, spring January
    to April, summer April to July."""
    first, count = {"autumn": (9, 4), "spring": (1, 4), "summer": (4, 4)}.get(name, (9, 4))
    return months(year, first, count)


def financial_year(year: int) -> Days:
    """From 1 April of `year` to 31 March after it."""
    return months(year, 4, 12)


def school_year(year: int) -> Days:
    """From 1 September of `year` to 31 August after it."""
    return months(year, 9, 12)


def fiscal_year(year: int) -> Days:
    """The United States' federal fiscal year that ends on 30 September of `year`."""
    return months(year - 1, 10, 12)


def feast(name: str, year: int) -> Days:
    """The day of a feast: Christmas 25 December, Michaelmas 29 September, midsummer 24 June; Easter Day and Whit
    Sunday by the Gregorian computus (Meeus, Jones and Butcher's form)."""
    if name in ("easter", "whitsun"):
        day = _easter(year) + timedelta(days=49 if name == "whitsun" else 0)
    else:
        month, number = {"michaelmas": (9, 29), "midsummer": (6, 24)}.get(name, (12, 25))
        day = date(year, month, number)
    return day, day


def _easter(year: int) -> date:
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    w = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + w - 7 * ((a + 11 * h + 22 * w) // 451) + 114, 31)
    return date(year, month, day + 1)
