"""What a rule is given to see: one action, plan, document, audit or store, never more.

Whoever fills these values brings what the record holds; `engine` takes away what does not count on the day judged.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from evidence.checks.independence import standing_verdict
from evidence.model.document import Document
from evidence.model.event import Actor, Verification
from evidence.model.issue import SubjectType
from evidence.model.link import EvidenceLink, Shows
from evidence.model.measure import Measure
from evidence.model.plan import Action, Person, PlanIdentity, Recommendation, Unplaced
from evidence.model.request import Answer, Answered
from evidence.model.sequences import as_tuple
from evidence.model.verdict import Closure, ClosureState, Sufficiency, Verdict

if TYPE_CHECKING:  # what audits and screening alone need is not loaded for every check
    from evidence.model.audit import Programme, Round
    from evidence.model.standing import RecordStanding
    from evidence.wording.identifiers import Suspected


@frozen(kw_only=True)
class Linked:
    """A document that somebody linked to the action."""

    link: EvidenceLink
    document: Document
    suspect: bool = False  # the action is no longer what it was when the link was made
    superseded_by: str | None = None  # id of the later version of the document, where there is one
    quotation: str | None = None  # what is wrong with the words it quotes, as a clause
    verdicts: tuple[Verdict, ...] = ()  # on the link, oldest first

    @property
    def counts(self) -> bool:
        """Whether the document is still in use."""
        return self.document.withdrawn is None


@frozen(kw_only=True)
class Span:
    """The days between which a plan moves."""

    first: date  # of the deadlines that lie together
    last: date


_NO_SIDES: tuple[tuple[Linked, ...], ...] = ((), (), (), ())


@frozen(kw_only=True)
class ActionFile:
    """An action with everything that was linked to it."""

    plan: PlanIdentity
    action: Action
    recommendation: Recommendation | None = None  # `None` where the plan has none for it
    links: tuple[Linked, ...] = ()
    shown_as: str | None = None  # "jar:R3.1" where several plans are filed
    people: tuple[Person, ...] = ()  # the plan's index of initials
    actors: tuple[Actor, ...] = ()  # who gave verdicts and closed
    closures: tuple[Closure, ...] = ()  # in the order in which they happened
    measures: tuple[Measure, ...] = ()  # linked to it or to its recommendation
    previous: Action | None = None  # the same action in the version before this one
    same_progress: tuple[str, ...] = ()  # refs with this text, its own among them
    answers: tuple[Answered, ...] = ()  # in force, oldest first
    first_as_of: date | None = None  # of the first version of the plan
    span: Span | None = None  # of the plan, by `evidence.checks.span.span_of_days`
    memo: dict[str, Any] = field(init=False, factory=dict, eq=False, repr=False)  # what was worked out of it once
    _sides: tuple[tuple[Linked, ...], ...] = field(init=False, eq=False, repr=False)  # of the links, as named below

    @property
    def ref(self) -> str:
        """The action's reference as a person types it."""
        return self.shown_as or self.action.ref

    def showing(self, *what: Shows) -> tuple[Linked, ...]:
        """The links that show one of these and count."""
        return tuple([linked for linked in self.counting if linked.link.shows in what])

    @property
    def counting(self) -> tuple[Linked, ...]:
        """The links that count."""
        return self._sides[0]

    @property
    def completing(self) -> tuple[Linked, ...]:
        """The links that show completion and count."""
        return self._sides[1]

    @property
    def contradicting(self) -> tuple[Linked, ...]:
        """The links that contradict and count."""
        return self._sides[2]

    @property
    def supporting(self) -> tuple[Linked, ...]:
        """The links that count and do not contradict the action's claim."""
        return self._sides[3]

    @_sides.default
    def _sort(self) -> tuple[tuple[Linked, ...], ...]:
        if not self.links:
            return _NO_SIDES
        counting = tuple([linked for linked in self.links if self.counts(linked)])
        completing = tuple([linked for linked in counting if linked.link.shows is Shows.COMPLETION])
        if len(completing) == len(self.links):
            return counting, completing, (), completing
        contradicting = tuple([linked for linked in counting if linked.link.shows is Shows.CONTRADICTS])
        supporting = tuple([linked for linked in counting if linked.link.shows is not Shows.CONTRADICTS])
        return counting, completing, contradicting, supporting

    def counts(self, linked: Linked) -> bool:
        """Whether the document is still in use and nobody's standing verdict is that it is insufficient."""
        if linked.document.withdrawn is not None:
            return False
        verdict = self.verdict(linked) if linked.verdicts else None
        return verdict is None or verdict.verdict is Sufficiency.SUFFICIENT

    def verified(self, linked: Linked) -> bool:
        """Whether somebody other than the lead found the link sufficient, and nobody thought otherwise since."""
        verdict = self.verdict(linked) if linked.verdicts else None
        return verdict is not None and verdict.verdict is Sufficiency.SUFFICIENT

    def verdict(self, linked: Linked) -> Verdict | None:
        """The verdict on a link that is in force."""
        return standing_verdict(linked.verdicts, self.actors, self.action, self.people)

    def answered(self, *answers: Answer) -> tuple[Answered, ...]:
        """The holder's answers of these kinds that are in force."""
        return tuple(one for one in self.answers if one.answer in answers)

    @property
    def closed(self) -> Closure | None:
        """The closure in force; `None` where the action is open."""
        last = self.closures[-1] if self.closures else None
        return last if last and last.state is ClosureState.CLOSED else None


