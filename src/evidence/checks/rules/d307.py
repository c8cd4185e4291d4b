"""The document seems to hold personal data.

**What it means.** Its text has words of a sort that tells who a child or another person is: an NHS number or pupil
number with a sound check digit, a National Insurance number, a postcode, a date of birth, an e-mail address, a
telephone number. Names are not looked for. How often and where is told; the words themselves are not repeated anywhere.

**Why it matters.** Evidence of an action plan goes to inspectors and members and is kept for years; it should name no
child. Business addresses in a letterhead are harmless: a person has to look.

**What to do.** Look at the pages named. If somebody can be told from it, ask for a copy with the words blacked out,
file that, and withdraw this one.
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

CODE = "D307"
TITLE = "personal data suspected"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.DOCUMENT


def check(subject: DocumentFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a document in use, with the sorts of words and the pages."""
    document = subject.document
    if document.withdrawn is not None or document.plan or not subject.identifiers:
        return
    found = []
    for one in subject.identifiers:
        pages = f" (page {listed([str(page) for page in one.pages])})" if one.pages and document.pages > 1 else ""
        found.append(f"{one.count} × {one.kind}{pages}")
    yield about_document(
        document,
        CODE,
        SEVERITY,
        message=f"expected nothing that tells who a person is; found what looks like {listed(found)}.",
        remedy=f"Look at {document.id}; ask for a copy with the words blacked out, file it, and run `evidence withdraw "
        f'{document.id} --because "…"`.',
    )
