"""Words in a plan that ask for a document: whom they ask, and where evidence is still to be gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.model.plan import EvidenceRequest, Person

_THING = (
    r"(?:copy|copies|evidence|documents?|documentation|minutes|papers?|paperwork|proof|confirmation|file ?copy|record)"
)
_REQUEST = re.compile(
    rf"""(?:
      \b(?:need(?:s|ed)?|requires?|want(?:ed)?|chase|obtain|please\s+(?:send|provide|supply|forward|let\s+\w+\s+have))
        \s+(?:[a-z]+\s+){{0,3}}?(?:copy|copies|evidence|documentation|proof)\b
      | \b(?:copy|copies|evidence|documentation|proof)(?:\s+[a-z]+){{0,4}}?\s+(?:(?:is|are|still|was)\s+)*
        (?:needed|required|requested|outstanding|missing|awaited|to\s+(?:be\s+)?(?:follow|provided|supplied|sent|obtained|collected|gathered|forwarded|confirmed))\b
      | \b(?:awaiting|await|outstanding|missing|no)\s+(?:[a-z]+\s+){{0,2}}?
        (?:copy|copies|evidence|documentation|proof)\b
      | \bevidence\s+(?:is\s+|are\s+|now\s+)*(?:being\s+|to\s+be\s+)
        (?:collated|collected|gathered|compiled|obtained|assembled|prepared|sought)\b
      | \bto\s+(?:send|provide|supply|forward|submit|let\s+\w+\s+have)\s+(?:a\s+|the\s+|us\s+|further\s+)*{_THING}\b
      | \bevidence\s*\?+
      | \bfor\s+(?:the\s+)?evidence\s+file\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED = re.compile(
    r"\bno\s+(?:copy|evidence|documentation|proof)\s+(?:of|that|to\s+suggest|was\s+found)\b", re.IGNORECASE
)
_NAME = r"(?P<who>[A-Z]{2,5}(?:/[A-Z]{2,5})*|[A-Z][a-z]+(?: [A-Z][a-z'’-]+){1,2}|[A-Z] [A-Z][a-z]+)"
_BEFORE = re.compile(rf"(?:^|[(\[;,.–-]|\s)\s*{_NAME}\s*(?:[-–:]\s*|\s)(?:to |please |could you |can you )?$")
_FROM = re.compile(rf"\b(?:from|by|of|ask)\s+{_NAME}\b")
_EDGES = re.compile(r"[()\[\].;!?](?:\s|$)|[()\[\]]")
_NOT_PEOPLE = frozenset(("CD", "PDF", "JAR", "LAC", "LSCB", "PCT", "HR", "IT", "ICT", "TBC", "NB", "RE", "CC", "FYI"))


def read_requests(text: str, people: Iterable[Person | str] = ()) -> tuple[EvidenceRequest, ...]:
    """The requests for evidence in a cell, in order; `asked_of` is `None` where nobody is named.

    `people` are the plan's own index or the leads: initials among them are believed before others. "SD - Need copy for
    evidence file" asks SD; "Evidence being collated" asks nobody in particular.
    """
    known = {one if isinstance(one, str) else one.initials for one in people}
    folded = " ".join(text.split())
    found: list[EvidenceRequest] = []
    end = -1
    for one in _REQUEST.finditer(folded):
        if one.start() < end or _DENIED.match(folded, one.start()):
            continue
        begin, end = _clause(folded, one.start(), one.end())
        words = folded[begin:end].strip(" ()[]-–;,")
        found.append(EvidenceRequest(asked_of=_asked(folded, begin, one, end, known), text=words))
    return tuple(found)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The remark around some words: its bracket, or its sentence, or what follows the last date before it."""
    begin = max((m.end() for m in _EDGES.finditer(text, 0, start)), default=0)
    figures = [m.end() for m in re.finditer(r"\d{2,4}\s+(?=[A-Za-z])", text[begin : start + 1])]
    begin += figures[-1] if figures else 0
    stop = next((m.start() for m in _EDGES.finditer(text, end)), len(text))
    while stop < len(text) and text[stop] in "!?.":
        stop += 1
    return begin, stop


def _asked(text: str, begin: int, found: re.Match[str], end: int, known: set[str]) -> str | None:
    candidates = []
    before = _BEFORE.search(text[begin : found.start()])
    if before:
        candidates.append(before["who"])
    candidates.extend(m["who"] for m in _FROM.finditer(text, found.start(), end))
    people = [who for who in candidates if who in known or who not in _NOT_PEOPLE]
    return next((who for who in people if who in known), people[0] if people else None)
