"""What one heading cell means: the field it stands for, and because of what.

Exact words first, then the same words with a date in them, cut off at an edge by the page, or fused with their
neighbours; patterns last. Nothing is matched on position here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache

from attrs import field, frozen

from evidence.model.table import Table
from evidence.plans.fields import DUE, HEADINGS, LEAD, OTHER, PATTERNS
from evidence.wording.folding import fold, look_alikes

_LONGEST = 90  # characters of a heading; longer cells are text
_SHORTEST_CUT = 4  # letters that must be left of a heading cut off by the page
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_BETWEEN = re.compile(r"[^a-z0-9]+")
_JOINT = re.compile(r"[/&+]|\band\b", re.IGNORECASE)
_ASCII_BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum())
_LONGEST_CUT = 30  # and at most
_LONGEST_SEEN = 200  # characters of a cell that may be a heading of another table
_PATTERNS = tuple((re.compile(pattern), name) for pattern, name in PATTERNS)
_DATED = re.compile(
    rf"\b(?:(?:as )?at|as of|to|for|presented to \w+|end of)?\s*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH}\s+)?"
    r"(?:\d{1,2}[ /.-]\d{1,2}[ /.-]\d{2,4}|(?:19|20)\d\d|q[1-4])\b|"
    rf"\b{_MONTH}\s+\d{{2,4}}\b"
)


@frozen(kw_only=True)
class Meaning:
    """What a heading was taken for. `field` is `None` where it is a heading of nothing the library uses."""

    field: str | None
    because: str
    rest: str = ""  # words of the heading beyond its own: "Action within 6 months"
    also: str | None = None  # the second field that its cells hold: "Lead / By when"
    sure: bool = True  # the words themselves decide; `False` for patterns and cut words


@frozen(kw_only=True)
class Vocabulary:
    """Headings that are known: the library's own, and those that the keeper named (`--columns`)."""

    named: dict[str, str] = field(factory=dict)  # squeezed heading -> field
    tables: tuple[Table, ...] = ()  # of the plan, for the headings that they have in full
    _read: dict[str, Meaning | None] = field(factory=dict)  # cells that were read: several rules ask about the same

    @cached_property
    def seen(self) -> dict[str, str]:
        """The known headings, squeezed, that some table of the plan has in full -> field."""
        texts = {cell.text for table in self.tables for row in table.rows for cell in row.cells}
        cells = {squeeze(text) for text in texts if len(text) <= _LONGEST_SEEN}
        return {key: name for key, name in known().items() if key in cells}

    def read(self, text: str) -> Meaning | None:
        """The meaning of one heading cell, `None` if its words are no heading that is known."""
        if text not in self._read:
            self._read[text] = self._meaning(text)
        return self._read[text]

    def _meaning(self, text: str) -> Meaning | None:
        words = words_of(text)
        key = words.replace(" ", "")
        if key in self.named:
            return Meaning(field=self.named[key], because=f"you said that {fold(text)!r} is {self.named[key]}")
        if not key or len(words) > _LONGEST or words.count(" ") > 12:
            return None
        return _known(text, words, key) or _pattern(text, words)

    def cut(self, text: str) -> Meaning | None:
        """The meaning of a heading that the page cut off at its right or left edge (`Targ`, `get/Success Criteria`)."""
        key = squeeze(text)
        if not _SHORTEST_CUT <= len(key) <= _LONGEST_CUT:
            return None
        for source in (self.seen, known()):
            parts = [(whole, name) for whole, name in source.items() if key in whole and whole != key]
            starts = {name for whole, name in parts if whole.startswith(key)}
            ends = {name for whole, name in parts if whole.endswith(key) and len(key) > 6}
            for found, side in ((starts, "begins"), (ends, "ends")):
                if len(found) == 1:
                    return Meaning(field=found.pop(), because=f"cut off: {fold(text)!r} {side} a heading", sure=False)
        return None

    def fused(self, text: str) -> tuple[str, ...]:
        """The fields of a cell into which several headings ran together, in order; empty if it is not one."""
        words = words_of(text).split()
        if len(words) > 20:
            return ()
        found: list[str] = []
        strays = 0
        at = 0
        while at < len(words):
            for end in range(len(words), at, -1):
                name = known().get("".join(words[at:end]))
                if name:
                    if name not in found:
                        found.append(name)
                    at = end
                    break
            else:
                strays += 1
                at += 1
        return tuple(found) if len(found) > 1 and strays <= 2 else ()


