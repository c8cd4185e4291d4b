"""Whether a document names the people whom an action has to do with: those who lead it, or are asked for a document."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from evidence.linking.values import Signal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from evidence.linking.values import Candidate
    from evidence.model.plan import Action

_NAMED = 0.15  # for somebody who has to do with one action only; the more actions, the less


def involvement(candidates: Sequence[Candidate]) -> Mapping[str, float]:
    """How telling each name is; from about 1 for who has to do with one candidate to 0 for who has to do with all."""
    counts = Counter(name for candidate in candidates for name in _concerned(candidate.action))
    total = len(candidates)
    scale = math.log(2 * total + 2)
    return {name: max(0.0, math.log((total + 1) / (count + 0.5)) / scale) for name, count in counts.items()}


def people_named(candidate: Candidate, named: Collection[str], involved: Mapping[str, float]) -> Signal:
    """What the initials and bodies that the document names say for this action; of weight 0 where none is concerned."""
    concerned = _concerned(candidate.action)
    found = [name for name in concerned if name in named]
    if not found:
        return Signal(weight=0.0, because="")
    name = max(found, key=lambda one: involved[one])
    return Signal(weight=_NAMED * involved[name], because=f"names {name}, who {concerned[name]}")


def _concerned(action: Action) -> dict[str, str]:
    """Who has to do with an action, and how."""
    asked = {one.asked_of: "is asked for a document" for one in action.requests if one.asked_of}
    return asked | dict.fromkeys(action.leads, "leads it")
