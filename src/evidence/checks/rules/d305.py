"""A document of nearly the same text, or another version of it, is linked, and this one is not.

**What it means.** The document is linked to nothing. Another one on file, which is nearly the same or which one of the
two replaces, is linked to an action.

**Why it matters.** Often the draft is linked and the final version lies beside it, or the scan is linked and the
original is not.

**What to do.** Look which of the two is in force; link that one, and withdraw the other or leave it with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_document, listed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import DocumentFile
    from evidence.model.issue import Issue

CODE = "D305"
TITLE = "near-duplicate or other version on file, unlinked"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for an unlinked document with a linked relative."""
    document = subject.document
    if document.links or document.plan or document.withdrawn is not None:
        return
    linked = [one for one in subject.kin if one.linked_to]
    if not linked:
        return
    found = [
        f"{one.document} ({'another version' if one.version else 'nearly the same'}) linked to "
        f"{listed(list(one.linked_to))}"
        for one in linked
    ]
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected a link from the version in force; found this one linked to nothing and {listed(found)}.",
        remedy=f"Look which is in force; run `evidence link {document.id} {linked[0].linked_to[0]}`, or "
        "`evidence withdraw "
        f'{document.id} --because "…"`.',
    )
