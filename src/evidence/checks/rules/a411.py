"""The round was closed while a remedial action of it is open.

**What it means.** Every remedial action has to be evidenced and closed, superseded, or declined with the reason,
before its round is closed. This one is not.

**Why it matters.** Actions from audits that nobody follows to their end are the loop that inspectors find open.

**What to do.** Evidence and close the action, or reopen the round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_audit
from evidence.checks.remarks import listed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A411"
TITLE = "closed with an open action"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a round of which it is so."""
    if subject.round and subject.round.state == "closed":
        left = [remedy for remedy in subject.round.remedies if not remedy.settled]
        if left:
            yield about_audit(
                subject,
                CODE,
                SEVERITY,
                message="expected no open remedial action in a closed round; found "
                f"{listed([f'{one.ref} ({one.state})' for one in left])}.",
                remedy="Look for the evidence of each and close it, or decline it with the reason.",
                holder=left[0].owner,
            )
