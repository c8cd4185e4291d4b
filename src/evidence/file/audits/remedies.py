"""Remedial actions: raised on a finding, changed, said done, ended; how far each has come is told by its evidence.

A remedial action is an action of the round's plan. Its state is never typed: it follows from what its owner says, from
the documents linked to it, from who verified them and whether it was closed.
"""

from __future__ import annotations

from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any

from attrs import evolve

from evidence import codec
from evidence.audits.lifecycle import REMEDY, step
from evidence.audits.remedies import action, deadline, number, recommendation, worded
from evidence.file import versions
from evidence.file.audits.findings import named
from evidence.file.audits.rounds import find, sampled
from evidence.file.audits.words import Words, read_names
from evidence.file.keeping import settings_in_force
from evidence.model.audit import Remedy, Round
from evidence.model.document import DocumentKind
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.model.identifiers import action_ref, round_plan
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.checks.subjects import ActionFile
    from evidence.file.session import Session
    from evidence.model.period import Due
    from evidence.model.plan import Action

_ENDED = ("superseded", "not-accepted")
_NEAR = 0.75  # of 1; "memmo" is nearer to "memo", "training record" is farther from "visit record"


def raise_remedy(
    session: Session,
    audit: str,
    *,
    finding: str,
    text: str,
    owner: str | None = None,
    due: str | None = None,
    evidence: str | None = None,
    case: str | None = None,
    names: str | PathLike[str] | None = None,
    mask: bool = False,
) -> Remedy:
    """Raise a remedial action on a finding; the same words again give the one there is.

    `owner` is a role or initials, `due` a day as typed, `evidence` the kind of document that is to show it ("memo",
    "minutes or report") or words for it. Raises `Refused`.
    """
    terms = _terms(session, text=text, owner=owner, due=due, evidence=evidence, names=names, mask=mask)
    if not terms.get("text"):
        raise Refused("a remedial action needs its words. Give them with --text.")
    deadline_said: Due | None = terms.pop("due", None)
    with session.writing() as writing:
        held = find(session, audit)
        if held.state in ("closed", "abandoned"):
            raise Refused(f"{held.ref}: is {held.state}; raise the remedial action in the next round.")
        about = named(held, finding)
        said = Remedy(
            ref="",
            finding=about.ref,
            case=None if case is None else sampled(held, case),
            due=deadline_said.latest if deadline_said else None,
            state=REMEDY.start,
            **terms,
        )
        same = next((one for one in held.remedies if _terms_of(one) == _terms_of(said)), None)
        if same is None:
            plan = round_plan(held.ref)
            count = sum(one.finding == about.ref for one in held.remedies)
            local = f"R{number(about.ref)}.{count + 1}"
            made = evolve(said, ref=f"{plan}:{local}", action=f"{plan}:{local}")
            put = action(local, made, deadline_said)
            writing.record(
                EventKind.REMEDY_RAISED,
                {
                    "audit": held.ref,
                    "plan": plan,
                    "ref": local,
                    "title": f"Remedial actions of {held.title}",
                    "as_of": session.today().isoformat(),
                    "remedy": codec.to_json(made),
                    "recommendation": codec.to_json(recommendation(about)),
                    **_put(put),
                },
            )
            same = made
    return remedy(session, same.ref)


def change_remedy(
    session: Session,
    ref: str,
    *,
    text: str | None = None,
    owner: str | None = None,
    due: str | None = None,
    evidence: str | None = None,
    done_on: date | None = None,
    not_done: bool = False,
    superseded_by: str | None = None,
    not_accepted: bool = False,
    because: str | None = None,
    names: str | PathLike[str] | None = None,
    mask: bool = False,
) -> Remedy:
    """Change the terms of a remedial action, take down when its owner says it was done (or `not_done`), or end it.

    It ends `superseded_by` another one, or `not_accepted` with the reason `because`. Other terms make a new version of
    the round's plan, so that links to the action are looked at again. Raises `Refused`, `NotFound`.
    """
    if done_on and not_done:
        raise Refused(f"{ref}: --done-on and --not-done say the opposite; give one of them.")
    held, before = _of(session, ref)
    terms = _terms(session, text=text, owner=owner, due=due, evidence=evidence, names=names, mask=mask)
    reason = Words(names=read_names(names), mask=mask, on=session.today()).clean("--because", because)
    with session.writing() as writing:
        state = remedy(session, before.ref).state
        identity, acted, _ = session.action(before.ref)
        deadline_said: Due | None = terms.pop("due", None)
        kept = acted.due if deadline_said is None else deadline_said
        after = evolve(before, **terms, due=deadline_said.latest if deadline_said else before.due)
        if done_on is not None:
            after = _claimed(session, after, state, done_on)
        elif not_done and before.done_on is not None:
            step(REMEDY, state, "reopen", {"reason": reason}, of=before.ref)
            after = evolve(after, done_on=None)
        version = identity.version
        ends = superseded_by is not None or not_accepted
        if ends:
            after = _ended(session, after, state, superseded_by, reason)
        elif reason and not terms and not not_done and deadline_said is None:
            raise Refused(f"{before.ref}: --because of what? Say what is to change, or that it is not accepted.")
        put = worded(acted, after, kept)
        if after == before and put == acted:
            return remedy(session, before.ref)
        if ends or _as_agreed(put) != _as_agreed(acted):
            version += 1
        details = {"action": None, "fingerprint": None} if ends else _put(put)
        writing.record(
            EventKind.REMEDY_CHANGED,
            {
                "audit": held.ref,
                "plan": identity.id,
                "ref": acted.ref,
                "version": version,
                "remedy": codec.to_json(after),
                "because": reason,
                **details,
            },
        )
    return remedy(session, before.ref)


