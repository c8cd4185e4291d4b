"""The due date is over and no progress is reported.

**What it means.** The last day of the deadline lies before the day judged. The progress text reports nothing that was
done (it is empty, or speaks only of intentions), and no document that supports the action is linked.

**Why it matters.** These are the actions that have been forgotten, or were done without anybody writing it down.

**What to do.** Ask the lead. If it was done, file the document and link it; if not, agree a new date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day, quoted
from evidence.checks.standing import claimed_done, holder, past_due
from evidence.model.issue import Severity, SubjectType
from evidence.model.plan import ClaimState
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P208"
TITLE = "past due, no progress"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where the deadline is over and nothing is reported or on file."""
    action = subject.action
    if action.progress.claim is not ClaimState.NONE or not past_due(action, as_of) or subject.supporting:
        return ()
    if claimed_done(action, as_of, settings):
        return ()
    assert action.due is not None and action.due.latest is not None
    days = (as_of - action.due.latest).days
    text = action.progress.text
    found = f"found only {quoted(text)}" if text else "found no progress"
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"it was due by {day(action.due.latest)} ({quoted(action.due.text)}), "
            f"{counted(days, 'day')} before {day(as_of)}; expected a report of what was done; {found}.",
            remedy=f"Ask {whom.words}, whether it was done; link the document that shows it, or agree a new date.",
            holder=whom.initials,
        )
    ]
