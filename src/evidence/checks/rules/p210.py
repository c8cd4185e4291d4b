"""The action is said to have been completed later than it was due.

**What it means.** The first day on which completion can have been claimed lies after the last day of the deadline.

**Why it matters.** It is done, but late; a report that calls the plan "on target" has to say so.

**What to do.** Look whether both dates are right. If they are, have the plan give the reason for the delay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day, quoted
from evidence.checks.standing import claimed_done, holder
from evidence.model.issue import Severity, SubjectType
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P210"
TITLE = "claimed done later than due"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where the claim's day lies after the deadline."""
    action = subject.action
    claimed, due = action.progress.claimed_on, action.due
    if claimed is None or claimed.earliest is None or due is None or due.latest is None:
        return ()
    if claimed.earliest <= due.latest or not claimed_done(action, as_of, settings):
        return ()
    days = (claimed.earliest - due.latest).days
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected completion by {day(due.latest)} ({quoted(due.text)}); found it claimed for "
            f"{quoted(claimed.text)}, {counted(days, 'day')} later.",
            remedy="Look whether both dates are right; have the plan give the reason for the delay.",
            holder=holder(subject).initials,
        )
    ]
