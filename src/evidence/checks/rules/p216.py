"""The colour of the status goes against the facts.

**What it means.** The status column shows a colour of the usual scheme. Blue stands for complete and evidenced: no
document shows the action done. Green stands for on track: the deadline is over and the action is not done. Red or
amber: the action is done and documents show it. Grey or white stands for not begun: progress is reported, or it is past
due.

**Why it matters.** Members read the colours and nothing else.

**What to do.** Ask the lead for the document or for the right colour; correct the plan and import it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.colours import Colour, colour_of
from evidence.checks.remarks import about_action, quoted
from evidence.checks.rules.e101 import shown
from evidence.checks.standing import claimed_done, holder, past_due
from evidence.model.issue import Severity, SubjectType
from evidence.model.plan import ClaimState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P216"
TITLE = "status colour disagrees with the facts"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION

_STANDS_FOR = {
    Colour.BLUE: "an action that is complete and evidenced",
    Colour.GREEN: "an action that is on track",
    Colour.AMBER: "an action that is slipping",
    Colour.RED: "an action that is off track",
    Colour.GREY: "an action that is not begun and not due",
}


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where the colour and the facts do not go together."""
    action = subject.action
    colour = colour_of(action.status) if action.status else None
    if colour is None:
        return ()
    done, over = claimed_done(action, as_of, settings), past_due(action, as_of)
    if colour is Colour.BLUE:
        fact = None if shown(subject) else "no document that shows it"
    elif colour is Colour.GREEN:
        fact = (
            "a deadline that is over, and no word that it is done" if over and not done and not shown(subject) else None
        )
    elif colour is Colour.GREY:
        reported = action.progress.claim is not ClaimState.NONE
        fact = "progress reported" if reported else "a deadline that is over" if over else None
    else:
        fact = "it said to be done, and a document that shows it" if done and shown(subject) else None
    if fact is None:
        return ()
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"the status is {quoted(action.status or '')}; expected {_STANDS_FOR[colour]}; found {fact}.",
            remedy=f"Ask {whom.words}, for the document or the right colour; correct the plan and import it again.",
            holder=whom.initials,
        )
    ]
