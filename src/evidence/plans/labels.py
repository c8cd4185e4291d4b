"""Numbers and letters in front of a text: `4.`, `4A.`, `B.`, `Recommendation 3:`, and what stands behind them."""

from __future__ import annotations

import re

from attrs import frozen

from evidence.wording.folding import fold

_KINDS = (
    "recommendation|rec|action|priority|objective|standard|area for improvement|area|aim|outcome|theme|goal|"
    "requirement|"
    "finding|issue|milestone|section|workstream|strand|key issue|key message|item|must do|should do"
)
_NUMBER = re.compile(
    rf"(?:(?P<kind>{_KINDS})\.?\s*(?:no\.?|number|#)?\s*)?(?P<number>\d{{1,4}}(?:\.\d{{1,2}}){{0,3}})(?P<letter>[A-Za-z](?![A-Za-z]))?"
    r"(?P<mark>\s*[.):\]]|\s*[–—-](?=\s|[A-Za-z])|(?=\s)|$)\s*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\(?(?P<letter>[A-Z])[.)]\s+(?=\S)")
_DATE = re.compile(r"\d{1,2}\s?[ ./-]\s?\d{1,2}\s?[ ./-]\s?\d{2,4}\b|\d{1,2}(?:st|nd|rd|th)\b|\d{4}-\d\d")


@frozen
class Label:
    """A label in front of a text. `number` is "4", "4A", "4.1"; a bare letter has only `letter`."""

    number: str | None
    letter: str | None
    kind: str | None  # "action", "recommendation" … where the word is printed
    rest: str
    text: str  # the whole

    @property
    def words(self) -> str:
        """The text, with its label where that has a word of its own in it ("Standard 1 - Referrals")."""
        return self.text if self.kind or not self.number else self.rest

    @property
    def whole(self) -> int | None:
        """The number, where it is a whole one without a letter."""
        return int(self.number) if self.number and self.number.isdecimal() else None


def split(text: str, expected: int | None = None) -> Label:
    """The label of a text, if it has one.

    A number without a mark behind it ("3 Ensure that") is a label only where it is `expected` or has a dot in it;
    dates and quantities are none.
    """
    text = fold(text)
    letter = _LETTER.match(text)
    if letter:
        return Label(None, letter["letter"], None, text[letter.end() :], text)
    found = _NUMBER.match(text)
    if not found or _DATE.match(text):
        return Label(None, None, None, text, text)
    number = found["number"]
    rest = text[found.end() :]
    if len(number) == 4 and not found["kind"] and (not number.isdecimal() or int(number) != expected):
        return Label(None, None, None, text, text)  # a year, not the thousandth recommendation
    marked = bool(found["mark"].strip()) or bool(found["kind"]) or not rest
    if not marked and "." not in number and (not number.isdecimal() or int(number) != expected):
        return Label(None, None, None, text, text)
    if found["mark"].strip() in {"-", "–", "—"} and not found["kind"] and rest[:1].isdigit():
        return Label(None, None, None, text, text)
    kind = found["kind"].lower() if found["kind"] else None
    return Label(number + (found["letter"] or "").upper(), None, kind, rest, text)


def as_ref(number: str) -> str:
    """A number as it stands in a reference: letters, digits and dots only."""
    return number if number.isalnum() else re.sub(r"[^\w.]+", "_", number).strip("._") or "0"
