"""Several actions have the very same progress text.

**What it means.** The text stands word for word on other actions of the plan, in rows of its own or in one cell that
runs over several. It is told once, with the first of them. Texts shorter than the threshold of the settings ("Completed
March 06") are passed over.

**Why it matters.** What is said of five actions at once was seldom checked for each of the five.

**What to do.** Ask the lead what of it belongs to which action; have the plan say it action by action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, listed, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P212"
TITLE = "same progress text on several actions"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for the first of the actions that share a text."""
    group = subject.same_progress
    text = subject.action.progress.text
    if (
        len(group) < 2
        or group[0] not in (subject.ref, subject.action.ref)
        or len(text) < settings.thresholds.letters_of_same_text
    ):
        return ()
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected a text of its own; found {quoted(text)} on {listed(list(group[1:]))} too.",
            remedy=f"Ask {whom.words}, what of it belongs to which action; have the plan say it action by action.",
            holder=whom.initials,
        )
    ]
