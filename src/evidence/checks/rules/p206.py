"""No lead is written for the action.

**What it means.** The lead cell is blank, says "to be confirmed", or holds a ditto mark. A ditto mark is taken for the
last lead written above it; for a blank the lead above is only a candidate, which is named.

**Why it matters.** Ditto marks are lost when tables are copied, sorted or cut by the end of a page. An action without a
name is nobody's.

**What to do.** Agree with the person named, and write the lead into the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, listed, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.plan import LeadsFrom

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P206"
TITLE = "no lead written (ditto or candidate named)"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue where the row itself names no lead."""
    action = subject.action
    if action.leads_from is LeadsFrom.WRITTEN and action.leads:
        return ()
    if action.leads:
        found = f"a ditto mark, taken for {listed(list(action.leads))}"
    else:
        found = quoted(action.lead_text) if action.lead_text else "none"
        if action.leads_suggested:
            found += f" (written above it: {listed(list(action.leads_suggested))})"
    named = action.leads or action.leads_suggested
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected a lead; found {found}.",
            remedy=f"Agree with {listed(list(named)) if named else 'those concerned'} who leads; write it into the row "
            "and import the plan again.",
            holder=holder(subject).initials,
        )
    ]
