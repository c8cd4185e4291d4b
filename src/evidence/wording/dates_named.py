"""Dates that name a month, season, quarter, year or feast: 4 Jan 06, May06, Februar y, Q2 2006/07, Autumn 06."""

from __future__ import annotations

from evidence.model.period import Flag
from evidence.wording import calendars
from evidence.wording.dates_numeric import Read, day_month_at, day_month_year_at, read_figures
from evidence.wording.dates_parts import Part, Unit
from evidence.wording.dates_tokens import Tokens
from evidence.wording.folding import word_set

_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_NUMBERED = word_set(
    "phase stage step level item action rec recommendation paragraph para no number tier grade section objective "
    "milestone part appendix table version page note task"
)
_TO = frozenset(("to", "and", "or", "until", "till"))
_BETWEEN_DAYS = frozenset(("-", "–", "—", "/", "&"))
_BEFORE_YEAR = frozenset(("", ".", ",", "'", "’", "‘", "`", "-", ".,", ".'", ". '", ", '", ". ’", "/", "–", ",'", "´"))
_BEFORE_MONTH = word_set(
    "in by of end early mid middle late from until till to since before during commencing following for between on "
    "after and beginning start next last this thereafter established through"
)
_BEFORE_BARE_YEAR = word_set(
    "in by during of until till since from before after end early mid late year calendar for throughout to"
)
_WORD_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_MONTH_STARTS = frozenset(head for head, _ in calendars.SPLIT_MONTHS)
_COMMON_WORDS = frozenset(("may", "march", "mar", "sep", "dec", "jan", "jun"))


def read_number(tokens: Tokens, at: int) -> Read | None:
    """The date that begins with this number, whichever way it is written."""
    figures = len(tokens.words[at])
    if figures <= 2:
        return _day_month(tokens, at) or _ordinal_quarter(tokens, at) or read_figures(tokens, at)
    return read_figures(tokens, at) or (_bare_year(tokens, at) if figures == 4 else None)


def read_word(tokens: Tokens, at: int) -> Read | None:
    """The date that begins with this word."""
    word = tokens.words[at]
    if month := _month(tokens, at):
        return _month_first(tokens, at, *month)
    if word in calendars.SEASONS:
        return _season(tokens, at)
    if word in ("q", "quarter", "qtr"):
        return _quarter(tokens, at)
    if word in _WORD_NUMBERS and tokens.words[at + 1] in ("quarter", "qtr"):
        return _with_year_of_quarter(tokens, at + 2, _WORD_NUMBERS[word])
    if word in ("fy", "financial", "academic", "school", "fiscal", "calendar", "municipal"):
        return _named_year(tokens, at)
    if word in calendars.FEASTS:
        return _feast(tokens, at)
    if word in calendars.WEEKDAYS:
        return _after_weekday(tokens, at)
    return None


