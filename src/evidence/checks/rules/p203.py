"""A date lies far outside the time in which the plan moves.

**What it means.** The plan's span runs from the first to the last of its deadlines, those left out that lie more than
three years off the middle one. A deadline, or a date of the progress text, lies more than the margin of the settings
before or after it. Dates of documents that are only mentioned are not judged.

**Why it matters.** A slip in one figure of a year (2016 for 2006) makes an action late by ten years, or never late.

**What to do.** Ask the lead for the day that was meant; correct the plan and import it again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from evidence.checks.dates import own_dates
from evidence.checks.remarks import about_action, day, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P203"
TITLE = "date outside the plan's span"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each date outside the span."""
    span = subject.span
    if span is None:
        return
    margin = timedelta(days=settings.thresholds.days_around_span)
    seen: set[str] = set()
    for where, period in own_dates(subject.action):
        earliest, latest = period.earliest or period.latest, period.latest or period.earliest
        if earliest is None or latest is None or period.text in seen:
            continue
        if latest >= span.first - margin and earliest <= span.last + margin:
            continue
        seen.add(period.text)
        whom = holder(subject)
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"the plan moves between {day(span.first)} and {day(span.last)}; expected dates thereabouts; found "
            f"{quoted(period.text)} in {where}.",
            remedy=f"Ask {whom.words}, which day was meant; correct the plan and import it again.",
            holder=whom.initials,
        )
