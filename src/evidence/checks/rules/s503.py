"""The documents' bytes were not compared for long with what was filed.

**What it means.** A fixity check reads every document and compares its hash with the record. The last one is older than
the threshold of the settings, or there was none.

**Why it matters.** Disks forget. A damaged document can be fetched from a backup only while there is one from before.

**What to do.** Run `evidence verify --record`: it compares, and journals that it did.
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

CODE = "S503"
TITLE = "fixity not checked for long"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.STORE


def check(subject: StoreFile, as_of: date, settings: Settings) -> Iterator[Issue]:
    """One issue for a store with documents and no recent fixity check."""
    custody = subject.custody
    if custody is None or not custody.documents:
        return
    most = settings.thresholds.days_between_fixity_checks
    last = custody.fixity_on
    if last is not None and (as_of - last).days <= most:
        return
    yield about_store(
        CODE,
        SEVERITY,
        message=f"expected a fixity check of its {custody.documents} documents at least every {most} days; found "
        f"{f'the last of {day(last)}' if last else 'none'}.",
        remedy="Run `evidence verify --record`.",
    )