def remedy(session: Session, ref: str, as_of: date | None = None) -> Remedy:
    """One remedial action in its state; raises `NotFound`."""
    held, found = _of(session, ref)
    return next(one for one in standing(session, held, as_of).remedies if one.ref == found.ref)


def standing(session: Session, audit: Round, as_of: date | None = None) -> Round:
    """The round with every remedial action in the state that its evidence gives it, as of a day (by default today)."""
    live = [one for one in audit.remedies if one.state not in _ENDED]
    if not live or audit.plan is None:
        return audit
    from evidence.checks.subjects import without_links_after
    from evidence.file.subjects import Plan, action_files

    day = as_of or session.today()
    plan = Plan(session, session.plan(audit.plan))
    files = {one.ref: without_links_after(one, day) for one in action_files(plan)}
    remedies = [
        evolve(one, state=_state(session, files[one.ref], day)) if one.ref in files else one for one in audit.remedies
    ]
    return evolve(audit, remedies=remedies)


def open_remedies(audit: Round) -> tuple[Remedy, ...]:
    """Those of a round in its `standing` that it cannot be closed with."""
    return tuple(one for one in audit.remedies if not one.settled)


def _state(session: Session, file: ActionFile, as_of: date) -> str:
    """Verified by somebody else than the owner and closed, verified, evidenced, said done, or open."""
    from evidence.checks.standing import claimed_done
    from evidence.checks.state import State, state_of

    settings = settings_in_force(session)
    state = state_of(file, as_of, settings).state
    if state == State.VERIFIED:
        return "closed" if file.closed else "verified"
    if state == State.LINKED:
        return "evidenced"
    return "claimed-done" if claimed_done(file.action, as_of, settings) else REMEDY.start


def _of(session: Session, ref: str) -> tuple[Round, Remedy]:
    """The round and the remedial action that `a-0001:R1.1` names, as they were recorded."""
    split = action_ref(ref)
    if split is None or split[0] is None:
        raise NotFound(f"remedial action {ref!r}: expected a reference such as a-0001:R1.1; `audit status` lists them.")
    wanted = f"{split[0].lower()}:{split[1]}"
    held = Audits(session.connection).round(split[0].upper(), population=False, responses=False)
    found = next((one for one in held.remedies if one.ref == wanted), None) if held else None
    if held is None or found is None:
        raise NotFound(f"remedial action {ref!r}: there is none; `evidence audit status` lists those of a round.")
    return held, found


def _claimed(session: Session, after: Remedy, state: str, done_on: date) -> Remedy:
    if done_on > session.today():
        raise Refused(f"{after.ref}: --done-on {done_on} is still to come. Say it when it is done.")
    if after.done_on is None:
        step(REMEDY, state if state == REMEDY.start else "open", "claim", {"day": done_on}, of=after.ref)
    return evolve(after, done_on=done_on)


def _ended(session: Session, after: Remedy, state: str, by: str | None, reason: str | None) -> Remedy:
    if by is None:
        return evolve(after, state=step(REMEDY, state, "decline", {"reason": reason}, of=after.ref), because=reason)
    held, successor = _of(session, by)
    if successor.ref == after.ref or not after.ref.startswith(f"{round_plan(held.ref)}:"):
        raise Refused(f"{after.ref}: expected another remedial action of the same round in its place; found {by!r}.")
    words = f"superseded by {successor.ref}" + (f": {reason}" if reason else "")
    return evolve(after, state=step(REMEDY, state, "supersede", {"by": successor.ref}, of=after.ref), because=words)


def _terms(
    session: Session, *, names: str | PathLike[str] | None, mask: bool, due: str | None, **said: str | None
) -> dict[str, Any]:
    """What was said, screened, by the remedy's fields; what was not said is left out."""
    words = Words(names=read_names(names), mask=mask, on=session.today())
    _check_kinds(said.get("evidence") or "")
    fields = {"text": "text", "owner": "owner", "evidence": "evidence_wanted"}
    found: dict[str, Any] = {
        fields[name]: words.clean(f"--{name}", value) for name, value in said.items() if value is not None
    }
    return found | ({"due": deadline(due)} if due is not None else {})


def _check_kinds(words: str) -> None:
    """Raise `Refused` for a slip of the pen: words that are no kind of document and nearly the name of one."""
    from evidence.audits.problems import did_you_mean
    from evidence.checks.sufficiency import kinds_named, parts_named
    from evidence.wording.kinds import first_kind

    known = [kind.value for kind in DocumentKind if kind is not DocumentKind.OTHER]
    for part in parts_named(words):
        near = did_you_mean(part, known, least=_NEAR)
        if near and not kinds_named(part) and not first_kind(part):
            raise Refused(
                f"--evidence {part!r}: expected one of {', '.join(known)}, or other words for a document.{near}"
            )


def _terms_of(one: Remedy) -> tuple[str | None, ...]:
    return (one.finding, one.case, one.text, one.owner, str(one.due), one.evidence_wanted)


def _as_agreed(one: Action) -> tuple[object, ...]:
    return (one.text, one.leads, one.due, one.evidence)


def _put(put: Action) -> dict[str, Any]:
    data = codec.to_json(put)
    return {"action": data, "fingerprint": versions.fingerprint(data)}
