"""The plan says two things of the action that cannot both be so.

**What it means.** One of three: the status column says done and the progress text does not (or the other way round);
the progress text says "completed" and, in the same breath or after it, that work is outstanding; or a sentence claims
all actions of a month, and a later statement dates something of this action after that month.

**Why it matters.** Whichever of the two is quoted in a report, the other will be held against it.

**What to do.** Ask the lead which is right; correct the plan and import it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.contradictions import contradiction
from evidence.checks.remarks import about_action
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P213"
TITLE = "contradictory status"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for an action whose cells contradict each other."""
    found = contradiction(subject.action)
    if found is None:
        return ()
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected one account of how far it has got; found {found}.",
            remedy=f"Ask {whom.words}, which is right; correct the plan and import it again.",
            holder=whom.initials,
        )
    ]
