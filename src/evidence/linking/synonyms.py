"""Words that plans and papers use for the same thing, so that "money" in a message may speak of a "budget".

Only words that stand for one another almost everywhere are here; what is merely related would find too much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.linking.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHARE = 0.7  # what a word counts that another stands for, of what the other counts
_SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(terms(words))
    for words in (
        "annual yearly",
        "begin commence start",
        "budget cost finance funding money",
        "calendar schedule timetable",
        "compare benchmark",
        "course training workshop",
        "election poll vote",
        "employee personnel staff workforce",
        "gap shortage shortfall",
        "purchase buy",
        "recruit appoint",
        "web website",
    )
)


def meant(weights: Mapping[str, float]) -> Iterator[tuple[str, float, str]]:
    """Stems that a text does not hold but means: what each counts, and the stem that stands for it."""
    for group in _SAME:
        said = [word for word in group if word in weights]
        if said:
            most = max(said, key=lambda word: (weights[word], word))
            for word in group.difference(said):
                yield word, _SHARE * weights[most], most
