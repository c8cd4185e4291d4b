"""The evidence was found sufficient by the very person who leads on the action.

**What it means.** The initials, name or role of the actor who gave the verdict are those of one of the action's leads
(as written, by ditto mark, or through the plan's index of initials). The verdict stays on record and counts for
nothing. A lead's "insufficient" counts, being against the lead's own interest.

**Why it matters.** Confirming that an agreed action was carried out is for somebody other than the one who had to do it
(Global Internal Audit Standards 15.2).

**What to do.** Ask somebody else to look at the document and to give a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.independence import own_verdicts
from evidence.checks.remarks import about_link
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E110"
TITLE = "verifier is the lead"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each link that a lead found sufficient."""
    for linked in subject.links if subject.actors else ():
        for verdict, lead in own_verdicts(linked.verdicts, subject.actors, subject.action, subject.people):
            yield about_link(
                subject,
                linked,
                CODE,
                SEVERITY,
                message=f"expected a verdict by somebody other than the lead; found one by {verdict.by}, who is "
                f"{lead}.",
                remedy=f"Ask somebody who does not lead on it to look at {linked.document.id} and to run `evidence "
                f"verdict {linked.link.id} sufficient`.",
                holder=holder(subject).initials,
            )
            break
