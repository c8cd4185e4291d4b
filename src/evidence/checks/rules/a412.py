"""The round was to be repeated by now, and was not.

**What it means.** When the round was reported, a day was set for auditing again. It is past, and no round repeats
this one.

**Why it matters.** Only a second look shows whether what was put right stayed right.

**What to do.** Draw the re-audit on the same questionnaire, or set another day with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_audit
from evidence.checks.remarks import day
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A412"
TITLE = "re-audit due"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for a round of which it is so."""
    if subject.round and subject.round.reaudit_due and subject.round.reaudit_due < as_of and not subject.repeated_by:
        yield about_audit(
            subject,
            CODE,
            SEVERITY,
            message=f"expected a re-audit by {day(subject.round.reaudit_due)}; found none.",
            remedy="Agree when it is held, and open the round: `evidence audit new --baseline "
            f"{subject.ref} --form FORM --title T`.",
        )
