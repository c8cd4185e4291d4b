"""What a report says, whatever it is printed as: the page, the workbook, the Word summary and the bundle are fed by it.

Values only. The whole of it for one plan or for all is a `Report`; whatever grows with the store (actions, documents)
is read from it one at a time, as often as is wanted. `evidence.file.reporting` fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import field, frozen

from evidence.model.document import Document
from evidence.model.event import Checkpoint
from evidence.model.issue import Issue, Outcome, Severity
from evidence.model.link import EvidenceLink
from evidence.model.measure import Measure
from evidence.model.plan import Action, Person, PlanIdentity, Unplaced
from evidence.model.request import Answered
from evidence.model.sequences import as_tuple
from evidence.model.verdict import Closure, Verdict
from evidence.reports.words import BY_STATE, StateWords
from evidence.wording.counting import counted

if TYPE_CHECKING:  # what a plain report does not tell of is not loaded for it
    from evidence.model.changes import PlanChanges
    from evidence.reports.audit_content import AuditPages


@frozen(kw_only=True)
class Identity:
    """What a report is of, as of when, by whom, and where the record stood."""

    plans: tuple[PlanIdentity, ...] = field(converter=as_tuple)  # in the order of first import
    as_of: date  # the day judged
    made_at: datetime  # UTC
    made_by: str  # the name of who ran it, else the actor's id
    actor: str  # id of who ran it, "P-0001"; "" where nobody was registered yet
    head: Checkpoint | None  # of the journal, before this report was journalled itself
    share: str = "internal"  # or "public"

    @property
    def title(self) -> str:
        """The titles of the plans; of a report without a plan, what it is of instead."""
        return " and ".join(plan.title or plan.id for plan in self.plans) or "Everything on file"

    @property
    def maker(self) -> str:
        """Who ran it: `keeper (P-0001)`; the id alone where the name is kept back."""
        return f"{self.made_by} ({self.actor})" if self.made_by and self.actor else self.made_by or self.actor


@frozen(kw_only=True)
class Tile:
    """One of the five figures at the top."""

    key: str  # "evidenced", "claimed", "asked", "past-due", "not-due"
    words: str
    count: int  # actions
    states: tuple[str, ...]  # the states that it counts

    @property
    def tone(self) -> str:
        """Which colour goes with it: that of what is worst in it; quiet where it counts nothing."""
        tones = {BY_STATE[state].tone for state in self.states}
        return next(tone for tone in ("bad", "part", "good", "quiet") if tone in tones) if self.count else "quiet"


WRITING = frozenset(f"P{number}" for number in range(201, 217)) - {"P208", "P209", "P210", "P211"}
"""The plan's rules that speak of how an action is written down, not of how it stands."""

TILES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("evidenced", "evidenced", ("evidenced-verified", "evidenced-linked")),
    ("claimed", "claimed without enough evidence", ("claimed-not-enough", "claimed-nothing-on-file")),
    ("asked", "asked for", ("asked-for",)),
    ("past-due", "past due, not said done", ("past-due-not-claimed",)),
    ("not-due", "not due, in progress or unclear", ("in-progress", "not-due", "cannot-tell")),
)
"""Key, words and states of the tiles; every state is in exactly one."""


@frozen(kw_only=True)
class Square:
    """One action in the heat strip."""

    ref: str  # as people type it: with its plan where several are on file
    state: str
    text: str  # of the action
    leads: tuple[str, ...] = field(default=(), converter=as_tuple)
    due: str = ""  # as printed in the plan

    @property
    def shown(self) -> StateWords:
        """Symbol, words and tone of the state."""
        return BY_STATE[self.state]


@frozen(kw_only=True)
class Strip:
    """A row of the heat strip: a recommendation with its actions in plan order."""

    plan: str
    number: str
    text: str
    deadline: str = ""  # as printed in its heading
    squares: tuple[Square, ...] = field(converter=as_tuple)
    said_done: int  # actions said to be done by the day judged
    evidenced: int  # of those said done

    @property
    def words(self) -> str:
        """`9 of 10 done actions evidenced`."""
        if not self.said_done:
            return "nothing said done"
        return f"{self.evidenced} of {counted(self.said_done, 'done action')} evidenced"


@frozen(kw_only=True)
class Tick:
    """One time that a recurring action was to come round."""

    first: date
    last: date
    words: str  # "March 2006"
    on_file: bool  # a record of it is linked


