"""The plan asks for an effect, and what is on file shows only that papers exist.

**What it means.** The success criteria speak of practice or outcomes ("consistently applied", "reduced", "positive
results"). The action is said to be done and documents show it, but none is of a kind that can show an effect, and no
measure with a reading is linked. Which words ask for it, and which kinds show it, stands in the settings.

**Why it matters.** Activity is not impact: that a procedure was issued does not show that any child is better off.

**What to do.** Ask for the audit, the survey or the figures that show the effect; or link a measure and record a
reading (`evidence measure record`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, listed, quoted
from evidence.checks.standing import claimed_done, holder
from evidence.checks.sufficiency import level_shown, level_wanted, named
from evidence.model.issue import Severity, SubjectType
from evidence.wording.verbs import Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E109"
TITLE = "impact asked, only output shown"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where the success criteria ask for impact, and nothing linked can show it."""
    criteria = subject.action.success_criteria
    if not criteria or not claimed_done(subject.action, as_of, settings):
        return ()
    held = subject.supporting
    level, words = level_wanted(subject.action, settings)
    if not held or words is None or level is not Level.IMPACT:
        return ()
    shown = level_shown(subject, as_of, settings)
    if shown is Level.IMPACT:
        return ()
    found = listed([f"{one.document.id} ({named(one.document.kind)})" for one in held])
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"success is {quoted(criteria)} ({quoted(words)}); expected an audit, a survey or a figure that "
            f"shows the effect; found {found}, which show {shown} only.",
            remedy=f"Ask {whom.words}, for what shows the effect; link it, or run `evidence measure add` and record a "
            "reading.",
            holder=whom.initials,
        )
    ]
