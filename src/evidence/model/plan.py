"""An action plan as it was understood: recommendations, actions, claims, requests, and what found no place."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from evidence.model.period import Due, Period
from evidence.model.sequences import as_tuple
from evidence.model.table import Place


class ClaimState(StrEnum):
    """What the progress text says has been done of this very action."""

    DONE = "done"
    PART = "part"  # something is reported, but not completion
    NONE = "none"  # nothing is reported


class LeadsFrom(StrEnum):
    """Where an action's leads were read."""

    WRITTEN = "written"
    DITTO = "ditto"  # repeats the last written lead of the column
    NONE = "none"


@frozen(kw_only=True)
class ProgressEntry:
    """One statement of a progress text, with the date printed in it."""

    text: str
    date: Period | None = None


@frozen(kw_only=True)
class Progress:
    """What the plan reports of an action, and what that amounts to as a claim."""

    text: str = ""  # the whole cell as printed, white space folded
    shared: bool = False  # the same cell serves several actions
    claim: ClaimState = ClaimState.NONE
    claimed_on: Period | None = None  # when completion is claimed
    because: tuple[str, ...] = field(default=(), converter=as_tuple)  # why the claim was read so, in words
    entries: tuple[ProgressEntry, ...] = field(default=(), converter=as_tuple)
    revised_due: tuple[Period, ...] = field(default=(), converter=as_tuple)  # later deadlines hidden in the text
    blanket: str | None = None  # words that claim for many actions at once and name no document


@frozen(kw_only=True)
class Mention:
    """A document that the plan's text speaks of."""

    kind: str  # one of INTERFACE's document kinds
    text: str
    date: Period | None = None


@frozen(kw_only=True)
class EvidenceRequest:
    """Words in the plan that ask somebody for a document, or say that evidence is still to be gathered."""

    asked_of: str | None  # initials, `None` where nobody is named
    text: str  # the words


@frozen(kw_only=True)
class PlanProblem:
    """A remark of the importer about one action or recommendation."""

    code: str  # P2xx
    message: str
    field: str | None = None  # what of the action it is about, as `plan correct` names it: "due", "entry-2"


@frozen(kw_only=True)
class Person:
    """A line of the plan's own index of initials."""

    initials: str
    name: str | None = None
    role: str | None = None


@frozen(kw_only=True)
class Recommendation:
    """What the inspectors asked for."""

    number: str
    text: str
    deadline: Due | None = None  # from a heading such as "Action within 6 months"
    flags: tuple[str, ...] = field(default=(), converter=as_tuple)  # "number-inferred", "text-missing" …
    source: Place = field(factory=Place)


@frozen(kw_only=True)
class Action:
    """One thing to be done. Text fields are as printed with white space folded; `None` is an empty cell."""

    ref: str  # "R3.1", unique within its plan
    recommendation: str  # number of the recommendation
    text: str
    leads: tuple[str, ...] = field(default=(), converter=as_tuple)
    leads_from: LeadsFrom = LeadsFrom.NONE
    leads_suggested: tuple[str, ...] = field(default=(), converter=as_tuple)  # candidates for a blank
    lead_text: str | None = None  # the cell as printed
    due: Due | None = None
    progress: Progress = field(factory=Progress)
    mentions: tuple[Mention, ...] = field(default=(), converter=as_tuple)
    requests: tuple[EvidenceRequest, ...] = field(default=(), converter=as_tuple)
    partners: str | None = None
    resources: str | None = None
    monitoring: str | None = None
    success_criteria: str | None = None
    status: str | None = None
    evidence: str | None = None
    next_action: str | None = None
    other: str | None = None  # cells of columns that mean nothing known, "Heading: text", one a line
    source: Place = field(factory=Place)
    problems: tuple[PlanProblem, ...] = field(default=(), converter=as_tuple)
    corrected: tuple[str, ...] = field(default=(), converter=as_tuple)  # fields that a person corrected


OUTSIDE_TABLES = "stands outside the tables"  # the reason of running text: title, preamble, notes


@frozen(kw_only=True)
class Unplaced:
    """Text of the source that found no place in an action or recommendation."""

    text: str
    reason: str
    source: Place = field(factory=Place)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text beside the tables, which is kept and asks for nothing."""
        return self.reason == OUTSIDE_TABLES


@frozen(kw_only=True)
class ColumnReading:
    """What one heading was taken for, and why."""

    table: int
    column: int  # from 1
    heading: str
    field: str | None  # canonical field name, `None` if it means nothing known
    because: str


@frozen(kw_only=True)
class PlanSource:
    """The document a plan was read from."""

    document: str | None  # "D-0001"; `None` before it is filed
    name: str


@frozen(kw_only=True)
class PlanIdentity:
    """Which plan and which version of it."""

    id: str
    title: str
    version: int  # from 1
    as_of: date | None  # the plan's own day, where given or printed
    source: PlanSource


@frozen(kw_only=True)
class ActionPlan:
    """One version of an action plan."""

    plan: PlanIdentity
    people: tuple[Person, ...] = field(default=(), converter=as_tuple)
    recommendations: tuple[Recommendation, ...] = field(default=(), converter=as_tuple)
    actions: tuple[Action, ...] = field(default=(), converter=as_tuple)
    unplaced: tuple[Unplaced, ...] = field(default=(), converter=as_tuple)
    columns: tuple[ColumnReading, ...] = field(default=(), converter=as_tuple)

    @property
    def id(self) -> str:
        """The plan's id, shared by all its versions."""
        return self.plan.id

    @property
    def version(self) -> int:
        """From 1; each import under the same id is one more."""
        return self.plan.version