@frozen(kw_only=True)
class Timeline:
    """The days of an action, for a line on an axis."""

    due: date | None = None  # last day of the deadline
    done: date | None = None  # last day on which completion is said to have come
    evidenced: tuple[date, ...] = field(default=(), converter=as_tuple)  # dates on the documents that count
    late_until: date | None = None  # up to when it is late: when it was done, else the day judged; `None`: not late
    ticks: tuple[Tick, ...] = field(default=(), converter=as_tuple)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is marked."""
        marks = (self.due, self.done, *self.evidenced, *(tick.last for tick in self.ticks))
        return tuple(one for one in marks if one is not None)


@frozen(kw_only=True)
class VerdictShown:
    """A verdict, and who gave it."""

    verdict: Verdict
    by: str  # the name of who gave it


def kind_words(document: Document) -> str:
    """`visit record, signed`."""
    kind, state = document.kind.value.replace("-", " "), document.state
    return f"{kind}, {state.value}" if state else kind


@frozen(kw_only=True)
class LinkShown:
    """A document behind an action."""

    link: EvidenceLink
    document: Document  # without the places it was found at and what it is like
    linked_by: str  # the name of who made the link
    counts: bool  # in use, and not found insufficient
    verified: bool  # somebody other than the lead found it sufficient, and that stands
    suspect: bool  # the action changed since the link was made
    superseded_by: str | None = None  # id of the later version of the document
    verdicts: tuple[VerdictShown, ...] = field(default=(), converter=as_tuple)  # oldest first
    issues: tuple[Issue, ...] = field(default=(), converter=as_tuple)  # about the link itself

    @property
    def name(self) -> str:
        """The name that the document came under first, else its title."""
        return self.document.names[0] if self.document.names else self.document.title or ""

    @property
    def kind(self) -> str:
        """What the document is: `visit record, signed`."""
        return kind_words(self.document)


@frozen(kw_only=True)
class ClosureShown:
    """How an action was closed or opened again, and by whom."""

    closure: Closure
    by: str


@frozen(kw_only=True)
class ActionEntry:
    """An action with everything on record about it."""

    ref: str  # as people type it
    plan: PlanIdentity
    action: Action
    state: str
    because: tuple[str, ...] = field(default=(), converter=as_tuple)
    said_done: bool  # by the day judged
    links: tuple[LinkShown, ...] = field(default=(), converter=as_tuple)  # only documents that count on the day judged
    issues: tuple[Issue, ...] = field(default=(), converter=as_tuple)  # about the action, not its links
    closures: tuple[ClosureShown, ...] = field(default=(), converter=as_tuple)  # oldest first
    answers: tuple[Answered, ...] = field(default=(), converter=as_tuple)  # of holders, in force
    measures: tuple[Measure, ...] = field(default=(), converter=as_tuple)
    timeline: Timeline

    @property
    def remarks(self) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
        """The issues about how the action stands, and those about how it is written down in the plan."""
        standing = tuple(one for one in self.issues if one.code not in WRITING)
        return standing, tuple(one for one in self.issues if one.code in WRITING)

    @property
    def shown(self) -> StateWords:
        """Symbol, words and tone of the state."""
        return BY_STATE[self.state]


@frozen(kw_only=True)
class LinkedAction:
    """What a document shows, seen from the document."""

    link: EvidenceLink
    ref: str  # of the action, as people type it
    text: str  # of the action; "" where the newest version of its plan no longer has it


@frozen(kw_only=True)
class DocumentEntry:
    """A document with what it shows."""

    document: Document
    links: tuple[LinkedAction, ...] = field(default=(), converter=as_tuple)
    issues: tuple[Issue, ...] = field(default=(), converter=as_tuple)
    stored: str = ""  # where its bytes lie: the path within the store's folder, "/" between
    unlinked: bool = False  # D302: in use, nobody's plan, and linked to nothing

    @property
    def kind(self) -> str:
        """`visit record, signed`."""
        return kind_words(self.document)

    @property
    def remarks(self) -> tuple[Issue, ...]:
        """The issues, without the one that it is linked to nothing."""
        return tuple(issue for issue in self.issues if issue.code != "D302")

    @property
    def name(self) -> str:
        """The name it came under first, else its title."""
        return self.document.names[0] if self.document.names else self.document.title or self.document.id


@frozen(kw_only=True)
class WantedShown:
    """A document that somebody is waited for."""

    key: str  # 16 hex digits, as in the chase
    document: str  # which document, in words
    actions: tuple[tuple[str, str], ...] = field(converter=as_tuple)  # ref and text
    plan_says: tuple[str, ...] = field(default=(), converter=as_tuple)  # progress texts, word for word
    because: tuple[str, ...] = field(default=(), converter=as_tuple)
    codes: tuple[str, ...] = field(default=(), converter=as_tuple)
    due: date | None = None  # since when: last day of the round or target it is about, else an action's deadline
    asked: tuple[date, ...] = field(default=(), converter=as_tuple)  # oldest first
    asked_words: str = ""  # "asked 2 times, last on 14 March 2006"
    answer_words: str = ""  # "HT answered on 14 March 2006: no document was made"


@frozen(kw_only=True)
class HolderWaiting:
    """Everything that one person is waited for."""

    initials: str | None  # `None` where the plan names nobody
    role: str | None  # from the plan's own index
    wanted: tuple[WantedShown, ...] = field(converter=as_tuple)

    @property
    def words(self) -> str:
        """`SD, Locality Manager`."""
        return ", ".join(filter(None, (self.initials, self.role))) or "Nobody is named in the plan"


@frozen(kw_only=True)
class StateChange:
    """An action that stands otherwise than in the last report."""

    ref: str
    text: str
    before: str | None  # a state; `None`: it was not in the last report
    after: str | None  # `None`: it is no longer in the plan


@frozen(kw_only=True)
class Changes:
    """What changed since the last report, and between the last two versions of each plan."""

    since: datetime | None = None  # when the last report was made, UTC; `None`: this is the first
    since_as_of: date | None = None  # the day it judged
    since_head: str = ""  # "entry 512": where the journal stood then
    states: tuple[StateChange, ...] = field(default=(), converter=as_tuple)
    plans: tuple[PlanChanges, ...] = field(
        default=(), converter=as_tuple
    )  # from the version reported last, else the one before
    entries: int = 0  # journal entries since

    @property
    def anything(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.states) or any(plan.anything for plan in self.plans)


@frozen(kw_only=True)
class RuleTally:
    """A rule, and what came of it."""

    code: str
    title: str
    severity: Severity  # as the keeper weighs it
    outcome: Outcome
    count: int  # issues


@frozen(kw_only=True)
class Working:
    """How the report was worked out."""

    thresholds: tuple[tuple[str, str], ...] = field(converter=as_tuple)  # name and value
    done_words: tuple[str, ...] = field(converter=as_tuple)
    draft_words: tuple[str, ...] = field(converter=as_tuple)
    verbs: tuple[tuple[str, str], ...] = field(converter=as_tuple)  # group of verbs, and the documents it accepts
    changed: tuple[str, ...] = field(default=(), converter=as_tuple)  # what the keeper changed, in words
    version: str = ""  # of this program


@frozen(kw_only=True)
class Counts:
    """How much there is."""

    actions: int = 0
    said_done: int = 0
    evidenced: int = 0  # of those said done
    documents: int = 0
    unlinked: int = 0  # documents in use that are linked to nothing and that nobody set aside
    links: int = 0


@frozen(kw_only=True)
class Report:
    """Everything that a report says.

    `actions` and `documents` are read anew each time they are iterated; documents that are linked to nothing come
    first. `rules()` gives the outcomes over actions, plans, documents and store; where the documents were not gone
    through yet, it goes through them.
    """

    identity: Identity
    counts: Counts
    tiles: tuple[Tile, ...] = field(converter=as_tuple)
    states: tuple[tuple[StateWords, int], ...] = field(converter=as_tuple)  # every state with its number of actions
    strips: tuple[Strip, ...] = field(converter=as_tuple)
    waiting: tuple[HolderWaiting, ...] = field(default=(), converter=as_tuple)
    actions: Iterable[ActionEntry]
    documents: Iterable[DocumentEntry]
    people: tuple[Person, ...] = field(default=(), converter=as_tuple)  # of the plans' own indexes
    plan_problems: tuple[Issue, ...] = field(default=(), converter=as_tuple)  # P rules but those about being late
    store_problems: tuple[Issue, ...] = field(default=(), converter=as_tuple)
    unplaced: tuple[Unplaced, ...] = field(default=(), converter=as_tuple)
    changes: Changes
    working: Working
    rules: Callable[[], tuple[RuleTally, ...]]
    audits: AuditPages | None = None
    verified: bool = False  # the store was verified for this report; what does not hold is in `store_problems`
