"""A comment or reason holds what may tell who a child is.

**What it means.** Numbers, addresses, dates of birth or names of the local list stand in what was written. The remark
says where and of what kind; it does not repeat the words.

**Why it matters.** An audit record is kept for a short time and read by many; a child's record is kept for long and
read by few. The one must not carry the other.

**What to do.** Have the text written again without them; the case reference is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.checks.remarks import listed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A413"
TITLE = "identifier in text"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.identifiers:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected no personal data in comments; found {listed([*record.identifiers])}.",
                remedy="Ask the auditor to write the text again, with the case reference only.",
            )
