"""A file's answers were handed in, or its round reported, with required questions left blank.

**What it means.** The questionnaire requires an answer to these questions, they apply to the file, and nothing is
written. A blank is neither "no" nor "not applicable".

**Why it matters.** A blank cannot be counted: shares worked out without it look better or worse than the files are.

**What to do.** Ask the auditor. Where the question does not apply, say so with the reason; where nothing was found,
say "not on file"; where nobody looked, say "not looked at".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.checks.remarks import listed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A402"
TITLE = "required answer missing"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT
_OVER = ("reported", "closed")  # states of a round in which no answer is to come any more
_BEFORE = ("planned", "allocated", "notified", "in-progress", "returned")


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file of which it is so."""
    over = subject.round is not None and subject.round.state in _OVER
    for record in subject.records:
        if record.missing and (over or record.state not in _BEFORE):
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message="expected an answer to every required question that applies; found none for "
                f"{listed([*record.missing])}.",
                remedy='Ask the auditor for these answers, "not looked at" included.',
            )
