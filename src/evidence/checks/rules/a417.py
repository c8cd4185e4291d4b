"""The round has too few files for percentages.

**What it means.** Of fewer than twenty files each one weighs more than five per cent. Reports then give numbers and
no percentages.

**Why it matters.** "Half of the files" may be two of four, and a change of one file looks like a trend.

**What to do.** Read the figures as numbers of files; plan a larger sample where a share has to be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_audit
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A417"
TITLE = "denominators too small"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT
_LEAST = 20  # files


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a round of which it is so."""
    counted = len(subject.records)
    if subject.round and subject.round.state in ("reported", "closed") and 0 < counted < _LEAST:
        yield about_audit(
            subject,
            CODE,
            SEVERITY,
            message=f"expected at least {_LEAST} files for percentages; found {counted}.",
            remedy="Read the figures as numbers of files, and say so in the report.",
        )
