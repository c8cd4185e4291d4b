"""The due date is over, something is reported, and the action is not done.

**What it means.** The last day of the deadline lies before the day judged. The progress text reports something, but not
completion, and no document shows the action done.

**Why it matters.** These are the actions that are late; each needs either its last step or a new date that somebody
agreed to.

**What to do.** Ask the lead what is left to do and by when; if it was finished since, file the document and link it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day, quoted
from evidence.checks.rules.e101 import shown
from evidence.checks.standing import claimed_done, holder, past_due
from evidence.model.issue import Severity, SubjectType
from evidence.model.plan import ClaimState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P209"
TITLE = "past due, progress but not done"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where the deadline is over and only a part is reported."""
    action = subject.action
    if action.progress.claim is not ClaimState.PART or not past_due(action, as_of):
        return ()
    if shown(subject) or claimed_done(action, as_of, settings):
        return ()
    assert action.due is not None and action.due.latest is not None
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"it was due by {day(action.due.latest)} ({quoted(action.due.text)}); expected, by {day(as_of)}, "
            "a report "
            f"that it is done; found {quoted(action.progress.text or action.status or 'a part')}.",
            remedy=f"Ask {whom.words}, what is left to do and by when; link the document that shows it, or agree a "
            "new date.",
            holder=whom.initials,
        )
    ]