def _month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Number of the month named here and the token after its name; a name broken in two is read as one."""
    word = tokens.words[at]
    split = calendars.SPLIT_MONTHS.get((word, tokens.words[at + 1])) if word in _MONTH_STARTS else None
    if split and tokens.starts[at + 1] - tokens.ends[at] == 1 and tokens.gaps[at] == "":
        return split, at + 2
    number = calendars.MONTHS.get(word)
    return (number, at + 1) if number else None


def _year(tokens: Tokens, at: int) -> int | None:
    """The year written at this token, after a month or season."""
    word = tokens.words[at]
    if not word.isdigit() or len(word) not in (2, 4) or tokens.gaps[at - 1] not in _BEFORE_YEAR:
        return None
    return None if len(word) == 2 and _is_something_else(tokens, at) else calendars.full_year(word)


def _is_something_else(tokens: Tokens, at: int) -> bool:
    """Whether what follows two figures makes them a day, a share or an hour, not a year."""
    if tokens.low[tokens.ends[at] : tokens.ends[at] + 1] in ("%", ":"):
        return True
    if at + 1 == tokens.count:
        return False
    return tokens.words[at + 1] in _ORDINALS or day_month_year_at(tokens, at) or _month_of_day(tokens, at)


def _month_of_day(tokens: Tokens, at: int) -> bool:
    """Whether the number at this token is the day of a month named after it: the 18 of "Feb 18 Mar 06"."""
    after = at + 1 + (tokens.words[at + 1] in _ORDINALS)
    month = _month(tokens, after)
    return bool(month and _is_year(tokens, month[1]) and int(tokens.words[at]) <= 31 and not _is_padded(tokens, at))


def _is_padded(tokens: Tokens, at: int) -> bool:
    return tokens.words[at][0] == "0"


def _is_year(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return word.isdigit() and len(word) in (2, 4) and tokens.gaps[at - 1] in _BEFORE_YEAR


def _day_month(tokens: Tokens, at: int) -> Read | None:
    """4 Jan 06, 1 st Apr 06, 30 September, 2001, 18th of February, 4-5 March 06."""
    day = tokens.number(at, (1, 2))
    if day is None or (tokens.words[at - 1] in _NUMBERED and tokens.gaps[at - 1] in ("", ".")):
        return None
    after = at + 1
    after += tokens.words[after] in _ORDINALS
    last_day = 0
    second = after + (tokens.words[after] in _TO)
    linked = tokens.gaps[after - 1] in _BETWEEN_DAYS or second > after
    if linked and (number := tokens.number(second, (1, 2))) is not None and number > day:
        beyond = second + 1 + (tokens.words[second + 1] in _ORDINALS)
        if _month(tokens, beyond + (tokens.words[beyond] == "of")):
            after, last_day = beyond, number
    if not last_day and tokens.gaps[after - 1] not in ("", ".", "-", ",", "/"):
        return None
    after += tokens.words[after] == "day" and tokens.words[after + 1] == "of"  # this 17th day of March
    after += tokens.words[after] == "of"
    month = _month(tokens, after)
    if (
        not month
        or day > 39
        or (tokens.words[after] == "may" and not tokens.capital(after) and not _year(tokens, month[1]))
    ):
        return None
    year = _year(tokens, month[1])
    flags = () if 1 <= day <= 31 else (Flag.IMPOSSIBLE,)
    return Part(Unit.DAY, year, month[0], day, last_day, flags=flags), month[1] + (year is not None)


def _month_first(tokens: Tokens, at: int, month: int, after: int) -> Read | None:
    """Dec 05, March 5, 2006, May 14th, or a month alone."""
    day = tokens.number(after, (1, 2)) if after + 1 < tokens.count else None  # a day has a year or "th" behind it
    if day is not None and 1 <= day <= 39 and tokens.gaps[after - 1] in ("", "."):
        ordinal = tokens.words[after + 1] in _ORDINALS
        beyond = after + 1 + ordinal
        last_day, last = 0, tokens.number(beyond, (1, 2))
        if tokens.gaps[beyond - 1] in ("-", "–") and last is not None and day < last <= 31:
            last_day, beyond = last, beyond + 1
        year = tokens.number(beyond, (4,))
        flags = () if day <= 31 else (Flag.IMPOSSIBLE,)
        if year and calendars.full_year(tokens.words[beyond]) and tokens.gaps[beyond - 1] in ("", ",", "."):
            return Part(Unit.DAY, year, month, day, last_day, flags=flags), beyond + 1
        if ordinal and not _month(tokens, beyond):
            return Part(Unit.DAY, None, month, day, flags=flags), after + 2
    after_of = after + (tokens.words[after] == "of")
    year = _year(tokens, after_of)
    if year is not None and _reads_as_year(tokens, at, after_of):
        return Part(Unit.MONTH, year, month), after_of + 1
    return (Part(Unit.MONTH, None, month), after) if _stands_alone(tokens, at) else None


def _reads_as_year(tokens: Tokens, at: int, year_at: int) -> bool:
    """Whether the number after a month is its year: not in "staff may 12 times"."""
    figures = tokens.words[year_at]
    return (
        len(figures) == 4
        or figures[0] == "0"
        or tokens.words[at] not in ("may", "march")
        or tokens.capital(at)
        or len(tokens) <= 2
    )


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether a word that may be a month, and has no year, is one: "in May", not "they may"."""
    word = tokens.words[at]
    if word not in _COMMON_WORDS:
        return tokens.capital(at) or len(word) > 3
    if word == "may":
        linked = tokens.gaps[at - 1] in _BETWEEN_DAYS or (tokens.gaps[at] in _BETWEEN_DAYS and _month(tokens, at + 1))
        dated = tokens.words[at - 1] in _BEFORE_MONTH or len(tokens) == 1 or bool(linked)
        return tokens.capital(at) and dated
    return tokens.capital(at)


def _season(tokens: Tokens, at: int) -> Read | None:
    name = tokens.words[at]
    month = calendars.SEASONS[name]
    term = tokens.words[at + 1] == "term"
    after = at + 1 + term
    after += tokens.words[after] == "of"
    unit = Unit.TERM if term else Unit.SEASON
    if two := _two_years(tokens, after):
        year_named = two[0] + (name in ("spring", "summer"))
        return Part(unit, year_named, month, name=name), two[1]
    year = _year(tokens, after)
    if year is not None:
        return Part(unit, year, month, name=name), after + 1
    if term or (
        name != "fall" and tokens.words[at - 1] in ("in", "by", "during", "this", "next", "late", "early", "mid")
    ):
        return Part(unit, None, month, name=name), after
    return (Part(unit, None, month, name=name), after) if len(tokens) == 1 or _range_follows(tokens, at) else None


def _range_follows(tokens: Tokens, at: int) -> bool:
    return tokens.gaps[at] in _BETWEEN_DAYS and tokens.words[at + 1] in calendars.SEASONS


