"""The several things that one action asks for: "Commission provider; train staff; publish leaflet"."""

from __future__ import annotations

import re

from attrs import frozen

from evidence.wording.done import Deed, deeds_asked, words_of

_JOINT = re.compile(r"\s*(?:[;,]|\b(?:and|then)\b)(?:\s*(?:and|then)\b)*\s*", re.IGNORECASE)


@frozen(kw_only=True)
class Clause:
    """One thing that is asked for: its words, the sort of deed, and the words behind the verb."""

    text: str
    deeds: frozenset[Deed]
    words: tuple[str, ...]


def clauses_of(action: str) -> tuple[Clause, ...]:
    """The clauses that open with a verb of their own, in order; none unless there are at least two.

    Words without a verb in front go on with the clause before them; a verb without an object ("Review and update the
    policy") shares that of the next.
    """
    found: list[str] = []
    for piece in _JOINT.split(action):
        opens = words_of(piece)[:1]
        bare = found and len(words_of(found[-1])) == 1
        if found and (bare or not opens or not deeds_asked(opens[0]) or opens[0].endswith("ed")):
            found[-1] = f"{found[-1]} {piece}".strip()
        elif piece.strip():
            found.append(piece.strip())
    if len(found) < 2 or not deeds_asked((words_of(found[0]) or [""])[0]):
        return ()
    return tuple(
        Clause(text=text, deeds=deeds_asked(text), words=tuple(words_of(text)[1:])) for text in found if words_of(text)
    )
