"""What stands in the rows of the workbook's tables, read from a report one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from evidence.model.issue import Issue
from evidence.model.plan import Unplaced
from evidence.reports.audit_content import ComparisonPage, GradeRow, GridRow, RoundPage
from evidence.reports.content import ActionEntry, DocumentEntry, HolderWaiting, LinkShown, Report, WantedShown
from evidence.reports.words import SHOWS


@frozen
class LinkRow:
    """A link with its action."""

    entry: ActionEntry
    shown: LinkShown


@frozen
class WantedRow:
    """A document wanted, with whom it is wanted from."""

    holder: HolderWaiting
    wanted: WantedShown


@frozen
class ProblemRow:
    """A remark on the plan, or a text of it that found no place."""

    issue: Issue | None = None
    unplaced: Unplaced | None = None


def link_rows(entry: ActionEntry) -> Iterator[LinkRow]:
    """Every link of an action."""
    return (LinkRow(entry, shown) for shown in entry.links)


def wanted_rows(report: Report) -> Iterator[WantedRow]:
    """Every document wanted."""
    return (WantedRow(holder, one) for holder in report.waiting for one in holder.wanted)


def action_issues(entry: ActionEntry) -> Iterator[Issue]:
    """Every remark on an action and its links."""
    yield from entry.issues
    for shown in entry.links:
        yield from shown.issues


def other_issues(report: Report) -> Iterator[Issue]:
    """Remarks on the store and on audits; those on the plan itself stand elsewhere."""
    yield from report.store_problems
    for round_ in report.audits.rounds if report.audits else ():
        yield from round_.issues


def problem_rows(report: Report) -> Iterator[ProblemRow]:
    """Remarks on the plan, then what found no place."""
    yield from (ProblemRow(issue=issue) for issue in report.plan_problems)
    yield from (ProblemRow(unplaced=one) for one in report.unplaced)


def remarks(issues: Iterable[Issue]) -> str:
    """Remarks, a line each."""
    return "\n".join(f"{issue.code} ({issue.severity.value}): {issue.message}" for issue in issues)


def evidence(entry: ActionEntry) -> str:
    """The documents behind an action, a line each."""
    return "\n".join(f"{one.document.id} {one.name}: {SHOWS[one.link.shows]}" for one in entry.links)


def shows(entry: DocumentEntry) -> str:
    """What a document shows."""
    if entry.links:
        return "\n".join(f"{one.ref} {SHOWS[one.link.shows]}" for one in entry.links)
    return "linked to nothing" if entry.unlinked else ""


def locations(entry: DocumentEntry) -> str:
    """Where a document was found."""
    return "\n".join(
        f"{one.path} ({one.state.value}, {one.size} bytes, changed {one.modified})" if one.path else one.name
        for one in entry.document.locations
    )


@frozen
class ComparedRound:
    """A round, with the comparison with the round before it."""

    page: RoundPage
    comparison: ComparisonPage | None


@frozen
class AnswerRow:
    """One question on one file."""

    page: RoundPage
    question: GridRow
    case: str
    outcome: str


def rounds(report: Report) -> Iterator[ComparedRound]:
    """Every audit round."""
    if report.audits:
        follow_ups = {one.follow_up: one for one in report.audits.comparisons}
        for page in report.audits.rounds:
            yield ComparedRound(page, follow_ups.get(page.ref))


def answer_rows(report: Report) -> Iterator[AnswerRow]:
    """Every question on every file."""
    for page in report.audits.rounds if report.audits else ():
        for question in page.questions:
            for case, outcome in zip(page.cases, question.cells, strict=False):
                yield AnswerRow(page, question, case, outcome)


def grades(rows: Iterable[GradeRow]) -> str:
    """Grades by section, a line each."""

    def counted(grades: Iterable[tuple[str, int | None]]) -> str:
        return ", ".join(f"{grade} {'–' if count is None else count}" for grade, count in grades)

    return "\n".join(
        f"{row.section} ({row.scale}): {counted(row.grades)}"
        + (f"; before: {counted(row.before)}" if row.before else "")
        for row in rows
    )


def compared(comparison: ComparisonPage | None) -> str:
    """Every question then and now."""
    if comparison is None:
        return ""

    def adverse(pair: tuple[int | None, int | None]) -> str:
        return " of ".join("–" if number is None else str(number) for number in pair)

    return "\n".join(
        f"{row.question} {row.text}: {adverse(row.before)} then, {adverse(row.after)} now"
        + ("" if row.comparable else f" (cannot be compared: {row.because or 'not the same question'})")
        for row in comparison.questions
    )
