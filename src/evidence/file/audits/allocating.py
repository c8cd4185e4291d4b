"""Who audits which file, and who looks again: shared out evenly, never to the case holder or the supervisor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from evidence import codec
from evidence.audits.lifecycle import RECORD, ROUND, step
from evidence.audits.sampling import key
from evidence.file.audits.rounds import find, sample_of, sampled
from evidence.file.audits.words import Words
from evidence.model.audit import Allocation
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Case, Round
    from evidence.model.event import Actor

_NOT_BEGUN = (RECORD.start, "allocated", "notified")
_SETTLED = ("agreed", "fed-back", "actions-open", "followed-up", "closed", "exempted", "abandoned", "void")


def too_near(actor: Actor, case: Case | None) -> str | None:
    """Why somebody may not audit or moderate a file: by role, name or initials they hold or supervise the case."""
    own = {text.strip().casefold() for text in (*actor.roles, actor.name, actor.initials or "") if text.strip()}
    for role, held in (
        ("is its case holder", case and case.holder),
        ("supervises its case holder", case and case.supervisor),
    ):
        if held and held.strip().casefold() in own:
            return f"{actor.id} {role} ({held})"
    return None


def allocate(
    session: Session,
    ref: str,
    *,
    auditors: Sequence[str] = (),
    moderators: Sequence[str] = (),
    moderate: int | None = None,
    due: date | None = None,
    moderation_due: date | None = None,
    cases: Sequence[str] = (),
    exempt: str | None = None,
    approver: str | None = None,
    because: str | None = None,
) -> tuple[Allocation, ...]:
    """Share the files of the sample (or `cases` of them) out among auditors and moderators; gives who has which.

    Files whose audit has begun keep their auditor, unless they are named among `cases` and handed over `because` of
    something: the answers given so far stay those of whoever gave them. `moderate` is how many files are looked at
    again, chosen by the sample's seed; without it every one is, where moderators are named. `exempt` says why
    independence is waived and `approver` which role approved it. The same words again change nothing. Raises `Refused`
    and `NotFound`.
    """
    if not auditors and not moderators:
        raise Refused("nobody is named. Say who audits with --auditors, or who moderates with --moderators.")
    if exempt and not approver:
        raise Refused("--exempt: an exemption needs the role that approved it. Give it with --approver.")
    words = Words()
    waived = (
        f"{words.needed('--exempt', exempt)} (approved by {words.clean('--approver', approver)})" if exempt else None
    )
    reason = words.clean("--because", because)
    first, second = _people(session, auditors), _people(session, moderators)
    with session.writing() as writing:
        audit = find(session, ref)
        chosen = tuple(dict.fromkeys(sampled(audit, case) for case in cases)) or sample_of(audit).cases
        sharing = _Sharing(audit, Audits(session.connection), waived)
        if first:
            begun = sharing.auditors(first, chosen, due)
            if cases:
                sharing.hand_over(first, begun, due, reason)
        if second:
            sharing.moderators(second, chosen, moderate, moderation_due)
        changed = sharing.changed()
        if changed:
            state = step(ROUND, audit.state, "allocate", of=audit.ref)
            details = {"audit": audit.ref, "form": audit.form, "round": state, "because": reason}
            writing.record(EventKind.CASES_ALLOCATED, {**details, "allocations": codec.to_json(changed)})
    return Audits(session.connection).allocations(audit.ref)


def _people(session: Session, names: Iterable[str]) -> list[Actor]:
    people: list[Actor] = []
    for name in dict.fromkeys(name.strip() for name in names):
        actor = session.actor(name) if name else None
        if actor is None:
            raise NotFound(f"actor {name!r}: nobody of that name, id or initials. Add them: `evidence actor add NAME`.")
        if actor not in people:
            people.append(actor)
    return people


class _Sharing:
    """Allocations as they stand, and as they are to be."""

    def __init__(self, audit: Round, rows: Audits, waived: str | None) -> None:
        self._ref = audit.ref
        self._rows = rows
        self._seed = audit.sample.seed or 0 if audit.sample else 0
        self._cases = {case.ref: case for case in (audit.population.cases if audit.population else ())}
        self._before = {one.case: one for one in audit.allocations}
        self._now = dict(self._before)
        self._states = rows.states(audit.ref)
        self._waived = waived

    def changed(self) -> list[Allocation]:
        """Allocations that are other than before."""
        return [one for case, one in self._now.items() if self._before.get(case) != one]

    def auditors(self, people: list[Actor], chosen: Sequence[str], due: date | None) -> list[str]:
        """Give each file that is not begun to the least busy auditor who may have it; gives the others."""
        begun: list[str] = []
        free: list[str] = []
        for case in chosen:
            (free if self._states.get(case, RECORD.start) in _NOT_BEGUN else begun).append(case)
        self._give(people, free, due)
        return begun

    def hand_over(self, people: list[Actor], begun: Sequence[str], due: date | None, reason: str | None) -> None:
        """Give files that are begun to one of these people, not their moderator; theirs they keep, `due` by then."""
        for case in begun:
            name, held, state = f"{self._ref} {case}", self._before.get(case), self._states[case]
            if held and any(actor.id == held.auditor for actor in people):
                if due not in (None, held.due) and "hand-over" not in RECORD.verbs(state):
                    raise Refused(f"{name}: is {state}; the day by which it was due ({held.due or 'none'}) stays.")
                self._now[case] = evolve(held, due=due or held.due)
                continue
            step(RECORD, state, "hand-over", {"auditor": people[0].id, "reason": reason}, of=name)
            opinion = self._rows.moderation(self._ref, case)
            free = [actor for actor in people if opinion is None or actor.id != opinion.moderator]
            if not free:
                raise Refused(f"{name}: is moderated by {people[0].id}, who cannot audit it too. Name somebody else.")
            self._give(free, [case], due)

    def _give(self, people: list[Actor], cases: Sequence[str], due: date | None) -> None:
        """Give each of these files to the least busy auditor who may have it."""
        given = frozenset(cases)
        busy = Counter(one.auditor for case, one in self._now.items() if case not in given)
        for case in cases:
            actor, near = self._pick(people, case, busy)
            busy[actor.id] += 1
            kept = self._before.get(case)
            role = _role(actor, self._cases.get(case)) if near else next(iter(actor.roles), None)
            moderator = kept.moderator if kept and kept.moderator != actor.id else None
            self._now[case] = Allocation(
                case=case,
                auditor=actor.id,
                auditor_role=role,
                moderator=moderator,
                due=due or (kept.due if kept else None),
                moderation_due=kept.moderation_due if kept and moderator else None,
                exempt=self._waived if near else kept.exempt if kept and moderator else None,
            )

    def moderators(self, people: list[Actor], chosen: Sequence[str], count: int | None, due: date | None) -> None:
        """Choose which allocated files are looked at again, and by whom."""
        open_to = [case for case in chosen if case in self._now and self._states.get(case) not in _SETTLED]
        if not open_to:
            raise Refused(f"{self._ref}: no file can be moderated. Allocate the auditors first.")
        ordered = sorted(open_to, key=lambda case: key(self._seed, f"moderate:{case}"))
        busy: Counter[str] = Counter()
        for case in ordered[:count]:
            first = self._rows.response(self._ref, case)
            auditors = {self._now[case].auditor, *(first.auditors if first else ())}
            others = [actor for actor in people if actor.id not in auditors]
            if not others:
                raise Refused(
                    f"{self._ref} {case}: is audited by {' and '.join(sorted(auditors))}, who cannot moderate it too. "
                    "Name another moderator with --moderators."
                )
            actor, near = self._pick(others, case, busy)
            busy[actor.id] += 1
            exempt = self._waived if near else self._now[case].exempt
            kept = self._now[case]
            self._now[case] = evolve(kept, moderator=actor.id, moderation_due=due or kept.moderation_due, exempt=exempt)

    def _pick(self, people: list[Actor], case: str, busy: Counter[str]) -> tuple[Actor, bool]:
        """The least busy of those who may, or of all where that is waived; and whether it had to be."""
        near = {actor.id: too_near(actor, self._cases.get(case)) for actor in people}
        free = [actor for actor in people if near[actor.id] is None]
        if not free and self._waived is None:
            raise Refused(
                f"{self._ref} {case}: nobody named is independent: {'; '.join(why for why in near.values() if why)}. "
                "Name somebody else, or say why not with --exempt and --approver."
            )
        return min(free or people, key=lambda actor: busy[actor.id]), not free


def _role(actor: Actor, case: Case | None) -> str | None:
    """The role by which somebody is too near a file."""
    held = {text.strip().casefold() for text in (case.holder, case.supervisor) if text} if case else set()
    return next((role for role in actor.roles if role.strip().casefold() in held), next(iter(actor.roles), None))
