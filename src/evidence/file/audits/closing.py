"""Closing a round: only when its files are handed in, its concerns acknowledged and its remedial actions settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evidence.audits.lifecycle import RECORD
from evidence.file.audits.remedies import open_remedies, standing
from evidence.file.audits.rounds import change_round, find
from evidence.model.errors import Refused
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Round

_AWAITED = frozenset(("planned", "allocated", "notified", "in-progress", "returned"))
_NAMED = 12  # references named before the rest is only counted


def close_round(session: Session, ref: str, *, on: date | None = None, reaudit_due: date | None = None) -> Round:
    """Close a round, and say by when it is to be audited again; a closed round stays as it is.

    Raises `Refused` with everything that is still open: files without answers, concerns that nobody acknowledged,
    remedial actions that are not verified and closed.
    """
    day = on or session.today()
    with session.writing():
        audit = find(session, ref)
        if audit.state == "closed":
            return audit
        if reaudit_due is not None and reaudit_due <= day:
            raise Refused(f"--reaudit-due {reaudit_due}: expected a day after {day}, on which {audit.ref} is closed.")
        if audit.sample is None:
            raise Refused(f"{audit.ref}: no sample was drawn, so there is nothing to close. Abandon it, with a reason.")
        last = max([audit.opened_on, *(one.acknowledged_on or one.raised_on for one in audit.concerns)])
        if day < last:
            raise Refused(f"--on {day}: {audit.ref} was at work until {last}. Give that day or a later one.")
        reasons = list(_still_open(session, audit, day))
        if reasons:
            raise Refused("\n".join([f"{audit.ref} cannot be closed yet:", *(f"  {reason}" for reason in reasons)]))
        return change_round(session, audit.ref, "close", on=day, reaudit_due=reaudit_due)


def _still_open(session: Session, audit: Round, as_of: date) -> Iterator[str]:
    drawn = audit.sample.cases if audit.sample else ()
    states = Audits(session.connection).states(audit.ref)
    awaited = [case for case in drawn if states.get(case, RECORD.start) in _AWAITED]
    if awaited:
        spared = [case for case in awaited if "exempt" in RECORD.verbs(states.get(case, RECORD.start))]
        begun = len(spared) < len(awaited)
        advice = "Answer or abandon them" if begun else "Answer, exempt or abandon them"
        more = f"; {_named(spared)} can be exempted too" if begun and spared else ""
        were = "is" if len(awaited) == 1 else "are"
        yield f"{len(awaited)} of {len(drawn)} files {were} not handed in: {_named(awaited)}. {advice}{more}."
    waiting = [f"{one.case} {one.question}" for one in audit.concerns if one.acknowledged_on is None]
    if waiting:
        what = "immediate concern is" if len(waiting) == 1 else "immediate concerns are"
        yield (
            f"{len(waiting)} {what} not acknowledged: {_named(waiting)}. "
            f"`evidence audit concern acknowledge {audit.ref} {waiting[0]}`"
        )
    for remedy in open_remedies(standing(session, audit, as_of)):
        what = remedy.text.rstrip(".")
        yield f"{remedy.ref} is {_words(remedy.state)}: {what}. {_NEXT[remedy.state].format(ref=remedy.ref)}"


_NEXT = {
    "open": "Link what shows it done, or say why it is not accepted: `evidence audit remedy {ref}`.",
    "claimed-done": "Link what shows it: `evidence link DOCUMENT {ref}`.",
    "evidenced": "Let somebody other than its owner look: `evidence verdict LINK sufficient`.",
    "verified": "Close it: `evidence close {ref}`.",
}


def _words(state: str) -> str:
    return {"claimed-done": "said done, not evidenced", "evidenced": "evidenced, not verified"}.get(
        state, f"{state}, not closed" if state == "verified" else state
    )


def _named(refs: Sequence[str]) -> str:
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    return ", ".join(refs[:_NAMED]) + more
