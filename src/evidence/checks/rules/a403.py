"""A question was answered "not applicable", and nothing says why.

**What it means.** Somebody decided that the question does not concern this file. The reason is not on the record.

**Why it matters.** What does not apply is left out of every share. Without the reason, nobody can tell a question
that does not apply from one that was avoided.

**What to do.** Ask the auditor for the reason, or for another answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.checks.remarks import listed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A403"
TITLE = "NA without reason"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.without_reason:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message='expected a reason with every "not applicable"; found none for '
                f"{listed([*record.without_reason])}.",
                remedy="Ask the auditor why, and add it to the answer.",
            )
