"""A round that the programme planned was not held.

**What it means.** The programme of audits names the round with its day. The day is past and no round answers to it.

**Why it matters.** Recommendation 30 of the Victoria Climbié Inquiry asks for files to be sampled at least every
three months; a programme that is not kept is the first thing found out.

**What to do.** Hold the round, or change the programme with its approver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_audit
from evidence.checks.remarks import day, quoted
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A418"
TITLE = "round of the programme missed"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each round of the programme of which it is so."""
    for planned in subject.programme.rounds if subject.programme else ():
        if planned.due < as_of and not planned.held_as:
            yield about_audit(
                subject,
                CODE,
                SEVERITY,
                message=f"expected the round {quoted(planned.theme)} by {day(planned.due)}; found none held.",
                remedy="Agree with the programme's approver when it is held, and open the round.",
            )
