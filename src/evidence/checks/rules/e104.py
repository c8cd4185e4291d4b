"""The documents that are to show the action are of another kind than its verb asks for.

**What it means.** What is enough follows from the action's verb: an approval is shown by a signed minute or a decision
notice, training by attendance and evaluation, a reduction by a figure. Documents are linked as showing completion, and
none is of a kind that the settings name for this verb. A document whose kind is not known is given the benefit of the
doubt, and a document that somebody independent found sufficient is not remarked on.

**Why it matters.** Any narrative looks like evidence until an inspector asks what it shows.

**What to do.** Look at the document. If it shows the action, correct its kind or have it verified; if not, ask for the
kind that is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, listed, quoted
from evidence.checks.standing import claimed_done, holder
from evidence.checks.sufficiency import Reason, accepted, asked_kinds, named, weighed
from evidence.model.issue import Severity, SubjectType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "E104"
TITLE = "wrong kind of document for the action's verb"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where no document that is said to show completion is of a fitting kind."""
    if Reason.KIND not in weighed(subject, settings).against_all or not claimed_done(subject.action, as_of, settings):
        return ()
    held, verb = subject.completing, None if asked_kinds(subject) else settings.verb(subject.action.text)
    asks = f"the action asks to {verb.name}" if verb else "it was agreed what is to show the action"
    accepts = verb.accepts if verb else accepted(subject, settings)
    alone = f" (not {verb.not_enough} alone)" if verb else ""
    found = listed([f"{one.document.id} ({named(one.document.kind)})" for one in held])
    whom = holder(subject)
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"{asks}; expected {accepts}{alone}; found {found}.",
            remedy=f"Look at {held[0].document.id}: correct its kind, or have it verified with `evidence verdict "
            f"{held[0].link.id} sufficient`; else ask {whom.words}, for {quoted(accepts)}.",
            holder=whom.initials,
        )
    ]
