"""Completeness: the record laid out subject by subject for the rules, which only read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evidence.model.errors import NothingToCheck
from evidence.store.verification import verify

if TYPE_CHECKING:
    from evidence.checks.subjects import ActionFile, CheckSubject, Linked
    from evidence.file.session import Session
    from evidence.model.document import Document
    from evidence.model.issue import CheckResult
    from evidence.model.link import EvidenceLink
    from evidence.model.plan import Action, PlanIdentity, Recommendation


def check(
    session: Session,
    *,
    as_of: date,
    action: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> CheckResult:
    """Ask the rules about everything on file, or about one action, as of a day. Writes nothing.

    The store itself is verified too; its index is compared with the journal only where S rules are asked for by name,
    because that takes as long as making it anew.
    """
    from evidence.checks.engine import chosen, run

    rules = chosen(select, ignore)
    deep = any(part.strip().upper().startswith("S") for part in select)
    if next(session.queries.plan_versions(), None) is None:
        raise NothingToCheck("there is no plan on file. Import one with `evidence plan import FILE`, then check.")
    if action is not None:
        return run(rules, _one(session, action), as_of)
    return run(rules, _everything(session, [rule.CODE for rule in rules], deep), as_of)


def _one(session: Session, ref: str) -> Iterator[CheckSubject]:
    identity, action, fingerprint = session.action(ref)
    asked = {item.number: item for item in session.queries.recommendations(identity)}
    links = list(session.queries.links("plan = ? AND action = ?", identity.id, action.ref))
    yield _action_file(session, identity, action, fingerprint, asked.get(action.recommendation), links)


def _everything(session: Session, codes: Sequence[str], deep: bool) -> Iterator[CheckSubject]:
    from evidence.checks.subjects import DocumentFile, PlanFile, StoreFile

    queries = session.queries
    for plan, _ in list(queries.plan_versions()):
        identity = session.plan(plan)
        recommendations = tuple(queries.recommendations(identity))
        yield PlanFile(plan=identity, recommendations=recommendations, unplaced=tuple(queries.unplaced(identity)))
        asked = {item.number: item for item in recommendations}
        fingerprints = queries.fingerprints(identity)
        links: dict[str, list[EvidenceLink]] = {}
        for made in queries.links("plan = ?", plan):
            links.setdefault(made.action, []).append(made)
        for action in queries.actions(identity):
            yield _action_file(
                session,
                identity,
                action,
                fingerprints[action.ref],
                asked.get(action.recommendation),
                links.get(action.ref, []),
            )
    for document in queries.documents():
        yield DocumentFile(document=document, relatives_linked=_relatives_linked(session, document))
    if any(code.startswith("S") for code in codes):
        yield StoreFile(verification=verify(session.store.layout.root, index=deep))


def _action_file(
    session: Session,
    identity: PlanIdentity,
    action: Action,
    fingerprint: str,
    recommendation: Recommendation | None,
    links: Sequence[EvidenceLink],
) -> ActionFile:
    from evidence.checks.subjects import ActionFile

    return ActionFile(
        plan=identity,
        action=action,
        recommendation=recommendation,
        links=tuple(_linked(session, made, fingerprint) for made in links),
        shown_as=session.shown(identity.id, action.ref),
    )


def _linked(session: Session, made: EvidenceLink, fingerprint: str) -> Linked:
    from evidence.checks.subjects import Linked

    return Linked(
        link=made,
        document=session.document(made.document),
        suspect=made.fingerprint != fingerprint,
        superseded_by=session.queries.successor(made.document),
    )


def _relatives_linked(session: Session, document: Document) -> bool:
    related = [*([document.part_of] if document.part_of else []), *document.parts]
    return any(session.document(ref).links for ref in related)
