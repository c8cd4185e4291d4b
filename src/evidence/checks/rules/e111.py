"""The action was closed, and nobody independent had found its evidence sufficient.

**What it means.** The action is closed on the record. No document that shows it has a verdict "sufficient" by somebody
other than its lead that still stands.

**Why it matters.** A closed action is not looked at again; closing it is the last moment at which a gap is seen.

**What to do.** Look at the evidence and give a verdict, or open the action again and say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E111"
TITLE = "closed without verification"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a closed action without a verified link."""
    closed = subject.closed
    if closed is None or any(subject.verified(linked) for linked in subject.supporting):
        return ()
    held = f"{len(subject.supporting)} linked and none verified" if subject.supporting else "nothing on file"
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"{closed.by} closed it on {day(closed.at.date())}; expected evidence that somebody other than "
            "the lead "
            f"found sufficient; found {held}.",
            remedy="Look at its evidence and run `evidence verdict LINK sufficient`, or run `evidence reopen "
            f"{subject.ref} "
            '--because "…"`.',
            holder=holder(subject).initials,
        )
    ]
