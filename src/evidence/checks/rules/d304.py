"""The document bears a date that the calendar does not have.

**What it means.** The date that was read on it cannot exist (`31 02 06`). It is kept as it is written and used for
nothing.

**Why it matters.** A document with an impossible date is worth no more than one without; and somebody will notice.

**What to do.** Look at the document, ask who wrote it which day was meant, and say it when filing the corrected copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_document, quoted
from evidence.model.issue import Severity, SubjectType
from evidence.model.period import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import DocumentFile
    from evidence.model.issue import Issue

CODE = "D304"
TITLE = "date that cannot exist"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document in use whose date is impossible."""
    document = subject.document
    dated = document.dated
    if document.withdrawn is not None or document.plan or dated is None or Flag.IMPOSSIBLE not in dated.flags:
        return
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected a day of the calendar; found {quoted(dated.text)}.",
        remedy=f"Look at {document.id}; ask which day was meant, and say it with `evidence add FILE --dated D`.",
    )
