"""Pages: what a check found beside the plan's words and the documents, anchored by the journal's head."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evidence.file.checking import check
from evidence.journal import checkpoint as checkpoints
from evidence.model.errors import NotFound, Refused
from evidence.store.journals import Position

if TYPE_CHECKING:
    from evidence.file.session import Session

FORMATS = ("markdown", "html")


def gaps(session: Session, *, as_of: date, plan: str | None, style: str) -> str:
    """The page of gaps of one plan, as of a day. Reads only."""
    from evidence.reports import gaps as pages

    if style not in FORMATS:
        raise Refused(f"format {style!r}: expected one of {', '.join(FORMATS)}.")
    result = check(session, as_of=as_of)
    identity = session.plan(plan)
    understood = session.queries.plan(identity.id, identity.version)
    if understood is None:
        raise NotFound(f"plan {identity.id!r}: there is none.")
    leaves = (recorded.end.leaf for recorded in session.store.journal.read(Position()))
    head = checkpoints.make(session.store.id, leaves)
    write = pages.html if style == "html" else pages.markdown
    return write(result, understood, session.queries.documents(), head=head)
