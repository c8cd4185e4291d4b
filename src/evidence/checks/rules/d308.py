"""Reading stopped at a limit: not all of the document was read.

**What it means.** The document is filed whole, byte for byte. Its reader came to a limit of time, size, pages or depth
and left the rest; which limit is told.

**Why it matters.** What was not read is not searched, not dated and not suggested.

**What to do.** Look at the rest by hand; or ask for the document in parts, or in another format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_document
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import DocumentFile
    from evidence.model.issue import Issue

CODE = "D308"
TITLE = "reading stopped at a limit"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document in use that was read in part."""
    document = subject.document
    if document.withdrawn is not None or not subject.stopped:
        return
    notes = "; ".join(note.rstrip(". ") for note in subject.stopped)
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected the whole text; found that reading stopped: {notes}.",
        remedy=f"Look at the rest of {document.id} by hand, or ask for it in parts.",
    )
