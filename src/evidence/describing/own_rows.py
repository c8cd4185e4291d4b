"""The table that a document keeps of itself: its versions, or the hands that signed it, each row with a day.

Only the rows are found here; which of their days the document bears, `dated` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import field, frozen

_DATE = re.compile(r"dated?\b", re.IGNORECASE)
_VERSION = re.compile(r"(?:version|ver|issue|edition|revision|rev|draft)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"(?:v|version |draft |issue )?\d+[a-z]?(?:\.\d+)*\b", re.IGNORECASE)
_HAND = re.compile(r"(?:signed(?! for by)|signature)\b[\w '’()]*", re.IGNORECASE)


@frozen(kw_only=True)
class OwnRows:
    """Such a table's rows as they stand in the text, without its heading."""

    rows: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    signed: bool = False  # whether the rows are of hands, not of versions


def own_rows(lines: Sequence[str]) -> OwnRows:
    """The first such table among the lines, whose cells are parted by tabs; no rows where there is none."""
    for number, line in enumerate(lines):
        if "\t" not in line or "date" not in line.lower():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(map(_DATE.match, cells)):
            continue
        below = _below(lines[number + 1 :])
        hand = next((place for place, cell in enumerate(cells) if _HAND.fullmatch(cell)), None)
        signed = [row for row in below if hand is not None and _is_filled(row, hand)]
        if signed:
            return OwnRows(rows=signed, signed=True)
        if _VERSION.match(cells[0]) and below and all(map(_NUMBER.match, below)):
            return OwnRows(rows=below)
    return OwnRows()


def _is_filled(row: str, place: int) -> bool:
    """Whether a row has a word in its cell of that place, and not a rule to write upon."""
    cells = row.split("\t")
    return place < len(cells) and _WORD.search(cells[place]) is not None


def _below(lines: Sequence[str]) -> Sequence[str]:
    end = next((number for number, line in enumerate(lines) if "\t" not in line), len(lines))
    return lines[:end]
