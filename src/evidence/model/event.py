"""What happened: the kinds of events, the journal's entries, heads, and what a verification found.

PREMIS words are used where PREMIS (Data Dictionary for Preservation Metadata, version 3) has one: `ingestion` becomes
`document-ingested`, `fixity check` is what `verify` does.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from evidence.model.sequences import as_tuple


class EventKind(StrEnum):
    """Past-tense names of everything that can happen in a store. A name never changes its meaning."""

    STORE_CREATED = "store-created"
    ACTOR_REGISTERED = "actor-registered"
    DOCUMENT_INGESTED = "document-ingested"
    DOCUMENT_LOCATED = "document-located"  # same bytes found at another place
    DOCUMENT_VANISHED = "document-vanished"  # the file is no longer where it was found
    DOCUMENT_READ = "document-read"  # its text was read again, by another reader
    DOCUMENT_DESCRIBED = "document-described"  # a person overruled what was read
    DOCUMENT_WITHDRAWN = "document-withdrawn"
    PLAN_IMPORTED = "plan-imported"
    PLAN_CORRECTED = "plan-corrected"  # what a person says in place of what the importer understood
    EVIDENCE_LINKED = "evidence-linked"
    EVIDENCE_UNLINKED = "evidence-unlinked"
    EVIDENCE_ASSESSED = "evidence-assessed"  # a link was found sufficient or insufficient
    DOCUMENT_SET_ASIDE = "document-set-aside"  # a person found that it is evidence of nothing
    ACTION_CLOSED = "action-closed"
    ACTION_REOPENED = "action-reopened"
    MEASURE_DEFINED = "measure-defined"
    MEASURE_RECORDED = "measure-recorded"  # a baseline, a target or a reading
    EVIDENCE_REQUESTED = "evidence-requested"  # somebody was asked for a document
    REQUEST_ANSWERED = "request-answered"  # and answered without one
    FORM_PUBLISHED = "form-published"  # a version of a questionnaire, finalised for ever
    FORM_APPROVED = "form-approved"  # by whom, on what document
    FORM_PUT_IN_OPERATION = "form-put-in-operation"
    FORM_SUPERSEDED = "form-superseded"
    PROGRAMME_SET = "programme-set"  # what is audited when, on which questionnaire
    PROGRAMME_APPROVED = "programme-approved"
    AUDIT_OPENED = "audit-opened"
    POPULATION_LISTED = "population-listed"  # the files that a round may draw, or a part of a long list
    SAMPLE_DRAWN = "sample-drawn"
    CASES_ALLOCATED = "cases-allocated"  # who audits and who moderates which files
    RESPONSE_RECORDED = "response-recorded"  # an auditor's answers on one file, all of them or some
    RESPONSE_STATE_CHANGED = "response-state-changed"
    CASE_MODERATED = "case-moderated"  # a second auditor's answers and grades on one file
    CONCERN_RAISED = "concern-raised"
    CONCERN_ACKNOWLEDGED = "concern-acknowledged"
    FEEDBACK_GIVEN = "feedback-given"
    FINDING_RECORDED = "finding-recorded"
    REMEDY_RAISED = "remedy-raised"
    REMEDY_CHANGED = "remedy-changed"
    AUDIT_STATE_CHANGED = "audit-state-changed"  # reported, closed, abandoned …
    SETTINGS_CHANGED = "settings-changed"  # what the checks go by
    BATCH_UNDONE = "batch-undone"  # the entries that reverse it follow in the same batch
    DETAILS_ERASED = "details-erased"  # the details of earlier entries were removed for good
    FIXITY_CHECKED = "fixity-checked"  # every document was compared with what was filed
    CHECKPOINT_MADE = "checkpoint-made"
    REPORT_MADE = "report-made"  # a page to look at, as of a day
    JOURNAL_REPAIRED = "journal-repaired"


@frozen(kw_only=True)
class Event:
    """Something that happened, before it is recorded. `details` is plain JSON and may be erased later."""

    kind: EventKind
    details: dict[str, Any]


@frozen(kw_only=True)
class JournalEntry:
    """One line of the journal with its details, as `log` shows it."""

    seq: int  # from 1
    at: datetime  # UTC, to the second
    by: str  # actor id
    kind: EventKind
    details: dict[str, Any] | None  # `None` once erased


@frozen(kw_only=True)
class Checkpoint:
    """The journal's head: C2SP tlog-checkpoint body. Kept elsewhere, it shows a cut tail or a rewrite."""

    origin: str  # "evidence-file/<store id>"
    size: int  # entries
    root: str  # RFC 6962 Merkle root over the leaves, base64


@frozen(kw_only=True)
class Problem:
    """One contradiction that a verification found."""

    code: str
    where: str  # "journal/00000001.jl:17"
    message: str


@frozen(kw_only=True)
class Verification:
    """What a verification found. `against` names the checkpoints that were proved consistent."""

    ok: bool
    entries: int
    head: str  # leaf hash of the last sound entry, "" in an empty journal
    documents: int
    against: tuple[str, ...] = field(default=(), converter=as_tuple)
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)
    notes: tuple[str, ...] = field(default=(), converter=as_tuple)  # harmless things worth knowing


@frozen(kw_only=True)
class Actor:
    """Somebody who acts; only the id stands in the journal itself."""

    id: str
    name: str
    initials: str | None = None
    roles: tuple[str, ...] = field(default=(), converter=as_tuple)
