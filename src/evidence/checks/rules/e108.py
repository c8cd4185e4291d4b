"""A recurring action has a week, month, quarter or year without a record.

**What it means.** The action comes round again and again ("at least monthly"). From the start of its due date to the
day judged (or to the end of the due date, where that spans several rounds) every round that is over must have a linked
record of that occurrence. A round that is still running is not judged. A record counts for the period it covers, else
for the date of the document. Dates listed in the progress text are claims, not records; the message names those without
one.

**Why it matters.** A routine is shown by its regularity. One missing round is the first thing an inspector asks about.

**What to do.** Find the record of the missing round and link it with `--shows occurrence` (and `--covers` where the
document bears no date or another one); if there was none, say so in the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.occurrences import occurrences
from evidence.checks.remarks import about_action, listed
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E108"
TITLE = "recurring action, occurrence without evidence"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for an action with missing rounds, all of them named."""
    due = subject.action.due
    if due is None or due.recurrence is None:
        return ()
    found = occurrences(subject, as_of)
    if found is None or not found.missing:
        return ()
    missing = listed([str(window) for window in found.missing], 12)
    claimed = [period.text for period in found.claimed if any(window.holds(period) for window in found.missing)]
    spoken = f"; the plan's text lists {listed(claimed, 12)}, which is a claim" if claimed else ""
    undated = [linked.document.id for linked in found.unplaced]
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"it is to come round {due.recurrence}; expected {counted(len(found.expected), 'record')} from "
            f"{found.expected[0]} on; found none for {missing}{spoken}.",
            remedy=f"Ask {whom.words}, for the missing records; file each and run "
            f"`evidence link DOCUMENT {subject.ref} --shows occurrence`."
            + (
                f" Say with --covers which period {listed(undated)} is about: no date was found in it."
                if undated
                else ""
            ),
            holder=whom.initials,
        )
    ]
