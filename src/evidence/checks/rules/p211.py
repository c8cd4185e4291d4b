"""The deadline was moved, from one version of the plan to the next or within the progress text.

**What it means.** Either the version before this one gave the same action another deadline; or the progress text names
a later one ("now to be operational by 1 April") while the column of deadlines still shows the old one.

**Why it matters.** A date that moves without anybody agreeing to it hides that an action is late.

**What to do.** Ask who agreed to the new date; write it into the column, with the reason, and import the plan again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue
    from evidence.model.period import Period

CODE = "P211"
TITLE = "due date moved between versions, or hidden in progress"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a deadline moved since the last version, and one for each that the text hides."""
    action = subject.action
    if subject.previous is None and not action.progress.revised_due:
        return
    due, before = action.due, subject.previous.due if subject.previous else None
    whom = holder(subject)
    remedy = (
        f"Ask {whom.words}, who agreed to the new date; write it into the plan with the reason, and import it again."
    )
    if subject.previous is not None and _bounds(before) != _bounds(due) and _bounds(before) != (None, None):
        days = (due.latest - before.latest).days if due and due.latest and before and before.latest else None
        moved = f", {abs(days)} days {'later' if days > 0 else 'earlier'}" if days else ""
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected the deadline of the version before ({quoted(before.text) if before else ''}); found "
            f"{quoted(due.text) if due and due.text else 'none'}{moved}.",
            remedy=remedy,
            holder=whom.initials,
        )
    for revised in action.progress.revised_due:
        if revised.latest is None or (due and due.latest and revised.latest <= due.latest):
            continue
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message="expected the deadline in its column "
            f"({quoted(due.text) if due and due.text else 'which is empty'}); "
            f"found a later one in the progress text: {quoted(revised.text)}.",
            remedy=remedy,
            holder=whom.initials,
        )


def _bounds(period: Period | None) -> tuple[date | None, date | None]:
    return (period.earliest, period.latest) if period else (None, None)
