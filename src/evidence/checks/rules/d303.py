"""No date was found on the document.

**What it means.** The text was read, and neither it nor the file's name gives a date that the document bears. When it
was received is known; that is another date.

**Why it matters.** An undated document cannot be set against a deadline or a claim: it counts, whenever it is judged.

**What to do.** Look at the document; say its date when filing it (`evidence add FILE --dated D`), or ask who sent it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_document
from evidence.model.issue import Severity, SubjectType
from evidence.model.period import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import DocumentFile
    from evidence.model.issue import Issue

CODE = "D303"
TITLE = "no date found"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document in use that was read and has no date."""
    document = subject.document
    if not document.readable or document.withdrawn is not None or document.plan:
        return
    dated = document.dated
    if dated and (dated.earliest or dated.latest or Flag.IMPOSSIBLE in dated.flags):
        return
    found = f"{dated.text!r}, which names no day" if dated else "none"
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected the date that the document bears; found {found}.",
        remedy=f"Look at {document.id}; say its date with `evidence add FILE --dated D`, or ask who sent it.",
    )
