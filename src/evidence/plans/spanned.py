"""Headings in two rows, the upper of which spans several columns: "Timescale" over "Start" and "End"."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from evidence.model.table import Row
from evidence.plans.fields import DUE
from evidence.plans.headings import Meaning, Vocabulary, squeeze
from evidence.wording.folding import fold

_LONGEST = 40  # characters of a heading under another
# Under a heading of dates these say which date it is; only the last day is a deadline.
_FIRST_DAY = frozenset(("start", "started", "from", "begin", "beginning", "begins", "commence", "commencement"))
_LAST_DAY = frozenset(("end", "ends", "finish", "to", "until", "final", "latest"))


@frozen(kw_only=True)
class Under:
    """A row of headings under a row of headings that span them: one text and one meaning for each column."""

    texts: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]


def headings_under(upper: Sequence[str], row: Row, words: Vocabulary) -> Under | None:
    """The headings of both rows together, if `row` has those that the headings of `upper` span; otherwise `None`.

    It has if it stands only below headings that are followed by blanks, names at least two columns of one of them,
    leaves another heading alone, and most of its words are headings that are known. A lower heading is read by its own
    words; where they say nothing, the first column of those spanned is what the upper heading says.
    """
    lower = [fold(text) for text in row.texts]
    lower += [""] * (len(upper) - len(lower))
    filled = [n for n, text in enumerate(lower) if text]
    if len(lower) > len(upper) or not _fits(upper, lower, filled):
        return None
    read = {n: _read(_above(upper, n), lower[n], words) for n in filled}
    if sum(1 for meaning in read.values() if meaning) * 2 <= len(filled):
        return None
    for group in {_start(upper, n) for n in filled}:
        whole, members = words.read(upper[group]), [n for n in filled if _start(upper, n) == group]
        unread = next((n for n in members if read[n] is None), None)
        if whole and unread is not None and all(not m or m.field != whole.field for m in (read[k] for k in members)):
            read[unread] = evolve(whole, sure=False)
    texts = tuple(
        lower[n] if squeeze(lower[n]) in words.named else fold(f"{_above(upper, n)} {lower[n]}") if lower[n] else text
        for n, text in enumerate(upper)
    )
    return Under(
        texts=texts,
        meanings=tuple(read[n] if n in read else words.read(text) if text else None for n, text in enumerate(upper)),
    )


def _fits(upper: Sequence[str], lower: Sequence[str], filled: Sequence[int]) -> bool:
    if not filled or max(len(lower[n]) for n in filled) > _LONGEST:
        return False
    if any(not _above(upper, n) or any(letter.isdigit() for letter in lower[n]) for n in filled):
        return False
    starts = [_start(upper, n) for n in filled]
    several = all(starts.count(start) > 1 for start in starts)
    return several and any(text and not lower[n] for n, text in enumerate(upper) if n not in starts)


def _start(upper: Sequence[str], at: int) -> int:
    """The column of the heading that spans this one."""
    return next((n for n in range(at, -1, -1) if upper[n]), at)


def _above(upper: Sequence[str], at: int) -> str:
    return upper[_start(upper, at)]


def _read(upper: str, lower: str, words: Vocabulary) -> Meaning | None:
    """What the lower heading says: by itself, as a date where the upper one is of dates, or together with it."""
    whole = words.read(upper)
    dated = whole is not None and whole.field == DUE
    if dated and squeeze(lower) in _FIRST_DAY | _LAST_DAY:
        last = squeeze(lower) in _LAST_DAY
        because = f"{lower!r} under {upper!r} is the {'last' if last else 'first'} of its days"
        return Meaning(field=DUE if last else None, because=because)
    for text in (lower, *((f"{lower} date",) if dated else ()), f"{upper} {lower}"):
        meaning = words.read(text)
        if meaning and (meaning.sure or text == lower):
            return meaning
    return None
