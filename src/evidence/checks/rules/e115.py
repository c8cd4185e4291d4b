"""A target's day has passed, and no figure reaches it.

**What it means.** A measure that is linked to the action (or to its recommendation) has a target whose last day is
over. Either no reading was recorded since the target before it, or the last reading up to that day (else the first one
after it) does not reach it. An indicator says whether higher or lower is better.

**Why it matters.** Where success is a figure, the figure is the evidence.

**What to do.** Record the reading with its document; or agree with the lead what is to be done about the miss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.measures import standing_of
from evidence.checks.remarks import about_action, day, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.measure import Better

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E115"
TITLE = "target date passed without a reading, or missed"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each measure whose target is over and not reached."""
    for measure in subject.measures:
        stands = standing_of(measure, as_of)
        target = stands.missed
        if target is None:
            continue
        unit = f" {measure.indicator.unit}" if measure.indicator.unit else ""
        better = "or more" if measure.indicator.better is Better.HIGHER else "or less"
        latest = stands.latest
        if stands.met is None:
            found = "found no reading"
        else:
            assert latest is not None
            found = f"found {latest.value}{unit} for {latest.period.text}, at the latest reading; the target was missed"
        whom = holder(subject)
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"{measure.indicator.id} {quoted(measure.indicator.name)}: expected {target.value}{unit} "
            f"{better} by "
            f"{day(target.by)}; {found}.",
            remedy=f"Ask {whom.words}, for the figure and its source; run `evidence measure record`, or agree what is "
            "done about the miss.",
            holder=whom.initials,
        )
