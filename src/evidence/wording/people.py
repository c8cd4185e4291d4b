"""Who is named: the leads of a cell, lines of an index of initials, and initials that look like a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.model.plan import Person
from evidence.wording.folding import fold, look_alikes, word_set

_INITIALS = re.compile(r"[A-Z][A-Z&]{0,5}[a-z]?")
_NOBODY = re.compile(
    r"t\.?b\.?[cad]\.?|n/?a|none|vacant|vacancy|not (?:applicable|known|assigned|yet \w+)|unassigned|to be \w+"
    r"|\?+|-+|–",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?:(?<= of)|(?<= &)|(?<=and)|(?<= for)|(?<= the))[ \t]*\n[ \t]*|[ \t]*\n[ \t]*(?=[a-z(])")
_TASK = re.compile(r"\s+(?:to|will|for|is|are|has|on behalf)\b.*$", re.IGNORECASE)
_POST = re.compile(r"\s*(?:deputy|lead|joint lead|support|supported by|assisted by)\s*:\s*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[,;/&+()\[\]\n|]|\band\b|\bwith\b|(?<=[A-Z]) - (?=[A-Z]))\s*")
_INDEX_LINE = re.compile(
    r"^\s*(?:[-*•–]\s*)?(?P<initials>[A-Z][A-Za-z&]{0,7})\s*(?:[-–:=]\s*|\s)(?P<rest>[A-Z].*\S)\s*$"
)
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "miss", "prof", "professor", "cllr", "councillor", "sir", "dame", "rev"))
_BODY_WORDS = word_set(
    "board service services trust team group council committee authority agency partnership panel model framework "
    "assessment commission department directorate need plan strategy manager management officer director head"
)


def read_leads(cell: str) -> tuple[str, ...]:
    """The people or teams that a cell names, in order, each once; `()` for a blank, `tbc` or the like.

    `SF (ISM)` is two people, `HL/SD` is two, `HL to sign off` is HL. Names and titles of posts are kept as written;
    "Head of Research and Development" stays one where the words after "and" are no name of their own.
    """
    found: dict[str, None] = {}
    for line in _WRAPPED.sub(" ", cell).splitlines() or [cell]:
        folded = fold(look_alikes(line))
        for part in () if _NOBODY.fullmatch(folded) else _parts(folded):
            name = _TASK.sub("", _POST.sub("", part)).strip(" .:-–*\"'")
            if name and not _NOBODY.fullmatch(name):
                found.setdefault(name)
    return tuple(found)


def _parts(line: str) -> list[str]:
    pieces = _SEPARATOR.split(line)
    if all(_INITIALS.fullmatch(piece) or not piece for piece in pieces):
        return pieces
    whole = re.split(r"\s*[,;/\n|]\s*|\s*[()]\s*", line)
    joined: list[str] = []
    for piece in whole:
        halves = re.split(r"\s+(?:and|&)\s+", piece)
        apart = all(_is_person(half) for half in halves)
        joined.extend(halves if apart else [piece])
    return joined


def _is_person(text: str) -> bool:
    """Whether the words are initials or look like a person's own name: two or three capitalised words, no post."""
    words = text.split()
    if len(words) == 1:
        return bool(_INITIALS.fullmatch(text))
    return 2 <= len(words) <= 3 and all(w[:1].isupper() and w.lower().strip(".") not in _BODY_WORDS for w in words)


def read_index_line(line: str) -> Person | None:
    """A line of an index of initials: "- SF Sue Fiennes Director of Children's Services"; `None` if it is not one.

    The name is what the initials spell, as far as they do; what follows it is the role. Initials that stand for a
    body ("PCT Herefordshire Primary Care Trust") or a post have that as their role and no name.
    """
    found = _INDEX_LINE.match(fold(line))
    if not found or not sum(letter.isupper() for letter in found["initials"]) >= 2:
        return None
    initials, rest = found["initials"], found["rest"].strip(" ,;")
    words = rest.split()
    count = _name_words(initials, words)
    name = " ".join(words[:count]).rstrip(",:;–- ") or None
    role = " ".join(words[count:]).lstrip(",:;–- ") or None
    return Person(initials=initials, name=name, role=role)


def _name_words(initials: str, words: list[str]) -> int:
    """How many words at the start are the name of the person with these initials; 0 for a body or post."""
    begin = 1 if words and words[0].lower().strip(".") in _TITLES else 0
    wanted = len(initials)
    letters = [word[:1] for word in words[begin : begin + wanted]]
    if wanted in (2, 3) and "".join(letters).upper() == initials.upper():
        named = words[begin : begin + wanted]
        plain = not any(word.lower().strip(",") in _BODY_WORDS for word in named)
        if plain and (wanted == 2 or len(words) > begin + wanted or begin):
            return begin + wanted
    if begin and len(words) > 2 and wanted == 2:
        return begin + 2  # "SS Dr S Stuckie …" and the like
    return 0


def near_misses(initials: str, known: Iterable[str]) -> tuple[str, ...]:
    """Known initials that differ from these by one letter, or by two letters changing places (`IMS` and `ISM`)."""
    given = initials.upper()
    return tuple(sorted(one for one in set(known) if one.upper() != given and _near(given, one.upper())))


def _near(a: str, b: str) -> bool:
    if len(a) < 2 or len(b) < 2 or abs(len(a) - len(b)) > 1:
        return False
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return len(short) > 2 and any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
    unlike = [k for k in range(len(a)) if a[k] != b[k]]
    if len(unlike) == 1:
        return len(a) > 2
    return (
        len(unlike) == 2
        and unlike[1] == unlike[0] + 1
        and a[unlike[0]] == b[unlike[1]]
        and a[unlike[1]] == b[unlike[0]]
    )
