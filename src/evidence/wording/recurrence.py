"""How often an action comes round, in the words of a deadline or of the action itself."""

from __future__ import annotations

import re

from evidence.model.period import Recurrence
from evidence.wording.calendars import MONTHS

_WORDS = {
    "fortnightly": Recurrence.FORTNIGHTLY,
    "biweekly": Recurrence.FORTNIGHTLY,
    "weekly": Recurrence.WEEKLY,
    "bimonthly": Recurrence.BIMONTHLY,
    "monthly": Recurrence.MONTHLY,
    "quarterly": Recurrence.QUARTERLY,
    "qtrly": Recurrence.QUARTERLY,
    "annually": Recurrence.ANNUAL,
    "annual": Recurrence.ANNUAL,
    "yearly": Recurrence.ANNUAL,
}
_EVERY = {
    "week": Recurrence.WEEKLY,
    "fortnight": Recurrence.FORTNIGHTLY,
    "month": Recurrence.MONTHLY,
    "quarter": Recurrence.QUARTERLY,
    "year": Recurrence.ANNUAL,
}
_EVERY_TWO = {"week": Recurrence.FORTNIGHTLY, "month": Recurrence.BIMONTHLY}
_NO_YEAR = "".join(rf"(?<!\b{name} )" for name in MONTHS)  # "from Jan 24 monthly"
_COUNTED = rf"(?:two|three|four|six|half|(?<![0-9]){_NO_YEAR}[1-9][0-9]?)[ -]*"
_FREQUENCY = re.compile(
    rf"(?<![a-z])(?:(?P<counted>{_COUNTED})(?:weekly|monthly|yearly)"
    r"|(?P<two>bi|semi)[ -]+(?P<unit>weekly|month ?ly|annual(?:ly)?)"
    r"|(?P<word>fortnightly|bi ?weekly|week ?ly|bi ?monthly|month ?ly|quarter ?ly|qtrly|annual ?ly|annual|yearly)"
    r"|(?:every|each|once an?|once per|once every|per) (?P<other>other |second |two |2 |three |3 )?"
    r"(?P<every>week|fortnight|month|quarter|year)s?)(?![a-z])"
)
_ONGOING = re.compile(
    r"(?<![a-z])(?:on[- ]?going|continuous(?:ly)?|rolling programme)(?=\s*(?:$|[.,;:)&/+-]|(?:and|basis|until"
    r"|subject|with|from|every|as|to)\b))"
)
_EACH_TIME = re.compile(
    r"\b(?:each|every) (?:meeting|session|visit|inspection|occasion)\b|\ball future\b", re.IGNORECASE
)
_HINT = re.compile("ly|ever|each|onc|ann|per ")  # without one of these no frequency is named
_TWO_A = {"weekly": Recurrence.FORTNIGHTLY, "monthly": Recurrence.BIMONTHLY}


def read_recurrence(text: str) -> Recurrence | None:
    """The first frequency that the words name, else whether they say "ongoing"; `None` for what happens once.

    "Bi-weekly" is read as every fortnight and "bi-monthly" as every two months, as English councils use them. What
    the closed list cannot say (daily, six-monthly, every 24 months) is not rounded to something else.
    """
    low = text.lower()
    if not _HINT.search(low):
        return _ongoing(low)
    for found in _FREQUENCY.finditer(" ".join(low.split())):
        recurrence = _read(found)
        if recurrence:
            return recurrence
    return _ongoing(low)


def asks_each_time(text: str) -> bool:
    """Whether words ask for something of each meeting, each visit and the like, whenever that may be."""
    return _EACH_TIME.search(text) is not None


def _ongoing(low: str) -> Recurrence | None:
    return (
        Recurrence.ONGOING
        if ("going" in low or "continuous" in low or "rolling" in low) and _ONGOING.search(low)
        else None
    )


def _read(found: re.Match[str]) -> Recurrence | None:
    if found["counted"]:
        return _EVERY_TWO.get("week" if "week" in found[0] else "month") if _is_two(found["counted"]) else None
    if found["two"]:
        unit = found["unit"].replace(" ", "")
        return _TWO_A.get(unit) if found["two"] == "bi" else None
    if found["word"]:
        return _WORDS[found["word"].replace(" ", "")]
    if found["other"]:
        return _EVERY_TWO.get(found["every"]) if found["other"].strip() in ("other", "second", "two", "2") else None
    return _EVERY[found["every"]]


def _is_two(counted: str) -> bool:
    return counted.strip(" -") in ("two", "2")
