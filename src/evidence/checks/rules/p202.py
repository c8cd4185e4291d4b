"""A date in the plan has no year.

**What it means.** A due date or a date in the progress text is written without its year. Where the plan's own span
leaves one year only, that year was supplied and is named here; else the date is used for nothing that needs a year.

**Why it matters.** Plans live longer than a year. "18 Jan" is clear to whoever wrote it and to nobody after.

**What to do.** Look whether the year is right; write it into the plan and import it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.dates import flagged
from evidence.checks.remarks import about_action, listed, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.period import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P202"
TITLE = "year missing or inferred"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for an action with dates that lack a year, all of them named."""
    dates = flagged(subject.action, Flag.YEAR_MISSING, Flag.YEAR_INFERRED)
    if not dates:
        return ()
    found = []
    for text, (where, period) in dates.items():
        bound = period.earliest or period.latest
        taken = f", taken as {bound.year}" if bound and Flag.YEAR_INFERRED in period.flags else ""
        found.append(f"{quoted(text)} in {where}{taken}")
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected a year with every date; found {listed(found)}.",
            remedy="Look whether the year is right; write it into the plan and import it again.",
            holder=holder(subject).initials,
        )
    ]
