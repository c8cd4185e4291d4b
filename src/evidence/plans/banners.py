"""Rows inside a table that are only a heading over the recommendations below them: "Theme: Leadership"."""

from __future__ import annotations

import re

from evidence.plans import fields
from evidence.plans.cells import Line
from evidence.plans.labels import split

_LONGEST = 120  # characters of a heading that runs over a whole row
_LONGEST_THEME = 300  # and of one that names a theme
_THEME = re.compile(r"(?i)(?:theme|section|workstream|strand|part|chapter)\s*(?:\w{1,5}\s*)?[:.–—-]\s*\S")


def is_banner(line: Line, following: Line | None) -> bool:
    """Whether a row of a table of recommendations is only a heading over the next ("Theme: Leadership").

    It has one cell of words and nothing else, names a theme or runs over the whole row, and the row below it has a
    recommendation of its own.
    """
    if not line.has_column(fields.RECOMMENDATION) or line.filled != 1 or line.struck():
        return False
    if following is None or not following.text(fields.RECOMMENDATION) or following.filled < 2:
        return False
    if line.text(fields.ACTION) and not line.spans:
        return False
    text = line.words[0]
    if len(text) <= _LONGEST_THEME and _THEME.match(text):
        return True
    return line.spans and len(text) <= _LONGEST and split(text).number is None and split(text).letter is None
