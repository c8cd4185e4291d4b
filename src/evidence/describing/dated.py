"""The date that a document bears: of the meeting, the issue, the visit, the position, and where it was read.

Dates in the first lines are weighed by what stands before them and how exact they are. A date that cannot exist keeps
its words and its flag. The file's own modification time is never used, nor are the properties that office programs
write by themselves.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from evidence.describing.view import View
from evidence.model.document import DocumentKind as K
from evidence.model.period import Flag, Period
from evidence.wording.dates_find import Found, Limit, find_compact_dates, find_dates
from evidence.wording.dates_span import Span

_DAY = 3  # points for a day with its year, as for one that cannot exist
_OF_LAST_ROW = 11  # points, one more than the first lines have where they are labelled
_ENDS_WITH_ANOTHER = (K.MINUTES, K.AGENDA)  # kinds whose last lines give the next meeting's day
_TELLS = (K.REPORT, K.LETTER, K.MEMO, K.PAPER)  # kinds that are written after a meeting, and have a day of their own
_LEAST = 4  # points below which the name is asked instead
_LABEL = re.compile(
    r"\b(?:dated?|date (?:and time|of (?:the )?(?:visit|meeting|issue|review))|issued|held (?:on|at)|held|submitted|"
    r"(?:issued|set|prepared|compiled|written(?: up)?|circulated) by [\w' ]{1,30}|"
    r"(?:report|paper|note|briefing) (?:of|by|from) [\w' ]{2,40}|"
    r"(?:position )?(?:as )?at|settled|last (?:changed|updated|revised)|updated|published|meeting(?: on)?|agreed|"
    r"adopted|prepared|version [\d.]+|v[\d.]+|certified|approved for issue|minutes of the meeting|minutes|notes? of|"
    r"sent out|circulated|report written|extract from notes of|visit \d+|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thu(?:rs)?|fri)"
    r"\b[\s.:,|–-]*(?:on|of|the|at|from|this)?[\s.:,|(–-]*$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:draft|first draft|status)\b[^\d\n]{0,12}$", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:\b(?:typed|printed|replies|reply|respond|deadline|closing|next|your (?:letter|application|ref|e-?mail)|"
    r"our letter|ref|following|sent to|sent(?! out| by)|received(?! (?:up )?to)|replaces|supersedes|since|until|due|"
    r"review|(?:after|before) (?:our|the|your)|"
    r"effect|force|confirmed|draft issued|born|expires?|interviews(?! held)|valid|start(?:s|ing)?|order|last time)\b"
    r"[^.\n]{0,30}|\bcomments\b[^.,\n]{0,20})$",  # "Comments by 3 May", not "for comments, 3 May"
    re.IGNORECASE,
)
_LAST_TIME = re.compile(r"\b(?:minutes|notes)\b[^.\n]{0,30}$", re.IGNORECASE)
_MET = re.compile(r"\b(?:meeting|held)(?: of| on)*[\s,:]*$", re.IGNORECASE)
_AGREED = re.compile(r"\b(?:agreed|confirmed|approved|signed|accepted|received|enclosed|correct)\b", re.IGNORECASE)
_TO_BE_READ = re.compile(  # the day on which others will have it before them
    r"\bfor\b[^.\n]{0,60}\b(?:meetings?|board|committee|executive|cabinet|council|panel|forum)\b[\s,(]*(?:on|of)?\s*$",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(r"\b(?:in (?:force|use)|effective|in(?:to)? effect)\b[^\d\n]{0,12}$", re.IGNORECASE)
_WEEK_ENDING = re.compile(r"w(?:ee)?k?[ /]*e(?:nd(?:ing|ed)?)?\b", re.IGNORECASE)
_NO_DAY = re.compile(  # the first letter is looked at first: few places of a line are tried any further
    r"\b(?=[vpscliae\d])(?:v(?:ersion)? ?\d+(?:[.-]\d+)+|"
    r"(?<![\d/.-])\d{1,3} (?=[-–|] (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|"
    r"(?:period|part|phase|stage|chapter|level|item|section|appendix|issue|edition) \d{1,2}\b(?![/.]\d)"
    r"(?!\.? \d{1,2}\.? \d{2,4}\b(?! ?\d))"  # "date of issue 27 02 06"
    r"(?! ?(?:to|and|[-–]) ?\d| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))",
    re.IGNORECASE,
)  # "v0.4 -", "under 16 - ", "Period 10"
_MAY_HOLD = re.compile(r"\d")
_NUMBERED = re.compile(r"(?:\d{1,3}[.)/]|[a-z]\)|[-*•])\s*\D")
_SIGNED = re.compile(r"\b(?:certified|signed|approved|authorised|dated?|agreed)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"[\s,.;:()|-]*(?:at |from )?(?:\d{1,2}(?:[.:]\d\d)?(?: ?[ap]\.?m\b\.?)?)?[\s,.;:()|-]*", re.IGNORECASE
)
_HAND = re.compile(r"(?:(?i:signed|signature)[\s:]*)?[A-Z]{0,4}[\s,:]*")  # whoever wrote or signed, before the day
_PROSE_LINES = 30  # lines in which a day is looked for that a sentence gives, where nothing else does
_NEAR_HEAD = 9  # lines that count as near the head
_SHEET_LINES = 5  # lines of a sheet in which its own date is looked for


@frozen
class _Candidate:
    points: int
    period: Period
    because: str


def dated(view: View, kind: K) -> tuple[Period | None, str]:
    """The date and where it was read; `None` and "" where the document bears none."""
    if kind == K.EMAIL:
        sent = _moment(view.metadata.sent or "")
        if sent:
            return Period(text=view.metadata.sent or "", earliest=sent, latest=sent), "the message's own date"
        printed = next((line for line in view.head if line.lower().startswith(("sent:", "date:"))), "")
        for each in _Dates().of(printed):
            return each.period, f"the message's own date: '{_around(printed, each)}'"
    in_name = _in_name(view.stem)
    dates = _Dates()
    span = _span(view, in_name, dates)
    if span:
        dates.supply(span)
    sheet = view.is_sheet
    head = view.head[:_SHEET_LINES] if sheet else view.head
    candidates = [
        candidate
        for line, number in _first_places(head, kind).items()
        if not (sheet and view.is_row(line)) and line not in view.own.rows
        for candidate in _in_line(line, number, dates.of(line), in_name, kind)
    ]
    candidates += _last_of([each for line in view.own.rows for each in dates.of(line)[:1]])
    if kind not in _ENDS_WITH_ANOTHER and not sheet:
        candidates += [each for line in dict.fromkeys(view.tail) for each in _at_the_end(line, dates.of(line), kind)]
    best = max(candidates, key=lambda each: each.points, default=None)
    if best and best.points >= _LEAST:
        return best.period, best.because
    if in_name:
        return in_name, f"the file's name says '{in_name.text}'"
    vague = [each for each in candidates if each.points > 0 and not each.period.has(Flag.YEAR_INFERRED)]
    if vague:
        return vague[0].period, vague[0].because
    return (None, "") if sheet else _in_words(view, dates)


def _first_places(lines: tuple[str, ...], kind: K) -> dict[str, int]:
    """Each line once, with the number of its first place: repeated further down it says nothing more.

    What stands below the salutation of a letter is not among its first lines, however short its head.
    """
    places: dict[str, int] = {}
    below = 0
    for number, line in enumerate(lines):
        places.setdefault(line, number + below)
        if kind is K.LETTER and line.lower().startswith("dear "):
            below = _NEAR_HEAD
    return places


def _in_line(line: str, number: int, dates: tuple[Found, ...], in_name: Period | None, kind: K) -> list[_Candidate]:
    found = []
    for each in dates:
        exactness = _exactness(each.period)
        if exactness is None:
            continue
        before = line[: each.start]
        points = exactness + (3 if number < 4 else 1 if number < _NEAR_HEAD else 0)
        points += 4 if _LABEL.search(before) and not (kind in _TELLS and _MET.search(before)) else 0
        points += 4 if kind is K.APPROVAL and _MET.search(before) else 0
        points += 8 if _OWN.search(before) else 0
        points += 2 if not before.strip(" \t(|-") else 0
        points += 2 if _ALONE.fullmatch(line[each.end :]) else 0
        points -= 8 if _OTHERS.search(before) and not _OWN.search(before) else 0
        points -= 8 if _is_of_last_time(line, each, number) else 0
        points -= 4 if _TO_BE_READ.search(before) else 0
        points -= 5 if each.limit in (Limit.FROM, Limit.UNTIL, Limit.BY) else 0
        points -= 4 if _NUMBERED.match(line) and not _LABEL.search(before) else 0
        points += 4 if in_name and _agree(each.period, in_name) else 0
        where = "on its first lines" if number < 4 else "near its head"
        found.append(_Candidate(points, _day_of(each.period), f"{where}: '{_around(line, each)}'"))
    return found


def _is_of_last_time(line: str, found: Found, number: int) -> bool:
    """Whether these are the minutes of the meeting before, which this one agrees."""
    opening = number < 4 and not _NUMBERED.match(line) and not _AGREED.search(line, found.end)
    return bool(_LAST_TIME.search(line[: found.start])) and not opening


def _last_of(dates: list[Found]) -> list[_Candidate]:
    """A document that keeps a table of its versions, or of those who signed it, bears the last day of it."""
    days = [(each.period.latest, each.period) for each in dates if each.period.earliest and each.period.latest]
    last = max(days, key=lambda each: each[0], default=(None, None))[1]
    return [_Candidate(_OF_LAST_ROW, last, f"the last row of its own table: '{last.text}'")] if last else []


def _in_words(view: View, dates: _Dates) -> tuple[Period | None, str]:
    """The first day that a sentence further down gives as the document's own, else that from which it is in force."""
    from_then: tuple[Period | None, str] = None, ""
    for line in view.lines[:_PROSE_LINES]:
        for each in dates.of(line):
            before, exactness = line[: each.start], _exactness(each.period)
            because = f"its text says '{_around(line, each)}'"
            if exactness == _DAY and _LABEL.search(before) and not _OTHERS.search(before):
                return each.period, because
            if exactness and not from_then[0] and _IN_FORCE.search(before):
                from_then = each.period, because
    return from_then


