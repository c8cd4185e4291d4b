"""Find every date of a running text: what it names, which part of it is meant, and whether it is a range or a limit."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from evidence.model.period import Flag, Period
from evidence.wording import calendars
from evidence.wording.calendars import Days
from evidence.wording.dates_named import read_number, read_word
from evidence.wording.dates_numeric import read_compact
from evidence.wording.dates_parts import Part, Shape, Unit
from evidence.wording.dates_span import Span, infer
from evidence.wording.dates_tokens import Tokens, tokens_of
from evidence.wording.folding import fold, word_set


class Limit(StrEnum):
    """How the words before a date bound what happens on it."""

    BY = "by"
    BEFORE = "before"
    FROM = "from"
    UNTIL = "until"


@frozen(kw_only=True)
class Found:
    """A date in running text."""

    start: int  # offset of its first letter in the text as given
    end: int  # offset after its last
    period: Period
    limit: Limit | None = None  # "no later than May 06" is May 2006 with the limit `by`


_TRIGGERS = frozenset(
    (
        *calendars.MONTHS,
        *(head for head, _ in calendars.SPLIT_MONTHS),
        *calendars.SEASONS,
        *calendars.FEASTS,
        *calendars.WEEKDAYS,
        *word_set("q quarter qtr first second third fourth final last fy financial academic school fiscal calendar"),
        "municipal",
    )
)
_SHAPES = {
    "end": Shape.END,
    "mid": Shape.MIDDLE,
    "middle": Shape.MIDDLE,
    "late": Shape.LATE,
    "early": Shape.EARLY,
    "beginning": Shape.EARLY,
    "start": Shape.EARLY,
}
_WEEK_SHAPES = (Shape.WEEK_BEGINNING, Shape.WEEK_ENDING)
_WEEKS = {
    "first": Shape.FIRST_WEEK,
    "second": Shape.SECOND_WEEK,
    "third": Shape.THIRD_WEEK,
    "fourth": Shape.FOURTH_WEEK,
    "last": Shape.LAST_WEEK,
}
_WEEKS_BY_NUMBER = {
    ("1", "st"): Shape.FIRST_WEEK,
    ("2", "nd"): Shape.SECOND_WEEK,
    ("3", "rd"): Shape.THIRD_WEEK,
    ("4", "th"): Shape.FOURTH_WEEK,
}
_LIMITS = {
    **dict.fromkeys(("by", "than"), Limit.BY),
    **dict.fromkeys(("before",), Limit.BEFORE),
    **dict.fromkeys(
        (
            "from",
            "commencing",
            "ncing",
            "commence",
            "commences",
            "start",
            "starting",
            "starts",
            "since",
            "after",
            "wef",
        ),
        Limit.FROM,
    ),
    **dict.fromkeys(("until", "till"), Limit.UNTIL),
}
_FILLERS = word_set("the in on of about around approx approximately circa month date")
_AND = frozenset(("and", "or"))
_LINKS = _AND | {"to", "until", "till", "through", "thru"}
_LINKING = frozenset(("-", "–", "—", "--", "/", "&"))


def find_dates(text: str, span: Span | None = None) -> tuple[Found, ...]:
    """All dates in running text, in order.

    Without a written year the one that fits `span` is supplied and flagged; without a span there are no bounds. Dates
    that cannot exist are found too, flagged and without bounds. Day first: 03/04/06 is 3 April 2006.
    """
    tokens = tokens_of(text)
    found: list[Found] = []
    words, used = tokens.words, 0
    for at in _openings(words, tokens.count):
        if at < used:
            continue  # within the date before
        read = read_number(tokens, at) if words[at][0] <= "9" else read_word(tokens, at)
        if read is None:
            continue
        left, after = read
        begin, limit = at, None
        if at > used:
            shape, start = _shape_before(tokens, at, used)
            if shape and (left.unit not in (Unit.DAY, Unit.FEAST) or shape in _WEEK_SHAPES):
                left, begin = left.shaped(shape), start
            limit = _limit_before(tokens, begin, used)
        ranged = _range(tokens, left, after, span, between=words[begin - 1] == "between")
        if ranged:
            days, flags, after = ranged
        else:
            days, flags = left.bounds(span)
        start, end = tokens.starts[begin], tokens.ends[after - 1]
        if tokens.garbled and tokens.low[start:end] != text[start:end].lower():
            flags = (*flags, Flag.AMBIGUOUS)
        found.append(Found(start=start, end=end, period=_period(text[start:end], days, flags), limit=limit))
        used = after
    return tuple(found)


def _openings(words: list[str], count: int) -> list[int]:
    """Where a date may begin: at every number, and at every word that opens one."""
    return [at for at in range(count) if words[at][0] <= "9" or words[at] in _TRIGGERS]


def find_compact_dates(name: str, span: Span | None = None) -> tuple[Found, ...]:
    """Dates in a file's name: as in running text, and also without separators (`mins 080206`, `20060227`)."""
    spaced = name.replace("_", " ")
    found = list(find_dates(spaced, span))
    tokens = Tokens(spaced)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=False):
        part = read_compact(word)
        if part and not any(f.start < end and start < f.end for f in found):
            days, flags = part.bounds(None)
            found.append(Found(start=start, end=end, period=_period(name[start:end], days, flags)))
    return tuple(sorted(found, key=lambda f: f.start))


