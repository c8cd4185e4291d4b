"""The store contradicts its own record.

**What it means.** A document's bytes, a line of the journal, its details or a row of the index are not what the record
says they were. Each contradiction is named with its place; nothing has been repaired.

**Why it matters.** Until it is explained, nothing that rests on the damaged part can be relied on.

**What to do.** Do not go on filing. Compare with a backup and with a checkpoint kept elsewhere
(`evidence verify --against FILE`). If only the index differs, `evidence rebuild` makes it again from the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.model.issue import Issue, Severity, Subject, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import StoreFile

CODE = "S501"
TITLE = "store does not verify"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.STORE


def check(subject: StoreFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each contradiction that the verification named."""
    if subject.verification is None:
        return
    for problem in subject.verification.problems:
        yield Issue(
            code=CODE,
            severity=SEVERITY,
            subject=Subject(type=SubjectType.STORE, ref=problem.where),
            message=f"{problem.where}: expected what the record says; found otherwise: {problem.message.rstrip('. ')}.",
            remedy="Stop filing; compare the store with a backup and a checkpoint kept elsewhere "
            "(`evidence verify --against FILE`).",
        )
