"""What a questionnaire is: its questions in order, their conditions and choices, and the scales its grades stand on.

The shape follows HL7 FHIR Questionnaire (R4); in memory the questions are flat, each naming the group it stands in, and
`audits.forms.fhir` nests them. Numbers that need not be whole are strings of digits: stored JSON has no fractions.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from attrs import field, frozen

from evidence.model.sequences import as_tuple


class ItemType(StrEnum):
    """What kind of answer a question takes; the values are FHIR's words."""

    GROUP = "group"  # a section: no answer of its own
    DISPLAY = "display"  # a note to the reader
    CHOICE = "choice"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    ATTACHMENT = "attachment"  # evidence seen: what it is, never its bytes


class Operator(StrEnum):
    """How a condition compares the answer of another question."""

    EXISTS = "exists"  # answer "true": was answered; "false": was not
    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Behavior(StrEnum):
    """Whether all conditions must hold, or any one of them."""

    ALL = "all"
    ANY = "any"


class Asks(StrEnum):
    """What else an answer states beside yes or no, and how it is judged."""

    DATE = "date"  # the day of what was found
    DUE = "due"  # start and actual date; days early or late against the question's clock
    GAP = "gap"  # a series of dates; the longest interval against the question's clock
    COUNT = "count"  # a whole number in the look-back window
    EVIDENCE = "evidence"  # kind, date and signature of the document seen, never its text
    SIGNED = "signed"  # role and date of a signature or authorisation
    GRADE = "grade"  # a value of the question's grade scale
    COMMENT = "comment"  # an answer that is of no use without its comment


class FormStatus(StrEnum):
    """The life of a published version."""

    SHIPPED = "shipped"  # comes with the library, not published in this store
    DRAFT = "draft"
    FINALISED = "finalised"
    APPROVED = "approved"
    IN_OPERATION = "in-operation"
    SUPERSEDED = "superseded"


@frozen(kw_only=True)
class Choice:
    """One of the answers a question offers."""

    code: str
    text: str


@frozen(kw_only=True)
class Condition:
    """The question is asked only where another one was answered so."""

    question: str  # linkId of an earlier question
    operator: Operator
    answer: str  # code, digits or ISO date; "true" or "false" for `exists`


@frozen(kw_only=True)
class Item:
    """A question, a group of questions or a note."""

    link_id: str
    group: str | None = None  # linkId of the group it stands in
    text: str
    type: ItemType
    required: bool = False
    repeats: bool = False  # several choices may be given
    enable_when: tuple[Condition, ...] = field(default=(), converter=as_tuple)
    enable_behavior: Behavior = Behavior.ALL
    choice_list: str | None = None  # the name under which an author keeps the choices
    choices: tuple[Choice, ...] = field(default=(), converter=as_tuple)
    hint: str | None = None
    least: str | None = None  # smallest value allowed: digits or an ISO date
    most: str | None = None  # largest value allowed: digits, an ISO date, or "today", the day of the answer
    max_length: int | None = None  # characters of a text
    constraint_message: str | None = None
    standard: str | None = None  # regulation, standard or guidance that asks for it
    evidence: str | None = None  # what to look for on the file
    clock: str | None = None  # id in the timescale register: "T-L01"
    asks: tuple[Asks, ...] = field(default=(), converter=as_tuple)
    weight: str | None = None  # digits; how much it counts locally
    critical: bool = False  # an adverse answer is escalated at once and caps the overall grade
    action: str | None = None  # the plan's action that it tests: "jar:R3.1"
    grade_scale: str | None = None  # id of a scale of this questionnaire
    check_primary_text: bool = False  # rests on professional knowledge: read the primary text before relying on it
    overall: bool = False  # the answer is the overall grade of the file

    @property
    def standard_told(self) -> str:
        """The standard as an auditor is shown it, with the mark where the primary text is to be read."""
        marks = ("check against the primary text",) if self.check_primary_text else ()
        return "; ".join([*filter(None, [self.standard]), *marks])


@frozen(kw_only=True)
class GradeScale:
    """A scale of grades, as data; a grade is never stored without its scale's id."""

    id: str
    title: str
    values: tuple[Choice, ...] = field(converter=as_tuple)  # best first
    not_applicable: str | None = None  # code of the value that stands for not applicable
    not_assessed: str | None = None  # code of the value that stands for not assessed
    cap: str | None = None  # best value allowed overall while a critical answer is adverse
    source: str | None = None


@frozen(kw_only=True)
class Questionnaire:
    """One version of a questionnaire. Once published it never changes; a new wording is a new version."""

    id: str  # small letters, digits and dashes
    version: int  # from 1
    title: str
    description: str | None = None
    dated: date | None = None  # the law and guidance in force on this day
    items: tuple[Item, ...] = field(converter=as_tuple)  # in the order asked; a group before what it holds
    scales: tuple[GradeScale, ...] = field(default=(), converter=as_tuple)

    @property
    def ref(self) -> str:
        """The questionnaire as answers name it: `lac-file-audit-2006@1`."""
        return f"{self.id}@{self.version}"

    @property
    def questions(self) -> tuple[Item, ...]:
        """What is asked: neither groups nor notes."""
        return tuple(item for item in self.items if item.type not in (ItemType.GROUP, ItemType.DISPLAY))

    def scale(self, id: str | None) -> GradeScale | None:
        """The scale of this id, or `None`."""
        return next((scale for scale in self.scales if scale.id == id), None)


@frozen(kw_only=True)
class FormRecord:
    """A version of a questionnaire as the register lists it: what it is, and how its life stands on a day."""

    id: str
    version: int  # from 1
    title: str
    status: FormStatus  # on the day that was asked about
    questions: int  # groups and notes not counted
    sha256: str  # of the canonical JSON, which `form export --to json` writes byte for byte
    published_at: datetime | None = None  # `None`: shipped, not published here
    published_by: str | None = None  # actor id
    approved_by: str | None = None  # role, initials or actor id
    approved_on: date | None = None  # as said, or the one day that its document is dated
    approval: str | None = None  # the document that shows the approval: "D-0007"
    in_operation_from: date | None = None  # first day
    superseded_on: date | None = None  # first day on which it is not in operation any more
    superseded_because: str | None = None
    remarks: tuple[str, ...] = field(default=(), converter=as_tuple)
    """What its file says that was not kept, by sheet and cell: told once, by the verb that publishes it."""

    @property
    def ref(self) -> str:
        """The version as answers name it: `lac-file-audit-2006@1`."""
        return f"{self.id}@{self.version}"

    @property
    def operation(self) -> tuple[date, date | None] | None:
        """First and last day in operation (`None`: goes on); `None` where it never was."""
        if self.in_operation_from is None:
            return None
        return self.in_operation_from, self.superseded_on - timedelta(days=1) if self.superseded_on else None

    def status_on(self, day: date) -> FormStatus:
        """How its life stands on a day; nothing is known of the days before it was published."""
        if self.published_at is None:
            return FormStatus.SHIPPED
        if self.superseded_on and self.superseded_on <= day:
            return FormStatus.SUPERSEDED
        if self.in_operation_from and self.in_operation_from <= day:
            return FormStatus.IN_OPERATION
        return FormStatus.APPROVED if self.approval else FormStatus.FINALISED
