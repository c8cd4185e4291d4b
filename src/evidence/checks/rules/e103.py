"""The plan says that the action is done, and all that is on file is a draft.

**What it means.** Documents are linked as showing completion, and every one of them is a draft, while the action asks
for more than that: to approve, issue, establish or bring into use. An action that asks for a draft, a paper or a
proposal is shown by one, and so is any action whose draft somebody independent found sufficient.

**Why it matters.** A draft shows that somebody wrote; not that anybody decided, sent or used it.

**What to do.** Ask for the version that was approved or issued, and for the minute that approved it. Is the document
no draft after all, say so when filing it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, listed
from evidence.checks.standing import claimed_done, holder
from evidence.checks.sufficiency import Reason, weighed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E103"
TITLE = "said done, only a draft on file"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where every document that is said to show completion is a draft."""
    if Reason.DRAFT not in weighed(subject, settings).against_all or not claimed_done(subject.action, as_of, settings):
        return ()
    verb = settings.verb(subject.action.text)
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected {verb.accepts if verb else 'the final document'}; found only "
            f"{listed([one.document.id for one in subject.completing])}, a draft.",
            remedy=f"Ask {whom.words}, for the final version; file it and run `evidence link DOCUMENT {subject.ref}`.",
            holder=whom.initials,
        )
    ]
