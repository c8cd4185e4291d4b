"""No text could be read in the document.

**What it means.** The document is filed and safe, byte for byte, but the reader could not get its words: a scan without
text recognition, a password, a damaged or empty file, a format that is not read yet. The reason is given.

**Why it matters.** It cannot be searched, dated or suggested; a person has to look at it.

**What to do.** Ask the sender for a copy that can be read, or describe it by hand (`evidence add --kind --dated`) and
link it as it is.
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

CODE = "D301"
TITLE = "text could not be read"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document in use without text."""
    document = subject.document
    if document.readable or document.withdrawn is not None:
        return
    reason = (document.unreadable_because or "no reason was kept").rstrip(". ")
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected text; found none: {reason}.",
        remedy="Ask for a copy that can be read, or look at it and say what it is with "
        f"`evidence add FILE --kind K --dated D`; {document.id} can be linked as it is.",
    )
