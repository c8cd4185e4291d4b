"""Ranking: the actions that a document may show, best first, each with its because; nothing is linked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from evidence.linking.fitness import kind_fits
from evidence.linking.initials import names
from evidence.linking.likeness import content, kinship, rarity, telling_words, words_in_common
from evidence.linking.nearness import dates_in_common
from evidence.linking.people import involvement, people_named
from evidence.linking.references import named, reference, tests
from evidence.linking.showing import Reader
from evidence.model.link import Suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from evidence.linking.showing import Showing
    from evidence.linking.values import Candidate, Signal
    from evidence.model.document import Document

_ALONE = 0.35  # what a date or kind counts in a document that shares no word with the action
_MIDDLE, _SPREAD = 2.0, 0.5  # the sum of signals that scores one half, and how fast the score rises there


def rank(
    document: Document, text: str, candidates: Sequence[Candidate], *, limit: int = 5, tested: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """The best `limit` of the candidates for a document, best first; those with equal scores in the order given.

    `text` is all the text that was read in the document (may be empty: its name, kind and date are used all the
    same). How telling a word is, is counted among the candidates: give all actions of the plans, or several hundred.
    `tested` are the refs of candidates that the document, as the report of an audit, is known to test.
    Scores lie between 0 and 1 and can be compared across documents.
    """
    held = content(document, text, names(candidates))
    rare = rarity(candidates)
    found = named(" ".join((*document.names, document.title or "", text)))
    involved = involvement(candidates)
    scored = []
    for candidate in candidates:
        signals = (
            tests(candidate) if candidate.ref in tested else reference(candidate, found),
            *dates_in_common(candidate, document.dated, held, rare),
            kind_fits(candidate, document.kind),
            people_named(candidate, document.people, involved),
        )
        share = _ALONE + (1 - _ALONE) * kinship(candidate, held, rare)
        around = sum(signal.weight for signal in signals[1:])
        weight = signals[0].weight + words_in_common(candidate, held, rare) + share * around
        scored.append((weight, candidate, signals))
    scored.sort(key=lambda one: -one[0])
    name = document.names[0] if document.names else document.title or document.id
    reader = Reader(document, text)
    suggestions = []
    for weight, candidate, signals in scored[:limit]:
        showing = reader.shows(candidate)
        suggestions.append(
            Suggestion(
                document=document.id,
                name=name,
                action=candidate.ref,
                score=round(1 / (1 + math.exp((_MIDDLE - weight) / _SPREAD)), 4),
                shows=showing.shows,
                covers=showing.covers,
                because=_because(showing, signals, telling_words(candidate, held, rare)),
            )
        )
    return tuple(suggestions)


def _because(showing: Showing, signals: tuple[Signal, ...], words: str) -> tuple[str, ...]:
    reference_first, *others = [signal.because for signal in signals]
    said = (reference_first, showing.because, words, *others)
    return tuple(one for one in said if one) or ("of a kind that the action could leave behind",)
