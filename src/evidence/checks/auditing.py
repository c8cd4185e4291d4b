"""How a rule on audits puts an issue: the round or programme, and the case file by its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.model.issue import Issue, Severity, Subject, SubjectType

if TYPE_CHECKING:
    from evidence.checks.subjects import AuditFile
    from evidence.model.standing import RecordStanding


def about_audit(
    subject: AuditFile, code: str, severity: Severity, *, message: str, remedy: str, holder: str | None = None
) -> Issue:
    """An issue about a round or a programme as a whole."""
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.AUDIT, ref=subject.ref),
        message=f"{subject.ref}: {message}",
        remedy=remedy,
        holder=holder,
    )


def about_record(
    subject: AuditFile, record: RecordStanding, code: str, severity: Severity, *, message: str, remedy: str
) -> Issue:
    """An issue about the audit of one file; its auditor can put it right."""
    return about_audit(
        subject, code, severity, message=f"{record.case}: {message}", remedy=remedy, holder=record.auditor
    )
