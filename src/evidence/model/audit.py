"""What an audit of case files is made of: the round, its sample, the answers given, and what came of them.

A case file is known by a random reference; workers appear as role and team. States are those of `audits.lifecycle`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from evidence.model.period import Period
from evidence.model.sequences import as_tuple


class Outcome(StrEnum):
    """An answer. A blank is none of these: the question has no answer yet."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"  # with the reason; left out of denominators
    NOT_ON_FILE = "not-on-file"  # looked for and not found
    NOT_LOOKED_AT = "not-looked-at"
    VALUE = "value"  # a number, date, text, grade or code of the question's own list


ADVERSE = frozenset({Outcome.NO, Outcome.NOT_ON_FILE})
SETTLED_REMEDIES = frozenset(("closed", "superseded", "not-accepted"))  # what a round may be closed with
ENDED_RECORDS = frozenset(("exempted", "abandoned", "void"))  # records whose answers do not count


class Method(StrEnum):
    """How a sample is drawn."""

    RANDOM = "random"
    STRATIFIED = "stratified"
    SYSTEMATIC = "systematic"
    PURPOSIVE = "purposive"
    CENSUS = "census"


class FindingType(StrEnum):
    """An auditor's conclusion, in the words of ISO 19011, and a strength."""

    CONFORMITY = "conformity"
    NONCONFORMITY = "nonconformity"
    OBSERVATION = "observation"
    STRENGTH = "strength"


@frozen(kw_only=True)
class Case:
    """A case file of the population."""

    ref: str  # "C-" and a random word; the council's own number is kept elsewhere
    team: str | None = None
    status: str | None = None  # LAC, child protection plan, leaving care …
    holder: str | None = None  # role of the case holder: "social worker 3"
    supervisor: str | None = None  # role of the case holder's supervisor
    fields: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)  # other columns that strata may use


@frozen(kw_only=True)
class Population:
    """The files that could be drawn, frozen with their hash."""

    cases: tuple[Case, ...] = field(converter=as_tuple)
    as_at: date | None = None
    sha256: str  # of the cases' canonical JSON


@frozen(kw_only=True)
class Exclusion:
    """A file that was left out before drawing, and why."""

    case: str
    reason: str


@frozen(kw_only=True)
class Stratum:
    """A part of the population, how many files it has, and how many were drawn from it."""

    value: str
    population: int
    drawn: int


@frozen(kw_only=True)
class Sample:
    """The files drawn: the same population, method, size and seed give the same sample on any machine."""

    method: Method
    size: int  # as planned; `cases` may be fewer where the population is smaller
    seed: int | None = None  # `None` for purposive samples and a census
    by: str | None = None  # the field of strata, or of the order of a systematic sample
    cases: tuple[str, ...] = field(converter=as_tuple)  # in the order of the population list
    reasons: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)  # (case, why), purposive only
    exclusions: tuple[Exclusion, ...] = field(default=(), converter=as_tuple)
    strata: tuple[Stratum, ...] = field(default=(), converter=as_tuple)
    population: str  # SHA-256 of the population it was drawn from


@frozen(kw_only=True)
class Allocation:
    """Who audits a file, and who moderates it."""

    case: str
    auditor: str  # actor id
    auditor_role: str | None = None
    auditor_team: str | None = None
    moderator: str | None = None  # actor id
    due: date | None = None
    moderation_due: date | None = None
    exempt: str | None = None  # why independence was waived, and who approved it


@frozen(kw_only=True)
class Seen:
    """Evidence seen on the file: what kind and when, never its text."""

    kind: str
    dated: Period | None = None
    signed: bool | None = None
    place: str | None = None  # class of place looked in: case notes, documents, forms, legal section


@frozen(kw_only=True)
class Answer:
    """The answer to one question, with what the question asks beside it."""

    question: str  # linkId
    outcome: Outcome
    value: str | None = None  # with `value`: digits, ISO date, code or text; several codes separated by spaces
    reason: str | None = None  # with `not-applicable`
    comment: str | None = None
    start: date | None = None  # of a DUE question: when its clock started
    done: date | None = None  # of a DUE question: when it was done; else the day of what was found
    series: tuple[date, ...] = field(default=(), converter=as_tuple)  # of a GAP question
    count: int | None = None
    signed_by: str | None = None  # role
    seen: tuple[Seen, ...] = field(default=(), converter=as_tuple)
    by: str | None = None  # actor id of who gave it, where the file was handed over to another auditor since


@frozen(kw_only=True)
class Grade:
    """A grade, always with its scale and its reason."""

    section: str | None = None  # linkId of the group; `None` for the whole file
    scale: str
    value: str
    reason: str | None = None


@frozen(kw_only=True)
class Response:
    """One auditor's answers on one file, to one version of a questionnaire."""

    case: str
    form: str  # "lac-file-audit-2006@1"
    auditor: str  # actor id
    state: str  # of the audit record: allocated, in-progress, submitted, agreed …
    audited_on: date | None = None
    answers: tuple[Answer, ...] = field(default=(), converter=as_tuple)  # in the order of the questions
    grades: tuple[Grade, ...] = field(default=(), converter=as_tuple)
    closed_because: str | None = None  # of a record exempted, abandoned or void

    @property
    def overall(self) -> Grade | None:
        """The grade of the whole file, if one was given."""
        return next((grade for grade in self.grades if grade.section is None), None)

    @property
    def auditors(self) -> frozenset[str]:
        """Who audited the file: the auditor, and whoever gave an answer before it was handed over."""
        return frozenset({self.auditor, *(answer.by for answer in self.answers if answer.by)})


