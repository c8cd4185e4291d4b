"""The auditor of a case file is too near to it.

**What it means.** The auditor of the file is its case holder or supervises the case holder, or the file is moderated
by its own auditor. An exemption that names who approved it is respected.

**Why it matters.** Nobody sees their own omissions. Inspectors' commonest complaint about councils' own audits is
that they are kinder than the files deserve.

**What to do.** Allocate the file to somebody else, or record the exemption with its reason and approver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A401"
TITLE = "auditor not independent"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.not_independent:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message="expected an auditor and a moderator who are neither case holder nor supervisor, nor "
                f"one person; found that {record.not_independent}.",
                remedy="Ask somebody else to audit or moderate the file, or record the exemption and who approved it.",
            )
