"""How much of an action's own words stand in a document, the rarer the word the more it counts."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.linking.initials import short_names, spelt_out, with_short_bodies
from evidence.linking.synonyms import meant
from evidence.linking.terms import name_terms, stem, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence.linking.initials import Names
    from evidence.linking.values import Candidate
    from evidence.model.document import Document

_HEAD = 250  # characters in which letters, minutes and papers say what they are about
_LONGEST = 200_000  # characters; what a document is about stands before that
_IN_TITLE, _IN_HEAD = 1.5, 0.8  # against at most 1 for a word anywhere in the text
# what it counts to hold the words of the action, its progress text, the action it stands below, its recommendation
_OWN, _PROGRESS, _ABOVE, _ASKED = 1.4, 0.8, 0.5, 0.8
_LONG = 0.6  # what every long match counts, however much else the action says
_CARRIED_ON = 0.7  # what words of the action above count towards speaking of this one
_SLACK = 1.2  # added to what could be found, so that two words in a row of two do not count as everything
_ENOUGH = 2.5  # value of the shared words from which a date and a kind count in full
_TELLING = 0.4  # value from which a word is worth telling
_LONG_MATCH = 6.0  # sum of word values that counts as one


@frozen(kw_only=True)
class Content:
    """A document as ranking compares it: how much each stem counts, and how it is spelt there."""

    weights: Mapping[str, float]
    title: frozenset[str]
    spelling: Mapping[str, str]


@frozen(kw_only=True)
class Rarity:
    """How telling each stem is among the candidates; from about 1 for a word of one action to 0 for a word of all."""

    values: Mapping[str, float]

    def of(self, word: str) -> float:
        """The value of a stem; 1 for one that no candidate uses."""
        return self.values.get(word, 1.0)

    def sum(self, words: Iterable[str]) -> float:
        """The values of several stems together."""
        return sum(map(self.of, words))


@lru_cache(maxsize=8192)
def field(text: str) -> frozenset[str]:
    """The stems of one field of an action."""
    return frozenset(terms(text))


def content(document: Document, text: str, called: Names) -> Content:
    """What a document holds. A word counts more in the name, the title and the opening than further down.

    A name of several words counts however it is written, short or in full.
    """
    text = with_short_bodies(text[:_LONGEST], called.short)
    printed = with_short_bodies(document.title or "", called.short)
    given = " ".join(document.names)
    title = frozenset(word for name in document.names for word in name_terms(name)) | frozenset(
        terms(printed or _first_line(text))
    )
    head = frozenset(terms(text[:_HEAD]))
    counts = Counter(terms(text))
    weights = {word: min(1.0, 0.45 + 0.2 * math.log1p(count)) for word, count in counts.items()}
    weights |= {word: max(weights.get(word, 0.0), _IN_HEAD) for word in head}
    weights |= dict.fromkeys(title, _IN_TITLE)
    spelling: dict[str, str] = {}
    short = short_names(f"{given} {text}")
    for name in short & called.full.keys():
        others = dict.fromkeys(called.full[name], weights.get(name, _IN_HEAD))
        title |= frozenset(others) if name in title else frozenset()
        spelling |= {word: name.upper() for word in others if word not in weights}
        weights |= {word: max(weights.get(word, 0.0), weight) for word, weight in others.items()}
    for name, spelt in spelt_out(text, called.short - short):
        weights[name] = max(weights.get(name, 0.0), min(weights.get(word, _IN_HEAD) for word in spelt))
        title |= {name} if spelt <= title else frozenset()
        spelling[name] = name.upper()
    for word in re.findall(r"[^\W_]+", f"{text} {printed} {given}"):
        spelling.setdefault(stem(word.casefold()), word)
    for word, weight, said in meant(weights):
        weights[word] = weight
        spelling[word] = spelling.get(said, said)
    return Content(weights=weights, title=title, spelling=spelling)


def rarity(candidates: Sequence[Candidate]) -> Rarity:
    """How telling words are, by the number of candidates that use them."""
    counts: Counter[str] = Counter()
    for candidate in candidates:
        counts.update(field(candidate.action.text) | field(candidate.action.progress.text))
    return rarity_of(counts, len(candidates))


def rarity_of(counts: Mapping[str, int], total: int) -> Rarity:
    """How telling words or names are that so many of all candidates use."""
    scale = math.log(2 * total + 2)
    return Rarity(
        values={word: max(0.0, math.log((total + 1) / (count + 0.5)) / scale) for word, count in counts.items()}
    )


def words_in_common(candidate: Candidate, held: Content, rare: Rarity) -> float:
    """How much of the action, its progress text and its recommendation the document holds."""
    own, progress = field(candidate.action.text), field(candidate.action.progress.text)
    asked = field(candidate.recommendation.text) if candidate.recommendation else frozenset()
    above = field(candidate.under) if candidate.under else own
    both = own | progress
    return (
        _OWN * coverage(own, held, rare)
        + _PROGRESS * coverage(progress, held, rare)
        + _ABOVE * coverage(above, held, rare)
        + _ASKED * coverage(asked, held, rare)
        + _LONG * _value(both, held, rare) / _LONG_MATCH
        + rare.sum(held.title & both) / (rare.sum(held.title) or 1.0)
    )


def kinship(candidate: Candidate, held: Content, rare: Rarity) -> float:
    """From 0 to 1: whether the document speaks of the action at all, so that its date and kind may count."""
    words = field(candidate.action.text) | field(candidate.action.progress.text)
    return min(1.0, (_value(words, held, rare) + _CARRIED_ON * _value(field(candidate.under), held, rare)) / _ENOUGH)


def telling_words(candidate: Candidate, held: Content, rare: Rarity) -> str:
    """The words that the document shares with the action and that tell most, as the document spells them."""
    words = field(candidate.action.text) | field(candidate.action.progress.text)
    if candidate.recommendation:
        words |= field(candidate.recommendation.text)
    found = sorted(
        (word for word in words if word in held.weights and rare.of(word) > _TELLING),
        key=lambda word: (-rare.of(word) * held.weights[word], word),
    )
    spelt = dict.fromkeys(held.spelling.get(word, word) for word in found)
    return "names " + ", ".join([*spelt][:4]) if found else ""


def coverage(words: frozenset[str], held: Content, rare: Rarity) -> float:
    """The share of these words that the document holds, by their value; above 1 where they stand in its title."""
    return _value(words, held, rare) / (rare.sum(words) + _SLACK)


def _value(words: frozenset[str], held: Content, rare: Rarity) -> float:
    weights, values = held.weights, rare.values
    return sum(values.get(word, 1.0) * weights[word] for word in words if word in weights)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if len(line.split()) > 1), "")[:120]
