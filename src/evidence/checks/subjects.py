"""What a rule is given to see: one action, plan, document or store, never more.

Whoever fills these values brings what the record holds; `engine` takes away what does not count on the day judged.
"""

from __future__ import annotations

from attrs import evolve, frozen

from evidence.model.document import Document
from evidence.model.event import Verification
from evidence.model.issue import SubjectType
from evidence.model.link import EvidenceLink, Shows
from evidence.model.plan import Action, PlanIdentity, Recommendation, Unplaced


@frozen(kw_only=True)
class Linked:
    """A document that somebody linked to the action."""

    link: EvidenceLink
    document: Document
    suspect: bool = False  # the action is no longer what it was when the link was made
    superseded_by: str | None = None  # id of the later version of the document, where there is one
    verified: bool = False  # somebody other than the action's lead found it sufficient

    @property
    def counts(self) -> bool:
        """Whether the document is still in use."""
        return self.document.withdrawn is None


@frozen(kw_only=True)
class ActionFile:
    """An action with everything that was linked to it."""

    plan: PlanIdentity
    action: Action
    recommendation: Recommendation | None = None  # `None` where the plan has none for it
    links: tuple[Linked, ...] = ()
    shown_as: str | None = None  # "jar:R3.1" where several plans are filed

    @property
    def ref(self) -> str:
        """The action's reference as a person types it."""
        return self.shown_as or self.action.ref

    def showing(self, *what: Shows) -> tuple[Linked, ...]:
        """The links that show one of these, of documents still in use."""
        return tuple(linked for linked in self.links if linked.link.shows in what and linked.counts)

    @property
    def supporting(self) -> tuple[Linked, ...]:
        """The links of documents still in use that do not contradict the action's claim."""
        return tuple(linked for linked in self.links if linked.link.shows is not Shows.CONTRADICTS and linked.counts)


@frozen(kw_only=True)
class PlanFile:
    """A plan as a whole: its identity and the text that found no place in it."""

    plan: PlanIdentity
    recommendations: tuple[Recommendation, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@frozen(kw_only=True)
class DocumentFile:
    """A document on file; its `links` are those that stand."""

    document: Document
    relatives_linked: bool = False  # the file it was part of, or a part of it, is linked


@frozen(kw_only=True)
class StoreFile:
    """The store itself, by its last verification."""

    verification: Verification | None = None  # `None` where none was asked for


CheckSubject = ActionFile | PlanFile | DocumentFile | StoreFile

SUBJECT_TYPES: dict[type, SubjectType] = {
    ActionFile: SubjectType.ACTION,
    PlanFile: SubjectType.PLAN,
    DocumentFile: SubjectType.DOCUMENT,
    StoreFile: SubjectType.STORE,
}


def without_links_after(subject: ActionFile, as_of_ordinal: int) -> ActionFile:
    """The action with only the documents that may be older than the day after; an undated document stays."""
    kept = tuple(
        linked
        for linked in subject.links
        if not (dated := linked.document.dated) or not dated.earliest or dated.earliest.toordinal() <= as_of_ordinal
    )
    return subject if len(kept) == len(subject.links) else evolve(subject, links=kept)
