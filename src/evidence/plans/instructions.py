"""Rows right below the headings that explain how to fill the columns in ("Roles no names", "Realistic target date")."""

from __future__ import annotations

import re

from evidence.plans import fields
from evidence.plans.cells import Line

_OF_DATES = re.compile(r"(?i)\bdate\b|\bdd[ /.-]mm|\byyyy\b|\bdeadline\b|\bwhen\b")
_OF_PEOPLE = re.compile(
    r"(?i)\broles?\b.*\bnames?\b|\bnames?\b.*\broles?\b|\bperson (?:who|responsible)\b|\bjob title\b|"
    r"\bwho (?:is|will)\b"
)
_TYPES = re.compile(
    r"(?i)text|date|number|identifier|name|unique identifier|free text|yes ?[,/] ?no.*|high ?[,/].*|low ?[,/].*"
)


def is_instruction(line: Line) -> bool:
    """Whether a row tells what to write into the columns, by the words under the deadline, the lead, or by types."""
    due, lead = line.text(fields.DUE), line.text(fields.LEAD)
    if _OF_DATES.search(due) and not re.search(r"\d", due):
        return True
    if _OF_PEOPLE.search(lead) and len(lead) > 8:
        return True
    words = line.words
    return len(words) > 2 and sum(1 for text in words if _TYPES.fullmatch(text)) * 2 >= len(words)
