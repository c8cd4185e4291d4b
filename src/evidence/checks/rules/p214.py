"""A recommendation has no action.

**What it means.** The plan names what the inspectors asked for, and no row of it (or of its parts, such as 4A of 4)
says what is done about it.

**Why it matters.** A recommendation that was accepted and forgotten is the worst gap of all: there is nothing to chase.

**What to do.** Look at the place in the plan: the rows may have been lost where a table was cut. If there are none,
agree who does what by when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_plan, quoted
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import PlanFile
    from evidence.model.issue import Issue

CODE = "P214"
TITLE = "recommendation without an action"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.PLAN


def check(subject: PlanFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each recommendation that no action belongs to."""
    if subject.acted_on is None:
        return
    for asked in subject.recommendations:
        if not any(_within(number, asked.number) for number in subject.acted_on):
            yield about_plan(
                subject.plan,
                asked.source,
                CODE,
                SEVERITY,
                message=f"recommendation {asked.number} {quoted(asked.text)}: expected at least one action; "
                "found none.",
                remedy="Look at the place; mend the plan and import it again, or agree who does what by when.",
            )


def _within(number: str, asked: str) -> bool:
    """Whether this is the number asked for or one of its parts: `4A` and `4.1` are within `4`, `40` is not."""
    return number.startswith(asked) and not number[len(asked) :][:1].isdigit()
