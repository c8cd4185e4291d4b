"""Fewer files were drawn than the round planned.

**What it means.** The programme or the round says how many files are audited. The sample has fewer, because the
population is small or some were left out.

**Why it matters.** Too few files bear no conclusion; inspectors have said so of councils.

**What to do.** Look at what was left out and why; draw more, or say in the report how far the figures carry.
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

CODE = "A415"
TITLE = "sample smaller than planned"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a round of which it is so."""
    if subject.round is None or subject.round.sample is None or subject.round.state == "abandoned":
        return
    sample = subject.round.sample
    planned = max(subject.round.planned_size or 0, sample.size)
    if len(sample.cases) < planned:
        yield about_audit(
            subject,
            CODE,
            SEVERITY,
            message=f"expected {planned} files in the sample; found {len(sample.cases)}.",
            remedy="Look at the files left out, and draw more or say in the report why not.",
        )
