"""The action is no longer what it was when the document was linked to it.

**What it means.** A link remembers the action as it read on the day the link was made. A later version of the plan has
changed it. The link still counts, but nobody has looked at it again.

**Why it matters.** A document that showed the old wording may not show the new one.

**What to do.** Read both. If the document still shows the action, link it again; if not, unlink it and give the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_link
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E112"
TITLE = "link suspect: the action changed since"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each suspect link of a document in use."""
    for linked in subject.links:
        if linked.suspect and linked.counts:
            yield about_link(
                subject,
                linked,
                CODE,
                SEVERITY,
                message=f"{linked.document.id} was linked before the action changed; expected a link made to the "
                "action as it now reads; found an older one.",
                remedy=f"Read {linked.document.id} against the action; link it again if it still shows it, else run "
                f'`evidence unlink {linked.link.id} --because "…"`.',
                holder=holder(subject).initials,
            )
