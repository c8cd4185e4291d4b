"""Suggestions: full-text search finds the candidates, `linking` ranks them and says why. Nothing is linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evidence.linking.rank import rank
from evidence.linking.values import Candidate
from evidence.store.search import find_actions, words

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import Document
    from evidence.model.link import Suggestion

_CANDIDATES = 200  # actions that full-text search hands to the ranking


def suggest(session: Session, *, document: str | None, action: str | None, limit: int) -> Iterator[Suggestion]:
    """Suggestions for one document, for one action, or for every document that is linked to nothing."""
    if action is not None:
        yield from _for_action(session, action, limit)
        return
    chosen = [session.document(document)] if document else list(session.queries.unlinked())
    candidates = _candidates(session)
    for item in chosen:
        yield from _for_document(session, item, candidates, limit)


def _for_document(
    session: Session, document: Document, candidates: dict[tuple[str, str], Candidate], limit: int
) -> Sequence[Suggestion]:
    if document.plan is not None or not candidates:
        return ()
    text = "\f".join(session.queries.pages(document.id))
    wanted = words(" ".join((*document.names, document.title or "", text)).replace("_", " "))
    near = list(candidates.values())
    if len(near) > _CANDIDATES:
        found = find_actions(session.store.connection, wanted, _CANDIDATES)
        near = [candidates[hit.plan, hit.ref] for hit in found if (hit.plan, hit.ref) in candidates]
    return rank(document, text, near, limit=limit)


def _for_action(session: Session, ref: str, limit: int) -> Sequence[Suggestion]:
    """The documents not yet linked to the action for which it is among the likely ones."""
    identity, action, _ = session.action(ref)
    wanted = session.shown(identity.id, action.ref)
    candidates = _candidates(session)
    found = [
        suggestion
        for document in session.queries.unlinked()
        for suggestion in _for_document(session, document, candidates, 20)
        if suggestion.action == wanted
    ]
    found.sort(key=lambda suggestion: (-suggestion.score, suggestion.document))
    return found[:limit]


def _candidates(session: Session) -> dict[tuple[str, str], Candidate]:
    found = {}
    for plan, _ in session.queries.plan_versions():
        identity = session.plan(plan)
        asked = {item.number: item for item in session.queries.recommendations(identity)}
        for action in session.queries.actions(identity):
            found[plan, action.ref] = Candidate(
                ref=session.shown(plan, action.ref), action=action, recommendation=asked.get(action.recommendation)
            )
    return found