@lru_cache(maxsize=2048)
def words_of(text: str) -> str:
    """The words of a heading: small Latin letters and digits, one blank between."""
    text = look_alikes(text).lower().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9]+", text))


def squeeze(text: str) -> str:
    """The words of a heading without their blanks, as headings are compared (`People/P artners`)."""
    text = look_alikes(text).lower().replace("&", "and")
    if text.isascii():
        return text.encode("ascii").translate(None, _ASCII_BETWEEN).decode("ascii")
    return _BETWEEN.sub("", text)


@cache
def known() -> dict[str, str]:
    """Every known heading, squeezed, singular and plural -> field; what is written down goes before its plural."""
    found = {phrase.replace(" ", ""): name for name, phrases in reversed(HEADINGS) for phrase in phrases}
    for name, phrases in HEADINGS:
        for phrase in phrases:
            for form in _numbers(phrase):
                found.setdefault(form.replace(" ", ""), name)
    return found


def beginning(key: str) -> frozenset[str]:
    """The fields of the known headings that begin with these squeezed words."""
    order = _in_order()
    found = order[bisect_left(order, key) : bisect_left(order, f"{key}~")]  # a tilde sorts after letters and digits
    return frozenset(known()[heading] for heading in found)


@cache
def _in_order() -> list[str]:
    return sorted(known())


@cache
def _others() -> frozenset[str]:
    return frozenset(form.replace(" ", "") for phrase in OTHER for form in _numbers(phrase))


def _numbers(phrase: str) -> Iterable[str]:
    yield phrase
    yield phrase.removesuffix("s") if phrase.endswith("s") and not phrase.endswith("ss") else phrase + "s"
    yield phrase.replace(" s ", " ").removesuffix(" s")


def _known(text: str, words: str, key: str) -> Meaning | None:
    name = known().get(key)
    if name:
        return Meaning(field=name, because=f"{fold(text)!r} is a heading for {name}")
    if key in _others():
        return Meaning(field=None, because=f"{fold(text)!r} is known and not used")
    parts = [known().get(squeeze(part)) for part in _JOINT.split(text)]
    if len(parts) > 1 and parts[0] and all(parts):
        if set(parts) == {LEAD, DUE}:
            return Meaning(field=LEAD, also=DUE, because=f"{fold(text)!r} is a heading for lead and due", sure=False)
        return Meaning(field=parts[0], because=f"{fold(text)!r} begins with a heading for {parts[0]}", sure=False)
    bare = _DATED.sub(" ", words)
    name = known().get(bare.replace(" ", "")) if bare != words else None
    if name:
        return Meaning(field=name, because=f"{fold(text)!r} is a heading for {name} with a date in it", sure=False)
    if words.startswith("recommendation ") and ("action" in words or "within" in words):
        rest = fold(text)[len("recommendation") :].strip(" :-–")
        return Meaning(
            field="recommendation", because=f"{fold(text)!r} starts with 'recommendation'", rest=rest, sure=False
        )
    return None


def _pattern(text: str, words: str) -> Meaning | None:
    if words.count(" ") > 8:
        return None
    for pattern, name in _PATTERNS:
        found = pattern.search(words)
        if found:
            because = f"{fold(text)!r} has {found[0]!r} in it, which is a heading for {name}"
            return Meaning(field=name, because=because, sure=False)
    return None
