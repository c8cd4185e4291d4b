"""The lives of questionnaires, rounds, audit records and remedial actions: which verb leads from which state to which.

Nothing is ever deleted: what is not wanted ends in a state that says why. Each verb names what has to be said with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from evidence.model.errors import Refused
from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class Move:
    """A verb, the states it can be said in, the state it leads to, and what must be given with it."""

    verb: str
    source: tuple[str, ...] = field(converter=as_tuple)
    target: str
    needs: tuple[str, ...] = field(default=(), converter=as_tuple)


@frozen(kw_only=True)
class Machine:
    """A life: the state it begins in, and its moves."""

    name: str
    start: str
    moves: tuple[Move, ...] = field(converter=as_tuple)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the first one first."""
        return tuple(dict.fromkeys([self.start, *(move.target for move in self.moves)]))

    def verbs(self, state: str) -> tuple[str, ...]:
        """What can be done in a state; `()` where the life has ended."""
        return tuple(dict.fromkeys(move.verb for move in self.moves if state in move.source))

    def ended(self, state: str) -> bool:
        """Whether nothing more can happen."""
        return not self.verbs(state)


def step(machine: Machine, state: str, verb: str, given: Mapping[str, object] | None = None, *, of: str = "") -> str:
    """The state after the verb; `given` holds what was said with it (reason, approver, day …), `of` names the thing.

    Raises `Refused` that says what can be done instead, or what is missing.
    """
    name = f"{machine.name} {of}".strip()
    move = next((move for move in machine.moves if move.verb == verb and state in move.source), None)
    if move is None and state not in machine.states:
        raise Refused(f"{name}: {state!r} is no state of it; expected one of {', '.join(machine.states)}.")
    if move is None:
        possible = machine.verbs(state)
        what = f"what is: {', '.join(possible)}" if possible else "its life has ended"
        raise Refused(f"{name} is {state}, and {verb!r} is not possible now; {what}.")
    missing = [need for need in move.needs if not (given or {}).get(need)]
    if missing:
        options = " and ".join(_SAID_WITH.get(need, f"--{need}") for need in missing)
        raise Refused(f"{name}: {verb!r} needs {' and '.join(missing)}. Say it with {options}.")
    return move.target


_SAID_WITH = {"reason": "--because", "day": "--on", "by": "--superseded-by"}  # what is typed by another name
_LIVE = ("planned", "allocated", "notified", "in-progress", "submitted", "returned", "in-moderation", "agreed")

RECORD = Machine(
    name="audit record",
    start="planned",
    moves=(
        Move(verb="allocate", source=("planned", "allocated", "notified"), target="allocated", needs=("auditor",)),
        Move(verb="hand-over", source=("in-progress",), target="in-progress", needs=("auditor", "reason")),
        Move(verb="hand-over", source=("returned",), target="returned", needs=("auditor", "reason")),
        Move(verb="notify", source=("allocated",), target="notified", needs=("day",)),
        Move(verb="answer", source=("allocated", "notified", "in-progress", "returned"), target="in-progress"),
        Move(verb="submit", source=("in-progress",), target="submitted", needs=("day",)),
        Move(verb="return", source=("submitted", "in-moderation"), target="returned", needs=("reason",)),
        Move(verb="moderate", source=("submitted", "in-moderation"), target="in-moderation", needs=("moderator",)),
        Move(verb="agree", source=("submitted", "in-moderation"), target="agreed", needs=("day",)),
        Move(verb="feed-back", source=("agreed",), target="fed-back", needs=("day",)),
        Move(verb="open-actions", source=("agreed", "fed-back"), target="actions-open"),
        Move(verb="follow-up", source=("actions-open",), target="followed-up", needs=("day",)),
        Move(verb="reopen-actions", source=("followed-up",), target="actions-open", needs=("reason",)),
        Move(verb="close", source=("fed-back", "followed-up"), target="closed", needs=("day",)),
        Move(
            verb="exempt", source=("planned", "allocated", "notified"), target="exempted", needs=("reason", "approver")
        ),
        Move(verb="abandon", source=_LIVE, target="abandoned", needs=("reason",)),
        Move(verb="void", source=(*_LIVE, "fed-back", "actions-open", "followed-up"), target="void", needs=("reason",)),
    ),
)

REMEDY = Machine(
    name="remedial action",
    start="open",
    moves=(
        Move(verb="claim", source=("open",), target="claimed-done", needs=("day",)),
        Move(verb="evidence", source=("open", "claimed-done"), target="evidenced", needs=("document",)),
        Move(verb="verify", source=("evidenced",), target="verified", needs=("verifier",)),
        Move(verb="close", source=("verified",), target="closed", needs=("day",)),
        Move(
            verb="reopen", source=("claimed-done", "evidenced", "verified", "closed"), target="open", needs=("reason",)
        ),
        Move(verb="supersede", source=("open", "claimed-done", "evidenced"), target="superseded", needs=("by",)),
        Move(verb="decline", source=("open",), target="not-accepted", needs=("reason",)),
    ),
)

FORM = Machine(
    name="questionnaire",
    start="draft",
    moves=(
        Move(verb="publish", source=("draft",), target="finalised", needs=("day",)),
        Move(verb="approve", source=("finalised",), target="approved", needs=("approver", "document")),
        Move(verb="put-in-operation", source=("approved",), target="in-operation", needs=("day",)),
        Move(verb="supersede", source=("finalised", "approved", "in-operation"), target="superseded", needs=("day",)),
    ),
)

_OPEN = ("planned", "population-listed", "sampled", "allocated", "under-way", "reported")

ROUND = Machine(
    name="audit round",
    start="planned",
    moves=(
        Move(verb="list-population", source=("planned", "population-listed"), target="population-listed"),
        Move(verb="sample", source=("population-listed",), target="sampled"),
        Move(verb="allocate", source=("sampled", "allocated"), target="allocated"),
        Move(verb="allocate", source=("under-way",), target="under-way"),  # more files, or second auditors
        Move(verb="answer", source=("sampled", "allocated", "under-way"), target="under-way"),
        Move(verb="report", source=("under-way", "reported"), target="reported", needs=("day",)),
        Move(verb="resume", source=("reported",), target="under-way", needs=("reason",)),
        Move(verb="close", source=("reported", "under-way"), target="closed", needs=("day",)),
        Move(verb="abandon", source=_OPEN, target="abandoned", needs=("reason",)),
    ),
)

MACHINES = (RECORD, REMEDY, FORM, ROUND)

_FHIR = {
    "submitted": "completed",
    "agreed": "completed",
    "fed-back": "completed",
    "actions-open": "completed",
    "followed-up": "completed",
    "closed": "completed",
    "returned": "in-progress",
    "in-moderation": "amended",
    "exempted": "stopped",
    "abandoned": "stopped",
    "void": "entered-in-error",
}


def fhir_status(state: str) -> str:
    """The status of FHIR QuestionnaireResponse that a record's state stands for."""
    return _FHIR.get(state, "in-progress")
