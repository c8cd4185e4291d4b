"""One sentence claims many actions at once and names no document.

**What it means.** The progress text is of the kind "All January actions achieved in that month": it stands for several
actions, and says of none of them what was done, by whom, or where it is written down. No document shows this action
done.

**Why it matters.** Such a sentence cannot be tested: nobody can tell from it whether this action was looked at.

**What to do.** Ask the lead what was done for this very action, and for the document; or have the plan say it action by
action. The remark goes away once a document is linked that shows completion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, quoted
from evidence.checks.rules.e101 import shown
from evidence.checks.standing import claimed_done, holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E107"
TITLE = "blanket claim, names no document"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where a blanket claim is all there is."""
    blanket = subject.action.progress.blanket
    if blanket is None or not claimed_done(subject.action, as_of, settings) or shown(subject):
        return ()
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"the claim is {quoted(blanket)}; expected words about this action and the document that shows "
            "it; found a sentence that serves many actions.",
            remedy=f"Ask {whom.words}, what was done for this action and where it is written down; link that document, "
            "or have the plan say it action by action.",
            holder=whom.initials,
        )
    ]
