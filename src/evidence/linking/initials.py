"""Names that one text writes short and another in full: "DTM" and "Duty Team Manager"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.linking.terms import COMMON, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence.linking.values import Candidate

_SHORT = re.compile(r"\b[A-Z](?:&?[A-Z]){2,5}(?=s?\b)")  # two letters would fit too much
_WORD = re.compile(r"[^\W\d_]+")
_JOINS = r"(?:[ -]|['’][sS]?(?= )|\b(?i:and|of|the|for)\b|&)+"
_BETWEEN = re.compile(_JOINS)
_LEFT_OUT = ("and", "of", "the", "for", "s")  # words that no initial stands for
_BODY = re.compile(rf"(?:[A-Z][^\W\d_]*{_JOINS}){{2,6}}(?i:board|committee|council|group|panel|partnership|trust)\b")
_FEWEST, _MOST = 3, 6


@frozen(kw_only=True)
class Names:
    """The names of several words that the candidates use."""

    short: frozenset[str]  # "lac"
    full: Mapping[str, frozenset[str]]  # "dtm": the stems of "Duty Team Manager"


def names(candidates: Sequence[Candidate]) -> Names:
    """The short names of the actions and their recommendations, and the names in full with their initials."""
    texts = {candidate.action.text for candidate in candidates}
    texts |= {candidate.action.progress.text for candidate in candidates}
    texts |= {candidate.recommendation.text for candidate in candidates if candidate.recommendation}
    short: frozenset[str] = frozenset()
    full: dict[str, frozenset[str]] = {}
    for text in sorted(texts):
        used = _used(text)
        short |= used.short
        full |= used.full
    return Names(short=short, full=full)


@lru_cache(maxsize=8192)
def _used(text: str) -> Names:
    """The names that one text of a plan uses."""
    return Names(short=short_names(text), full=_capitalised(text))


def short_names(text: str) -> frozenset[str]:
    """The names written as three to six capitals, in small letters, without "&"."""
    return frozenset(found.replace("&", "").lower() for found in _SHORT.findall(text))


def with_short_bodies(text: str, wanted: frozenset[str]) -> str:
    """The text with these short names for the bodies that it names in full: who met is not what they met about."""
    return _BODY.sub(lambda found: _short_of(found[0], wanted), text)


def _short_of(body: str, wanted: frozenset[str]) -> str:
    words = [found for found in _WORD.finditer(body) if found[0].lower() not in _LEFT_OUT]
    initials = "".join(found[0][0] for found in words)
    for at, found in enumerate(words):
        if initials[at:].lower() in wanted:
            return body[: found.start()] + initials[at:].upper()
    return body


def spelt_out(text: str, wanted: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The wanted short names that words in a row of the text spell, with the stems of these words."""
    lengths = sorted({len(name) for name in wanted})
    for run in _runs(text):
        initials = "".join(word[0] for word in run).lower()
        for length in lengths:
            for at in range(len(run) - length + 1):
                name, words = initials[at : at + length], run[at : at + length]
                if name in wanted and _is_name(words) and (stems := _stems(words)):
                    yield name, stems


def _capitalised(text: str) -> dict[str, frozenset[str]]:
    """The names of capitalised words in a text, by their initials."""
    return {
        "".join(word[0] for word in run[at : at + length]).lower(): _stems(run[at : at + length])
        for run in _runs(text)
        for length in range(_FEWEST, min(_MOST, len(run)) + 1)
        for at in range(len(run) - length + 1)
        if all(word[0].isupper() for word in run[at : at + length])
    }


def _runs(text: str) -> Iterator[list[str]]:
    """Words with nothing but blanks, hyphens and the like between them."""
    run: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        if found[0] in _LEFT_OUT:
            continue
        if run and not _BETWEEN.fullmatch(text, end, found.start()):
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(found[0])
        end = found.end()
    if len(run) >= _FEWEST:
        yield run


def _is_name(words: list[str]) -> bool:
    """Whether such words can be a name: all with capitals, or none, from one telling word to another."""
    large = [word[0].isupper() for word in words]
    return all(large) or not (any(large[1:]) or words[0].lower() in COMMON or words[-1].lower() in COMMON)


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(terms(" ".join(words)))
