"""The worker was told of the audit late, or not yet.

**What it means.** The round gives the auditor so many working days after the audit to talk with the worker. They are
past.

**Why it matters.** Rapid feedback is what changes practice; weeks later the audit is only a mark.

**What to do.** Give the feedback and record its day and what the worker said.
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

CODE = "A409"
TITLE = "feedback late"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT
_BEFORE = ("planned", "allocated", "notified", "in-progress")


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.feedback_due and record.state not in _BEFORE and (record.feedback_on or as_of) > record.feedback_due:
            found = f"it on {day(record.feedback_on)}" if record.feedback_on else "none"
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected feedback to the worker by {day(record.feedback_due)}; found {found}.",
                remedy="Ask the auditor to give it, and record the day and the worker's answer.",
            )
