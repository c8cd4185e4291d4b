"""No checkpoint was made for long, so that a cut or a rewrite of the record would not show.

**What it means.** A checkpoint is the head of the journal in two lines, to be kept where the store is not: in a mail to
the auditor, on paper, on another machine. None was made, or entries were added since and the last is older than the
threshold of the settings. Whether it is really kept elsewhere, no program can tell.

**Why it matters.** The chain of the journal shows every change but two: a cut tail and a whole rewrite. Those show only
against a checkpoint from elsewhere.

**What to do.** Run `evidence checkpoint` and send what it prints to somebody who does not keep the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_store, day
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import StoreFile
    from evidence.model.issue import Issue

CODE = "S502"
TITLE = "no checkpoint kept elsewhere"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.STORE


def check(subject: StoreFile, as_of: date, settings: Settings) -> Iterator[Issue]:
    """One issue for a store without a recent checkpoint."""
    custody = subject.custody
    if custody is None:
        return
    most = settings.thresholds.days_between_checkpoints
    last = custody.checkpoint_on
    if last is not None and (custody.entries_since == 0 or (as_of - last).days <= most):
        return
    found = f"the last of {day(last)} and {custody.entries_since} entries since" if last else "none"
    yield about_store(
        CODE,
        SEVERITY,
        message=f"expected a checkpoint at least every {most} days; found {found}.",
        remedy="Run `evidence checkpoint` and keep what it prints where the store is not.",
    )
