"""References as people write them: `R3.1`, `jar:R3.1`, `D-0007`, `L-0012`, `P-0001`.

Once given out they never change hands. Numbers are issued by the store; here they are only formed and recognised.
"""

from __future__ import annotations

import re
from enum import Enum

from evidence.model.errors import Refused


class Kind(Enum):
    """What a reference names; the value is the letter it starts with."""

    ACTOR = "P"
    DOCUMENT = "D"
    LINK = "L"
    AUDIT = "A"

    def ref(self, number: int) -> str:
        """The reference with this number, counted from 1: `Kind.DOCUMENT.ref(7)` is `D-0007`."""
        return f"{self.value}-{number:04}"


_NUMBERED = re.compile(r"([PDLA])-?0*([1-9]\d*)", re.IGNORECASE)
_ACTION = re.compile(r"(?:(?P<plan>[A-Za-z0-9][\w.-]*):)?(?P<action>R[\w]+(?:\.\w+)+)", re.IGNORECASE)
PLAN_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")  # what `plan import --id` accepts
_CASE = re.compile(r"C-([a-z]+)", re.IGNORECASE)
_ROUND_PLAN = re.compile(r"a-\d{4,}")


def numbered(text: str) -> tuple[Kind, str] | None:
    """Recognise a numbered reference, with or without its zeros: `d7` is `D-0007`; `None` if it is not one."""
    found = _NUMBERED.fullmatch(text.strip())
    if not found:
        return None
    kind = Kind(found[1].upper())
    return kind, kind.ref(int(found[2]))


def case_ref(text: str) -> str | None:
    """The reference of a case file, `C-tamiro` however it is spelt; `None` if it does not look like one."""
    found = _CASE.fullmatch(text.strip())
    return f"C-{found[1].lower()}" if found else None


def action_ref(text: str) -> tuple[str | None, str] | None:
    """Split `jar:R3.1` into plan and action (`None` where no plan is named); `None` if it is not an action."""
    found = _ACTION.fullmatch(text.strip())
    return (found["plan"], "R" + found["action"][1:]) if found else None


def round_plan(audit: str) -> str:
    """The id of the plan that holds the remedial actions of an audit round: `a-0001` of `A-0001`."""
    return audit.lower()


def is_round_plan(plan: str) -> bool:
    """Whether a plan's id is that of an audit round's remedial actions."""
    return _ROUND_PLAN.fullmatch(plan) is not None


def plan_id(text: str) -> str:
    """Check the id of a plan that is to be imported; raises `Refused` with what is allowed."""
    if is_round_plan(text):
        raise Refused(
            f"plan id {text!r}: such ids are kept for the remedial actions of audit rounds. Choose another with --id."
        )
    if not PLAN_ID.fullmatch(text):
        raise Refused(
            f"plan id {text!r}: expected up to 40 small letters, digits, dots, dashes or underscores, "
            "starting with a letter or digit. Choose another with --id."
        )
    return text
