"""Changes of a plan as rows to print: what happened to which action, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.model.changes import PlanChanges
    from evidence.model.period import Due

Line = dict[str, str]


def rows_of(changes: PlanChanges) -> list[Line]:
    """One row a change, those a keeper must look at first: deadlines, claims and progress before words and order."""
    return [
        *(_row("due date moved", c.new, _due(c.before), _due(c.after), _days(c.days)) for c in changes.due_moved),
        *(_row("claim changed", c.new, c.before, c.after) for c in changes.claim_changed),
        *(
            _row("progress rewritten", c.new, " / ".join(c.lost), " / ".join(c.added), "said before, not any more")
            for c in changes.progress_changed
            if c.rewritten
        ),
        *(_row("new", ref) for ref in changes.new),
        *(_row("gone", ref) for ref in changes.gone),
        *(_row("reworded", c.new, c.before, c.after) for c in changes.reworded),
        *(_row("lead changed", c.new, c.before, c.after) for c in changes.leads_changed),
        *(_row("recommendation", c.new, c.before, c.after) for c in changes.regrouped),
        *(_row("progress added", c.new, "", " / ".join(c.added)) for c in changes.progress_changed if not c.rewritten),
        *(_row("link suspect", link, remark="its action changed since") for link in changes.links_suspect),
        *(_row("link stranded", link, remark="its action is gone from the plan") for link in changes.links_stranded),
    ]


def _row(change: str, ref: str, before: str = "", after: str = "", remark: str = "") -> Line:
    return {"change": change, "ref": ref, "before": before, "after": after, "remark": remark}


def _due(due: Due | None) -> str:
    return "none" if due is None else due.text or str(due.recurrence or "none")


def _days(days: int | None) -> str:
    return "" if not days else f"{abs(days)} days {'later' if days > 0 else 'earlier'}"
