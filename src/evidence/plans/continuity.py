"""References over the versions of a plan: an action keeps the one it was given, and none is given out twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from evidence.model.plan import Action, ActionPlan
from evidence.plans.labels import as_ref
from evidence.plans.matching import match, squeeze


def keep_references(old: ActionPlan, new: ActionPlan, gone: Sequence[Action] = ()) -> ActionPlan:
    """The later version with the references of the earlier one on the actions that are the same.

    `gone` are actions of versions before `old` that `old` no longer has: one that comes back word for word has its
    reference again. An action that is new keeps the reference its place gives it if that was never given out, and
    has the next free number of its recommendation otherwise.
    """
    kept = {found.new: found.old for found in match(old, new)}
    given_out = {action.ref for action in (*old.actions, *gone)}
    by_words = {(action.recommendation, squeeze(action.text)): action.ref for action in gone}
    for action in new.actions:
        back = by_words.pop((action.recommendation, squeeze(action.text)), None)
        if action.ref not in kept and back is not None:
            kept[action.ref] = back
    natural = {action.ref for action in new.actions if action.ref not in kept and action.ref not in given_out}
    taken = given_out | natural
    result: list[Action] = []
    for action in new.actions:
        ref = kept.get(action.ref, action.ref)
        if action.ref not in kept and ref not in natural:
            ref = _next(action.recommendation, taken)
            taken.add(ref)
        result.append(action if ref == action.ref else evolve(action, ref=ref))
    return evolve(new, actions=tuple(result))


def _next(recommendation: str, taken: set[str]) -> str:
    """The reference after the highest number given out under a recommendation."""
    start = f"R{as_ref(recommendation)}."
    used = [int(found[0]) for ref in taken if ref.startswith(start) and (found := re.match(r"\d+", ref[len(start) :]))]
    return f"{start}{max(used, default=0) + 1}"