@frozen(kw_only=True)
class Gone:
    """A link in force to an action that the newest version of the plan no longer has."""

    linked: Linked
    text: str  # of the action, as it read last


@frozen(kw_only=True)
class PlanFile:
    """A plan as a whole: its identity, the text that found no place in it, and links to actions it no longer has."""

    plan: PlanIdentity
    recommendations: tuple[Recommendation, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    acted_on: tuple[str, ...] | None = None  # numbers of recommendations that have an action; `None` where not told
    gone: tuple[Gone, ...] = ()


@frozen(kw_only=True)
class Kin:
    """A document of nearly the same text, or another version."""

    document: str  # id
    linked_to: tuple[str, ...] = field(default=(), converter=as_tuple)  # refs of actions
    version: bool = False  # one of the two replaces the other


@frozen(kw_only=True)
class DocumentFile:
    """A document on file; its `links` are those that stand."""

    document: Document
    relatives_linked: bool = False  # the file it was part of, or a part of it, is linked
    kin: tuple[Kin, ...] = field(default=(), converter=as_tuple)  # of a document that is linked to nothing
    vanished: tuple[str, ...] = field(default=(), converter=as_tuple)  # paths where it was found and is no longer
    changed: tuple[str, ...] = field(default=(), converter=as_tuple)  # paths where other bytes stand now
    identifiers: tuple[Suspected, ...] = field(default=(), converter=as_tuple)  # `identifiers.tally` of its text
    stopped: tuple[str, ...] = field(default=(), converter=as_tuple)  # its reader's notes on limits that were reached


@frozen(kw_only=True)
class Custody:
    """How the store has been looked after."""

    checkpoint_on: date | None = None  # the last checkpoint that was made, UTC; `None`: never
    entries_since: int = 0  # of the journal, after that checkpoint
    fixity_on: date | None = None  # the last time all documents were compared with what was filed; `None`: never
    documents: int = 0  # on file


@frozen(kw_only=True)
class StoreFile:
    """The store itself, by its last verification and its custody."""

    verification: Verification | None = None  # `None` where none was asked for
    custody: Custody | None = None  # `None` where not told


@frozen(kw_only=True)
class AuditFile:
    """An audit round or a programme of rounds; `records` are what `audits.standing` worked out of the round's files."""

    ref: str  # of the round, or the programme's id
    form: str = ""  # "lac-file-audit-2006@1"
    round: Round | None = None
    programme: Programme | None = None
    records: tuple[RecordStanding, ...] = field(default=(), converter=as_tuple)
    repeated_by: str | None = None  # the round that audits again what this one audited


CheckSubject = ActionFile | PlanFile | DocumentFile | StoreFile | AuditFile

SUBJECT_TYPES: dict[type, SubjectType] = {
    ActionFile: SubjectType.ACTION,
    PlanFile: SubjectType.PLAN,
    DocumentFile: SubjectType.DOCUMENT,
    StoreFile: SubjectType.STORE,
    AuditFile: SubjectType.AUDIT,
}


def without_links_after(subject: ActionFile, as_of: date) -> ActionFile:
    """The action with only the documents that may be older than the day after; an undated document stays."""
    for linked in subject.links:
        dated = linked.document.dated
        if dated is not None and dated.earliest is not None and dated.earliest > as_of:
            kept = [one for one in subject.links if not _is_after(one, as_of)]
            return evolve(subject, links=tuple(kept))
    return subject


def _is_after(linked: Linked, as_of: date) -> bool:
    dated = linked.document.dated
    return dated is not None and dated.earliest is not None and dated.earliest > as_of
