"""Date phrases as action plans write them, read into periods: the door of this room's date grammar.

The grammar is the library's own because general parsers read "Dec 05" as the fifth of December and "Feb 06" as the
sixth of February. Its conventions are in `calendars`, `dates_parts` and `dates_due`.
"""

from __future__ import annotations

import re

from attrs import evolve

from evidence.model.period import Due, Period
from evidence.wording.dates_due import read_due
from evidence.wording.dates_find import Found, Limit, find_compact_dates, find_dates
from evidence.wording.dates_span import Span, span_of
from evidence.wording.recurrence import read_recurrence

__all__ = [
    "Found",
    "Limit",
    "Span",
    "find_compact_dates",
    "find_dates",
    "read_date",
    "read_due",
    "read_recurrence",
    "span_of",
    "typed_date",
    "typed_due",
]

_FIGURES = re.compile(r"[0-9]{1,2} +[0-9]{1,2} +(?:[0-9]{2}|[0-9]{4})")  # day, month, year


def read_date(text: str, span: Span | None = None) -> Period | None:
    """One date as a person types it or a document bears it, day first; `None` if the text holds no date.

    The first date counts. A date that cannot exist comes back flagged `impossible`, without bounds.
    """
    found = find_dates(text, span) or find_compact_dates(text.strip(), span)
    return found[0].period if found else None


def typed_date(text: str) -> Period | None:
    """What somebody typed where a date is asked for: as `read_date`, and "1 1 06", too little in running text."""
    period = read_date(_with_strokes(text))
    return period and evolve(period, text=text.strip()) if _FIGURES.fullmatch(text.strip()) else period


def typed_due(text: str) -> Due | None:
    """What somebody typed where a deadline is asked for: the same with `read_due`."""
    due = read_due(_with_strokes(text))
    return due and evolve(due, text=text.strip()) if _FIGURES.fullmatch(text.strip()) else due


def _with_strokes(text: str) -> str:
    return "/".join(text.split()) if _FIGURES.fullmatch(text.strip()) else text
