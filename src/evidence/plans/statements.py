"""Cut the text of a progress cell into statements, each with at most one date.

Cells of action plans run statements together without a stop ("Bid submitted 24.02.06 Bid successful w/b 27 02 06"), so
the dates themselves are the joints: a date closes what stands before it, or opens what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from attrs import frozen

from evidence.model.period import Period
from evidence.wording.dates import Found, Limit, Span, find_dates
from evidence.wording.folding import word_set


@frozen(kw_only=True)
class Statement:
    """One statement of a cell."""

    text: str
    date: Period | None = None
    limit: Limit | None = None  # of the date: "by", "from" …


_BULLET = re.compile(r"\s*(?:[•▪●◦*·]|[-–](?=\s)|\(?[0-9]{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_STARTER = re.compile(
    r"(?<=[a-z!)\"'’]) (?=(?:Done|Completed?|Approved|Agreed|Issued|Endorsed|Drafts?|Initial|Final|Meetings?"
    r"|Evidence|Awaiting"
    r"|Expected|To be|Target|Commenced|Started|Produced|Bid|Arrangements?|Both|Only|Some|Visits|Closed|Achieved"
    r"|Comprehensive|Procedure|Guidance|Project|Working|Revised|Plan to|Update[sd]?|No )\b)"
)
_ABBREVIATED = re.compile(r"(?:\b(?:Dept|No|Dr|Mr|Mrs|Ms|St|incl|e\.g|i\.e|corp|approx|Qtrly|min|max|vs|cf|[A-Z]))\.$")
_SENTENCE = re.compile(r"[.;!?]+[)\"'’]*\s+(?=[A-Z(\"'“‘0-9•])|\)\s*(?=[A-Z][a-z]{2})")
_REMARK = re.compile(
    r"(?<=\w) (?=needs? (?:a )?(?:copy|evidence))|(?<=[0-9])\s(?=\()|\s(?=\([^)]*(?:[Nn]eed|[Cc]opy|[Ee]vidence"
    r"|\bto be\b))"
    r"|(?<=[a-z)]) (?=[–-] (?:Target|further|ideally|results|but|now)\b)"
)
_INSIDE = word_set(
    "by in on at before after following from since until till of for to the during with between and end no than "
    "beginning commencing as or is"
)
_GOES_ON = word_set(
    "and or by with to for at in on where when which who that following but from of including subject as is are "
    "was were "
    "has have will deadline because due per so if need needs"
)
_LAST_WORD = re.compile(r"([A-Za-z]+)[^A-Za-z]*$")
_FIRST_WORD = re.compile(r"\s*([A-Za-z&']+)")
_CAPITAL = re.compile(r"(?<=[a-z,)]) (?=[A-Z][a-z]+)|(?<=[A-Za-z]) (?=[A-Z][A-Z]\b [a-z])")


def statements(text: str, span: Span | None = None) -> tuple[Statement, ...]:
    """The statements of a cell, in order; together they are its words, white space folded."""
    found: list[Statement] = []
    for paragraph in _paragraphs(text):
        dates = find_dates(paragraph, span)
        starts = [one.start for one in dates]
        begin = first = 0
        for end in (*_joints(paragraph, dates, starts), len(paragraph)):
            after = bisect_left(starts, end)
            found.extend(_by_date(paragraph, begin, end, dates[first:after]))
            begin, first = end, after
    return tuple(one for one in found if one.text)


def _paragraphs(text: str) -> list[str]:
    """The lines of a cell, with those joined that a narrow column broke."""
    paragraphs: list[str] = []
    for line in text.splitlines():
        folded = " ".join(line.split())
        if not folded:
            continue
        bullet = _BULLET.match(folded)
        fresh = not paragraphs or bullet or paragraphs[-1][-1] in ".;:!?" or line[:1] == "\f"
        if fresh:
            paragraphs.append(folded)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {folded}"
    return paragraphs


def _joints(text: str, dates: tuple[Found, ...], starts: list[int]) -> list[int]:
    """Offsets at which a new sentence begins, none of them within a date."""
    places = {m.end() for pattern in (_STARTER, _REMARK) for m in pattern.finditer(text)}
    for sentence in _SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text[max(0, sentence.start() - 8) : sentence.start() + 1]):
            places.add(sentence.end())
    return sorted(p for p in places if 0 < p < len(text) and not _within(p, dates, starts))


def _within(place: int, dates: tuple[Found, ...], starts: list[int]) -> bool:
    before = bisect_left(starts, place) - 1
    return before >= 0 and place < dates[before].end


def _by_date(text: str, begin: int, end: int, dates: tuple[Found, ...]) -> list[Statement]:
    """Cut one sentence so that each piece has at most one date."""
    pieces: list[Statement] = []
    start, held = begin, None  # where the current piece begins, and its date
    for number, one in enumerate(dates):
        before = text[start : one.start].strip(" ,;:-–`'")
        following = dates[number + 1].start if number + 1 < len(dates) else end
        after = text[one.end : following]
        if held is not None:
            cut = _cut(text, held, one, after)
            pieces.append(_piece(text, start, cut, held))
            start, held = cut, None
            before = text[start : one.start].strip(" ,;:-–`'")
        shaped = one.period.text[:1].isalpha() and one.limit is None and after[:1] == ":"
        shaped = shaped or not any(letter.isdigit() for letter in one.period.text)
        if before and not shaped and _opens(text[start : one.start], after):
            pieces.append(_piece(text, start, one.start, None))
            start, held = one.start, one
        elif before and _closes(text[start : one.start], after):
            stop = one.end + len(after) - len(after.lstrip(".,;:)!\"' "))
            pieces.append(_piece(text, start, stop, one))
            start = stop
        else:
            held = one
    pieces.append(_piece(text, start, end, held))
    return pieces


def _cut(text: str, held: Found, one: Found, after: str) -> int:
    """Where the piece that holds a date ends, when another date follows."""
    between = text[held.end : one.start]
    if not between.strip(" ,;:-–`'.&") or between.strip(" ,.").lower() in ("and", "&"):
        return held.end
    if _opens(text[held.end : one.start], after) or (
        after.strip() and _FIRST_WORD.match(after) and not _bound(between)
    ):
        return one.start
    capitals = [m.end() for m in _CAPITAL.finditer(between)]
    return held.end + (capitals[-1] if capitals else 0)


def _opens(before: str, after: str) -> bool:
    """Whether a date opens the statement that follows it: "- HL met …", "positive response received"."""
    if _bound(before):
        return False
    if re.match(r"\s*[-–:]\s*\w", after):
        return not re.match(
            r"\s*[-–:]\s*(?:further|ideally|target|subject|but|now|to be|results)\b", after, re.IGNORECASE
        )
    first = _FIRST_WORD.match(after)
    return bool(
        first and first[1][0].islower() and first[1] not in _GOES_ON and not before.rstrip().endswith(("(", "-"))
    )


def _closes(before: str, after: str) -> bool:
    """Whether a date closes the statement before it."""
    first = _FIRST_WORD.match(after)
    if first is None or re.match(r"\s*[.:;)(–-]", after):
        return True
    goes_on = first[1][0].islower() or after.lstrip()[:1] == ","
    return not goes_on and not (_bound(before) and first[1][0].islower())


def _bound(before: str) -> bool:
    """Whether the word before a date binds it to what stands before: "by", "following"."""
    last = _LAST_WORD.search(before)
    return bool(last and last[1].lower() in _INSIDE and before[last.end(1) :].strip() in ("", "("))


def _piece(text: str, start: int, end: int, date: Found | None) -> Statement:
    return Statement(
        text=text[start:end].strip(" ,"), date=date.period if date else None, limit=date.limit if date else None
    )
