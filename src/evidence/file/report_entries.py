"""The record as a report's entries: every action with what was said of it, every document with what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.checks.occurrences import occurrences
from evidence.checks.standing import claimed_done
from evidence.model.issue import SubjectType
from evidence.reports.content import (
    ActionEntry,
    ClosureShown,
    DocumentEntry,
    LinkedAction,
    LinkShown,
    Square,
    Tick,
    Timeline,
    VerdictShown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from evidence.checks.engine import Judged
    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile, DocumentFile, Linked
    from evidence.model.issue import Issue
    from evidence.model.period import Period


def square(file: ActionFile, state: str) -> Square:
    """The action's square in the heat strip."""
    due = file.action.due
    return Square(
        ref=file.ref, state=state, text=file.action.text, leads=file.action.leads, due=due.text if due else ""
    )


def said_done(file: ActionFile, as_of: date, settings: Settings) -> bool:
    """Whether the action was said to be done by the day judged."""
    return claimed_done(file.action, as_of, settings)


def action_entry(
    file: ActionFile, judged: Judged, names: Mapping[str, str], as_of: date, settings: Settings
) -> ActionEntry:
    """An action, given only what counts on the day judged; `names` says by id who acts."""
    assert judged.state is not None
    done = said_done(file, as_of, settings)
    about: dict[str, list[Issue]] = {linked.link.id: [] for linked in file.links}
    own: list[Issue] = []
    for issue in judged.issues:
        (about[issue.subject.ref] if issue.subject.type is SubjectType.LINK else own).append(issue)
    return ActionEntry(
        ref=file.ref,
        plan=file.plan,
        action=file.action,
        state=judged.state.state,
        because=judged.state.because,
        said_done=done,
        links=[_link(file, linked, names, about[linked.link.id]) for linked in file.links],
        issues=own,
        closures=[ClosureShown(closure=one, by=names.get(one.by, one.by)) for one in file.closures],
        answers=file.answers,
        measures=file.measures,
        timeline=_timeline(file, done, as_of),
    )


def document_entry(
    file: DocumentFile, issues: Iterable[Issue], links: Iterable[LinkedAction], stored: str
) -> DocumentEntry:
    """A document, `stored` below the store's folder."""
    told = tuple(issues)
    return DocumentEntry(
        document=file.document,
        links=links,
        issues=told,
        stored=stored,
        unlinked=any(issue.code == "D302" for issue in told),
    )


def _link(file: ActionFile, linked: Linked, names: Mapping[str, str], issues: list[Issue]) -> LinkShown:
    return LinkShown(
        link=linked.link,
        document=linked.document,
        linked_by=names.get(linked.link.linked_by, linked.link.linked_by),
        counts=file.counts(linked),
        verified=file.verified(linked),
        suspect=linked.suspect,
        superseded_by=linked.superseded_by,
        verdicts=[VerdictShown(verdict=one, by=names.get(one.by, one.by)) for one in linked.verdicts],
        issues=issues,
    )


def _timeline(file: ActionFile, done: bool, as_of: date) -> Timeline:
    due = file.action.due.latest if file.action.due else None
    on = _last(file.action.progress.claimed_on) if done else None
    reached = on if done else as_of
    rounds = occurrences(file, as_of)
    ticks: list[Tick] = []
    if rounds:
        for window in rounds.expected:
            there = window not in rounds.missing
            ticks.append(Tick(first=window.first, last=window.last, words=str(window), on_file=there))
    return Timeline(
        due=due,
        done=on,
        evidenced=sorted({day for linked in file.supporting if (day := _last(linked.document.dated))}),
        late_until=reached if due and reached and reached > due else None,
        ticks=ticks,
    )


def _last(period: Period | None) -> date | None:
    return (period.latest or period.earliest) if period else None
