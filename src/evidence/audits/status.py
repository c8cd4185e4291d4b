"""Where a round stands: how many answered, what is missing, how far auditor and moderator agree, what is open."""

from __future__ import annotations

from attrs import field, frozen

from evidence.audits.agreement import Agreement, agreement
from evidence.audits.scales import rank
from evidence.model.audit import Grade, Round
from evidence.model.questionnaire import Questionnaire
from evidence.model.sequences import as_tuple
from evidence.model.standing import RecordStanding


@frozen(kw_only=True)
class OverallGrade:
    """A grade with its scale."""

    scale: str
    value: str


@frozen(kw_only=True)
class ResponseStatus:
    """One file of the round."""

    case: str
    auditor: str
    state: str
    missing: int  # required questions asked and left blank
    overall: OverallGrade | None = None


@frozen(kw_only=True)
class AgreementStatus:
    """How far first and second overall grades agree; shares and kappas are `None` where they are not defined."""

    second_rated: int
    percent: float | None = None
    kappa: float | None = None
    weighted_kappa: float | None = None  # linear weights
    interval: tuple[float, float] | None = None  # 95 per cent, of the weighted kappa
    reason: str | None = None


@frozen(kw_only=True)
class RemedyStatus:
    """One remedial action."""

    ref: str
    open: bool


@frozen(kw_only=True)
class RoundStatus:
    """The round at a glance; the shape of `audit status --format json`, but for the sample's and findings' own."""

    audit: str
    form: str
    state: str
    responses: tuple[ResponseStatus, ...] = field(default=(), converter=as_tuple)
    agreement: AgreementStatus
    remedies: tuple[RemedyStatus, ...] = field(default=(), converter=as_tuple)


def round_status(audit: Round, form: Questionnaire, records: tuple[RecordStanding, ...]) -> RoundStatus:
    """Put together what the round holds and what `standing.stand` worked out."""
    missing = {record.case: len(record.missing) for record in records}
    return RoundStatus(
        audit=audit.ref,
        form=audit.form,
        state=audit.state,
        responses=[
            ResponseStatus(
                case=one.case,
                auditor=one.auditor,
                state=one.state,
                missing=missing.get(one.case, 0),
                overall=_overall(one.overall),
            )
            for one in audit.responses
        ],
        agreement=agreement_status(overall_agreement(audit, form)),
        remedies=[RemedyStatus(ref=one.ref, open=not one.settled) for one in audit.remedies],
    )


def _overall(grade: Grade | None) -> OverallGrade | None:
    return OverallGrade(scale=grade.scale, value=grade.value) if grade else None


def overall_agreement(audit: Round, form: Questionnaire) -> Agreement:
    """First and second overall grades of the files that have both, on one scale of the questionnaire."""
    second = {one.case: one.overall for one in audit.moderations}
    pairs = [(one.overall, second.get(one.case)) for one in audit.responses]
    both = [(left, right) for left, right in pairs if left and right and left.scale == right.scale]
    scale = form.scale(both[0][0].scale) if both else None
    if scale is None:
        return agreement([], [], [])
    grades = [value.code for value in scale.values if rank(scale, value.code) is not None]
    kept = [(left.value, right.value) for left, right in both if left.scale == scale.id]
    kept = [pair for pair in kept if pair[0] in grades and pair[1] in grades]
    return agreement([left for left, _ in kept], [right for _, right in kept], grades)


def agreement_status(told: Agreement) -> AgreementStatus:
    """The figures of an agreement, rounded to four places."""
    linear = told.linear
    interval = (
        (round(linear.low, 4), round(linear.high, 4)) if linear.low is not None and linear.high is not None else None
    )
    return AgreementStatus(
        second_rated=told.n,
        percent=_rounded(told.percent),
        kappa=_rounded(told.kappa.value),
        weighted_kappa=_rounded(linear.value),
        interval=interval,
        reason=linear.reason,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