def _day_of(period: Period) -> Period:
    """A paper of the week ending on a day bears that day."""
    return evolve(period, earliest=period.latest) if _WEEK_ENDING.match(period.text) else period


class _Dates:
    """The dates of one document's lines; each line is read once, and again only if a year must be supplied."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Found, ...]] = {}
        self._span: Span | None = None

    def of(self, line: str) -> tuple[Found, ...]:
        """The dates of a line; numbers that are no days (of versions, of ages) are not taken for them."""
        found = self._read.get(line)
        if found is None:
            found = find_dates(_without_numbers(line), self._span) if _MAY_HOLD.search(line) else ()
            self._read[line] = found
        return found

    def supply(self, span: Span) -> None:
        """From now on, read dates without a year as lying in this span."""
        self._span = span
        self._read = {line: dates for line, dates in self._read.items() if not _lack_years(dates)}


def _lack_years(dates: tuple[Found, ...]) -> bool:
    return any(each.period.has(Flag.YEAR_MISSING) for each in dates)


def _without_numbers(line: str) -> str:
    return _NO_DAY.sub(lambda words: " " * len(words[0]), line).replace("\t", "|")  # no date lies in two cells


def _at_the_end(line: str, dates: tuple[Found, ...], kind: K) -> list[_Candidate]:
    """A decision bears the date beside the hand that took it; what somebody wrote, the day that stands alone below."""
    found = []
    for each in dates:
        exactness, before = _exactness(each.period), line[: each.start]
        alone = _HAND.fullmatch(before) and _ALONE.fullmatch(line[each.end :])
        if exactness and kind is K.APPROVAL and (_SIGNED.search(before) or not before.strip()):
            found.append(_Candidate(exactness + 9, each.period, f"at its end: '{_around(line, each)}'"))
        elif exactness == _DAY and kind is not K.APPROVAL and alone:
            found.append(_Candidate(exactness + 4, each.period, f"at its end: '{_around(line, each)}'"))
    return found


def _exactness(period: Period) -> int | None:
    """Points for how exact a date is; `None` for what cannot be a document's own date."""
    if period.has(Flag.IMPOSSIBLE):
        return _DAY
    if period.earliest is None or period.latest is None:
        return None
    days = (period.latest - period.earliest).days
    if days == 0:
        return 0 if period.has(Flag.YEAR_INFERRED) else _DAY
    if days <= 31 and not period.has(Flag.APPROXIMATE):
        return -2 if period.has(Flag.YEAR_INFERRED) else 1
    return -2


def _agree(one: Period, other: Period) -> bool:
    return bool(one.earliest and one.earliest == other.earliest and one.latest == other.latest)


def _around(line: str, found: Found) -> str:
    start = max(0, found.start - 30)
    return " ".join(line[start : found.end].split())


def _in_name(stem: str) -> Period | None:
    """The last exact date of a name, else its last month."""
    periods = [each.period for each in find_compact_dates(stem) if (_exactness(each.period) or 0) > 0]
    days = [period for period in periods if period.day]
    return days[-1] if days else periods[-1] if periods else None


def _span(view: View, in_name: Period | None, dates: _Dates) -> Span | None:
    """The year around the dates that are written with one, for those that are written without."""
    full = [in_name] if in_name else []
    full += [each.period for line in (*view.head, *view.tail) for each in dates.of(line)]
    days = [period.earliest for period in full if period.earliest and period.latest]
    if not days:
        return None
    middle = sorted(days)[len(days) // 2] if in_name is None or in_name.earliest is None else in_name.earliest
    return Span(earliest=middle - timedelta(days=180), latest=middle + timedelta(days=180))


def _moment(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
