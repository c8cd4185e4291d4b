"""What a document would show of an action, as a proposal: completion, a part, or one occurrence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.model.document import DocumentKind, DocumentState
from evidence.model.link import Shows
from evidence.model.period import Recurrence
from evidence.model.plan import ClaimState
from evidence.wording.verbs import verb_class

if TYPE_CHECKING:
    from evidence.model.document import Document
    from evidence.model.plan import Action

_ASKS_FOR_DRAFT = re.compile(r"\bdraft(?:ed)?\b|\bprepared\b|\bpaper\b", re.IGNORECASE)
_TALK = {DocumentKind.MINUTES, DocumentKind.AGENDA}  # what is said of a thing is not the thing
_RECORDS = {
    DocumentKind.VISIT_RECORD,
    DocumentKind.MINUTES,
    DocumentKind.REPORT,
    DocumentKind.DATA,
    DocumentKind.MEMO,
    DocumentKind.EMAIL,
}


def shows(document: Document, action: Action) -> Shows:
    """The likeliest reading: an occurrence where the action recurs; completion only where it is claimed and shown.

    A draft is a part unless a draft is what the action asks for; so is what is older than the day on which completion
    is claimed, and talk of what the verb wants as a document.
    """
    recurrence = action.due.recurrence if action.due else None
    if recurrence and recurrence is not Recurrence.ONGOING and document.kind in _RECORDS:
        return Shows.OCCURRENCE
    if action.progress.claim is not ClaimState.DONE:
        return Shows.PART
    if document.state is DocumentState.DRAFT and not _ASKS_FOR_DRAFT.search(action.text):
        return Shows.PART
    on, dated = action.progress.claimed_on, document.dated
    if on and on.earliest and dated and dated.latest and dated.latest < on.earliest:
        return Shows.PART
    verb = verb_class(action.text)
    if verb and document.kind not in verb.kinds and document.kind in _TALK:
        return Shows.PART
    return Shows.COMPLETION
