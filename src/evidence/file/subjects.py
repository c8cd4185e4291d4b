"""The record laid out for the rules, one subject at a time: an action with its links, a plan, a document, the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from evidence.checks.span import span_of_days
from evidence.checks.subjects import ActionFile, Custody, DocumentFile, Gone, Kin, Linked, PlanFile, StoreFile
from evidence.file.quoting import quotation_doubt
from evidence.model.document import LocationState
from evidence.model.event import EventKind
from evidence.store.evidence_rows import EvidenceRows
from evidence.store.judgements import Judgements
from evidence.store.verification import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.file.session import Session
    from evidence.model.document import Document
    from evidence.model.event import Actor
    from evidence.model.link import EvidenceLink
    from evidence.model.plan import Action, PlanIdentity
    from evidence.wording.identifiers import Suspected


class Plan:
    """What the actions of one plan have in common, looked up once; of a plan that is asked about one action, only that.

    `rows` may be shared by several plans.
    """

    def __init__(
        self, session: Session, identity: PlanIdentity, rows: EvidenceRows | None = None, only: str | None = None
    ) -> None:
        self._session = session
        self._judgements = judgements = Judgements(session.connection)
        self.rows = rows or EvidenceRows(session.connection)
        self.identity = identity
        self._several = session.shown(identity.id, "") != ""
        self.recommendations = tuple(session.queries.recommendations(identity))
        self._asked = {item.number: item for item in self.recommendations}
        self.people = judgements.people(identity)
        self._actors: tuple[Actor, ...] = tuple(session.queries.actors())
        self._only = only
        self._judged = self.rows.judged if only is None else frozenset({(identity.id, only)})
        self._answered = judgements.answered(identity.id) if only is None else frozenset({only})
        self._measured = judgements.measured(identity.id)
        first = session.queries.identity(identity.id, 1)
        self._first_as_of = first.as_of if first else None
        self._before = {action.ref: action for action in self._version_before()}
        self._span = span_of_days(judgements.deadlines(identity))
        self._same = {
            ref: tuple(self.shown(other) for other in refs)
            for refs in judgements.same_progress(identity, only)
            for ref in refs
        }

    def _version_before(self) -> Iterator[Action]:
        queries, identity = self._session.queries, self.identity
        before = queries.identity(identity.id, identity.version - 1) if identity.version > 1 else None
        if before is None:
            return
        if self._only is None:
            yield from queries.actions(before)
        elif found := queries.action(before, self._only):
            yield found[0]

    def shown(self, ref: str) -> str:
        """An action's reference as people should type it."""
        return f"{self.identity.id}:{ref}" if self._several else ref

    def file(self, action: Action, fingerprint: str, links: Sequence[EvidenceLink]) -> ActionFile:
        """An action with everything that the rules may see of it."""
        judged = (self.identity.id, action.ref) in self._judged
        refs = (action.ref, action.recommendation)
        measured = any(ref in self._measured for ref in refs)
        return ActionFile(
            plan=self.identity,
            action=action,
            recommendation=self._asked.get(action.recommendation),
            links=tuple([self._linked(made, fingerprint, judged) for made in links]),
            shown_as=self.shown(action.ref),
            people=self.people,
            actors=self._actors if judged else (),
            closures=self._judgements.closures(self.identity.id, action.ref) if judged else (),
            measures=tuple(self._judgements.measures(self.identity.id, refs)) if measured else (),
            answers=self._judgements.answers(self.identity.id, action.ref) if action.ref in self._answered else (),
            previous=self._before.get(action.ref),
            same_progress=self._same.get(action.ref, ()),
            first_as_of=self._first_as_of,
            span=self._span,
        )

    def plan_file(self) -> PlanFile:
        """The plan as a whole."""
        return PlanFile(
            plan=self.identity,
            recommendations=self.recommendations,
            unplaced=tuple(self._session.queries.unplaced(self.identity)),
            acted_on=self._judgements.acted_on(self.identity),
            gone=tuple(self._gone()),
        )

    def _gone(self) -> Iterator[Gone]:
        """The links in force to actions that the newest version of the plan no longer has."""
        for made, text in self.rows.links_to_gone(self.identity):
            yield Gone(linked=self._linked(made, "", judged=False), text=text)

    def _linked(self, made: EvidenceLink, fingerprint: str, judged: bool) -> Linked:
        document, successor = self.rows.document(made.document)
        return Linked(
            link=made,
            document=document,
            suspect=made.fingerprint != fingerprint,
            superseded_by=successor,
            quotation=quotation_doubt(self._session, made) if made.quote else None,
            verdicts=self._judgements.verdicts(made.id) if judged else (),
        )


