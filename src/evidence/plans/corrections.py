"""Corrections laid over a plan as imported: what the keeper wrote is read, checked, and put in place of the reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from evidence.model.correction import Correction
from evidence.model.period import Due, Flag, Period
from evidence.model.plan import Action, ActionPlan, ClaimState, LeadsFrom, Recommendation
from evidence.plans import fields
from evidence.plans.progress import ProgressReader
from evidence.plans.requests import read_requests
from evidence.plans.status_claims import with_status
from evidence.plans.targets import COLUMN, NONE, PLAIN, UNPLACED, Targets, unplaced_key
from evidence.wording.dates import read_due, span_of
from evidence.wording.folding import fold
from evidence.wording.people import read_leads

_PERIOD = "a day, month or period, such as 2006-03-31, March 2006, 1 April 2006 to 30 June 2006; or none"
_EXPECTED: Mapping[str, str] = {
    "leads": "initials or names with commas between, such as SF, HL; or none",
    "due": _PERIOD,
    "deadline": _PERIOD,
    "claimed_on": _PERIOD,
    "entry": _PERIOD,
    "claim": f"one of {', '.join(ClaimState)}",
    "recommendation": "the number of a recommendation of this plan",
    "number": "a number that no other recommendation of this plan has",
    "request": "initials or a name; or none",
    "text": "the words",
    COLUMN: f"one of {', '.join(fields.FIELDS)}",
    UNPLACED: "the action and the column it belongs to, such as R3.1 progress",
}
_FIRST = ("text", "recommendation", "number", "progress", *PLAIN)  # before what is read out of them


@frozen
class NotUnderstood(Exception):
    """A value that a key cannot have; the message says what was expected."""

    message: str


def expected(key: str) -> str:
    """What a correction of this key can be, in words."""
    if key.startswith((f"{COLUMN}/", f"{UNPLACED}/")):
        return _EXPECTED[key.partition("/")[0]]
    part = key.rpartition("/")[2].partition("-")[0]
    return _EXPECTED.get(part, "the words; or none")


def columns_in(corrections: Iterable[Correction]) -> dict[str, str]:
    """What headings were corrected to, for reading the plan again."""
    return {one.column: one.value for one in corrections if one.column is not None}


def holding(plan: ActionPlan, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those corrections whose words this version of the plan still has in the same place, as imported.

    The place of a statement or a request in its cell is its words: where others were put in before it, the correction
    moves with it.
    The lead of a ditto mark or a blank depends on the rows above, so a correction of it holds only where the importer
    makes the same of it as it did.
    """
    targets = Targets(plan)
    kept = []
    for made in corrections:
        one = made
        target = targets.find(one.key)
        if target is None or fold(target.words) != one.words:
            moved = targets.moved(one.key, one.words)
            target = targets.find(moved) if moved else None
            if target is None or moved is None:
                continue
            one = evolve(one, key=moved)
        if one.key.endswith("/leads") and target.understood != one.understood:
            continue
        kept.append(one)
    return tuple(kept)


def field_named(value: str) -> str:
    """The field a keeper names for a column; raises `NotUnderstood`."""
    name = value.strip().lower().replace(" ", "_")
    if name not in fields.FIELDS:
        raise NotUnderstood(f"expected {_EXPECTED[COLUMN]}; found {value!r}")
    return name


def correct(plan: ActionPlan, corrections: Iterable[Correction]) -> tuple[ActionPlan, dict[str, str]]:
    """The plan with these corrections laid over it, and what could not be understood, by key.

    `plan` is the plan as imported; corrections of columns are no business of this function, because they are made by
    reading the plan's tables again. Corrections of keys that the plan does not have are among the ununderstood.
    """
    work = _Work(plan)
    problems: dict[str, str] = {}
    for one in sorted(corrections, key=_phase):
        if one.key.startswith(f"{COLUMN}/"):
            continue
        try:
            work.put(one.key, one.value)
        except NotUnderstood as error:
            problems[one.key] = error.message
    return work.plan(), problems


def _phase(one: Correction) -> int:
    part = one.key.rpartition("/")[2]
    return 1 if part in _FIRST or one.key.startswith(f"{UNPLACED}/") else 2


