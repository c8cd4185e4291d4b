"""A file that was to be moderated by a certain day was not.

**What it means.** A second auditor was named, with a day. The day is past and there are no second answers.

**Why it matters.** Moderation long after the audit judges another file than the auditor saw.

**What to do.** Ask the moderator, or name another.
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

CODE = "A407"
TITLE = "moderation overdue"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.moderation_due and record.moderation_due < as_of:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected a moderation by {day(record.moderation_due)}; found none.",
                remedy="Ask the moderator for it, or name another.",
            )
