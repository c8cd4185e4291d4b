"""The plan's own words ask for a document, and none has been received.

**What it means.** The progress text asks somebody for a copy ("SD - Need copy for evidence file!!!!") or says that
evidence is still being gathered ("Evidence being collated"). No document that counts on the day judged is linked to the
action.

**Why it matters.** Somebody saw the gap when the plan was written; an evidence file that still has it shows that nobody
followed it up.

**What to do.** Ask the person the text names. When the document comes, file it and link it to this action; any link
that does not contradict the action answers the request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, answered, day, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.request import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E102"
TITLE = "the plan itself asks for a document, not received"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each request of an action to which no supporting document is linked."""
    if not subject.action.requests or subject.supporting:
        return
    lead = holder(subject)
    said = "".join(f"; {clause}" for clause in answered(subject))
    told = bool(subject.answered(Answer.SOMEBODY_ELSE))
    for request in subject.action.requests:
        asked = None if told else request.asked_of
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"the plan's text asks for a document ({quoted(request.text)}); expected it on file by "
            f"{day(as_of)}; found no document linked to this action{said}.",
            remedy=f"Ask {asked + ', whom the text names' if asked else lead.words}, for it; file it and run "
            f"`evidence link DOCUMENT {subject.ref}`.",
            holder=asked or lead.initials,
        )
