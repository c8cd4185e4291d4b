"""A file was audited that another round had audited within twelve months.

**What it means.** The case reference is the same in both rounds, and their days lie less than a year apart.

**Why it matters.** Files that are known to be looked at are better kept than the rest, and the worker is asked twice.

**What to do.** Stop and ask whether it is meant, as in a re-audit; otherwise leave it out of the next draw with that
reason.
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

CODE = "A416"
TITLE = "same file twice in 12 months"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.audited_before and (subject.round is None or record.audited_before[0] != subject.round.baseline):
            other, when = record.audited_before
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected a file not audited in the twelve months before; found it in {other} on {day(when)}.",
                remedy="Ask whether that is meant; if not, leave such files out of the next draw.",
            )
