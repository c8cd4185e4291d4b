"""Dates written in figures: 27 02 06, 07. 03. 06, 31/3/07, 2006-02-27, 06/07, 16 02, 03/2006.

Day first, as in the United Kingdom; a date in slashes that has no such reading is taken month first and flagged.
"""

from __future__ import annotations

from evidence.model.period import Flag
from evidence.wording import calendars
from evidence.wording.dates_parts import Part, Unit
from evidence.wording.dates_tokens import Tokens

Read = tuple[Part, int]  # a date, and the token after it

_SEPARATORS = frozenset((".", "/", "-", "–", "", "·", ","))
_YEAR_DASHES = frozenset(("/", "-", "–", "—"))
_LABELS = frozenset(("v", "ver", "version", "ch", "section", "para", "paragraph", "clause", "r", "rec", "no", "cl"))
_COUNTED = frozenset(
    ("year", "years", "yr", "yrs", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "am", "pm", "of")
)
_JOINTS = frozenset(("and", "or", "to"))
_BETWEEN_DAYS = frozenset(("", ",", ";", "&", "-", "–", "—", "+"))
_LEADS_TO_DAY = frozenset(("on", "by", "from", "until", "till", "before", "since", "b", "c", "beginning", "commencing"))


def read_figures(tokens: Tokens, at: int) -> Read | None:
    """The date in figures that begins at this token."""
    if at and (tokens.gaps[at - 1] in (".", "/") and tokens.words[at - 1].isdigit() and _tight(tokens, at - 1)):
        return None  # the tail of something longer
    if at and tokens.words[at - 1] in _LABELS and tokens.gaps[at - 1] in ("", "."):
        return None
    if tokens.starts[at] and tokens.low[tokens.starts[at] - 1] in "£$€":
        return None
    figures = len(tokens.words[at])
    if figures <= 2:
        return _day_month_year(tokens, at) or _year_of_two(tokens, at) or _two_figures(tokens, at)
    return _iso(tokens, at) or (_year_of_two(tokens, at) if figures == 4 else None)


def day_month_year_at(tokens: Tokens, at: int) -> bool:
    """Whether a whole date in figures begins at this token."""
    return _day_month_year(tokens, at) is not None


def read_compact(word: str) -> Part | None:
    """A date without separators, as in file names: 20060227, 27022006, 270206 or 060227.

    Six figures are read day first; where that has no such day, year first. Both being possible is flagged.
    """
    if len(word) == 8 and word.isdigit():
        for year, middle, day in ((word[:4], word[4:6], word[6:]), (word[4:], word[2:4], word[:2])):
            whole = calendars.full_year(year)
            if whole and calendars.exists(whole, int(middle), int(day)):
                return Part(Unit.DAY, whole, int(middle), int(day))
        return None
    if len(word) != 6 or not word.isdigit():
        return None
    first, month, last = word[:2], int(word[2:4]), word[4:]
    readings = [
        (year, int(number))
        for year, number in ((calendars.full_year(last), first), (calendars.full_year(first), last))
        if year and calendars.exists(year, month, int(number))
    ]
    if not readings:
        return None
    chosen = readings[0]
    several = len(set(readings)) > 1
    return Part(Unit.DAY, chosen[0], month, chosen[1], flags=(Flag.AMBIGUOUS,) if several else ())


def _tight(tokens: Tokens, at: int) -> bool:
    return tokens.starts[at + 1] - tokens.ends[at] == 1


def _iso(tokens: Tokens, at: int) -> Read | None:
    year, month = tokens.number(at, (4,)), tokens.number(at + 1, (1, 2))
    if year is None or calendars.full_year(tokens.words[at]) is None or month is None:
        if (
            tokens.number(at, (8,))
            and (part := read_compact(tokens.words[at]))
            and part.year == int(tokens.words[at][:4])
        ):
            return part, at + 1
        return None
    separator, day = tokens.gaps[at], tokens.number(at + 2, (1, 2))
    if separator not in ("-", "/", ".", "–"):
        return None
    if day is not None and tokens.gaps[at + 1] == separator and _tight(tokens, at + 1) and 1 <= month <= 19:
        flags = () if calendars.exists(year, month, day) else (Flag.IMPOSSIBLE,)
        return Part(Unit.DAY, year, month, day, flags=flags), _after_time(tokens, at + 3)
    if separator == "-" and len(tokens.words[at + 1]) == 2 and 1 <= month <= 12 and (year + 1) % 100 != month:
        return Part(Unit.MONTH, year, month), at + 2
    return None


def _after_time(tokens: Tokens, at: int) -> int:
    """Step over a time of day that is written onto a date: T10:00:00Z, 00:00:00."""
    begin = at + 1 if tokens.words[at] == "t" else at
    if tokens.number(begin, (1, 2)) is None or tokens.gaps[begin] != ":":
        return at
    end = begin + 1
    while tokens.gaps[end - 1] in (":", ".") and tokens.words[end].isdigit():
        end += 1
    return end + 1 if tokens.words[end] == "z" else end


