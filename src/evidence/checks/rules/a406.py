"""The overall grade is better than a critical adverse answer allows.

**What it means.** While a critical question stands answered "no" or "not on file", the scale caps the overall grade.
A moderator may agree a better one and has to say why.

**Why it matters.** A file that is "good" although the child was not seen is what makes audits over-optimistic.

**What to do.** Look at the critical answers and the grade again; a better grade needs the moderator's reason.
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

CODE = "A406"
TITLE = "overall above its cap"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    for record in subject.records:
        if record.above_cap:
            given, cap = record.above_cap
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message=f"expected an overall grade of {cap} at best while a critical answer is adverse; found "
                f"{given}.",
                remedy="Ask the moderator to agree the grade, with the reason if it stays.",
            )
