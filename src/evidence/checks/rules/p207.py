"""Initials stand in the plan that its own index does not explain.

**What it means.** The plan has an index of initials. A lead written in this row, or somebody whom the text asks for
evidence, has initials that are not in it. Initials of the index that differ by one letter, or by two that changed
places, are named. A plan without an index is not judged.

**Why it matters.** Nobody can chase initials that stand for nobody; a slip sends the request to the wrong desk.

**What to do.** Look who was meant; correct the row or complete the index, and import the plan again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, listed
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.model.plan import LeadsFrom
from evidence.wording.people import near_misses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P207"
TITLE = "initials not in the plan's index, near misses named"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION

_INITIALS = re.compile(r"[A-Z][A-Z&]{1,5}[a-z]?")


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each set of initials that the index does not have."""
    if not subject.people:
        return
    action = subject.action
    written = action.leads if action.leads_from is LeadsFrom.WRITTEN else ()
    asked = [request.asked_of for request in action.requests if request.asked_of]
    known = {person.initials for person in subject.people}
    for initials in dict.fromkeys((*written, *asked)):
        if initials in known or not _INITIALS.fullmatch(initials):
            continue
        near = near_misses(initials, known)
        meant = f" (near it: {listed(list(near))})" if near else ""
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"expected initials of the plan's index; found {initials}{meant}.",
            remedy=f"Look who {initials} is; correct the row or complete the index, and import the plan again.",
            holder=near[0] if len(near) == 1 else holder(subject).initials,
        )
