"""Tables into an action plan: columns, rows, progress, and what changed between two versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.model.changes import PlanChanges
    from evidence.model.plan import ActionPlan, PlanIdentity
    from evidence.model.table import Block


def understand(
    blocks: Sequence[Block], *, identity: PlanIdentity, columns: Mapping[str, str] | None = None
) -> ActionPlan:
    """The action plan that these blocks hold.

    `columns` overrules what headings are taken for: heading as printed -> field name (`evidence.plans.fields.FIELDS`).
    Raises `UnreadableInput` where there are no actions in the blocks, and `Refused` where `columns` names a heading or
    a field that does not exist.
    """
    from evidence.plans import assemble

    return assemble.understand(blocks, identity=identity, columns=columns)


def compare(old: ActionPlan, new: ActionPlan) -> PlanChanges:
    """Everything that changed from `old` to `new`, two versions of one plan."""
    from evidence.plans import changes

    return changes.compare(old, new)
