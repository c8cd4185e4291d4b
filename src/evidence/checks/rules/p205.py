"""No due date can be read for the action.

**What it means.** The cell is empty, says "to be confirmed", or holds words that name no day, month or year, and the
action has no rhythm (such as "monthly") either. A deadline printed in the recommendation's heading counts for the
recommendation, not for the action.

**Why it matters.** An action without a date can never be late, and nobody can say whether the plan is kept.

**What to do.** Agree a date with the lead, write it into the plan and import it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, quoted
from evidence.checks.standing import has_usable_due, holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.period import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P205"
TITLE = "no usable due date"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue where the due date names no day and no rhythm."""
    due = subject.action.due
    if has_usable_due(subject.action) or (due and due.recurrence):
        return ()
    whom = holder(subject)
    if due is None or not due.text:
        found = "none"
    elif Flag.IMPOSSIBLE in due.flags:
        found = f"{quoted(due.text)}, which the calendar does not have"
    else:
        found = f"{quoted(due.text)}, which names no day"
    deadline = subject.recommendation.deadline if subject.recommendation else None
    heading = f" (the recommendation's heading says {quoted(deadline.text)})" if deadline and deadline.text else ""
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected a date by which it is due; found {found}{heading}.",
            remedy=f"Agree a date with {whom.words}; write it into the plan and import it again.",
            holder=whom.initials,
        )
    ]
