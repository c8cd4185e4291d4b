"""Suggestions: full-text search finds the candidates, `linking` ranks them and says why. Nothing is linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evidence.linking.rank import rank
from evidence.linking.terms import telling
from evidence.linking.values import Candidate
from evidence.model.document import DocumentKind
from evidence.model.plan import LeadsFrom
from evidence.store.search import actions_above, find_actions, words

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import Document
    from evidence.model.link import Suggestion
    from evidence.model.plan import Action, PlanIdentity

_FEW = 200  # actions that are all ranked; where there are more, full-text search chooses
_CANDIDATES = 60  # actions that full-text search hands to the ranking
_KEPT = 4096  # actions kept from one document to the next


def suggest(session: Session, *, document: str | None, action: str | None, limit: int) -> Iterator[Suggestion]:
    """Suggestions for one document, for one action, or for every document that is linked to nothing."""
    if action is not None:
        yield from _for_action(session, action, limit)
        return
    chosen = [session.document(document)] if document else list(session.queries.unlinked())
    candidates = _Candidates(session)
    for item in chosen:
        yield from _for_document(session, item, candidates, limit)


def _for_document(session: Session, document: Document, candidates: _Candidates, limit: int) -> Sequence[Suggestion]:
    if document.plan is not None:
        return ()
    text = "\f".join(session.queries.pages(document.id))
    wanted = telling(words(" ".join((*document.names, document.title or "", text)).replace("_", " ")))
    if not (tested := _tested(session, document)):
        return rank(document, text, candidates.near(wanted), limit=limit)
    return rank(document, text, candidates.near(wanted, tested), limit=limit, tested=tested)


def _tested(session: Session, document: Document) -> tuple[str, ...]:
    """The actions that the questions of an audit test, where the document is the report of one."""
    audit = session.queries.audit_reported_by(document.id) if document.kind is DocumentKind.REPORT else None
    if audit is None:
        return ()
    from evidence.file.audits.reporting import tested
    from evidence.file.audits.rounds import find

    return tuple(dict.fromkeys(tested(session, find(session, audit)).values()))


def _for_action(session: Session, ref: str, limit: int) -> Sequence[Suggestion]:
    """The documents not yet linked to the action for which it is among the likely ones."""
    identity, action, _ = session.action(ref)
    wanted = session.shown(identity.id, action.ref)
    candidates = _Candidates(session)
    found = [
        suggestion
        for document in session.queries.unlinked()
        for suggestion in _for_document(session, document, candidates, 20)
        if suggestion.action == wanted
    ]
    found.sort(key=lambda suggestion: (-suggestion.score, suggestion.document))
    return found[:limit]


class _Candidates:
    """The actions that may be suggested: all of them where they are few, else those that share words with a text."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._plans = [session.plan(plan) for plan, _ in list(session.queries.plan_versions())]
        self._asked = {
            plan.id: {item.number: item for item in session.queries.recommendations(plan)} for plan in self._plans
        }
        self._prefix = {plan.id: session.shown(plan.id, "") for plan in self._plans}
        self._known: dict[tuple[str, str], Candidate] = {}
        self._all: list[Candidate] | None = None
        if sum(session.queries.count_actions(plan) for plan in self._plans) <= _FEW:
            self._all = [one for plan in self._plans for one in self._of(plan, list(session.queries.actions(plan)))]

    def near(self, words: Sequence[str], also: Sequence[str] = ()) -> list[Candidate]:
        """The candidates for a text with these words, and the actions of these refs."""
        if self._all is not None:
            return self._all
        hits = [(hit.plan, hit.ref) for hit in find_actions(self._session.store.connection, words, _CANDIDATES)]
        for ref in also:
            identity, action, _ = self._session.action(ref)
            if (identity.id, action.ref) not in hits:
                hits.append((identity.id, action.ref))
        if len(self._known) > _KEPT:
            self._known.clear()
        for plan in self._plans:
            wanted = [ref for name, ref in hits if name == plan.id and (name, ref) not in self._known]
            for one in self._of(plan, list(self._session.queries.actions_named(plan, wanted))):
                self._known[plan.id, one.action.ref] = one
        return [self._known[hit] for hit in hits if hit in self._known]

    def _of(self, plan: PlanIdentity, actions: Sequence[Action]) -> Iterator[Candidate]:
        below = [action.ref for action in actions if action.leads_from is LeadsFrom.NONE]
        above = actions_above(self._session.store.connection, plan.id, plan.version, below) if below else {}
        for action in actions:
            yield Candidate(
                ref=f"{self._prefix[plan.id]}{action.ref}",
                action=action,
                recommendation=self._asked[plan.id].get(action.recommendation),
                as_of=plan.as_of,
                under=above.get(action.ref, ""),
            )
