"""One document described: the rules of this room put together."""

from __future__ import annotations

from evidence.describing.dated import dated
from evidence.describing.kinds import kind_of
from evidence.describing.named import people_in
from evidence.describing.state import state_of, version_of
from evidence.describing.title import title_of
from evidence.describing.view import view
from evidence.model.document import Extraction, Proposal

_LOOKED_AT = 20_000  # characters in which initials are looked for


def describe(extraction: Extraction | None, *, name: str) -> Proposal:
    """What a document is taken to be, from its text, its metadata and its name; each with its because.

    Without an extraction (`None`: the text could not be read) the name alone speaks. Never raises.
    """
    seen = view(extraction, name)
    kind, kind_because = kind_of(seen)
    title, title_because = title_of(seen, kind)
    period, dated_because = dated(seen, kind)
    version, version_because = version_of(seen)
    state, state_because = state_of(seen, kind, version)
    people = people_in(extraction.text[:_LOOKED_AT] if extraction else "")
    return Proposal(
        kind=kind,
        kind_because=kind_because,
        title=title,
        title_because=title_because,
        dated=period,
        dated_because=dated_because,
        state=state,
        state_because=state_because,
        version=version,
        version_because=version_because,
        people=people,
        people_because="its text names them" if people else "",
    )