def _day_month_year(tokens: Tokens, at: int) -> Read | None:
    day, month = tokens.number(at, (1, 2)), tokens.number(at + 1, (1, 2))
    if day is None or month is None or tokens.number(at + 2, (2, 4)) is None:
        return None
    separator = tokens.gaps[at]
    if separator not in _SEPARATORS or tokens.gaps[at + 1] != separator:
        return None
    if separator == "" and (len(tokens.words[at + 1]) != 2 or tokens.glued(at) or tokens.glued(at + 1)):
        return None
    if separator == "," and not (len(tokens.words[at]) == len(tokens.words[at + 1]) == 2):
        return None
    year = calendars.full_year(tokens.words[at + 2])
    if year is None:
        return None
    if tokens.gaps[at + 2] == separator != "" and tokens.words[at + 3].isdigit() and _tight(tokens, at + 2):
        return None  # four numbers in a row are an address or a version
    after = _after_time(tokens, at + 3)
    if calendars.exists(year, month, day):
        return Part(Unit.DAY, year, month, day), after
    if separator == "/" and calendars.exists(year, day, month):
        return Part(Unit.DAY, year, day, month, flags=(Flag.AMBIGUOUS,)), after
    if day <= 39 and month <= 19 and separator != ",":
        return Part(Unit.DAY, year, month, day, flags=(Flag.IMPOSSIBLE,)), after
    if separator == "/" and 1 <= day <= 12 and month <= 31:  # month first: 02/30/2023
        return Part(Unit.DAY, year, day, month, flags=(Flag.IMPOSSIBLE,)), after
    return None


def _year_of_two(tokens: Tokens, at: int) -> Read | None:
    """A financial year: 06/07, 2006/07, 2006-2007, 06- 07; or a school year where the words say so."""
    first, second = tokens.words[at], tokens.words[at + 1]
    if len(first) not in (2, 4) or len(second) not in (2, 4) or not second.isdigit():
        return None
    separator = tokens.gaps[at]
    year, after = calendars.full_year(first), calendars.full_year(second)
    if separator not in _YEAR_DASHES or year is None or after != year + 1 or len(second) > len(first):
        return None
    following, following_gap = tokens.words[at + 2], tokens.gaps[at + 1]
    if following in _COUNTED or (following.isdigit() and following_gap in ("/", ".", "-")):
        return None
    if at + 2 <= len(tokens) and tokens.low[tokens.ends[at + 1] : tokens.ends[at + 1] + 4].lstrip()[:1] == "%":
        return None
    school = {"academic", "school"} & {tokens.words[at - 1], tokens.words[at - 2], following}
    doubtful = len(first) == 2 and 1 <= int(second) <= 12 and separator == "/"
    flags = (Flag.AMBIGUOUS,) if doubtful else ()
    return Part(Unit.SCHOOL_YEAR if school else Unit.FINANCIAL_YEAR, year, flags=flags), at + 2


def _two_figures(tokens: Tokens, at: int) -> Read | None:
    """Day and month without a year (16 02, by 31/3), or month and year (03/2006)."""
    first, second = tokens.number(at, (1, 2)), tokens.number(at + 1, (1, 2, 4))
    if first is None or second is None:
        return None
    separator, figures = tokens.gaps[at], len(tokens.words[at + 1])
    if figures == 4:
        year = calendars.full_year(tokens.words[at + 1])
        if separator in ("/", "-") and year and 1 <= first <= 12:
            return Part(Unit.MONTH, year, first), at + 2
        return None
    if not (1 <= second <= 12 and 1 <= first <= 39) or tokens.words[at + 2] in _COUNTED:
        return None
    if tokens.words[at + 2].isdigit() and tokens.gaps[at + 1] in (separator, "") and not day_month_at(tokens, at + 2):
        return None
    if separator == "":
        if len(tokens.words[at]) != 2 or figures != 2 or tokens.glued(at):
            return None
        if tokens.low[tokens.ends[at + 1] : tokens.ends[at + 1] + 1] == "%":
            return None
    elif separator != "/" or not (len(tokens) == 2 or tokens.words[at - 1] in _LEADS_TO_DAY or _in_series(tokens, at)):
        return None
    doubtful = separator == "" and first <= 12  # 06 05: 6 May, June 2005
    return Part(Unit.DAY, None, second, first, flags=(Flag.AMBIGUOUS,) if doubtful else ()), at + 2


def _in_series(tokens: Tokens, at: int) -> bool:
    """Whether a day and month in slashes stand beside others: "30/6 and 30/9".

    They are fractions unless one of the days is above 12, or the text has nothing else.
    """
    words = tokens.words[: tokens.count]
    before = at - 2 - (at > 2 and words[at - 1] in _JOINTS)
    after = at + 2 + (tokens.words[at + 2] in _JOINTS)
    beside = [int(tokens.words[k]) for k in (before, after) if day_month_at(tokens, k)]
    joined = [tokens.gaps[k].strip(" .") for k in (before + 1, at - 1) if day_month_at(tokens, before)]
    joined += [tokens.gaps[k].strip(" .") for k in (at + 1, after - 1) if day_month_at(tokens, after)]
    if not beside or not all(gap in _BETWEEN_DAYS for gap in joined):
        return False
    return max(int(words[at]), *beside) > 12 or all(word.isdigit() or word in _JOINTS for word in words)


def day_month_at(tokens: Tokens, at: int) -> bool:
    """Whether a day and month in slashes may stand at this token: 30/6."""
    if not 0 <= at < tokens.count - 1 or tokens.gaps[at] != "/":
        return False
    day, month = tokens.number(at, (1, 2)), tokens.number(at + 1, (1, 2))
    return day is not None and month is not None and 1 <= day <= 39 and 1 <= month <= 12
