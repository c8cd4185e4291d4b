"""What people conclude: verdicts on links, and the closing of actions. Claims, links, verdicts, closure stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.model.errors import Refused
from evidence.model.event import EventKind
from evidence.model.verdict import Closure, ClosureState, Sufficiency, Verdict
from evidence.store.judgements import Judgements

if TYPE_CHECKING:
    from evidence.file.session import Session


def verdict(session: Session, ref: str, found: str, because: str) -> Verdict:
    """Record that a link was found sufficient or insufficient; the same again by the same person changes nothing."""
    if found not in set(Sufficiency):
        raise Refused(f"{found!r}: expected {' or '.join(Sufficiency)}.")
    if not because.strip():
        raise Refused(f"{ref}: a verdict needs its reason. Give one with --because.")
    made = session.link(ref)
    with session.writing() as writing:
        standing = Judgements(session.store.connection).verdicts(made.id)
        mine = [one for one in standing if one.by == writing.by]
        if not mine or (mine[-1].verdict, mine[-1].because) != (found, because):
            writing.record(
                EventKind.EVIDENCE_ASSESSED,
                {
                    "link": made.id,
                    "document": made.document,
                    "plan": made.plan,
                    "action": made.action,
                    "verdict": str(Sufficiency(found)),
                    "because": because,
                },
            )
        by = writing.by
    given = Judgements(session.store.connection).verdicts(made.id)
    return [one for one in given if one.by == by][-1]


def close(session: Session, ref: str) -> Closure:
    """Close an action. That it was verified first is the checks' business (E111)."""
    return _set(session, ref, ClosureState.CLOSED, None)


def reopen(session: Session, ref: str, because: str) -> Closure:
    """Open a closed action again; raises `Refused` without a reason, or where it is not closed."""
    if not because.strip():
        raise Refused(f"{ref}: a reason is needed to open an action again. Give one with --because.")
    return _set(session, ref, ClosureState.REOPENED, because)


def _set(session: Session, ref: str, state: ClosureState, because: str | None) -> Closure:
    identity, action, _ = session.action(ref)
    with session.writing() as writing:
        before = Judgements(session.store.connection).closures(identity.id, action.ref)
        is_closed = bool(before) and before[-1].state is ClosureState.CLOSED
        if state is ClosureState.REOPENED and not is_closed:
            raise Refused(f"{ref}: is not closed; there is nothing to open again.")
        if not (state is ClosureState.CLOSED and is_closed):
            kind = EventKind.ACTION_CLOSED if state is ClosureState.CLOSED else EventKind.ACTION_REOPENED
            details = {"plan": identity.id, "action": action.ref, "state": str(state), "because": because}
            writing.record(kind, details)
    return Judgements(session.store.connection).closures(identity.id, action.ref)[-1]
