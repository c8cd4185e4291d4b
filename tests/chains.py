"""Small journals as their lines, for tests that look at lines alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from evidence.journal import entry
from evidence.model.event import EventKind

AT = datetime(2026, 1, 5, 9, 0, 0, tzinfo=UTC)


def chain(*details: dict[str, Any], kinds: dict[int, EventKind] | None = None) -> list[entry.Lines]:
    """The entries of a journal of the store `s` with these details, all of one kind but those named by their place."""
    lines: list[entry.Lines] = []
    link = entry.Link(seq=0, leaf=entry.GENESIS)
    for number, words in enumerate(details):
        made = entry.write(
            onto=link,
            at=AT,
            by="P-0001",
            kind=(kinds or {}).get(number, EventKind.ACTOR_REGISTERED),
            store="s",
            words=entry.write_details(words, f"{number:064x}"),
        )
        lines.append(made)
        link = made.link
    return lines
