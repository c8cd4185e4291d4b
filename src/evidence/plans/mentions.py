"""The documents that a plan's text speaks of, each with the date printed beside it."""

from __future__ import annotations

from evidence.model.plan import Mention
from evidence.plans.statements import Statement, statements
from evidence.wording.dates import Span
from evidence.wording.kinds import find_kinds


def read_mentions(text: str, span: Span | None = None) -> tuple[Mention, ...]:
    """Every document that the statements of a text name or imply, in order, each kind once a statement.

    What happened stands for the document that records it: "met" for minutes, "approved" for an approval. The text is
    the statement's.
    """
    return mentions_of(statements(text, span))


def mentions_of(found: tuple[Statement, ...]) -> tuple[Mention, ...]:
    """The documents named in statements that are already cut."""
    mentions: list[Mention] = []
    for one in found:
        kinds = dict.fromkeys(word.kind for word in find_kinds(one.text, deeds=True))
        mentions.extend(Mention(kind=kind.value, text=one.text, date=one.date) for kind in kinds)
    return tuple(mentions)
