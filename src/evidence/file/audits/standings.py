"""Rounds laid out for the rules and for the table of a round: what `audits.standing` works out of the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from evidence.audits.standing import Terms, stand
from evidence.audits.status import AgreementStatus, RemedyStatus, ResponseStatus, round_status
from evidence.file.audits.remedies import standing
from evidence.file.audits.rounds import find, form_record, questionnaire
from evidence.file.keeping import settings_in_force
from evidence.model.audit import Finding
from evidence.model.clock import Convention, Holidays, Unit
from evidence.model.issue import Issue
from evidence.model.sequences import as_tuple
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.checks.subjects import AuditFile
    from evidence.file.session import Session
    from evidence.model.audit import Round
    from evidence.model.questionnaire import Questionnaire


@frozen(kw_only=True)
class PopulationStatus:
    """The files that could be drawn."""

    size: int
    sha256: str


@frozen(kw_only=True)
class SampleStatus:
    """The files drawn."""

    size: int  # as planned
    method: str
    seed: int | None
    cases: tuple[str, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class AuditStatus:
    """Where a round stands: the shape of `audit status --format json`."""

    audit: str
    form: str
    state: str
    population: PopulationStatus | None
    sample: SampleStatus | None
    responses: tuple[ResponseStatus, ...] = field(converter=as_tuple)
    agreement: AgreementStatus
    findings: tuple[Finding, ...] = field(converter=as_tuple)
    remedies: tuple[RemedyStatus, ...] = field(converter=as_tuple)
    issues: tuple[Issue, ...] = field(converter=as_tuple)  # of the rules on audits, as of the day asked about


def terms_of(session: Session, form: str) -> Terms:
    """What a round on this version of a questionnaire is judged by, the keeper's settings among it."""
    settings = settings_in_force(session)
    return Terms(
        local={one.clock: (one.amount, Unit(one.unit)) for one in settings.timescales},
        convention=Convention(
            count_start_day=settings.audits.count_start_day, holidays=Holidays(settings.audits.bank_holidays)
        ),
        operation=form_record(session, form).operation,
        feedback_days=settings.thresholds.days_to_feedback,
        same_team=settings.audits.same_team,
    )


def audit_file(session: Session, audit: Round, form: Questionnaire) -> AuditFile:
    """A round (whole, as `rounds.find` gives it with its responses) as the rules see it."""
    from evidence.checks.subjects import AuditFile

    rows = Audits(session.connection)
    records = stand(audit, form, terms_of(session, audit.form), rows.audited_before(audit.ref))
    repeated = rows.repeated_by(audit.ref)
    return AuditFile(ref=audit.ref, form=audit.form, round=audit, records=records, repeated_by=repeated)


def audit_files(session: Session, as_of: date) -> Iterator[AuditFile]:
    """Every programme and every round on file as the rules see it, one at a time; remedial actions as of a day."""
    from evidence.checks.subjects import AuditFile

    rows = Audits(session.connection)
    for programme in rows.programmes():
        yield AuditFile(ref=programme.id, programme=programme)
    for ref in rows.refs():
        audit = standing(session, find(session, ref, responses=True), as_of)
        yield audit_file(session, audit, questionnaire(session, audit.form))


def status(session: Session, ref: str, *, as_of: date | None = None) -> AuditStatus:
    """Where a round stands, and what the rules on audits remark of it as of a day (by default today). Reads only."""
    from evidence.checks.engine import chosen, run

    day = as_of or session.today()
    audit = standing(session, find(session, ref, responses=True), day)
    form = questionnaire(session, audit.form)
    subject = audit_file(session, audit, form)
    told = round_status(audit, form, subject.records)
    rules = chosen(["A"])
    found = run(rules, [subject], day, settings=settings_in_force(session))
    sample, population = audit.sample, audit.population
    size = Audits(session.connection).population_size(audit.ref)
    return AuditStatus(
        audit=audit.ref,
        form=audit.form,
        state=audit.state,
        population=PopulationStatus(size=size, sha256=population.sha256) if population else None,
        sample=SampleStatus(size=sample.size, method=sample.method.value, seed=sample.seed, cases=sample.cases)
        if sample
        else None,
        responses=told.responses,
        agreement=told.agreement,
        findings=audit.findings,
        remedies=told.remedies,
        issues=found.issues,
    )
