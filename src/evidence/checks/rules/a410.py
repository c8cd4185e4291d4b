"""A remedial action does not say who is to do it, or by when.

**What it means.** The audit asked for something to be put right. Without an owner and a day nobody has to do it.

**Why it matters.** That actions from audits are neither specific nor dated is one of the commonest criticisms of
councils' audits.

**What to do.** Agree an owner by role and a day, and record them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_audit
from evidence.checks.remarks import listed, quoted
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A410"
TITLE = "remedial action without owner or date"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each remedial action of which it is so."""
    for remedy in subject.round.remedies if subject.round else ():
        lacking = [word for word, value in (("owner", remedy.owner), ("date", remedy.due)) if not value]
        if lacking and not remedy.settled:
            yield about_audit(
                subject,
                CODE,
                SEVERITY,
                message=f"{remedy.ref} {quoted(remedy.text)}: expected an owner and a date; found no "
                f"{listed(lacking)}.",
                remedy="Agree both with the owner and record them: `evidence audit remedy "
                f"{remedy.ref} --owner ROLE --due DATE`.",
                holder=remedy.owner,
            )
