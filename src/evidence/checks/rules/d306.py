"""The file is no longer where it was found, or other bytes stand there now.

**What it means.** The copy in the evidence file is safe. But a place where the document was found has no such file any
more, or holds one that was changed since.

**Why it matters.** Somebody may have moved, mended or replaced the original; if it was mended, the evidence file has
the older version.

**What to do.** Look at the place. File a changed document again (`evidence scan`): it becomes a version of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_document, listed, quoted
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import DocumentFile
    from evidence.model.issue import Issue

CODE = "D306"
TITLE = "file vanished or changed where it was found"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document whose original is gone or is another now."""
    document = subject.document
    if document.withdrawn is not None or not (subject.vanished or subject.changed):
        return
    found = []
    if subject.changed:
        found.append(f"other bytes at {listed([quoted(path) for path in subject.changed], 3)}")
    if subject.vanished:
        found.append(f"nothing at {listed([quoted(path) for path in subject.vanished], 3)}")
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected the file as it was filed; found {' and '.join(found)}.",
        remedy="Look at the place; run `evidence scan FOLDER` to file a changed or moved document again.",
    )
