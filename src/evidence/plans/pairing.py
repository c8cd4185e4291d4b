"""Which cells of a row belong to which of several actions in it: "a) SF b) HL" beside "a) Write b) Train"."""

from __future__ import annotations

import re

from evidence.plans import fields
from evidence.plans.drafts import Group
from evidence.plans.items import labels_of


def pair(group: Group) -> list[dict[str, str]]:
    """For each action of a group, the cells that belong to it alone; cells not named there serve all of them.

    A field that is named for one is named for all of them, though its text may be blank.
    """
    own: list[dict[str, str]] = [{} for _ in group.items]
    if len(group.items) < 2:
        return own
    labels = labels_of([(item.label, item.text) for item in group.items])
    for name, pieces in group.lists.items():
        by_label = labels and labels_of(pieces)
        if by_label and set(by_label) <= set(labels):
            for label, text in pieces:
                own[labels.index(label or "")][name] = _bare(text) if name in (fields.LEAD, fields.DUE) else text
        elif name in (fields.LEAD, fields.DUE) and len(pieces) == len(group.items):
            for cells, (_, text) in zip(own, pieces, strict=True):
                cells[name] = text
        else:
            continue
        for cells in own:
            cells.setdefault(name, "")
    return own


def _bare(text: str) -> str:
    """The text of an item without its label."""
    return re.sub(r"^(?:\(?\w{1,3}[.)]|(?:Action )?\d{1,2}\.\d{1,2}[.):]?)\s+", "", text)
