"""What a column without a heading holds, told by its cells, where these are plain: orders, people, days, states.

Nothing is told by position; of two columns that look alike neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from evidence.plans import fields
from evidence.plans.labels import split
from evidence.wording.dates import read_due
from evidence.wording.folding import fold
from evidence.wording.orders import is_order, names_somebody
from evidence.wording.statuses import whole_status

_FEWEST = 2  # filled cells that tell anything
_LONGEST_DUE = 40  # characters of a deadline
_SEEN = 60  # filled cells of a column that are looked at
_DITTO = frozenset(('"', "''", "“", "”", "″", "〃", "ditto", "as above"))
_NUMBER = re.compile(r"(?:Rec\.? ?|Action ?|[A-Z]{0,4}[-/ ]?)?(?:\d{1,3}(?:\.\d{1,3})?|\d(?:\.\d){2})[a-z]?[.)]?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d|(?i:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))")


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_due(text: str) -> bool:
    if len(text) > _LONGEST_DUE or is_order(text):
        return False
    due = read_due(text) if _DAY.search(text) or "going" in text or text.lower().startswith("tb") else None
    return due is not None and bool(due.earliest or due.latest or due.recurrence or due.flags)


def _is_lead(text: str) -> bool:
    return text.lower() in _DITTO or names_somebody(text)


def _is_status(text: str) -> bool:
    return whole_status(text) is not None


_LOOKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (fields.NUMBER, _is_number),
    ("status", _is_status),
    (fields.DUE, _is_due),
    (fields.LEAD, _is_lead),
    (fields.ACTION, is_order),
)
_SAID = {
    fields.NUMBER: "numbers",
    "status": "words for how far a thing has got",
    fields.DUE: "days or months",
    fields.LEAD: "people, initials or posts",
    fields.ACTION: 'orders ("Write …", "Review …")',
    fields.RECOMMENDATION: "numbered orders, with other orders beside them",
}


def told_by_cells(columns: Sequence[Sequence[str]], taken: Collection[str | None]) -> dict[int, tuple[str, str]]:
    """For each column that its cells tell: its index, its field, which is none of those `taken`, and what they are.

    More than two thirds of a column's filled cells must look the same. Of two columns of orders that of recommendations
    has the numbers; two columns alike otherwise tell nothing.
    """
    texts = [[fold(text) for text in column if text.strip()][:_SEEN] for column in columns]
    alike: dict[str, list[int]] = {}
    plain: set[int] = set()
    for at, cells in enumerate(texts):
        looks = _looks(cells)
        for name, _ in looks:
            alike.setdefault(name, []).append(at)
        if len(looks) == 1 and looks[0][1] * 3 > 2:
            plain.add(at)
    orders = alike.get(fields.ACTION, [])
    if len(orders) == 2 and _numbered(texts[orders[0]]) and not _numbered(texts[orders[1]]):
        alike[fields.RECOMMENDATION] = [orders.pop(0)]
    return {
        at[0]: (name, f"are {_SAID[name]}")
        for name, at in alike.items()
        if len(at) == 1 and at[0] in plain and name not in taken
    }


def _looks(cells: Sequence[str]) -> list[tuple[str, float]]:
    """What most of these cells look like and the share that does; two where as many look like either."""
    if len(cells) < _FEWEST:
        return []
    counts = [(name, sum(map(looks, cells))) for name, looks in _LOOKS]
    most = max(count for _, count in counts)
    return [(name, count / len(cells)) for name, count in counts if count == most and 2 * count >= len(cells)]


def _numbered(cells: Sequence[str]) -> bool:
    return sum(split(text).number is not None for text in cells) * 3 > len(cells) * 2
