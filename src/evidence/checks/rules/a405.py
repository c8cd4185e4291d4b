"""A critical question was answered "no" or "not on file", and no immediate concern was raised, or none took notice.

**What it means.** The questionnaire marks some questions as critical: the child may be at risk while the answer
stands. Whoever finds one adverse tells a named manager the same day, whatever the audit still takes.

**Why it matters.** An audit that finds a child unsafe and goes on to the next question has failed.

**What to do.** Raise the concern now, with the role it goes to; if it was raised by word of mouth, record that with
its day. If it was raised and nobody acknowledged it in time, ask the role it went to, and record the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.auditing import about_record
from evidence.checks.remarks import day, listed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import AuditFile
    from evidence.model.issue import Issue

CODE = "A405"
TITLE = "critical answer without escalation"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.AUDIT


def check(subject: AuditFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each file with such answers, and for each concern that waits."""
    for record in subject.records:
        if record.unescalated:
            yield about_record(
                subject,
                record,
                CODE,
                SEVERITY,
                message='expected an immediate concern for every critical question answered "no" or "not on '
                f'file"; found none for {listed([*record.unescalated])}.',
                remedy="Ask the responsible manager today, and record the concern, its day and the role it went to.",
            )
        for question, due in record.unacknowledged:
            if due < as_of:
                yield about_record(
                    subject,
                    record,
                    CODE,
                    SEVERITY,
                    message=f"expected the concern about {question} to be acknowledged by {day(due)}; found that "
                    "it was not.",
                    remedy="Ask the role it was raised to today, and record when it was acknowledged.",
                )
