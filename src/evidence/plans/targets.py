"""What a correction can be made to: every key, with the words of the plan and what they were understood as."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from attrs import frozen

from evidence.model.period import Period
from evidence.model.plan import Action, ActionPlan, Recommendation, Unplaced
from evidence.model.table import Place
from evidence.wording.folding import fold

NONE = "none"  # what the keeper writes for "there is none"
PLAIN = ("partners", "resources", "monitoring", "success_criteria", "status", "evidence", "next_action")
COLUMN, UNPLACED = "column", "unplaced"
_NUMBERED = re.compile(r"(entry|request)-([1-9]\d{0,3})")


@frozen(kw_only=True)
class Target:
    """One thing that can be corrected."""

    words: str  # of the plan
    understood: str
    where: Place


class Targets:
    """Everything of one plan, as imported, that can be corrected, by key."""

    def __init__(self, plan: ActionPlan) -> None:
        self._actions: Mapping[str, Action] = {action.ref: action for action in plan.actions}
        self._recommendations = {item.number: item for item in plan.recommendations}
        self._unplaced = {unplaced_key(item): item for item in plan.unplaced}
        self._columns = {f"{COLUMN}/{item.heading}": item for item in plan.columns}

    def moved(self, key: str, words: str) -> str | None:
        """The key of the one statement or request of an action that has these words; `None` if none or several have."""
        action, _, part = key.rpartition("/")
        found = _NUMBERED.fullmatch(part)
        if not found or action not in self._actions:
            return None
        one = self._actions[action]
        entry = found[1] == "entry"
        texts = [piece.text for piece in one.progress.entries] if entry else [piece.text for piece in one.requests]
        same = [number for number, text in enumerate(texts, start=1) if fold(text) == words]
        return f"{action}/{found[1]}-{same[0]}" if len(same) == 1 else None

    def find(self, key: str) -> Target | None:
        """What a key names; `None` where the plan has nothing of that name."""
        if key in self._columns:
            column = self._columns[key]
            return Target(words=column.heading, understood=column.field or NONE, where=Place(table=column.table))
        if key in self._unplaced:
            piece = self._unplaced[key]
            return Target(words=piece.text, understood=NONE, where=piece.source)
        name, _, part = key.rpartition("/")
        if name in self._actions:
            return _of_action(self._actions[name], part)
        if name in self._recommendations:
            return _of_recommendation(self._recommendations[name], part)
        return None


def _of_action(action: Action, part: str) -> Target | None:
    found = _NUMBERED.fullmatch(part)
    if found:
        entries = action.progress.entries if found[1] == "entry" else action.requests
        if int(found[2]) > len(entries):
            return None
        one = entries[int(found[2]) - 1]
        date = getattr(one, "date", None)
        said = spell(date) if found[1] == "entry" else getattr(one, "asked_of", None) or NONE
        return Target(words=one.text, understood=said, where=action.source)
    values = {
        "text": (action.text, action.text),
        "recommendation": (action.text, action.recommendation),
        "leads": (action.lead_text or "", ", ".join(action.leads) or NONE),
        "due": (action.due.text if action.due else "", spell(action.due)),
        "progress": (action.progress.text, action.progress.text or NONE),
        "claim": (action.progress.text, str(action.progress.claim)),
        "claimed_on": (action.progress.text, spell(action.progress.claimed_on)),
        **{name: (getattr(action, name) or "", getattr(action, name) or NONE) for name in PLAIN},
    }
    if part not in values:
        return None
    words, understood = values[part]
    return Target(words=words, understood=understood, where=action.source)


def _of_recommendation(item: Recommendation, part: str) -> Target | None:
    values = {
        "text": (item.text, item.text),
        "number": (item.text, item.number),
        "deadline": (item.deadline.text if item.deadline else "", spell(item.deadline)),
    }
    if part not in values:
        return None
    words, understood = values[part]
    return Target(words=words, understood=understood, where=item.source)


def unplaced_key(item: Unplaced) -> str:
    """The key of a piece of text without a place."""
    words = f"{item.reason}\n{item.text}".encode()
    return f"{UNPLACED}/{hashlib.sha256(words).hexdigest()[:8]}"


def spell(period: Period | None) -> str:
    """A period in words and flags that tell all of it: "2006-02-27 to 2006-03-05, approximate"."""
    if period is None:
        return NONE
    first, last = period.earliest, period.latest
    if first and last:
        days = str(first) if first == last else f"{first} to {last}"
    else:
        days = f"from {first}" if first else f"until {last}" if last else "no day"
    again = [str(getattr(period, "recurrence", None) or "")]
    return ", ".join([days, *filter(None, again), *map(str, period.flags)])
