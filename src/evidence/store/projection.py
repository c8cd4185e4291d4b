"""Taking an entry into the index: the register of what each kind of event does, and what it is about."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from evidence.model.event import EventKind, JournalEntry
from evidence.store.projections import audits, documents, evidence, forms, plans, remedies
from evidence.store.projections.rows import Details, Pages, Rows, as_json, number

__all__ = ["PROJECTIONS", "Pages", "apply"]


def _actor(rows: Rows, details: Details) -> None:
    rows.insert(
        "actors",
        number=number(details["id"]),
        id=details["id"],
        name=details["name"],
        initials=details["initials"],
        roles=as_json(details["roles"]),
    )


def _nothing(rows: Rows, details: Details) -> None:
    """Leaves nothing but its entry."""


def _id(details: Details) -> tuple[str, ...]:
    return (details["id"],)


def _document(details: Details) -> tuple[str, ...]:
    return (details["document"],)


def _plan(details: Details) -> tuple[str, ...]:
    identity = details["plan"]["plan"]
    return (identity["id"], identity["source"]["document"])


def _corrected(details: Details) -> tuple[str, ...]:
    return (details["plan"], *(f"{details['plan']}:{action['ref']}" for action in details["actions"]))


def _link(details: Details) -> tuple[str, ...]:
    return (details["id"], details["document"], f"{details['plan']}:{details['action']}")


def _about_link(details: Details) -> tuple[str, ...]:
    return (details["link"], details["document"], f"{details['plan']}:{details['action']}")


def _action(details: Details) -> tuple[str, ...]:
    return (f"{details['plan']}:{details['action']}",)


def _actions(details: Details) -> tuple[str, ...]:
    return tuple(f"{action['plan']}:{action['ref']}" for action in details["actions"])


def _nobody(details: Details) -> tuple[str, ...]:
    del details
    return ()


def _form(details: Details) -> tuple[str, ...]:
    return (details["form"],)


def _form_document(details: Details) -> tuple[str, ...]:
    return (details["form"], details["document"])


def _audit(details: Details) -> tuple[str, ...]:
    return (details["audit"],)


def _remedy(details: Details) -> tuple[str, ...]:
    return (details["audit"], details["plan"], f"{details['plan']}:{details['ref']}")


def _case(details: Details) -> tuple[str, ...]:
    return (details["audit"], details["case"])


def _cases(details: Details) -> tuple[str, ...]:
    return (details["audit"], *(one["case"] for one in details["allocations"]))


def _moderated(details: Details) -> tuple[str, ...]:
    return (details["audit"], details["moderation"]["case"])


def _feedback(details: Details) -> tuple[str, ...]:
    return (details["audit"], details["feedback"]["case"])


PROJECTIONS: dict[EventKind, tuple[Callable[[Rows, Details], None], Callable[[Details], Iterable[str]]]] = {
    EventKind.STORE_CREATED: (_nothing, _nobody),
    EventKind.ACTOR_REGISTERED: (_actor, _id),
    EventKind.DOCUMENT_INGESTED: (documents.ingested, _id),
    EventKind.DOCUMENT_LOCATED: (documents.located, _document),
    EventKind.DOCUMENT_VANISHED: (documents.vanished, _document),
    EventKind.DOCUMENT_READ: (documents.read, _document),
    EventKind.DOCUMENT_DESCRIBED: (documents.described, _document),
    EventKind.DOCUMENT_WITHDRAWN: (documents.withdrawn, _document),
    EventKind.PLAN_IMPORTED: (plans.imported, _plan),
    EventKind.PLAN_CORRECTED: (plans.corrected, _corrected),
    EventKind.EVIDENCE_LINKED: (evidence.linked, _link),
    EventKind.EVIDENCE_UNLINKED: (evidence.unlinked, _about_link),
    EventKind.EVIDENCE_ASSESSED: (evidence.assessed, _about_link),
    EventKind.DOCUMENT_SET_ASIDE: (evidence.not_evidence, _document),
    EventKind.ACTION_CLOSED: (evidence.closed, _action),
    EventKind.ACTION_REOPENED: (evidence.closed, _action),
    EventKind.MEASURE_DEFINED: (evidence.measure_defined, _nobody),
    EventKind.MEASURE_RECORDED: (evidence.measured, _nobody),
    EventKind.EVIDENCE_REQUESTED: (evidence.asked, _actions),
    EventKind.REQUEST_ANSWERED: (evidence.answered, _actions),
    EventKind.FORM_PUBLISHED: (forms.published, _form),
    EventKind.FORM_APPROVED: (forms.approved, _form_document),
    EventKind.FORM_PUT_IN_OPERATION: (forms.put_in_operation, _form),
    EventKind.FORM_SUPERSEDED: (forms.superseded, _form),
    EventKind.PROGRAMME_SET: (audits.programme_set, _nobody),
    EventKind.PROGRAMME_APPROVED: (audits.programme_approved, _nobody),
    EventKind.AUDIT_OPENED: (audits.opened, _id),
    EventKind.POPULATION_LISTED: (audits.population_listed, _audit),
    EventKind.SAMPLE_DRAWN: (audits.sample_drawn, _audit),
    EventKind.CASES_ALLOCATED: (audits.allocated, _cases),
    EventKind.RESPONSE_RECORDED: (audits.response_recorded, _case),
    EventKind.RESPONSE_STATE_CHANGED: (audits.state_changed, _case),
    EventKind.CASE_MODERATED: (audits.moderated, _moderated),
    EventKind.CONCERN_RAISED: (audits.concern_raised, _case),
    EventKind.CONCERN_ACKNOWLEDGED: (audits.concern_acknowledged, _case),
    EventKind.FEEDBACK_GIVEN: (audits.feedback_given, _feedback),
    EventKind.FINDING_RECORDED: (audits.finding_recorded, _audit),
    EventKind.REMEDY_RAISED: (remedies.raised, _remedy),
    EventKind.REMEDY_CHANGED: (remedies.changed, _remedy),
    EventKind.AUDIT_STATE_CHANGED: (audits.audit_state_changed, _audit),
    EventKind.SETTINGS_CHANGED: (evidence.settings_changed, _nobody),
    EventKind.BATCH_UNDONE: (evidence.batch_undone, _nobody),
    EventKind.DETAILS_ERASED: (_nothing, _nobody),
    EventKind.FIXITY_CHECKED: (_nothing, _nobody),
    EventKind.CHECKPOINT_MADE: (_nothing, _nobody),
    EventKind.REPORT_MADE: (_nothing, _nobody),
    EventKind.JOURNAL_REPAIRED: (_nothing, _nobody),
}
"""For each kind of event: what it does to the tables, and the references it is found under in the log."""


def apply(connection: sqlite3.Connection, entry: JournalEntry, details_at: int, pages: Pages) -> None:
    """Write the rows that one entry adds up to. An erased entry leaves only its line in `entries`.

    `details_at` is where its details start in their segment, in bytes.
    """
    rows = Rows(connection, entry, pages)
    rows.insert("entries", seq=entry.seq, at=rows.at, actor=entry.by, kind=entry.kind.value, details=details_at)
    if entry.details is None:
        return
    project, refs = PROJECTIONS[entry.kind]
    project(rows, entry.details)
    about = [(ref, entry.seq) for ref in sorted(set(refs(entry.details)))]
    rows.many("INSERT INTO entry_refs (ref, seq) VALUES (?, ?)", about)
