"""Auditor and moderator are two grades or more apart.

**What it means.** Both graded the file as a whole on one scale, and their grades do not stand next to each other.
Neither is changed; the agreed grade stands beside them.

**Why it matters.** One step may be a matter of taste. Two mean that they looked for different things, or at different
papers.

**What to do.** Ask both to look at the file together, record the agreed grade and what made the difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A408"
TITLE = "grades two apart"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.grades_apart is not None and record.grades_apart >= 2:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected first and second grade at most one step apart; found {record.grades_apart} steps.",
                remedy="Ask auditor and moderator to agree a grade, and record the reason.",
            )
