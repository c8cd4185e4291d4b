"""Rows inside a table that are only a heading over those below: "Theme: Leadership", "Within 6 months".

The rows that are asked about here have one cell of words.
"""

from __future__ import annotations

import re

from evidence.plans import fields
from evidence.plans.cells import Line
from evidence.plans.labels import split
from evidence.plans.sections import Section, deadline_in

_LONGEST = 120  # characters of a heading that runs over a whole row
_LONGEST_THEME = 300  # and of one that names a theme
_THEME = re.compile(r"(?i)(?:theme|section|workstream|strand|part|chapter)\s*(?:\w{1,5}\s*)?[:.–—-]\s*\S")


def is_banner(line: Line, following: Line | None) -> bool:
    """Whether a row of a table of recommendations is only a heading over the next ("Theme: Leadership").

    It has nothing struck out, names a theme or runs over the whole row, and the row below it has a recommendation of
    its own.
    """
    if not line.has_column(fields.RECOMMENDATION) or line.struck():
        return False
    if following is None or not following.text(fields.RECOMMENDATION) or following.filled < 2:
        return False
    if line.text(fields.ACTION) and not line.spans:
        return False
    text = line.words[0]
    if len(text) <= _LONGEST_THEME and _THEME.match(text):
        return True
    return line.spans and len(text) <= _LONGEST and split(text).number is None and split(text).letter is None


def section_in(line: Line) -> Section | None:
    """The section that a row opens which is nothing but a heading ("Standard 1 - Referrals", "Within 6 months")."""
    if line.has_column(fields.RECOMMENDATION):
        return None
    text = line.words[0]
    label = split(text)
    labelled = label.kind is not None and label.number is not None
    in_numbers = line.text(fields.NUMBER) == text and len(re.findall(r"[A-Za-z]{2,}", text)) > 1
    if not (labelled or line.spans or in_numbers or lone_deadline(line)):
        return None
    return Section(
        number=label.number,
        text=label.words,
        labelled=labelled,
        deadline=deadline_in(text),
        place=line.place,
    )


def lone_deadline(line: Line) -> str | None:
    """The words of a row that is nothing but a deadline for the rows below it ("Within 6 months")."""
    text = line.words[0]
    if not text[:1].isupper():
        return None
    leading = text in (line.text(name) for name in (fields.ACTION, fields.RECOMMENDATION, fields.NUMBER))
    return text if leading and deadline_in(text) == text else None