def action_file(session: Session, ref: str) -> ActionFile:
    """One action, whatever the size of the store."""
    identity, action, _ = session.action(ref)
    plan = Plan(session, identity, only=action.ref)
    return next(plan.file(*found) for found in plan.rows.actions(identity, action.ref))


def action_files(plan: Plan) -> Iterator[ActionFile]:
    """Every action of a plan, in its order; links are read along with them."""
    return (plan.file(*found) for found in plan.rows.actions(plan.identity))


def document_files(session: Session, screened: bool, documents: Iterable[Document] = ()) -> Iterator[DocumentFile]:
    """These documents (by default all); text is screened for personal data only where a rule asks for that."""
    queries = session.queries
    successors = queries.successors()
    for document in documents or queries.documents():
        screen = screened and document.readable and not document.plan
        because = document.unreadable_because or ""
        vanished, changed = _moved_on(document)
        yield DocumentFile(
            document=document,
            relatives_linked=_relatives_linked(session, document),
            kin=() if document.links else _kin(session, document, successors),
            vanished=vanished,
            changed=changed,
            identifiers=_screened(queries.pages(document.id)) if screen else (),
            stopped=_stopped(because) if because else (),
        )


def _moved_on(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places where it is no longer found (none while it lies elsewhere), and where others lie now."""
    there, gone, changed = LocationState.THERE, LocationState.GONE, LocationState.CHANGED
    states = {one.state for one in document.locations}
    if states <= {there}:
        return (), ()
    paths = [sorted(one.path for one in document.locations if one.state is state) for state in (gone, changed)]
    return () if there in states else tuple(paths[0]), tuple(paths[1])


def _screened(pages: Iterable[str]) -> tuple[Suspected, ...]:
    """What looks like personal data in a document's pages; the patterns are made where there is something to read."""
    from evidence.wording.identifiers import tally

    return tally(enumerate(pages, 1))


def _stopped(because: str) -> tuple[str, ...]:
    """The notes of a reader on limits that it reached."""
    from evidence.reading.source import STOPPED

    return tuple(note for note in because.split("; ") if note.startswith(STOPPED))


def store_file(session: Session, deep: bool, verified: bool = True) -> StoreFile:
    """The store itself; its index is compared with its journal only if `deep`, and it is not verified unless asked."""
    judgements = Judgements(session.connection)
    checkpoint, since = judgements.last(EventKind.CHECKPOINT_MADE)
    fixity, _ = judgements.last(EventKind.FIXITY_CHECKED)
    since_filing = judgements.first_filed()  # a document's hash was counted when it was filed
    return StoreFile(
        verification=verify(session.store.layout.root, index=deep) if verified else None,
        custody=Custody(
            checkpoint_on=checkpoint,
            entries_since=since,
            fixity_on=fixity or since_filing,
            documents=session.queries.counts()["documents"],
        ),
    )


def _relatives_linked(session: Session, document: Document) -> bool:
    related = [*([document.part_of] if document.part_of else []), *document.parts]
    return any(session.document(ref).links for ref in related)


def _kin(session: Session, document: Document, successors: Mapping[str, str]) -> tuple[Kin, ...]:
    versions = [ref for ref in (document.supersedes, successors.get(document.id)) if ref]
    near = [ref for ref in document.duplicates if ref not in versions]
    return tuple(
        Kin(document=ref, linked_to=_linked_to(session, ref), version=version)
        for version, refs in ((True, versions), (False, near))
        for ref in refs
    )


def _linked_to(session: Session, document: str) -> tuple[str, ...]:
    return tuple(session.shown(made.plan, made.action) for made in session.queries.links("document = ?", document))
