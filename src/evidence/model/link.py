"""A person's statement that a document shows something of an action, and the suggestions that lead to one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from evidence.model.period import Period
from evidence.model.sequences import as_tuple


class Shows(StrEnum):
    """What a document shows of an action."""

    COMPLETION = "completion"
    PART = "part"
    OCCURRENCE = "occurrence"  # one time of a recurring action
    CONTRADICTS = "contradicts"


@frozen(kw_only=True)
class EvidenceLink:
    """This document shows this of that action; *suspect* once the action's fingerprint is another."""

    id: str
    document: str
    plan: str
    action: str  # ref within the plan
    shows: Shows
    page: int | None = None  # from 1
    quote: str | None = None
    covers: Period | None = None
    fingerprint: str  # of the action when the link was made
    linked_by: str  # actor id
    linked_at: datetime  # UTC


@frozen(kw_only=True)
class Suggestion:
    """A document that may show an action, and because of what. Nothing is linked by it."""

    document: str
    name: str
    action: str
    score: float  # 0 to 1, comparable across documents
    shows: Shows
    covers: Period | None = None  # the round of a recurring action that it would be the record of
    because: tuple[str, ...] = field(converter=as_tuple)