def _two_years(tokens: Tokens, at: int) -> tuple[int, int] | None:
    read = read_figures(tokens, at) if tokens.words[at].isdigit() else None
    if read and read[0].unit in (Unit.FINANCIAL_YEAR, Unit.SCHOOL_YEAR) and read[0].year is not None:
        return read[0].year, read[1]
    return None


def _quarter(tokens: Tokens, at: int) -> Read | None:
    number = tokens.number(at + 1, (1,))
    if number is None or not 1 <= number <= 4 or tokens.gaps[at] not in ("", ".", "-"):
        return None
    if tokens.words[at] == "q" and not (tokens.glued(at) or tokens.gaps[at] == ""):
        return None
    return _with_year_of_quarter(tokens, at + 2, number)


def _ordinal_quarter(tokens: Tokens, at: int) -> Read | None:
    number = tokens.number(at, (1,))
    if (
        not number
        or number > 4
        or tokens.words[at + 1] not in _ORDINALS
        or tokens.words[at + 2] not in ("quarter", "qtr")
    ):
        return None
    return _with_year_of_quarter(tokens, at + 3, number)


def _with_year_of_quarter(tokens: Tokens, at: int, number: int) -> Read:
    """A quarter: of a financial year where two years are named, else of the year named, which is doubtful."""
    after = at + (tokens.words[at] in ("of", "in"))
    after += tokens.words[after] in ("fy", "financial", "the")
    if two := _two_years(tokens, after):
        return Part(Unit.FINANCIAL_QUARTER, two[0], number), two[1]
    year = calendars.full_year(tokens.words[after]) if tokens.number(after, (2, 4)) is not None else None
    of_day = day_month_at(tokens, after) or day_month_year_at(tokens, after)
    if year is not None and tokens.gaps[after - 1] in _BEFORE_YEAR and not of_day:
        return Part(Unit.QUARTER, year, number, flags=(Flag.AMBIGUOUS,)), after + 1
    return Part(Unit.FINANCIAL_QUARTER, None, number), at


def _named_year(tokens: Tokens, at: int) -> Read | None:
    """Financial year 2012/13, FY 2006/07, FY24 (the United States' fiscal year), calendar year 2006."""
    name = tokens.words[at]
    after = at + 1 + (tokens.words[at + 1] == "year")
    if name != "fy" and after == at + 1:
        return None
    if two := _two_years(tokens, after):
        unit = Unit.SCHOOL_YEAR if name in ("academic", "school") else Unit.FINANCIAL_YEAR
        return Part(unit, two[0]), two[1]
    year = calendars.full_year(tokens.words[after]) if tokens.number(after, (2, 4)) is not None else None
    if year is None:
        return None
    if name in ("fy", "fiscal"):
        return Part(Unit.FISCAL_YEAR, year, flags=(Flag.AMBIGUOUS,)), after + 1
    return Part(Unit.YEAR, year), after + 1


def _feast(tokens: Tokens, at: int) -> Read | None:
    name = {"xmas": "christmas"}.get(tokens.words[at], tokens.words[at])
    year = _year(tokens, at + 1)
    if year is not None:
        return Part(Unit.FEAST, year, name=name), at + 2
    dated = tokens.words[at - 1] in ("by", "before", "after", "at", "until", "till", "of")
    return (Part(Unit.FEAST, None, name=name), at + 1) if dated and tokens.capital(at) else None


def _after_weekday(tokens: Tokens, at: int) -> Read | None:
    after = at + 1 + (tokens.words[at + 1] == "the")
    if after >= len(tokens) or tokens.gaps[after - 1] not in ("", ",", "."):
        return None
    read = read_number(tokens, after) if tokens.words[after].isdigit() else None
    if read is None and (month := _month(tokens, after)):
        read = _month_first(tokens, after, *month)
    if read is None or read[0].unit is not Unit.DAY:
        return None
    part, end = read
    return part._replace(weekday=calendars.WEEKDAYS[tokens.words[at]]), end


def _bare_year(tokens: Tokens, at: int) -> Read | None:
    year = calendars.full_year(tokens.words[at])
    if year is None:
        return None
    after = tokens.words[at + 1]
    if after in ("q", "quarter", "qtr") and (quarter := tokens.number(at + 2, (1,))) and quarter <= 4:
        return Part(Unit.QUARTER, year, quarter, flags=(Flag.AMBIGUOUS,)), at + 3
    if month := _month(tokens, at + 1):
        day = tokens.number(month[1], (1, 2))
        if day and not _is_year(tokens, month[1] + 1):
            return Part(Unit.DAY, year, month[0], day), month[1] + 1
    if len(tokens) == 1 or (tokens.words[at - 1] in _BEFORE_BARE_YEAR and tokens.gaps[at - 1] == ""):
        return Part(Unit.YEAR, year), at + 1
    return None
