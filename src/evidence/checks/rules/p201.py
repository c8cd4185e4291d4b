"""The plan prints a date that the calendar does not have.

**What it means.** A due date, a date in the progress text or the date of a document named there cannot exist
(`31 02 06`). It is kept as it is written and used for nothing.

**Why it matters.** Whether the action was late, and which document is meant, cannot be told from it.

**What to do.** Ask the lead for the day that was meant, correct the plan and import it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.dates import flagged
from evidence.checks.remarks import about_action, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.period import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P201"
TITLE = "date that cannot exist"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each impossible date of the action, however often it was read there."""
    for where, period in flagged(subject.action, Flag.IMPOSSIBLE).values():
        whom = holder(subject)
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected a day of the calendar in {where}; found {quoted(period.text)}.",
            remedy=f"Ask {whom.words}, which day was meant; correct the plan and import it again.",
            holder=whom.initials,
        )
