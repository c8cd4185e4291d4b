"""The columns of the workbook's tables: each says what stands in it, so that nothing on record is left out.

The first columns of a table are those that people read and print; the rest is there to be complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from evidence.model.issue import Issue
from evidence.model.sequences import as_tuple
from evidence.reports import cell_text as put
from evidence.reports import workbook_rows as of
from evidence.reports.content import ActionEntry, DocumentEntry, Report
from evidence.reports.words import place

T = TypeVar("T")
CellValue = str | int | date | datetime | None


@frozen
class Column(Generic[T]):
    """One column: heading, width in characters, and what stands in it."""

    heading: str
    width: int
    value: Callable[[T], CellValue]


def _nothing(_: object) -> tuple[()]:
    return ()


@frozen(kw_only=True)
class TableSheet(Generic[T]):
    """A worksheet with one table."""

    name: str
    about: str  # for the cover
    columns: tuple[Column[T], ...] = field(converter=as_tuple)
    printed: int  # how many of the columns are printed
    of_action: Callable[[ActionEntry], Iterable[T]] = _nothing
    of_document: Callable[[DocumentEntry], Iterable[T]] = _nothing
    of_report: Callable[[Report], Iterable[T]] = _nothing
    tone: Callable[[T], str] = lambda _: ""  # which colour the first column has


ACTIONS = TableSheet[ActionEntry](
    name="Actions",
    about="every action of the plan: what it says, how it stands, what is on file",
    printed=7,
    of_action=lambda entry: (entry,),
    tone=lambda entry: entry.shown.tone,
    columns=[
        Column("Action", 9, lambda e: e.ref),
        Column("What is to be done", 34, lambda e: e.action.text),
        Column("Lead", 8, lambda e: put.listed(e.action.leads)),
        Column("Due", 13, lambda e: e.action.due.text if e.action.due else None),
        Column("How it stands", 16, lambda e: f"{e.shown.symbol} {e.shown.words}"),
        Column("Progress, in the plan's words", 42, lambda e: e.action.progress.text),
        Column("Evidence on file", 30, of.evidence),
        Column("To be put right", 52, lambda e: of.remarks(e.issues)),
        Column("Last day due", 12, lambda e: e.action.due.latest if e.action.due else None),
        Column("State", 24, lambda e: e.state),
        Column("Why it stands so", 44, lambda e: put.lines(e.because)),
        Column("Said done by this day", 12, lambda e: put.plain(e.said_done)),
        Column("Claim", 9, lambda e: e.action.progress.claim.value),
        Column("Why the claim was read so", 36, lambda e: put.lines(e.action.progress.because)),
        Column("Claimed on", 30, lambda e: put.period(e.action.progress.claimed_on)),
        Column("First day due", 12, lambda e: e.action.due.earliest if e.action.due else None),
        Column("Due, as understood", 32, lambda e: put.period(e.action.due)),
        Column("Late until", 12, lambda e: e.timeline.late_until),
        Column("Done on", 12, lambda e: e.timeline.done),
        Column("Evidence dated", 14, lambda e: put.listed(e.timeline.evidenced)),
        Column("Times it came round", 36, lambda e: put.ticks(e.timeline.ticks)),
        Column("Recommendation", 10, lambda e: e.action.recommendation),
        Column("Plan", 14, lambda e: e.plan.id),
        Column("Version", 8, lambda e: e.plan.version),
        Column("Lead, as printed", 14, lambda e: e.action.lead_text),
        Column("Leads from", 10, lambda e: e.action.leads_from.value),
        Column("Leads suggested", 12, lambda e: put.listed(e.action.leads_suggested)),
        Column("Status column", 14, lambda e: e.action.status),
        Column("Success criteria", 40, lambda e: e.action.success_criteria),
        Column("Evidence column", 30, lambda e: e.action.evidence),
        Column("Partners", 20, lambda e: e.action.partners),
        Column("Resources", 20, lambda e: e.action.resources),
        Column("Monitoring", 20, lambda e: e.action.monitoring),
        Column("Next action", 24, lambda e: e.action.next_action),
        Column("Other columns", 30, lambda e: e.action.other),
        Column("Progress, taken apart", 46, lambda e: put.entries(e.action.progress.entries)),
        Column("Progress shared", 10, lambda e: put.plain(e.action.progress.shared)),
        Column("Later dates in the progress", 24, lambda e: put.lines(e.action.progress.revised_due)),
        Column("Blanket claim", 20, lambda e: e.action.progress.blanket),
        Column("Documents it speaks of", 36, lambda e: put.records(e.action.mentions)),
        Column("Documents it asks for", 36, lambda e: put.records(e.action.requests)),
        Column("Answers of holders", 36, lambda e: put.answers(e.answers)),
        Column("Measures", 36, lambda e: put.measures(e.measures)),
        Column("Closed or reopened", 30, lambda e: put.closures(e.closures)),
        Column("Doubts when read", 36, lambda e: put.records(e.action.problems)),
        Column("Corrected by hand", 16, lambda e: put.listed(e.action.corrected)),
        Column("Where it stands", 24, lambda e: put.place(e.action.source)),
    ],
)

DOCUMENTS = TableSheet[DocumentEntry](
    name="Documents",
    about="every document on file, those linked to nothing first",
    printed=7,
    of_document=lambda entry: (entry,),
    tone=lambda entry: "part" if entry.unlinked else "",
    columns=[
        Column("Document", 10, lambda e: e.document.id),
        Column("Name", 36, lambda e: e.name),
        Column("Kind", 13, lambda e: e.document.kind.value),
        Column("Dated", 15, lambda e: e.document.dated.text if e.document.dated else None),
        Column("State", 9, lambda e: put.plain(e.document.state)),
        Column("What it shows", 28, of.shows),
        Column("Title", 34, lambda e: e.document.title),
        Column("Remarks", 44, lambda e: of.remarks(e.issues)),
        Column("First day of its date", 12, lambda e: e.document.dated.earliest if e.document.dated else None),
        Column("Last day of its date", 12, lambda e: e.document.dated.latest if e.document.dated else None),
        Column("Date, as understood", 30, lambda e: put.period(e.document.dated)),
        Column("Covers", 24, lambda e: put.period(e.document.covers)),
        Column("Version", 10, lambda e: e.document.version),
        Column("Names", 24, lambda e: ", ".join(e.document.people)),
        Column("Pages", 7, lambda e: e.document.pages),
        Column("Received (UTC)", 17, lambda e: e.document.received_at),
        Column("Received from", 16, lambda e: e.document.received_from),
        Column("All names", 40, lambda e: put.lines(e.document.names)),
        Column("Found at", 60, of.locations),
        Column("Readable", 9, lambda e: put.plain(e.document.readable)),
        Column("Why not readable", 36, lambda e: e.document.unreadable_because),
        Column("Why it was taken for this", 44, lambda e: "\n".join(f"{n}: {b}" for n, b in e.document.because)),
        Column("Part of", 10, lambda e: e.document.part_of),
        Column("Parts", 14, lambda e: put.listed(e.document.parts)),
        Column("Nearly the same as", 16, lambda e: put.listed(e.document.duplicates)),
        Column("Takes the place of", 12, lambda e: e.document.supersedes),
        Column("Withdrawn because", 24, lambda e: e.document.withdrawn),
        Column("Evidence of nothing because", 24, lambda e: e.document.set_aside),
        Column("Plan read from it", 14, lambda e: e.document.plan),
        Column("Links", 14, lambda e: put.listed(e.document.links)),
        Column("Media type", 20, lambda e: e.document.media_type),
        Column("Size (bytes)", 12, lambda e: e.document.size),
        Column("SHA-256", 66, lambda e: e.document.sha256),
        Column("Kept at, below the store", 80, lambda e: e.stored),
    ],
)


LINKS = TableSheet[of.LinkRow](
    name="Links",
    about="which document shows what of which action, with quotation and page, and what verifiers found",
    printed=9,
    of_action=of.link_rows,
    columns=[
        Column("Link", 9, lambda r: r.shown.link.id),
        Column("Action", 9, lambda r: r.entry.ref),
        Column("Document", 10, lambda r: r.shown.document.id),
        Column("Name", 30, lambda r: r.shown.name),
        Column("Shows", 11, lambda r: r.shown.link.shows.value),
        Column("Page", 6, lambda r: r.shown.link.page),
        Column("Quotation", 36, lambda r: r.shown.link.quote),
        Column("Covers", 14, lambda r: put.period(r.shown.link.covers)),
        Column("Verdicts", 30, lambda r: put.verdicts(r.shown.verdicts)),
        Column("Remarks", 40, lambda r: of.remarks(r.shown.issues)),
        Column("Counts", 8, lambda r: put.plain(r.shown.counts)),
        Column("Verified", 8, lambda r: put.plain(r.shown.verified)),
        Column("Action changed since", 10, lambda r: put.plain(r.shown.suspect)),
        Column("Later version", 10, lambda r: r.shown.superseded_by),
        Column("Linked by", 18, lambda r: f"{r.shown.linked_by} ({r.shown.link.linked_by})"),
        Column("Linked at (UTC)", 17, lambda r: r.shown.link.linked_at),
        Column("Plan", 14, lambda r: r.shown.link.plan),
        Column("Reference in its plan", 10, lambda r: r.shown.link.action),
        Column("Fingerprint of the action", 66, lambda r: r.shown.link.fingerprint),
    ],
)

CHASE = TableSheet[of.WantedRow](
    name="Chase",
    about="which documents are wanted, and from whom",
    printed=8,
    of_report=of.wanted_rows,
    columns=[
        Column("Asked of", 10, lambda r: r.holder.initials or "nobody named"),
        Column("Role", 18, lambda r: r.holder.role),
        Column("Document wanted", 30, lambda r: r.wanted.document),
        Column("For", 30, lambda r: "\n".join(f"{ref} {text}" for ref, text in r.wanted.actions)),
        Column("What the plan says", 34, lambda r: put.lines(r.wanted.plan_says)),
        Column("Why", 22, lambda r: put.lines(r.wanted.because)),
        Column("Due since", 12, lambda r: r.wanted.due),
        Column("Asked and answered", 20, lambda r: put.lines((r.wanted.asked_words, r.wanted.answer_words))),
        Column("Asked on", 14, lambda r: put.listed(r.wanted.asked)),
        Column("Rules", 12, lambda r: put.listed(r.wanted.codes)),
        Column("Key", 18, lambda r: r.wanted.key),
    ],
)

ISSUES = TableSheet[Issue](
    name="Issues",
    about="what the checks remark on, with what to do about it; the plan's own problems have a sheet of their own",
    printed=7,
    of_action=of.action_issues,
    of_document=lambda entry: entry.issues,
    of_report=of.other_issues,
    tone=lambda issue: "bad" if issue.severity.value == "error" else "part",
    columns=[
        Column("Code", 7, lambda i: i.code),
        Column("Weight", 8, lambda i: i.severity.value),
        Column("About", 10, lambda i: i.subject.ref),
        Column("Remark", 54, lambda i: i.message),
        Column("What to do", 46, lambda i: i.remedy),
        Column("Who can", 9, lambda i: i.holder),
        Column("Where", 16, place),
        Column("Kind", 10, lambda i: i.subject.type.value),
        Column("Source document", 12, lambda i: i.source.document if i.source else None),
        Column("Place in it", 24, lambda i: put.record(i.source) if i.source else None),
    ],
)

PROBLEMS = TableSheet[of.ProblemRow](
    name="Plan problems",
    about="what is doubtful in the plan itself, and text of it that found no place",
    printed=7,
    of_report=of.problem_rows,
    columns=[
        Column("Code", 7, lambda r: r.issue.code if r.issue else "P215"),
        Column("Weight", 8, lambda r: r.issue.severity.value if r.issue else None),
        Column("About", 10, lambda r: r.issue.subject.ref if r.issue else None),
        Column("Remark", 54, lambda r: r.issue.message if r.issue else r.unplaced and r.unplaced.text),
        Column("What to do", 46, lambda r: r.issue.remedy if r.issue else r.unplaced and r.unplaced.reason),
        Column("Who can", 9, lambda r: r.issue.holder if r.issue else None),
        Column("Where", 16, lambda r: place(r.issue) if r.issue else r.unplaced and put.place(r.unplaced.source)),
        Column("Source document", 12, lambda r: r.issue.source.document if r.issue and r.issue.source else None),
    ],
)


AUDITS = TableSheet[of.ComparedRound](
    name="Audits",
    about="rounds of audits of case files: samples, grades, agreement, time limits, findings, remedial actions",
    printed=10,
    of_report=of.rounds,
    columns=[
        Column("Round", 9, lambda r: r.page.ref),
        Column("Title", 20, lambda r: r.page.title),
        Column("State", 10, lambda r: r.page.state),
        Column("Questionnaire", 14, lambda r: r.page.form),
        Column("Files", 8, lambda r: r.page.population),
        Column("Sample", 8, lambda r: r.page.sample),
        Column("Audited", 8, lambda r: r.page.audited),
        Column("Grades, in files", 34, lambda r: of.grades(r.page.grades)),
        Column("Findings", 32, lambda r: put.records(r.page.findings)),
        Column("Remedial actions", 32, lambda r: put.records(r.page.remedies)),
        Column("Remarks", 40, lambda r: of.remarks(r.page.issues)),
        Column("Agreement of auditors", 30, lambda r: put.record(r.page.agreement) if r.page.agreement else None),
        Column("Time limits", 40, lambda r: put.records(r.page.clocks)),
        Column("How drawn", 14, lambda r: r.page.method),
        Column("Opened", 12, lambda r: r.page.opened_on),
        Column("Closed", 12, lambda r: r.page.closed_on),
        Column("Repeats", 9, lambda r: r.page.baseline),
        Column("Files answered 'no' or 'not on file', then and now", 60, lambda r: of.compared(r.comparison)),
    ],
)

AUDIT_ANSWERS = TableSheet[of.AnswerRow](
    name="Audit answers",
    about="every question on every file audited, worst questions first",
    printed=7,
    of_report=of.answer_rows,
    columns=[
        Column("Round", 9, lambda r: r.page.ref),
        Column("Question", 10, lambda r: r.question.question),
        Column("Text", 60, lambda r: r.question.text),
        Column("File", 14, lambda r: r.case),
        Column("Answer", 16, lambda r: r.outcome),
        Column("Section", 24, lambda r: r.question.section),
        Column("Tests actions", 16, lambda r: put.listed(r.question.actions)),
        Column("Critical", 8, lambda r: put.plain(r.question.critical)),
        Column("'No' or 'not on file', files", 10, lambda r: r.question.adverse),
        Column("Of", 8, lambda r: r.question.counted),
    ],
)

TABLES: tuple[TableSheet[Any], ...] = (ACTIONS, DOCUMENTS, LINKS, CHASE, ISSUES, AUDITS, AUDIT_ANSWERS, PROBLEMS)
"""The tables in the order of their sheets."""
