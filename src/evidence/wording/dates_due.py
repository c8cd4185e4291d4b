"""What the cell of a deadline says: the period, open ends, how often, and what is still to be settled."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evidence.model.period import Due, Flag, Period, Recurrence
from evidence.wording.calendars import full_year, months
from evidence.wording.dates_find import Found, Limit, find_dates
from evidence.wording.dates_span import Span
from evidence.wording.folding import fold, join_split, word_set
from evidence.wording.recurrence import read_recurrence

_TO_BE_CONFIRMED = re.compile(
    r"\b(?:t\.?b\.?[cadn]\.?|to be (?:confirmed|agreed|advised|decided|determined|announced|set|established"
    r"|notified))(?!\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:immediate(?:ly)?|asap|as soon as possible|forthwith|within [^.;]{0,40}?\b(?:months?|years?)\b"
    r"|(?:days?|weeks?|months?|years?) (?:of|from|after|following) |original target date)",
    re.IGNORECASE,
)
_THEN_ON = re.compile(
    r"[\s,;.-]*(?:(?:and|&|then|with)?[\s,]*(?:\w{2,3}[ -])?(?:\w+ly )?(?:thereaft ?er|on-?going|on going"
    r"|on ?wards?|and beyond|and after)"
    r"|\+(?!\d))",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"\brev(?:iew(?:ed|s)?|isit(?:ed)?)\b[^.;]*$|\bupdated? (?:at|in|by)\b[^.;]*$", re.IGNORECASE)
_BI = re.compile(r"\bbi[- ]?(?:weekly|monthly)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w£$.,])(?:19|20)\d\d(?![\w%])")
_BROKEN = word_set("immediate immediately within months confirmed determined agreed announced possible following")
_SERIAL = re.compile(r"3[6-9]\d{3}|4\d{4}|5[0-4]\d{3}")  # days of 1998 to 2050
_SERIAL_FROM = date(1899, 12, 30)
_EMPTY = frozenset(("", "-", "–", "—", "--", "?", ".", '"', "…", "_"))


def read_due(text: str, span: Span | None = None) -> Due | None:
    """The deadline that a By When cell states; `None` for a blank cell.

    The text is kept as printed, white space folded. A month is its first to last day, "end" its last day, "mid" the
    11th to 20th, "late" the 21st to the end; "from" and "thereafter" leave the end open, "until" the start. Dates of a
    later review are not the deadline. Where several deadlines stand in one cell, all are covered and it is flagged. A
    number of days as spreadsheets count them ("45382") is that day, and flagged. A service standard ("within 20 days")
    is no deadline and has no bounds.
    """
    printed = fold(text)
    if printed in _EMPTY:
        return None
    recurrence = read_recurrence(printed)
    flags: list[Flag] = []
    low = printed.lower()
    if ("to be" in low or "tb" in low or "t.b" in low) and _TO_BE_CONFIRMED.search(low):
        flags.append(Flag.TO_BE_CONFIRMED)
    if recurrence:
        flags.append(Flag.RECURRING)
        if _BI.search(printed):
            flags.append(Flag.AMBIGUOUS)
    found = _deadlines(printed, find_dates(printed, span))
    if not found:
        return _without_date(printed, recurrence, flags)
    period = _covering(found)
    flags.extend(period.flags)
    earliest, latest = period.earliest, period.latest
    if found[0].limit is Limit.BEFORE:
        flags.append(Flag.STRICT_BEFORE)
    elif found[0].limit is Limit.UNTIL and latest:
        earliest = None
        flags.append(Flag.OPEN_START)
    goes_on = found[0].limit is Limit.FROM or (found[0].end < len(printed) and _THEN_ON.match(low, found[0].end))
    if earliest and len(found) == 1 and goes_on:
        latest = None
        flags.append(Flag.OPEN_END)
    return _due(printed, earliest, latest, flags, recurrence)


def _deadlines(text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """The dates of a cell that are deadlines, not those on which the arrangement is looked at again."""
    if len(found) < 2:
        return found
    kept, clause_from = [], 0
    for one in found:
        if not _REVIEW.search(text, clause_from, one.start):
            kept.append(one)
        clause_from = one.end
    return tuple(kept) or found


def _covering(found: tuple[Found, ...]) -> Period:
    if len(found) == 1:
        return found[0].period
    bounded = [one.period for one in found if one.period.earliest and one.period.latest]
    flags = [flag for one in found for flag in one.period.flags]
    if not bounded:
        return Period(text="", flags=tuple(dict.fromkeys((*flags, Flag.AMBIGUOUS))))
    earliest = min(p.earliest for p in bounded if p.earliest)
    latest = max(p.latest for p in bounded if p.latest)
    return Period(text="", earliest=earliest, latest=latest, flags=tuple(dict.fromkeys((*flags, Flag.AMBIGUOUS))))


def _without_date(text: str, recurrence: Recurrence | None, flags: list[Flag]) -> Due:
    if (day := _unformatted(text)) is not None:
        return _due(text, day, day, [*flags, Flag.AMBIGUOUS], recurrence)
    years = [year for one in _YEAR.findall(text) if (year := full_year(one))]
    if years:
        earliest, latest = months(min(years), 1)[0], months(max(years), 12)[1]
        return _due(text, earliest, latest, flags, recurrence)
    joined = join_split(text, _BROKEN)
    if _RELATIVE.search(joined):
        flags.append(Flag.RELATIVE)
    if _TO_BE_CONFIRMED.search(joined):
        flags.append(Flag.TO_BE_CONFIRMED)
    return _due(text, None, None, flags, recurrence)


def _unformatted(text: str) -> date | None:
    """The day of a number that a spreadsheet kept without the form of a date: 45382 days after 30 December 1899."""
    return _SERIAL_FROM + timedelta(days=int(text)) if _SERIAL.fullmatch(text) else None


def _due(
    text: str, earliest: date | None, latest: date | None, flags: list[Flag], recurrence: Recurrence | None
) -> Due:
    return Due(
        text=text,
        earliest=earliest,
        latest=latest,
        flags=tuple(dict.fromkeys(flags)) if flags else (),
        recurrence=recurrence,
    )
