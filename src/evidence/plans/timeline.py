"""Columns of months with marks in them, as a bar chart of work has: the last month marked is the deadline.

A mark names no day, so the deadline is the whole month, and flagged. What has words under its months is no timeline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve

from evidence.model.table import Cell, Row
from evidence.plans.readings import Column, Reading
from evidence.wording.calendars import MONTHS, full_year
from evidence.wording.folding import fold

_APRIL = 4  # in years of two calendar years the months before it are of the second, whenever these begin
_FEWEST = 3  # columns of months
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"(?i)({'|'.join(MONTHS)})\.?(?:[ '’/.-]*(20\d\d|\d\d))?")
_ISO = re.compile(r"(20\d\d)-(\d\d)-\d\d")  # a date cell shown as a month
_QUARTER = re.compile(r"(?i)(?:q(?:uarter)? ?|qtr ?)([1-4])(?:[ ,'’/-]+(20\d\d|\d\d)[/-](?:20)?(\d\d))?")
_YEARS = re.compile(r"(?<![\d/.-])(?:20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?|\d\d\s*[/–-]\s*\d\d)(?![\d/.-])")
_MARK = re.compile(r"(?:[xXü✓✔√☑✅☒■▪◼⬛█▇▆▓▒░●•⚫★*→➔►▶]\s*)+")


def months_of(texts: Sequence[str], above: Sequence[str]) -> Mapping[int, str]:
    """The month or quarter that each of these headings is, with its year where told; empty for fewer than three.

    `above` has the years over them; what stands left of the first month, as a title does, tells none. Under "2024/25" a
    month before its neighbour on the left is of the second year; a month without a year goes on from the one on its
    left.
    """
    found = {at: month for at, text in enumerate(texts) if text and (month := _month(text))}
    dated = [month for month in found.values() if month[1]]
    if len(found) < _FEWEST or len(set(dated)) < len(dated):
        return {}
    result: dict[int, str] = {}
    year: int | None = None
    label = ""
    before = 0
    first = min(found)
    for at, (number, own) in found.items():
        printed = next((fold(text) for text in reversed(above[first : at + 1]) if text.strip()), "")
        if own:
            year = own
        elif printed != label and (over := _YEARS.search(printed)):
            years = re.split(r"\D+", over[0])
            year, before = full_year(years[0]), 0
            if year and len(years) > 1 and number < _APRIL:
                year += 1
        elif year and number < before:
            year += 1
        label, before = printed, number
        result[at] = _written(texts[at], number, year, label)
    return result


def _written(text: str, number: int, year: int | None, label: str) -> str:
    if number > len(_NAMES):
        years = _YEARS.search(label)
        return f"{text} {years[0]}" if years and not _YEARS.search(text) else text
    return f"{_NAMES[number - 1].title()} {year}" if year else text


def month_row(upper: Sequence[str], row: Row) -> list[str] | None:
    """The texts of a row that has nothing but months, under headings that are blank there or have years."""
    lower = [fold(text) for text in row.texts]
    filled = [text for text in lower if text]
    if len(filled) < _FEWEST or not all(map(_month, filled)) or len(lower) > len(upper):
        return None
    over = [text for text, month in zip(upper, lower, strict=False) if text and month]
    return lower if all(_YEARS.search(text) for text in over) else None


def take_marks(reading: Reading) -> None:
    """Make the months of a table its deadlines, if there is nothing but marks under them."""
    months = {column.at: column.month for column in reading.columns if column.month}
    if not months:
        return
    texts = (fold(text) for at in months for text in reading.filled(at))
    cells = [text for text in texts if not (_month(text) or _YEARS.fullmatch(text))]  # headings may be printed again
    marked = bool(cells) and all(_MARK.fullmatch(text) for text in cells)
    reading.months = months if marked else {}
    said = "the last one marked in a row is its deadline" if marked else "its cells are kept as they are"
    reading.columns = tuple(_said(column, said) if column.month else column for column in reading.columns)


def last_marked(cells: Sequence[Cell], months: Mapping[int, str]) -> str:
    """The last month that a row has a mark under; blank for none."""
    last = next((at for at in sorted(months, reverse=True) if at < len(cells) and cells[at].text.strip()), None)
    if last is None:
        return ""
    while last + 1 in months and last + 1 < len(cells) and cells[last + 1].merged:
        last += 1
    return months[last]


def _said(column: Column, said: str) -> Column:
    what = "a quarter" if _QUARTER.match(column.month) else "a month"
    return evolve(column, because=f"{column.heading!r} is {what} ({column.month}); {said}")


def _month(text: str) -> tuple[int, int | None] | None:
    """Number of a month (13 to 16 for quarters) and the year beside it."""
    if found := _MONTH.fullmatch(text):
        return MONTHS[found[1].lower()], full_year(found[2]) if found[2] else None
    if found := _ISO.fullmatch(text):
        return int(found[2]), int(found[1])
    if found := _QUARTER.fullmatch(text):
        return len(_NAMES) + int(found[1]), full_year(found[2]) if found[2] else None
    return None
