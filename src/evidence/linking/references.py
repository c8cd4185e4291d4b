"""Where a document names an action or a recommendation outright: "Action 3.2", "R3.1", "Rec 4"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.linking.values import Signal

if TYPE_CHECKING:
    from evidence.linking.values import Candidate

_ACTION = re.compile(r"(?:\baction(?:\s+point)?\s*(?:no\.?|number)?\s*|\bR)(\d{1,3}[A-Z]?\.\d{1,3})\b", re.IGNORECASE)
_RECOMMENDATION = re.compile(
    r"\brec(?:ommendation|s)?s?\b\.?\s*(?:no\.?|number)?\s*(\d{1,3}[A-Z]?)(?!\.?\d)\b", re.IGNORECASE
)
_ACTION_WEIGHT, _RECOMMENDATION_WEIGHT = 2.5, 0.8


@frozen(kw_only=True)
class Named:
    """The numbers that a document names."""

    actions: frozenset[str]  # "3.2"
    recommendations: frozenset[str]  # "4"


def named(text: str) -> Named:
    """Every reference in a document's name and text."""
    return Named(
        actions=frozenset(number.upper() for number in _ACTION.findall(text)),
        recommendations=frozenset(number.upper() for number in _RECOMMENDATION.findall(text)),
    )


def tests(candidate: Candidate) -> Signal:
    """What it says that the document reports on an audit whose questions test this action."""
    return Signal(weight=_ACTION_WEIGHT, because=f"tests {candidate.ref}")


def reference(candidate: Candidate, found: Named) -> Signal:
    """What an explicit reference says for this action; of weight 0 where there is none."""
    number = candidate.action.ref.removeprefix("R").upper()
    if number in found.actions:
        return Signal(weight=_ACTION_WEIGHT, because=f"names action {number}")
    asked = candidate.action.recommendation.upper()
    if asked in found.recommendations:
        return Signal(weight=_RECOMMENDATION_WEIGHT, because=f"names recommendation {asked}")
    return Signal(weight=0.0, because="")
