"""The plan says that the action is done, and no document on file shows it.

**What it means.** The progress text claims completion by the day judged. Nothing that is linked to the action shows
completion: there is no link at all, or only links that show a part of it, contradict it, were found insufficient, or
lead to a document that is dated later or was taken out of use. For a recurring action the record of any one occurrence
is enough here; E108 asks for each of them.

**Why it matters.** A claim is the lead's word. An inspector asks for the document, and confirming that agreed actions
were carried out is the auditor's duty, not the lead's (Global Internal Audit Standards 15.2).

Where the one who was asked answered that no document was made, or that it was not actually done, the remark says so.

**What to do.** Find the document, file it and link it. Is it on file already, link it. Was the action not finished,
correct the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, answered, day, listed, quoted
from evidence.checks.standing import claimed_done, holder
from evidence.checks.sufficiency import accepted
from evidence.model.issue import Severity, SubjectType
from evidence.model.link import Shows
from evidence.model.period import Flag
from evidence.model.request import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue
    from evidence.model.period import Period
    from evidence.model.plan import Mention

CODE = "E101"
TITLE = "said done, nothing on file shows it"
SEVERITY = Severity.ERROR
SUBJECT = SubjectType.ACTION


def check(subject: ActionFile, as_of: date, settings: Settings) -> Sequence[Issue]:
    """One issue where completion is claimed and no link shows it."""
    action = subject.action
    if not claimed_done(action, as_of, settings) or shown(subject):
        return ()
    partly = [
        f"{linked.document.id} ({f'shows {linked.link.shows}' if subject.counts(linked) else 'found insufficient'})"
        for linked in subject.links
        if linked.counts
    ]
    found = f"found only {listed(partly)}" if partly else "found nothing on file"
    expected = accepted(subject, settings)
    named = list(dict.fromkeys(_words(mention) for mention in action.mentions))
    whom = holder(subject)
    said = "".join(f"; {clause}" for clause in answered(subject))
    remedy = f"Ask {whom.words}, for {listed(named, 3) if named else 'the document'}; file it"
    if subject.answered(Answer.NOT_DONE):
        remedy = "Correct the plan, which calls done what was not; or file what shows it all the same"
    elif said:
        remedy = f"Ask {whom.words}, for another record of it; file it"
    return [
        about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"the plan says it was done{_when(action.progress.claimed_on)} ({quoted(action.progress.text)}); "
            f"expected, by {day(as_of)}, {expected}; {found}{said}.",
            remedy=f"{remedy} and run `evidence link DOCUMENT {subject.ref}`, or correct the plan.",
            holder=whom.initials,
        )
    ]


def _when(claimed: Period | None) -> str:
    """The date of the claim behind its preposition: a day in figures, or a month; others the quoted words tell."""
    if claimed is None:
        return ""
    if (claimed.day or claimed.has(Flag.IMPOSSIBLE)) and claimed.text[:1].isdecimal():
        return f" on {claimed.text}"
    return f" in {claimed.text}" if len(claimed.edtf or "") == len("2006-01") else ""


def _words(mention: Mention) -> str:
    """The document that the plan speaks of, as one asks for it."""
    return f"the {mention.kind.replace('-', ' ')}{f' of {mention.date.text}' if mention.date else ''}"


def shown(subject: ActionFile) -> bool:
    """Whether a document in use shows the action done, or one time of it where it recurs."""
    if subject.completing:
        return True
    recurs = subject.action.due is not None and subject.action.due.recurrence is not None
    return recurs and bool(subject.showing(Shows.OCCURRENCE))
