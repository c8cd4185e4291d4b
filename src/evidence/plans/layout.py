"""One heading row laid over the columns below it: broken over two rows, fused, cut off, with rivals for one field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from evidence.model.table import Row
from evidence.plans import fields
from evidence.plans.headings import Meaning, Vocabulary, beginning, known, squeeze, words_of
from evidence.plans.readings import Column
from evidence.plans.spanned import headings_under
from evidence.plans.timeline import month_row, months_of
from evidence.wording.folding import fold

UNKNOWN = "means nothing known"  # how the reason ends for a heading that does
_STRONG = 8  # headings for recommendations that say so themselves; those after them also head other things
_LEVEL = re.compile(
    r"(?i)high|medium|med|low|critical|essential|desirable|[hml]|[1-5]|[a-d]|priority [1-5]|n/?a|urgent"
)
_LONG_TEXT = 60  # characters; a row with many such cells is no heading row
_LONGEST_NUMBER = 2  # words: "Rec 4"
_ROWS_BELOW = 15  # rows below the headings that are looked at


def columns_of(rows: Sequence[Row], n: int, width: int, words: Vocabulary) -> tuple[tuple[Column, ...], int]:
    """The columns that row `n` heads, and how many rows the headings take (1 or 2)."""
    texts = [fold(text) for text in rows[n].texts]
    texts += [""] * (width - len(texts))
    if sum(1 for text in texts if len(text) > _LONG_TEXT) * 3 > sum(1 for text in texts if text):
        return (), 1
    below = _second_line(texts, rows[n + 1], words) if n + 1 < len(rows) else None
    if below:
        texts = [fold(f"{upper} {lower}") for upper, lower in zip(texts, below, strict=True)]
    under = headings_under(texts, rows[n + 1], words) if not below and n + 1 < len(rows) else None
    lower = month_row(texts, rows[n + 1]) if not below and not under and n + 1 < len(rows) else None
    months = months_of(lower or texts, texts if lower else rows[n - 1].texts if n else ())
    used = 2 if below or under or lower else 1
    meanings = list(under.meanings) if under else [words.read(text) if text else None for text in texts]
    if under:
        texts = list(under.texts)
    elif lower:
        texts = [f"{text} {month}".strip() for text, month in zip(texts, lower, strict=True)]
    spread = _spread_fused(texts, meanings, words)
    if spread:
        return spread, used
    taken = {m.field for m in meanings if m and m.field}
    columns = []
    for at, (text, meaning) in enumerate(zip(texts, meanings, strict=True)):
        if text and meaning is None:
            meaning = words.cut(text)
            if meaning is None or meaning.field in taken:
                meaning = _cut_free(text, taken) or Meaning(field=None, because=f"{text!r} {UNKNOWN}")
        columns.append(
            Column(
                at=at,
                heading=text,
                field=meaning.field if meaning else None,
                because=meaning.because if meaning else "",
                rest=meaning.rest if meaning else "",
                also=meaning.also if meaning and meaning.also not in taken else None,
                month=months.get(at, "") if not meaning or not meaning.field else "",
            )
        )
    following = [rows[k] for k in range(n + used, min(len(rows), n + used + _ROWS_BELOW))]
    return _recommendations(_one_each(_worded(columns, following, words), words), following, words), used


def _cut_free(text: str, taken: set[str]) -> Meaning | None:
    """A cut heading that could begin several: the one whose field no other column has."""
    key = squeeze(text)
    if not 4 <= len(key) <= 30:
        return None
    free = beginning(key) - taken
    if len(free) == 1:
        (name,) = free
        return Meaning(field=name, because=f"cut off: {text!r} begins a heading for {name}", sure=False)
    return None


def _second_line(upper: list[str], row: Row, words: Vocabulary) -> list[str] | None:
    """The texts of the row below, if they are the second line of these headings (`By` over `When`)."""
    lower = [fold(text) for text in row.texts]
    lower += [""] * (len(upper) - len(lower))
    filled = [n for n, text in enumerate(lower) if text]
    if not filled or len(lower) > len(upper) or max(len(lower[n]) for n in filled) > 40:
        return None
    if sum(map(bool, upper)) == 1 < len(filled):
        return None  # a title
    fitting = 0
    for n in filled:
        whole = words.read(f"{upper[n]} {lower[n]}")
        if whole and whole.field and whole.sure and squeeze(upper[n] + lower[n]) in known():
            fitting += 1
    return lower if fitting == len(filled) or (fitting >= 2 and fitting * 4 >= len(filled) * 3) else None


def _spread_fused(texts: list[str], meanings: list[Meaning | None], words: Vocabulary) -> tuple[Column, ...] | None:
    """Columns from headings that ran together, where there are exactly as many fields as columns."""
    single = [meaning.field for meaning in meanings if meaning and meaning.field]
    if len(set(single)) == len(texts):
        return None
    if not any(
        text and (m is None or not m.sure) and words.fused(text) for text, m in zip(texts, meanings, strict=True)
    ):
        return None
    order: list[tuple[str, str]] = []
    for text, meaning in zip(texts, meanings, strict=True):
        names = (meaning.field,) if meaning and meaning.sure and meaning.field else words.fused(text)
        if text and not names:
            return None
        order += [(name, text) for name in names if name and name not in (known_name for known_name, _ in order)]
    if len(order) != len(texts) or fields.ACTION not in (name for name, _ in order):
        return None
    because = f"headings ran together; {len(order)} headings in this order stand over {len(order)} columns"
    return tuple(Column(at=n, heading=text, field=name, because=because) for n, (name, text) in enumerate(order))


def _worded(columns: list[Column], rows: Sequence[Row], words: Vocabulary) -> list[Column]:
    """`Rec` above sentences heads recommendations, not their numbers, where no other column does."""
    if any(column.field == fields.RECOMMENDATION for column in columns):
        return columns
    return [
        evolve(column, field=fields.RECOMMENDATION, because=f"the cells under {column.heading!r} are sentences")
        if column.field == fields.NUMBER
        and squeeze(column.heading).startswith("rec")
        and squeeze(column.heading) not in words.named
        and _is_worded([row.cells[column.at].text for row in rows if column.at < len(row.cells)])
        else column
        for column in columns
    ]


def _is_worded(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return sum(len(text.split()) > _LONGEST_NUMBER for text in filled) * 2 > len(filled)


def _one_each(columns: list[Column], words: Vocabulary) -> tuple[Column, ...]:
    """One column of actions, of numbers, of leads, of deadlines; a second one of these is kept under its heading."""
    for name in (fields.ACTION, fields.NUMBER, fields.LEAD, fields.DUE):
        rivals = [c for c in columns if c.field == name]
        if len(rivals) < 2:
            continue
        best = min(rivals, key=lambda c: (squeeze(c.heading) not in words.named, _rank(name, c.heading), c.at))
        for column in rivals:
            if column is best:
                continue
            other = "partners" if name == fields.LEAD else "other"
            because = f"{best.heading!r} is the column for {name}; {column.heading!r} is kept as {other}"
            columns[column.at] = evolve(column, field=None if other == "other" else other, because=because)
    return tuple(columns)


def _recommendations(columns: tuple[Column, ...], rows: Sequence[Row], words: Vocabulary) -> tuple[Column, ...]:
    """`Priority` or `Issue` beside a `Recommendation`, and columns full of levels, are no recommendations."""
    rivals = [c for c in columns if c.field == fields.RECOMMENDATION and squeeze(c.heading) not in words.named]
    best = min(rivals, key=lambda c: _rank(fields.RECOMMENDATION, c.heading), default=None)
    result = list(columns)
    for column in rivals:
        texts = [text for row in rows if column.at < len(row.cells) and (text := fold(row.cells[column.at].text))]
        if texts and all(_LEVEL.fullmatch(text) for text in texts):
            result[column.at] = evolve(column, field=None, because=f"the cells under {column.heading!r} are levels")
        elif best and column is not best and _rank(fields.RECOMMENDATION, best.heading)[1] < _STRONG:
            because = f"{best.heading!r} is the column for recommendations; {column.heading!r} is kept as other"
            result[column.at] = evolve(column, field=None, because=because)
    return tuple(result)


def _rank(name: str, heading: str) -> tuple[bool, int]:
    """The place of a heading among those for a field, behind all of them that of one that only ends with one."""
    phrases = next(phrases for known_name, phrases in fields.HEADINGS if known_name == name)
    words = words_of(heading)
    whole = ((False, n) for n, one in enumerate(phrases) if one in (words, words + "s", words.removesuffix("s")))
    ending = ((True, n) for n, one in enumerate(phrases) if words.endswith((f" {one}", f" {one}s")))
    return next(whole, next(ending, (True, len(phrases))))
