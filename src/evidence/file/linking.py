"""Links between documents and actions: suggested with reasons, made and unmade by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import codec
from evidence.file.filing import said
from evidence.model.errors import Refused
from evidence.model.event import EventKind
from evidence.model.identifiers import Kind
from evidence.model.link import EvidenceLink, Shows
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import Document


def link(
    session: Session,
    document: str,
    action: str,
    *,
    shows: str = Shows.COMPLETION,
    page: int | None = None,
    quote: str | None = None,
    covers: str | None = None,
) -> EvidenceLink:
    """Say that a document shows something of an action; saying the same again gives the link there is."""
    if shows not in set(Shows):
        raise Refused(f"--shows {shows!r}: expected one of {', '.join(Shows)}.")
    filed = session.document(document)
    identity, _, fingerprint = session.action(action)
    split = session.action(action)[1].ref
    if filed.plan == identity.id:
        raise Refused(f"{filed.id}: is the plan itself, and cannot be evidence for its own actions.")
    if filed.withdrawn is not None:
        raise Refused(f"{filed.id}: was withdrawn ({filed.withdrawn}). Link another document.")
    if page is not None and (page < 1 or (filed.pages and page > filed.pages)):
        raise Refused(f"--page {page}: {filed.id} has {counted(filed.pages, 'page')}.")
    period = said(covers=covers).covers
    details = {
        "document": filed.id,
        "plan": identity.id,
        "action": split,
        "shows": str(shows),
        "page": page,
        "quote": quote,
        "covers": codec.to_json(period),
        "fingerprint": fingerprint,
    }
    with session.writing() as writing:
        made = _same(session, details)
        if made is None:
            ref = Kind.LINK.ref(writing.next_number("links"))
            writing.record(EventKind.EVIDENCE_LINKED, {"id": ref, **details})
            made = next(session.queries.links("id = ?", ref))
    return made


def _same(session: Session, details: dict[str, object]) -> EvidenceLink | None:
    for made in session.queries.links("plan = ? AND action = ?", details["plan"], details["action"]):
        if codec.to_json(made).items() >= details.items():
            return made
    return None


def unlink(session: Session, ref: str, because: str) -> EvidenceLink:
    """Take a link back; its record stays. Raises `Refused` without a reason, `NotFound` where there is none."""
    if not because.strip():
        raise Refused(f"{ref}: a reason is needed to take a link back. Give one with --because.")
    with session.writing() as writing:
        made = session.link(ref)
        writing.record(
            EventKind.EVIDENCE_UNLINKED,
            {
                "link": made.id,
                "document": made.document,
                "plan": made.plan,
                "action": made.action,
                "because": because,
            },
        )
    return made


def set_aside(session: Session, ref: str, because: str) -> Document:
    """Say that a document is evidence of nothing in the plan, so that nobody looks at it again for that."""
    document = session.document(ref)
    if not because.strip():
        raise Refused(f"{document.id}: a reason is needed to set a document aside. Give one with --because.")
    if document.links:
        raise Refused(f"{document.id}: is linked ({', '.join(document.links)}); take the links back first.")
    with session.writing() as writing:
        writing.record(EventKind.DOCUMENT_SET_ASIDE, {"document": document.id, "because": because})
    return session.document(document.id)
