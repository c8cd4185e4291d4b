"""Whether a document names the people whom an action has to do with: those who lead it, or are asked for a document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evidence.linking.likeness import rarity_of
from evidence.linking.values import Signal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from evidence.linking.likeness import Rarity
    from evidence.linking.values import Candidate
    from evidence.model.plan import Action

_NAMED = 0.15  # for somebody who has to do with one action only; the more actions, the less


def involvement(candidates: Sequence[Candidate]) -> Rarity:
    """How telling each name is, by the number of candidates that its bearer has to do with."""
    return rarity_of(Counter(name for one in candidates for name in _concerned(one.action)), len(candidates))


def people_named(candidate: Candidate, named: Collection[str], involved: Rarity) -> Signal:
    """What the initials and bodies that the document names say for this action; of weight 0 where none is concerned."""
    concerned = _concerned(candidate.action)
    found = [name for name in concerned if name in named]
    if not found:
        return Signal(weight=0.0, because="")
    name = max(found, key=involved.of)
    return Signal(weight=_NAMED * involved.of(name), because=f"names {name}, who {concerned[name]}")


def _concerned(action: Action) -> dict[str, str]:
    """Who has to do with an action, and how."""
    asked = {one.asked_of: "is asked for a document" for one in action.requests if one.asked_of}
    return asked | dict.fromkeys(action.leads, "leads it")
