"""A program's remark about the evidence, the plan, a document, an audit or the store."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from evidence.model.sequences import as_tuple
from evidence.model.table import Place


class Severity(StrEnum):
    """How much an issue weighs."""

    ERROR = "error"  # breaks the rule
    QUERY = "query"  # please check and amend, or give a reason


class Outcome(StrEnum):
    """What became of a rule in a check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not-applicable"
    CRASHED = "crashed"


class SubjectType(StrEnum):
    """What an issue is about."""

    ACTION = "action"
    PLAN = "plan"
    DOCUMENT = "document"
    LINK = "link"
    AUDIT = "audit"
    STORE = "store"


@frozen(kw_only=True)
class Subject:
    """The thing an issue is about."""

    type: SubjectType
    ref: str


@frozen(kw_only=True)
class IssueSource:
    """Where in a filed document the cause of an issue stands."""

    document: str | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None

    @classmethod
    def at(cls, document: str | None, place: Place) -> IssueSource:
        """The same place, in a filed document."""
        return cls(
            document=document,
            line=place.line,
            table=place.table,
            row=place.row,
            page=place.page,
            sheet=place.sheet,
            cell=place.cell,
        )


@frozen(kw_only=True)
class Issue:
    """One remark, with what to do about it."""

    code: str
    severity: Severity
    subject: Subject
    message: str
    remedy: str
    holder: str | None = None  # initials of who can put it right, as far as the plan tells
    source: IssueSource | None = None


@frozen(kw_only=True)
class RuleResult:
    """How one rule fared over all its subjects."""

    code: str
    outcome: Outcome
    count: int  # issues found
    message: str | None = None  # of a crash: class and text, without any document's words


@frozen(kw_only=True)
class SubjectCounts:
    """How many of each were looked at."""

    actions: int = 0
    documents: int = 0
    links: int = 0
    audits: int = 0


@frozen(kw_only=True)
class ActionState:
    """How well an action is evidenced as of the day judged, with the reasons."""

    ref: str
    state: str
    because: tuple[str, ...] = field(default=(), converter=as_tuple)


@frozen(kw_only=True)
class CheckResult:
    """Everything a completeness check found."""

    as_of: date
    known_at: str | None
    rules: tuple[str, ...] = field(converter=as_tuple)
    subjects: SubjectCounts
    states: tuple[ActionState, ...] = field(default=(), converter=as_tuple)
    issues: tuple[Issue, ...] = field(default=(), converter=as_tuple)
    results: tuple[RuleResult, ...] = field(default=(), converter=as_tuple)
