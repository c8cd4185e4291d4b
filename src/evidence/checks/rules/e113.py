"""A link leads to a document that was withdrawn or that a later version has replaced.

**What it means.** A withdrawn document shows nothing any more: the action is judged without it. A superseded one still
counts, but it is not the version in force.

**Why it matters.** Handing an inspector a withdrawn or outdated paper costs the trust in all others.

**What to do.** Link the version in force, and unlink this one with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_link, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E113"
TITLE = "link to a superseded or withdrawn document"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each link to a document that is out of use or out of date."""
    for linked in subject.links:
        document = linked.document
        if document.withdrawn is not None:
            found = f"{document.id} was withdrawn ({quoted(document.withdrawn)})"
        elif linked.superseded_by:
            found = f"{document.id} was replaced by {linked.superseded_by}"
        else:
            continue
        in_force = linked.superseded_by or "DOCUMENT"
        yield about_link(
            subject,
            linked,
            CODE,
            SEVERITY,
            message=f"expected a link to a document in force; found that {found}.",
            remedy=f"Run `evidence link {in_force} {subject.ref}` for the version in force and "
            f'`evidence unlink {linked.link.id} --because "…"` for this one.',
            holder=holder(subject).initials,
        )