def _period(text: str, days: Days | None, flags: tuple[Flag, ...]) -> Period:
    first, last = days or (None, None)
    return Period(text=fold(text), earliest=first, latest=last, flags=tuple(dict.fromkeys(flags)) if flags else ())


def _shape_before(tokens: Tokens, at: int, used: int) -> tuple[Shape | None, int]:
    """The part of the period that the words before it name, and where these words begin."""
    k = at - 1
    while k >= used and tokens.words[k] in ("of", "the", "in", "month") and k > at - 4:
        k -= 1
    if k < used:
        return None, at
    word, before = tokens.words[k], tokens.words[k - 1] if k > used else ""
    if word in ("b", "c", "beg", "beginning", "comm", "commencing", "starting") and before in ("w", "week", "wk"):
        return Shape.WEEK_BEGINNING, k - 1
    if word in ("e", "ending") and before in ("w", "week", "wk"):
        return Shape.WEEK_ENDING, k - 1
    if word in ("wb", "wc", "wbeg") and k == at - 1:
        return Shape.WEEK_BEGINNING, k
    if word == "week":
        if before in _WEEKS:
            return _WEEKS[before], k - 1
        numbered = _WEEKS_BY_NUMBER.get((tokens.words[k - 2], before)) if k - 2 >= used else None
        if numbered:
            return numbered, k - 2
        return (Shape.WEEK_BEGINNING, k) if tokens.words[at - 1] == "of" else (None, at)
    if tokens.words[at - 1] == "in":
        return None, at
    return (_SHAPES[word], k) if word in _SHAPES else (None, at)


def _limit_before(tokens: Tokens, begin: int, used: int) -> Limit | None:
    k = begin - 1
    while k >= used and tokens.words[k] in _FILLERS and k > begin - 4:
        k -= 1
    if k < used:
        return None
    word, before = tokens.words[k], tokens.words[k - 1] if k else ""
    if word == "than":
        return Limit.BY if before == "later" else None
    if word == "to":
        return {"up": Limit.UNTIL, "prior": Limit.BEFORE}.get(before)
    if word == "before":
        return {"or": Limit.BY, "not": Limit.FROM}.get(before, Limit.BEFORE)
    if word == "f" and before == "e":
        return Limit.FROM
    return _LIMITS.get(word) or _LIMITS.get(before + word)


def _shape_forward(tokens: Tokens, at: int) -> tuple[Shape | None, int]:
    shape = _SHAPES.get(tokens.words[at])
    if shape is None:
        return None, at
    after = at + 1
    while tokens.words[after] in ("of", "the"):
        after += 1
    return shape, after


def _range(
    tokens: Tokens, left: Part, after: int, span: Span | None, *, between: bool
) -> tuple[Days | None, tuple[Flag, ...], int] | None:
    """The range that begins with `left`, if what follows is its other end."""
    if after >= tokens.count:
        return None
    linked = tokens.gaps[after - 1].strip(" .")
    if not linked:
        word = tokens.words[after]
        if word not in _LINKS:
            return None
        linked = "&" if word in _AND else "to"
        after += 1
    elif linked not in _LINKING:
        return None
    if after >= tokens.count:
        return None
    shape, at = _shape_forward(tokens, after)
    if at >= tokens.count or not (tokens.words[at][0] <= "9" or tokens.words[at] in _TRIGGERS):
        return None
    read = read_number(tokens, at) if tokens.words[at][0] <= "9" else read_word(tokens, at)
    if read is None:
        return None
    right, end = (read[0].shaped(shape) if shape else read[0]), read[1]
    if not _may_join(left, right, linked, between):
        return None
    joined = _joined(left, right, span)
    return (*joined, end) if joined else None


def _may_join(left: Part, right: Part, linked: str, between: bool) -> bool:
    if between or linked == "to":
        return True
    whole = left.year is not None and right.year is not None
    if linked == "&":
        return left.year is None and right.year is not None and left.unit is right.unit
    if linked == "/":
        return left.unit is right.unit and left.unit is not Unit.DAY and not (whole and left.shape)
    return right.year is not None or left.year is None or left.unit is right.unit


def _joined(left: Part, right: Part, span: Span | None) -> tuple[Days | None, tuple[Flag, ...]] | None:
    left = left.with_year_of(right, after=True)
    right = right.with_year_of(left, after=False)
    if left.year is None and right.year is None and span and not (left.impossible or right.impossible):
        step = int((right.month, right.day) < (left.month, left.day))
        found = infer(lambda year: _hull(left.days(year), right.days(year + step)), span)
        if found:
            doubt = (Flag.AMBIGUOUS,) if found[1] else ()
            return found[0], (*left.flags, *right.flags, Flag.YEAR_INFERRED, *doubt)
    (first, flags), (last, more) = left.bounds(span), right.bounds(span)
    flags = (*flags, *more)
    if first is None or last is None:
        return None, flags
    hull = _hull(first, last)
    return (hull, flags) if hull else None


def _hull(first: Days | None, last: Days | None) -> Days | None:
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None
