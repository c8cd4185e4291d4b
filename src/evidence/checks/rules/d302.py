"""The document is on file and linked to no action.

**What it means.** Nobody has said what the document shows. The plans' own documents are exempt, and so is a document
whose attachment (or whose container) is linked.

**Why it matters.** It is either evidence that nobody uses or something that does not belong in the file.

**What to do.** Run `evidence suggest` to see which actions it may show, and link it; or withdraw it with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_document
from evidence.model.document import DocumentKind
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import DocumentFile
    from evidence.model.issue import Issue

CODE = "D302"
TITLE = "linked to nothing"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document in use that no link names."""
    document = subject.document
    out_of_question = document.plan or document.withdrawn is not None or document.set_aside is not None
    if document.links or out_of_question or subject.relatives_linked:
        return
    kind = "document" if document.kind is DocumentKind.OTHER else document.kind.value.replace("-", " ")
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected a link from this {kind} to the action it shows; found none.",
        remedy="Run `evidence review` and say which action it shows, or that it is no evidence.",
    )
