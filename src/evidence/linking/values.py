"""What ranking is given, the actions that a document may show, and what it says of them."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from evidence.model.plan import Action, Recommendation

QUOTED = 60  # characters of a sentence that a reason quotes


@frozen(kw_only=True)
class Candidate:
    """An action that shares words or dates with a document."""

    ref: str  # as a person types it: "R3.1", or "jar:R3.1" where several plans are filed
    action: Action
    recommendation: Recommendation | None = None
    as_of: date | None = None  # the day that the plan describes: what came later it cannot claim
    under: str = ""  # the words of the action that it stands below and carries on; "" where it stands for itself


@frozen(kw_only=True)
class Signal:
    """One thing that speaks for a candidate."""

    weight: float  # added to the candidate's sum; 1 is about what a good likeness of words is worth
    because: str  # in words; "" where it is not worth telling
