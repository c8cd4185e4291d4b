"""The headings of a population list, by which its columns are known, and a list of case files from other tables."""

from __future__ import annotations

from collections.abc import Iterable

TITLES = 20  # lines above the headings of a list, at most
# Whose number stands in the column: a file's, a child's, or a person's in one of the case systems of councils.
_WHOSE = (
    "case",
    "case file",
    "child",
    "client",
    "file",
    "person",
    "swift",
    "ics",
    "mosaic",
    "carefirst",
    "liquidlogic",
)
_NUMBER = ("number", "no", "ref", "reference", "id")
HEADINGS = {  # what a column of a population list is, by its heading
    **{f"{whose} {number}": "number" for whose in _WHOSE for number in _NUMBER},
    "case": "number", "number": "number", "reference": "number", "ref": "number", "id": "number", "file": "number",
    "team": "team", "locality": "team", "service": "team",
    "status": "status", "legal status": "status", "category": "status",
    "holder": "holder", "case holder": "holder", "holder role": "holder", "case holder role": "holder",
    "worker": "holder", "worker role": "holder", "allocated to": "holder", "social worker": "holder",
    "allocated worker": "holder", "allocated social worker": "holder", "key worker": "holder",
    "supervisor": "supervisor", "manager": "supervisor", "supervisor role": "supervisor", "team manager": "supervisor",
    "team mgr": "supervisor", "line manager": "supervisor",
}  # fmt: skip
_COMMON = ("person", "file")  # staff and registers of papers are numbered so as well
OF_A_CASE = tuple(whose for whose in _WHOSE if whose not in _COMMON)


def lists_cases(headings: Iterable[str]) -> bool:
    """Whether these are the headings of a population list: a case's own number, and two of the columns known here.

    A column headed `id` or `file ref` is not taken for a case's number here, as many tables have one.
    """
    words = [folded(text) for text in headings]
    known = {HEADINGS[text] for text in words if text in HEADINGS}
    own = (*OF_A_CASE, "file number")
    return any(text.startswith(own) for text in words if HEADINGS.get(text) == "number") and len(known) > 2


def folded(heading: str) -> str:
    """A heading in small letters, spaces and marks at its end aside."""
    return " ".join(heading.replace("_", " ").lower().split()).rstrip(".:")
