"""A document on file contradicts what the plan claims.

**What it means.** Somebody linked a document as contradicting the action, and the plan reports progress or completion.
While the document is in use the action does not count as evidenced.

**Why it matters.** An inspector who finds the one document that says otherwise will doubt all the rest.

**What to do.** Ask the lead which of the two is right. Correct the plan, or unlink the document and give the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_link, quoted
from evidence.checks.standing import claimed_done, holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.plan import ClaimState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E114"
TITLE = "document contradicts the claim"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:
    """One issue for each document that contradicts, where there is a claim to contradict."""
    action = subject.action
    if not subject.contradicting:
        return
    if action.progress.claim is ClaimState.NONE and not claimed_done(action, as_of, settings):
        return
    for linked in subject.contradicting:
        whom = holder(subject)
        words = f" ({quoted(linked.link.quote)})" if linked.link.quote else ""
        yield about_link(
            subject,
            linked,
            CODE,
            SEVERITY,
            message=f"the plan says {quoted(action.progress.text or action.status or 'that it is done')}; expected "
            f"documents that bear it out; found {linked.document.id}, which contradicts it{words}.",
            remedy=f"Ask {whom.words}, which is right; correct the plan, or run `evidence unlink {linked.link.id} "
            '--because "…"`.',
            holder=whom.initials,
        )
