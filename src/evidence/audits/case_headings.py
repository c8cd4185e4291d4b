"""The headings of a population list, by which its columns are known, and a list of case files from other tables."""

from __future__ import annotations

from collections.abc import Iterable

HEADINGS = {  # what a column of a population list is, by its heading
    "case": "number", "case number": "number", "case no": "number", "case ref": "number", "case reference": "number",
    "case id": "number", "number": "number", "reference": "number", "ref": "number", "id": "number", "file": "number",
    "file number": "number", "child id": "number",
    "team": "team", "locality": "team", "service": "team",
    "status": "status", "legal status": "status", "category": "status",
    "holder": "holder", "case holder": "holder", "holder role": "holder", "case holder role": "holder",
    "worker": "holder", "worker role": "holder", "allocated to": "holder", "social worker": "holder",
    "supervisor": "supervisor", "manager": "supervisor", "supervisor role": "supervisor", "team manager": "supervisor",
}  # fmt: skip
_OF_A_CASE = ("case", "child", "file number")


def lists_cases(headings: Iterable[str]) -> bool:
    """Whether these are the headings of a population list: a case's own number, and two of the columns known here.

    A column headed `id` or `reference` is not taken for a case's number here, as many tables have one.
    """
    words = [folded(text) for text in headings]
    known = {HEADINGS[text] for text in words if text in HEADINGS}
    return any(text.startswith(_OF_A_CASE) for text in words if HEADINGS.get(text) == "number") and len(known) > 2


def folded(heading: str) -> str:
    """A heading in small letters, spaces and marks at its end aside."""
    return " ".join(heading.replace("_", " ").lower().split()).rstrip(".:")
