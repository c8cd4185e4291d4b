"""How a rule puts an issue: where it is, in the plan's own words, cut to a length that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.model.issue import Issue, IssueSource, Severity, Subject, SubjectType
from evidence.model.request import ANSWER_WORDS, Answer
from evidence.wording.folding import shortened

if TYPE_CHECKING:
    from datetime import date

    from evidence.checks.subjects import ActionFile, Gone, Linked
    from evidence.model.document import Document
    from evidence.model.plan import PlanIdentity
    from evidence.model.table import Place

_LONGEST = 90  # characters of quoted text


def about_action(
    subject: ActionFile, code: str, severity: Severity, *, message: str, remedy: str, holder: str | None = None
) -> Issue:
    """An issue about an action, at its place in the plan; the message is opened with the action's words."""
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.ACTION, ref=subject.ref),
        message=f"{subject.ref} {quoted(subject.action.text)}: {message}",
        remedy=remedy,
        holder=holder,
        source=IssueSource.at(subject.plan.source.document, subject.action.source),
    )


def about_link(
    subject: ActionFile, linked: Linked, code: str, severity: Severity, *, message: str, remedy: str, holder: str | None
) -> Issue:
    """An issue about a link, at the place of its action in the plan."""
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.LINK, ref=linked.link.id),
        message=f"{linked.link.id} of {subject.ref} {quoted(subject.action.text)}: {message}",
        remedy=remedy,
        holder=holder,
        source=IssueSource.at(subject.plan.source.document, subject.action.source),
    )


def about_lost_link(
    plan: PlanIdentity, gone: Gone, code: str, severity: Severity, *, message: str, remedy: str
) -> Issue:
    """An issue about a link to an action that the plan no longer has."""
    made = gone.linked.link
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.LINK, ref=made.id),
        message=f"{made.id} of {made.action} {quoted(gone.text)}: {message}",
        remedy=remedy,
        source=IssueSource(document=plan.source.document),
    )


def about_document(document: Document, code: str, severity: Severity, *, message: str, remedy: str) -> Issue:
    """An issue about a document; the message is opened with its name. Who sent it holds the answer."""
    name = document.names[0] if document.names else document.title or "without a name"
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.DOCUMENT, ref=document.id),
        message=f"{document.id} {quoted(name)}: {message}",
        remedy=remedy,
        holder=document.received_from,
        source=IssueSource(document=document.id),
    )


def about_plan(plan: PlanIdentity, place: Place, code: str, severity: Severity, *, message: str, remedy: str) -> Issue:
    """An issue about a plan as a whole, at a place in it; the message is opened with the plan's id."""
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.PLAN, ref=plan.id),
        message=f"plan {plan.id}: {message}",
        remedy=remedy,
        source=IssueSource.at(plan.source.document, place),
    )


def about_store(code: str, severity: Severity, *, message: str, remedy: str) -> Issue:
    """An issue about the store as a whole."""
    return Issue(
        code=code,
        severity=severity,
        subject=Subject(type=SubjectType.STORE, ref="store"),
        message=f"store: {message}",
        remedy=remedy,
    )


def answered(subject: ActionFile) -> list[str]:
    """What the holder said that no document can be expected to mend, each as a clause."""
    return [
        f"{answer.holder or 'the holder'} answered on {day(answer.at.date())}: {ANSWER_WORDS[answer.answer]}"
        for answer in subject.answered(Answer.NOT_MADE, Answer.NOT_DONE)
    ]


def quoted(text: str) -> str:
    """The text in quotation marks, cut at a word."""
    return f'"{shortened(text, _LONGEST)}"'


def day(when: date) -> str:
    """`9 March 2006`."""
    return f"{when.day} {when:%B %Y}"


def listed(items: list[str], most: int = 6) -> str:
    """`a, b and c`; beyond `most` the number of the rest."""
    shown = items if len(items) <= most else [*items[:most], f"{len(items) - most} more"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
