"""What changed since the last report, and that a report was made: each is journalled, so that the next can say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence.file.record import entries
from evidence.file.versions import compare_plan
from evidence.model.event import EventKind
from evidence.reports.content import Changes, StateChange

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.changes import PlanChanges
    from evidence.model.event import Checkpoint, JournalEntry
    from evidence.model.plan import PlanIdentity
    from evidence.reports.content import Report, Strip


def changes(
    session: Session, plans: Sequence[PlanIdentity], as_of: date, head: Checkpoint, strips: Sequence[Strip]
) -> Changes:
    """What is otherwise than in the last report of these plans; and where a plan was imported again, what that changed.

    A report of the same day made with nothing recorded since is this very report, and is passed over.
    """
    said = _said(plans, as_of, strips)
    last = next((entry for entry in _made(session, plans) if not _same(entry, said, head)), None)
    if last is None or last.details is None:
        return Changes(plans=[told for plan in plans if (told := _versions(session, plan, plan.version - 1))])
    reported = {one["id"]: one["version"] for one in last.details["plans"]}
    return Changes(
        since=last.at,
        since_as_of=date.fromisoformat(last.details["as_of"]),
        since_head=f"entry {last.seq}",
        entries=max(head.size - last.seq, 0),
        states=_states(last.details["states"], strips),
        plans=[told for plan in plans if (told := _versions(session, plan, reported.get(plan.id, 0)))],
    )


def record(session: Session, report: Report) -> bool:
    """Journal that a report was made; the same again, with nothing recorded between, leaves no entry."""
    identity = report.identity
    said = _said(identity.plans, identity.as_of, report.strips)
    head = identity.head
    assert head is not None
    last = next(_made(session, identity.plans), None)
    if last is not None and _same(last, said, head):
        return False
    with session.writing() as writing:
        writing.record(EventKind.REPORT_MADE, {**said, "entries": head.size, "root": head.root})
    return True


def _said(plans: Sequence[PlanIdentity], as_of: date, strips: Sequence[Strip]) -> dict[str, Any]:
    states: dict[str, list[str]] = {}
    for strip in strips:
        for square in strip.squares:
            states.setdefault(square.state, []).append(square.ref)
    return {
        "plans": [{"id": plan.id, "version": plan.version} for plan in plans],
        "as_of": as_of.isoformat(),
        "states": states,
    }


def _same(entry: JournalEntry, said: dict[str, Any], head: Checkpoint) -> bool:
    """Whether this entry tells of the same report, and nothing was recorded after it."""
    details = entry.details
    return details is not None and entry.seq > head.size and all(details[key] == said[key] for key in said)


def _made(session: Session, plans: Sequence[PlanIdentity]) -> Iterator[JournalEntry]:
    """The reports of these plans, newest first."""
    ids = [plan.id for plan in plans]
    for seq in session.queries.of_kind(EventKind.REPORT_MADE):
        for entry in entries(session, seq, seq):
            if entry.details is not None and [one["id"] for one in entry.details["plans"]] == ids:
                yield entry


def _versions(session: Session, plan: PlanIdentity, since: int) -> PlanChanges | None:
    if not 0 < since < plan.version:
        return None
    return compare_plan(session, plan.id, since, plan.version)


def _states(before: dict[str, list[str]], strips: Sequence[Strip]) -> list[StateChange]:
    old = {ref: state for state, refs in before.items() for ref in refs}
    found = []
    for strip in strips:
        for square in strip.squares:
            was = old.pop(square.ref, None)
            if was != square.state:
                found.append(StateChange(ref=square.ref, text=square.text, before=was, after=square.state))
    return found + [StateChange(ref=ref, text="", before=was, after=None) for ref, was in old.items()]