@frozen(kw_only=True)
class Moderation:
    """A second auditor's own answers and grades, kept beside the first, never over them."""

    case: str
    moderator: str  # actor id
    due: date | None = None
    moderated_on: date | None = None
    blind: bool = False  # the first answers were not seen
    answers: tuple[Answer, ...] = field(default=(), converter=as_tuple)
    grades: tuple[Grade, ...] = field(default=(), converter=as_tuple)
    agreed: Grade | None = None  # the overall grade that both stand by
    reason: str | None = None  # why the agreed grade is not the first one

    @property
    def overall(self) -> Grade | None:
        """The second grade of the whole file."""
        return next((grade for grade in self.grades if grade.section is None), None)


@frozen(kw_only=True)
class Concern:
    """An immediate concern raised because of a critical adverse answer."""

    case: str
    question: str
    raised_on: date
    raised_to: str  # role
    due: date | None = None  # last day on which it is to be acknowledged
    acknowledged_on: date | None = None
    acknowledged_by: str | None = None  # role


@frozen(kw_only=True)
class Feedback:
    """What the worker was told, and what the worker said."""

    case: str
    given_on: date
    method: str | None = None
    response: str | None = None
    disputed: bool = False


@frozen(kw_only=True)
class Finding:
    """An auditor's conclusion over one or several files."""

    ref: str
    type: FindingType
    text: str
    questions: tuple[str, ...] = field(default=(), converter=as_tuple)
    cases: tuple[str, ...] = field(default=(), converter=as_tuple)
    answers: tuple[str, ...] = field(default=(), converter=as_tuple)  # codes that make a file one of those found
    found: int | None = None  # files in which it was so
    looked_at: int | None = None  # files in which it could have been


@frozen(kw_only=True)
class Remedy:
    """A remedial action: it lives in the round's plan and is evidenced like any other action."""

    ref: str  # that of its action: "a-0001:R1.1"
    finding: str | None = None
    case: str | None = None
    text: str
    owner: str | None = None  # role or initials
    due: date | None = None
    evidence_wanted: str | None = None
    state: str  # open, claimed-done, evidenced, verified, closed, superseded, not-accepted
    action: str | None = None  # the action of the round's plan
    done_on: date | None = None  # when it was done, as its owner says
    because: str | None = None  # why it was superseded or not accepted

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.state in SETTLED_REMEDIES


@frozen(kw_only=True)
class Round:
    """One audit: a questionnaire put to a sample of files."""

    ref: str  # "A-0001"
    title: str
    form: str  # "lac-file-audit-2006@1"
    state: str
    opened_on: date
    programme: str | None = None
    plan: str | None = None  # id of the plan that its remedial actions live in
    baseline: str | None = None  # the round that this one repeats
    planned_size: int | None = None
    concerns_to: str | None = None  # role that immediate concerns go to; else each file's own supervisor
    population: Population | None = None
    sample: Sample | None = None
    allocations: tuple[Allocation, ...] = field(default=(), converter=as_tuple)
    responses: tuple[Response, ...] = field(default=(), converter=as_tuple)
    moderations: tuple[Moderation, ...] = field(default=(), converter=as_tuple)
    concerns: tuple[Concern, ...] = field(default=(), converter=as_tuple)
    feedback: tuple[Feedback, ...] = field(default=(), converter=as_tuple)
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    remedies: tuple[Remedy, ...] = field(default=(), converter=as_tuple)
    reaudit_due: date | None = None
    closed_on: date | None = None
    report: str | None = None  # the document that reports on it


@frozen(kw_only=True)
class CaseAudited:
    """What one round has on record of a case file."""

    audit: str
    title: str
    sampled: bool  # whether it was drawn; a file that was only listed has nothing more
    response: Response | None = None
    moderation: Moderation | None = None
    concerns: tuple[Concern, ...] = field(default=(), converter=as_tuple)
    feedback: Feedback | None = None


@frozen(kw_only=True)
class CaseFile:
    """A case file over all the rounds whose list has it."""

    case: Case  # as the newest list has it
    audits: tuple[CaseAudited, ...] = field(converter=as_tuple)  # in the order of opening


@frozen(kw_only=True)
class PlannedRound:
    """A round that a programme says is to be held."""

    theme: str
    form: str  # questionnaire's id
    due: date
    size: int | None = None
    method: Method = Method.RANDOM
    held_as: str | None = None  # the round that answers to it


@frozen(kw_only=True)
class Programme:
    """What is audited when, on which questionnaire, approved by whom."""

    id: str
    title: str
    approved_by: str | None = None  # role
    approved_on: date | None = None
    approval: str | None = None  # the document that shows it
    rounds: tuple[PlannedRound, ...] = field(default=(), converter=as_tuple)
