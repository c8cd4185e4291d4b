"""No child's name: references for case files, and the screening of everything that people write before it is stored.

What counts as an identifier is found by a function that is given in; here it is decided what becomes of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from attrs import field, frozen

from evidence.model.errors import Refused
from evidence.model.sequences import as_tuple


class Found(Protocol):
    """An identifier in a text, as `wording.identifiers` finds it."""

    @property
    def start(self) -> int:
        """Where it begins, counted from 0."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""

    @property
    def kind(self) -> str:
        """What it is: "NHS number", "postcode" …"""


Finder = Callable[[str], Sequence[Found]]


@frozen(kw_only=True)
class Hit:
    """Something personal in a text: what kind, and where; never the words themselves."""

    kind: str
    start: int
    end: int


@frozen(kw_only=True)
class Screened:
    """A text after screening."""

    text: str  # the words that may be stored: masked where something was found
    hits: tuple[Hit, ...] = field(default=(), converter=as_tuple)

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.hits


def screen(text: str, find: Finder, names: Iterable[str] = ()) -> Screened:
    """Look for identifiers and for the names on a local list; the text comes back with each one masked.

    Names match as whole words, capitals aside, so that "Mark" on the list does not mask "remark".
    """
    hits = [Hit(kind=str(one.kind), start=one.start, end=one.end) for one in find(text)]
    for name in {name.strip() for name in names if name.strip()}:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
        hits += [Hit(kind="name", start=m.start(), end=m.end()) for m in re.finditer(pattern, text, re.IGNORECASE)]
    return Screened(text=_masked(text, hits), hits=sorted(hits, key=lambda hit: (hit.start, hit.end)))


def _masked(text: str, hits: Sequence[Hit]) -> str:
    parts, at = [], 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end <= at:
            continue
        parts += [text[at : max(at, hit.start)], f"[{hit.kind}]"]
        at = hit.end
    return "".join([*parts, text[at:]])


def refuse_personal(where: str, screened: Screened) -> None:
    """Raise `Refused` naming the place and the kinds found, never the words; do nothing where the text is clean."""
    if not screened.clean:
        kinds = ", ".join(dict.fromkeys(hit.kind for hit in screened.hits))
        at = ", ".join(str(hit.start + 1) for hit in screened.hits[:5])
        raise Refused(
            f"{where}: found what looks like a {kinds} at character {at}; case files are known by their reference "
            "alone. Take it out, or let it be masked with --mask."
        )


REFERENCE = re.compile(r"C-[a-z]{3,12}(?:-[a-z]{3,12})?")

_ONSETS = (
    "b",
    "d",
    "f",
    "g",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "z",
    "br",
    "dr",
    "fl",
    "gl",
    "kr",
    "pl",
    "st",
    "tr",
)
_VOWELS = ("a", "e", "i", "o", "u")


def issue_references(numbers: Sequence[str], key: Mapping[str, str], choose: Callable[[int], int]) -> dict[str, str]:
    """A reference for each of the council's case numbers: the one in the key file, else a new random word.

    `choose(n)` gives a random whole number below n and comes from outside (`secrets.randbelow`): a reference must not
    be computed from the number, or it could be computed back. The result is the whole new key file, from number to
    reference. Raises `Refused` where a key file gives one reference to two numbers, or what is no reference.
    """
    taken = set(key.values())
    if len(taken) != len(key):
        raise Refused("key file: one reference stands for two case numbers; expected one each. Restore the key file.")
    wrong = sorted(ref for ref in taken if not REFERENCE.fullmatch(ref))
    if wrong:
        raise Refused(f"key file: expected references such as C-tamiro; found {wrong[0]!r}. Restore the key file.")
    issued = dict(key)
    for number in numbers:
        if number in issued:
            continue
        word = _word(choose)
        while word in taken:
            word = _word(choose)
        taken.add(word)
        issued[number] = word
    return issued


def _word(choose: Callable[[int], int]) -> str:
    """Four syllables: some 140 million words, easily read out and typed."""
    parts = [_ONSETS[choose(len(_ONSETS))] + _VOWELS[choose(len(_VOWELS))] for _ in range(4)]
    return "C-" + "".join(parts)
