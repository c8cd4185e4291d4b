"""Something on the file was done after its time limit, or not at all.

**What it means.** By the dates that the auditor wrote down, the limit of law, guidance or local procedure was missed.
The remark says which rule was in force on the day of the event and how the days were counted.

**Why it matters.** The limits are what an inspector counts first, and for the child a late visit or conference is a
risk.

**What to do.** Look at the dates. If they are right, the file needs the reason for the delay; if many files show it,
it is a finding.
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

CODE = "A404"
TITLE = "clock breached"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each time limit that was missed."""
    for record in subject.records:
        for clock in record.clocks:
            if clock.late(as_of):
                done = f"it was done on {day(clock.done)}" if clock.done else "it was not done"
                yield about_record(
                    subject,
                    record,
                    CODE,
                    SEVERITY,
                    message=f"{clock.question}: expected by {day(clock.due)} ({clock.words}); found that {done}.",
                    remedy="Look at the dates on the file; record the reason for the delay, or raise a finding.",
                )
