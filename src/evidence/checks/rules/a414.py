"""The file was audited with a questionnaire that was not in operation on that day.

**What it means.** A questionnaire is finalised, approved on a document, and put into operation from a day, until it
is superseded. The day of the audit lies outside that.

**Why it matters.** An audit on a draft or withdrawn questionnaire proves what nobody had approved.

**What to do.** Look at the day of the audit and at the questionnaire's own dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.checks.remarks import day
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A414"
TITLE = "questionnaire not in operation"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.outside_operation and record.audited_on:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected a questionnaire in operation on {day(record.audited_on)}; found that "
                f"{subject.form} was not.",
                remedy="Look at the day of the audit; if it is right, have the questionnaire approved and the "
                "file audited again.",
            )
