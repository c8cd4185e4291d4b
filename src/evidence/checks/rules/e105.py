"""The evidence is younger than the day on which the action is said to have been completed.

**What it means.** Every document that is linked as showing completion is dated after the day that the progress text
claims. Minutes of a later meeting may well tell of an earlier one; but a paper that was written after its approval
cannot have been approved. How many days are let pass is a threshold in the settings.

**Why it matters.** Evidence that was made after the claim is the first thing that an auditor looks at twice.

**What to do.** Look at both dates. If the claim's date is wrong, correct the plan; if the document's, say so when
filing it; if both are right, say in a verdict why the document shows the action all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day, listed, quoted
from evidence.checks.standing import claimed_done, holder
from evidence.checks.sufficiency import Reason, weighed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E105"
TITLE = "evidence dated after the completion claimed"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where every document that is said to show completion came after the claim."""
    if Reason.AFTER not in weighed(subject, settings).against_all or not claimed_done(subject.action, as_of, settings):
        return ()
    held, claimed = subject.completing, subject.action.progress.claimed_on
    assert claimed is not None and claimed.latest is not None
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"completion is claimed for {quoted(claimed.text)}; expected a document of {day(claimed.latest)} "
            "or before; found "
            f"{listed([f'{one.document.id} dated {one.document.dated.text}' for one in held if one.document.dated])}.",
            remedy=f"Look at both dates; correct the one that is wrong, or run `evidence verdict {held[0].link.id} "
            "sufficient "
            '--because "…"`.',
            holder=holder(subject).initials,
        )
    ]
