"""The colour of a status cell, and whether it goes with the facts.

The scheme is the one in common use: blue for complete *and* evidenced, green for on track, amber for slipping, red for
off track, grey or white for not begun or not due. It is judged only where the cell holds a colour and little else.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Colour(StrEnum):
    """What a status cell shows."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


_LETTERS = {"b": Colour.BLUE, "g": Colour.GREEN, "a": Colour.AMBER, "r": Colour.RED}
_NAMED = re.compile(
    r"(?:rag|status|rating)?[\s:=–-]*(blue|green|amber|yellow|orange|red|gr[ae]y|white)\b(.*)", re.IGNORECASE
)
_SAME = {"yellow": Colour.AMBER, "orange": Colour.AMBER, "gray": Colour.GREY, "white": Colour.GREY}
_LONGEST = 60  # letters after the colour; more is a sentence about something else


def colour_of(status: str) -> Colour | None:
    """The colour that a status cell names; `None` for two colours, for none, and for a longer text."""
    folded = " ".join(status.split()).strip(" .()[]")
    if folded.lower() in _LETTERS:
        return _LETTERS[folded.lower()]
    found = _NAMED.fullmatch(folded)
    if found is None or len(found[2]) > _LONGEST or re.match(r"\s*[/-]?\s*(?:blue|green|amber|red)\b", found[2], re.I):
        return None
    name = found[1].lower()
    return _SAME.get(name) or Colour(name)
