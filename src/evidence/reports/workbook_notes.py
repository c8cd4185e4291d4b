"""The notes of the workbook: how it was worked out, who is who, and what changed, as rows of three texts."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.reports import cell_text as put
from evidence.reports.content import Changes, Report, Working
from evidence.reports.words import BY_STATE, day

Note = tuple[str, str, str]


def notes(report: Report) -> Iterator[Note]:
    """What the note is about, what it names, and what it says."""
    yield from _changes(report.changes)
    for person in report.people:
        yield "People", person.initials, put.listed((person.name, person.role))
    for rule in report.rules():
        yield "Rules", f"{rule.code} ({rule.severity.value})", f"{rule.title}: {rule.outcome.value}, {rule.count} found"
    yield from _working(report.working)


def _changes(changes: Changes) -> Iterator[Note]:
    if changes.since:
        said = f"made on {day(changes.since.date())}, {changes.since_head}, {changes.entries} entries ago"
        yield "Since the last report", day(changes.since_as_of) if changes.since_as_of else "", said
    for one in changes.states:
        before, after = (BY_STATE[state].words if state else "not in the plan" for state in (one.before, one.after))
        yield "Since the last report", one.ref, f"{one.text}: was {before}, is {after}"
    for plan in changes.plans:
        about = f"Plan {plan.plan}, version {plan.from_version} to {plan.to_version}"
        for due in plan.due_moved:
            moved = f" ({due.days:+} days)" if due.days else ""
            yield (
                about,
                due.new,
                f"due date: was {put.period(due.before) or 'none'}, is {put.period(due.after) or 'none'}{moved}",
            )
        for name, refs in (("new actions", plan.new), ("actions gone", plan.gone)):
            if refs:
                yield about, name, put.listed(refs)
        for claim in plan.claim_changed:
            yield about, claim.new, f"claim: was {claim.before.value}, is {claim.after.value}"
        for name, texts in (("text", plan.reworded), ("leads", plan.leads_changed), ("recommendation", plan.regrouped)):
            for text in texts:
                yield about, text.new, f"{name}: was {text.before!r}, is {text.after!r}"
        for progress in plan.progress_changed:
            yield (
                about,
                progress.new,
                put.lines(
                    (
                        *(f"no longer said: {one}" for one in progress.lost),
                        *(f"said now: {one}" for one in progress.added),
                    )
                ),
            )
        for match in plan.renumbered:
            yield about, match.new, f"was {match.old} ({match.likeness} % alike, {match.because})"
        for name, refs in (("links in doubt", plan.links_suspect), ("links to actions gone", plan.links_stranded)):
            if refs:
                yield about, name, put.listed(refs)


def _working(working: Working) -> Iterator[Note]:
    for name, value in working.thresholds:
        yield "Settings", name.replace("_", " "), value
    yield "Words", "counted as done", put.listed(working.done_words)
    yield "Words", "counted as a draft", put.listed(working.draft_words)
    for name, accepts in working.verbs:
        yield "Words", f"{name}: shown by", accepts
    for change in working.changed:
        yield "Settings", "changed by the keeper", change
    yield "Made by", "evidence-file", working.version
