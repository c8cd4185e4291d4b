"""What people conclude about evidence: whether a link is sufficient, and whether an action is closed.

Both stay apart from what the lead claims and from what is linked (Global Internal Audit Standards 15.2: confirming that
an agreed action was carried out is not the lead's to do).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import frozen


class Sufficiency(StrEnum):
    """What a verifier found of a link."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"


@frozen(kw_only=True)
class Verdict:
    """Somebody looked at a linked document and found that it shows the action, or that it does not."""

    link: str  # "L-0012"
    verdict: Sufficiency
    by: str  # actor id
    at: datetime  # UTC
    because: str  # the reason, in the verifier's words


class ClosureState(StrEnum):
    """What was done to an action."""

    CLOSED = "closed"
    REOPENED = "reopened"


@frozen(kw_only=True)
class Closure:
    """Somebody closed an action, or opened it again."""

    plan: str
    action: str  # ref within the plan
    state: ClosureState
    by: str  # actor id
    at: datetime  # UTC
    because: str | None = None  # always given when reopened
