"""The evidence is older than the agreement to do the action.

**What it means.** Every document that is linked as showing completion is dated (or covers a time) before the action was
agreed, by the plan's own dates: the day is worked out from its first version and its first deadlines, and the message
says it.

**Why it matters.** What was there before cannot be the answer to the recommendation; it is often the very paper that
the inspectors had seen and found wanting.

**What to do.** Look at the date. If the document answers the action all the same, have somebody independent say so in
a verdict; else ask for what was done since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day, listed
from evidence.checks.standing import claimed_done, holder
from evidence.checks.sufficiency import Reason, agreed, weighed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E106"
TITLE = "evidence dated before the action was agreed"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where every document that is said to show completion came before the agreement."""
    if Reason.BEFORE not in weighed(subject, settings).against_all or not claimed_done(subject.action, as_of, settings):
        return ()
    held, when = subject.completing, agreed(subject, settings)
    assert when is not None
    found = [one.document.id + (f" of {one.document.dated.text}" if one.document.dated else "") for one in held]
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"by the plan's own dates the action was agreed no earlier than {day(when)}; expected a document "
            f"of that day or later; found {listed(found)}.",
            remedy=f"Look at the date; ask {whom.words}, for what was done since, or run `evidence verdict "
            f'{held[0].link.id} sufficient --because "…"`.',
            holder=whom.initials,
        )
    ]