class _Work:
    """A plan while corrections are laid over it."""

    def __init__(self, plan: ActionPlan) -> None:
        self._plan = plan
        self._targets = Targets(plan)
        self._actions = {action.ref: action for action in plan.actions}
        self._recommendations = {item.number: item for item in plan.recommendations}
        self._unplaced = {unplaced_key(item): item for item in plan.unplaced}
        self._placed: set[str] = set()
        self._span = span_of(action.due for action in plan.actions if action.due)
        self._renumbered: dict[str, str] = {}

    def plan(self) -> ActionPlan:
        """The plan as it stands now."""
        again = self._renumbered
        return evolve(
            self._plan,
            actions=tuple(
                evolve(action, recommendation=again.get(action.recommendation, action.recommendation))
                for action in self._actions.values()
            ),
            recommendations=tuple(self._recommendations.values()),
            unplaced=tuple(item for item in self._plan.unplaced if unplaced_key(item) not in self._placed),
        )

    def put(self, key: str, value: str) -> None:
        """Lay one correction over the plan; raises `NotUnderstood`."""
        if self._targets.find(key) is None:
            raise NotUnderstood("this version of the plan has nothing of that name")
        if key.startswith(f"{UNPLACED}/"):
            self._place(key, value)
            return
        name, _, part = key.rpartition("/")
        if name in self._actions:
            self._actions[name] = self._action(self._actions[name], part, value)
        else:
            self._recommendations[name] = self._recommendation(self._recommendations[name], part, value)

    def _place(self, key: str, value: str) -> None:
        ref, _, column = value.partition(" ")
        action = self._actions.get(ref)
        name = column.strip().lower().replace(" ", "_")
        if action is None or name not in ("text", fields.PROGRESS, *PLAIN):
            names = ", ".join(("text", fields.PROGRESS, *PLAIN))
            raise NotUnderstood(f"expected {_EXPECTED[UNPLACED]} (columns: {names}); found {value!r}")
        before = action.progress.text if name == fields.PROGRESS else getattr(action, name) or ""
        words = self._unplaced[key].text
        self._placed.add(key)
        self._actions[ref] = self._action(action, name, f"{before} {words}".strip())

    def _recommendation(self, item: Recommendation, part: str, value: str) -> Recommendation:
        flags = tuple(dict.fromkeys([*item.flags, "corrected"]))
        if part == "deadline":
            return evolve(item, deadline=_due(value, item.deadline), flags=flags)
        if part == "text":
            return evolve(item, text=_words(value), flags=flags)
        number = value.strip().rstrip(".")
        taken = {other.number for other in self._recommendations.values()} - {item.number}
        if not re.fullmatch(r"\w[\w.]{0,19}", number) or number in taken:
            raise NotUnderstood(f"expected {_EXPECTED['number']}; found {value!r}")
        self._renumbered[item.number] = number
        return evolve(item, number=number, flags=tuple(f for f in flags if f != "number-inferred"))

    def _action(self, action: Action, part: str, value: str) -> Action:
        done = evolve(
            action,
            corrected=tuple(dict.fromkeys([*action.corrected, part])),
            problems=tuple(problem for problem in action.problems if problem.field != part),
        )
        kind, _, number = part.partition("-")
        if kind == "entry":
            entries = list(done.progress.entries)
            entries[int(number) - 1] = evolve(entries[int(number) - 1], date=_period(value))
            return evolve(done, progress=evolve(done.progress, entries=tuple(entries)))
        if kind == "request":
            requests = list(done.requests)
            requests[int(number) - 1] = evolve(requests[int(number) - 1], asked_of=_or_none(value))
            return evolve(done, requests=tuple(requests))
        if part == fields.PROGRESS:
            return self._progress(done, value)
        if part == "recommendation":
            if value.strip() not in self._recommendations:
                raise NotUnderstood(f"expected {_EXPECTED[part]}; found {value!r}")
            return evolve(done, recommendation=value.strip())
        changes = _CHANGES.get(part)
        return evolve(done, **(changes(done, value) if changes else {part: _or_none(value)}))

    def _progress(self, action: Action, value: str) -> Action:
        text = _or_none(value) or ""
        as_of = self._plan.plan.as_of
        progress, mentions = ProgressReader(span=self._span, as_of=as_of).read(text, action.text, action.due)
        progress = with_status(progress, action.status, self._span)
        requests = read_requests(text, self._plan.people)
        return evolve(action, progress=progress, mentions=mentions, requests=requests)


def _leads(_: Action, value: str) -> dict[str, Any]:
    if _or_none(value) is None:
        return {"leads": (), "leads_from": LeadsFrom.NONE, "leads_suggested": ()}
    leads = read_leads(value)
    if not leads:
        raise NotUnderstood(f"expected {_EXPECTED['leads']}; found {value!r}")
    return {"leads": leads, "leads_from": LeadsFrom.WRITTEN, "leads_suggested": ()}


def _claim(action: Action, value: str) -> dict[str, Any]:
    said = value.strip().lower()
    if said not in set(ClaimState):
        raise NotUnderstood(f"expected {_EXPECTED['claim']}; found {value!r}")
    because = (f"the keeper says {said}; read as {action.progress.claim}", *action.progress.because)
    on = action.progress.claimed_on if said == ClaimState.DONE else None
    return {"progress": evolve(action.progress, claim=ClaimState(said), because=because, claimed_on=on)}


_CHANGES: Mapping[str, Callable[[Action, str], dict[str, Any]]] = {
    "text": lambda _, value: {"text": _words(value)},
    "leads": _leads,
    "due": lambda action, value: {"due": _due(value, action.due)},
    "claim": _claim,
    "claimed_on": lambda action, value: {"progress": evolve(action.progress, claimed_on=_period(value))},
}


def _words(value: str) -> str:
    text = fold(value)
    if not text or text.lower() == NONE:
        raise NotUnderstood(f"expected {_EXPECTED['text']}; found {value!r}")
    return text


def _or_none(value: str) -> str | None:
    text = fold(value)
    return None if text.lower() == NONE else text


def _due(value: str, before: Due | None) -> Due | None:
    if _or_none(value) is None:
        return None
    due = read_due(fold(value))
    sure = due is not None and not {Flag.IMPOSSIBLE, Flag.YEAR_MISSING} & set(due.flags)
    if due is None or not sure or not (due.earliest or due.latest or due.recurrence):
        raise NotUnderstood(f"expected {_PERIOD}; found {value!r}")
    return evolve(due, recurrence=due.recurrence or (before.recurrence if before else None))


def _period(value: str) -> Period | None:
    due = _due(value, None)
    return Period(text=due.text, earliest=due.earliest, latest=due.latest, flags=due.flags) if due else None
