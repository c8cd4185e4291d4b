"""The action is no longer what it was when the document was linked to it, or the plan no longer has it.

**What it means.** A link remembers the action as it read on the day the link was made. A later version of the plan has
changed it: the link still counts, but nobody has looked at it again. Or a later version left the action out: the link
counts for nothing any more.

**Why it matters.** A document that showed the old wording may not show the new one; evidence of an action that went on
under another number is missed there.

**What to do.** Read both. If the document still shows the action, link it again; if not, unlink it and give the reason.
If the action is gone, link the document to the action that took its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_link, about_lost_link
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile, PlanFile
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


def check_plan(subject: PlanFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each link to an action that the plan no longer has, of a document in use by that day."""
    for gone in subject.gone:
        document, made = gone.linked.document, gone.linked.link
        if not gone.linked.counts or (document.dated and document.dated.earliest and document.dated.earliest > as_of):
            continue
        yield about_lost_link(
            subject.plan,
            gone,
            CODE,
            SEVERITY,
            message=f"{document.id} was linked to an action that version {subject.plan.version} of plan "
            f"{subject.plan.id} no longer has; expected a link to an action of the plan; found one to {made.action}.",
            remedy=f"Look which action took its place and run `evidence link {document.id} ACTION`; then "
            f'`evidence unlink {made.id} --because "…"`.',
        )
