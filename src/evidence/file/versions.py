"""Versions of a plan: references and corrections that go on from one to the next, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from evidence import codec
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.model.plan import ActionPlan
from evidence.store.plan_versions import PlanVersions

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.changes import PlanChanges
    from evidence.model.correction import Correction
    from evidence.model.table import Block
    from evidence.store.folder import Writing


def next_version(session: Session, plan: ActionPlan) -> tuple[ActionPlan, bool]:
    """A plan that was just read, as the next version of its id, and whether it says anything new.

    Actions that the version before has too keep their references. Where nothing differs, the version on file is given
    back, with its corrections.
    """
    stored = PlanVersions(session.store.connection)
    before = stored.imported(plan.id)
    if before is None:
        return plan, True
    from evidence.plans.continuity import keep_references

    plan = keep_references(before, plan, stored.gone(plan.id, before.version))
    if evolve(plan, plan=evolve(plan.plan, version=before.version)) == before:
        return session.queries.plan(plan.id) or before, False
    return evolve(plan, plan=evolve(plan.plan, version=before.version + 1)), True


def in_force(session: Session, plan: str) -> tuple[Correction, ...]:
    """The corrections on the newest version of a plan; none where there is no such plan."""
    identity = session.queries.identity(plan)
    return PlanVersions(session.store.connection).corrections(identity) if identity else ()


def columns_in_force(session: Session, plan: str, blocks: Sequence[Block]) -> tuple[Correction, ...]:
    """Corrections of column headings on the newest version of a plan that these blocks have too."""
    made = {one.column: one for one in in_force(session, plan) if one.column is not None}
    if not made:
        return ()
    from evidence.plans.columns import named_here

    named = named_here(blocks, {heading: one.value for heading, one in made.items()})
    return tuple(one for heading, one in made.items() if heading in named)


def record(session: Session, writing: Writing, plan: ActionPlan, columns: Iterable[Correction]) -> ActionPlan:
    """Record a new version; the corrections of the version before are carried over where their words still stand.

    `columns` are the corrections of headings that it was read with. Gives the plan as corrected.
    """
    carried = list(columns)
    if before := [one for one in in_force(session, plan.id) if one.column is None]:
        from evidence.plans.corrections import holding

        carried += holding(plan, before)
    data = codec.to_json(plan)
    details = {"plan": data, "fingerprints": [fingerprint(action) for action in data["actions"]]}
    writing.record(EventKind.PLAN_IMPORTED, details)
    return lay_over(session, writing, plan, carried, carried_from=plan.version - 1) if carried else plan


def lay_over(
    session: Session,
    writing: Writing,
    plan: ActionPlan,
    corrections: Sequence[Correction],
    *,
    carried_from: int | None = None,
) -> ActionPlan:
    """Record all corrections in force on a version, `plan` being that version as imported; gives it as corrected."""
    from evidence.plans.corrections import correct
    from evidence.plans.targets import unplaced_key

    shown = session.queries.plan(plan.id, plan.version) or plan
    corrected, problems = correct(plan, corrections)
    kept = [one for one in corrections if one.key not in problems]
    keys = {one.key for one in kept}
    changed = [codec.to_json(a) for a, b in zip(corrected.actions, shown.actions, strict=True) if a != b]
    details: dict[str, Any] = {
        "plan": plan.id,
        "version": plan.version,
        "carried_from": carried_from,
        "corrections": [codec.to_json(one) for one in kept],
        "actions": changed,
        "fingerprints": {action["ref"]: fingerprint(action) for action in changed},
        "recommendations": [
            [at, codec.to_json(a)]
            for at, (a, b) in enumerate(zip(corrected.recommendations, shown.recommendations, strict=True))
            if a != b
        ],
        "placed": [at for at, piece in enumerate(plan.unplaced) if unplaced_key(piece) in keys],
    }
    writing.record(EventKind.PLAN_CORRECTED, details)
    return corrected


def compare_plan(session: Session, plan: str | None, first: int | None, last: int | None) -> PlanChanges:
    """What changed between two versions of a plan, by default the last two, and which links that touches."""
    from evidence.plans.changes import compare

    newest = session.plan(plan)
    later = session.plan(newest.id, last) if last else newest
    if first is None and later.version == 1:
        raise Refused(
            f"plan {newest.id!r} has one version only; nothing to compare. `evidence plan import FILE --id "
            f"{newest.id}` adds the next."
        )
    earlier = session.plan(newest.id, first if first is not None else later.version - 1)
    if earlier.version == later.version:
        raise Refused(f"plan {newest.id!r}: version {later.version} was to be compared with itself. Name two versions.")
    old = session.queries.plan(newest.id, earlier.version)
    new = session.queries.plan(newest.id, later.version)
    if old is None or new is None:
        raise NotFound(f"plan {newest.id!r}: there is none.")
    fingerprints = session.queries.fingerprints(later)
    links = PlanVersions(session.store.connection).links(newest.id)
    return evolve(
        compare(old, new, by_refs=True),
        links_suspect=[
            link.id for link in links if fingerprints.get(link.action, link.fingerprint) != link.fingerprint
        ],
        links_stranded=[link.id for link in links if link.action not in fingerprints],
    )


def fingerprint(action: dict[str, object]) -> str:
    """What a link remembers of an action: the words that say what is to be done, by whom and by when.

    Progress, and where the action stands in its file, may change without making a link suspect.
    """
    import hashlib

    due = action["due"]
    kept = {
        "text": action["text"],
        "leads": action["leads"],
        "due": {key: due[key] for key in ("earliest", "latest", "recurrence")} if isinstance(due, dict) else None,
        "success_criteria": action["success_criteria"],
    }
    return hashlib.sha256(codec.canonical(kept)).hexdigest()
