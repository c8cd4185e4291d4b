"""Text of the plan belongs to no action and no recommendation.

**What it means.** The importer loses nothing: what it could not place with certainty (a column torn off its table, a
footer inside a cell, a row without an action) is kept here with the reason. Running text outside the tables, such as a
preamble, is kept with the plan too and is no issue.

**Why it matters.** A success criterion or a progress note that stands nowhere is not checked by any other rule.

**What to do.** Look at the place named. If the text belongs to an action, mend the plan (or say with `--columns` what
its headings mean) and import it again; if it is a footer or a note, there is nothing to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import quoted
from evidence.model.issue import Issue, IssueSource, Severity, Subject, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import PlanFile

CODE = "P215"
TITLE = "text of the plan that found no place"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.PLAN


def check(subject: PlanFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each piece of text without a place."""
    for piece in subject.unplaced:
        if piece.is_prose:
            continue
        yield Issue(
            code=CODE,
            severity=SEVERITY,
            subject=Subject(type=SubjectType.PLAN, ref=subject.plan.id),
            message=f"plan {subject.plan.id}: expected every text of the tables to belong to an action or a "
            f"recommendation; found {quoted(piece.text)} left over ({piece.reason}).",
            remedy="Look at the place; mend the plan or say with --columns what its headings mean, "
            "and import it again.",
            source=IssueSource.at(subject.plan.source.document, piece.source),
        )
