"""No child's name: references for case files, and the screening of everything that people write before it is stored.

`wording.identifiers` finds numbers, addresses and dates of birth; here come the names on the council's own list and
numbers that are said to be a child's or a case's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from evidence.model.errors import Refused
from evidence.model.sequences import as_tuple
from evidence.wording.identifiers import find_identifiers, postcodes_in_small


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


_WORTH = re.compile(r"[\d@]")  # an e-mail address has the sign, all else that is looked for a digit
_NUMBER = re.compile(r"\d\d\d")  # a case's number has that
_LABELS = ("child", "903", "case", "file", "system", "client", "carefirst", "mosaic", "lcs", "ics")
_BEFORE_A_DAY = re.compile(r"[A-Z]\.?,? \d")  # initials with a date have that
_LABELLED = re.compile(
    r"\b(?:(?:la)?[ -]?child[ -]?id|903[ -]?(?:child[ -]?)?id|(?:case|file|system|client|carefirst|mosaic|lcs|ics)[ -]?"
    r"(?:id|no\.?|number|reference|ref\.?))\s*(?:is|was)?\s*[:=#]?\s*(?P<number>(?=[A-Z0-9/-]*\d{3})[A-Z0-9][A-Z0-9/-]{3,14})\b",
    re.IGNORECASE,
)


# initials and a date side by side, as forms ask for a child: "AB 12/03/98"
_INITIALS = re.compile(
    r"(?<![\w.&/:-])[A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?,? "
    r"\d{1,2}(?P<sign>[./ -])\d{1,2}(?P=sign)(?P<year>\d{4}|\d\d)(?!\d)"
)
_OF_WORK = re.compile(r"(?i)\b(?:by|from|to|with|and|approved|agreed|met|lead|leads|signed|minutes|memo)\W*$")


def screen(text: str, names: Iterable[str] = (), on: date | None = None) -> Screened:
    """Look for identifiers and for the names on a local list; the text comes back with each one masked.

    Names match as whole words, capitals aside, so that "Mark" on the list does not mask "remark". Initials beside a
    date are a child's where the date is written 12/03/98 (after a word of work, "letter to", only where it lies so long
    before), or lies two years or more before `on`, the day of writing:
    "SF 01 03 06" of that spring is a colleague's note.
    """
    hits: list[Hit] = []
    if _WORTH.search(text):
        found = (*postcodes_in_small(text), *find_identifiers(text))
        hits = [Hit(kind=one.kind.value, start=one.start, end=one.end) for one in found]
        small = text.lower()
        if _NUMBER.search(text) and any(word in small for word in _LABELS):
            hits += [
                Hit(kind="case number", start=m.start("number"), end=m.end("number")) for m in _LABELLED.finditer(text)
            ]
        if _BEFORE_A_DAY.search(text):
            initials = (m for m in _INITIALS.finditer(text) if _born(m, on))
            hits += [Hit(kind="initials with a date", start=m.start(), end=m.end()) for m in initials]
    for name in {name.strip() for name in names if name.strip()}:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
        hits += [Hit(kind="name", start=m.start(), end=m.end()) for m in re.finditer(pattern, text, re.IGNORECASE)]
    if not hits:
        return Screened(text=text)
    return Screened(text=_masked(text, hits), hits=sorted(hits, key=lambda hit: (hit.start, hit.end)))


def _born(found: re.Match[str], on: date | None) -> bool:
    year = int(found["year"])
    if year < 100:
        year += 2000 if on and year <= on.year % 100 and on.year >= 2000 else 1900 if year > 50 else 2000
    long_ago = on is not None and year <= on.year - 2
    of_work = _OF_WORK.search(found.string, max(0, found.start() - 24), found.start()) is not None
    whole = found["sign"] in "/-"
    return long_ago and (whole or len(found["year"]) == 4) if of_work else long_ago or whole


def _masked(text: str, hits: Sequence[Hit]) -> str:
    parts: list[str] = []
    at = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end <= at:
            continue
        parts += [text[at : max(at, hit.start)], f"[{hit.kind}]"]
        at = hit.end
    return "".join([*parts, text[at:]])


def refuse_personal(where: str, screened: Screened, *, maskable: bool = True) -> None:
    """Raise `Refused` naming the place and the kinds found, never the words; do nothing where the text is clean.

    `maskable` says that the user may have it masked instead.
    """
    if not screened.clean:
        kinds = ", ".join(dict.fromkeys(hit.kind for hit in screened.hits))
        at = ", ".join(str(hit.start + 1) for hit in screened.hits[:5])
        raise Refused(
            f"{where}: found what looks like personal data ({kinds}) at character {at}; case files are known by "
            f"their reference alone. Take it out{', or let it be masked with --mask' if maskable else ''}."
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
