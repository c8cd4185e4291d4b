"""What kind of document it is: every cue that is found adds its points to its kind; the kind with most points wins."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from evidence.describing.cues import END, HEAD, NAME, TEXT, TITLE, Cue, Where
from evidence.describing.cues_papers import PAPERS
from evidence.describing.cues_records import RECORDS
from evidence.describing.phrases import apart, first
from evidence.describing.view import View
from evidence.model.document import DocumentKind as K

_CUES = (*RECORDS, *PAPERS)
_LEAST = 3  # points below which nothing is proposed
_MAIL = ("message/rfc822", "application/vnd.ms-outlook")
_SHEET = 12  # points of a sheet for figures, against what its words say
_NO_SHEETS = (K.BOOKLET, K.LEAFLET, K.LETTER, K.GUIDANCE)  # kinds that a sheet may speak of, and never is


def kind_of(view: View) -> tuple[K, str]:
    """The kind and because of what. `OTHER` where nothing speaks clearly for any."""
    if view.media_type in _MAIL:
        return K.EMAIL, "it is an e-mail message"
    points: defaultdict[K, int] = defaultdict(int)
    reasons: defaultdict[K, list[tuple[int, str]]] = defaultdict(list)
    if view.is_sheet:
        points[K.DATA] += _SHEET
        reasons[K.DATA].append((_SHEET, "it is a sheet of figures"))
    for cue, found in _found(view):
        if view.is_sheet and cue.kind in _NO_SHEETS:
            continue
        points[cue.kind] += cue.points
        reasons[cue.kind].append((cue.points, cue.because or f"{cue.where} '{found}'"))
    if not points:
        return K.OTHER, ""
    best = max(points, key=lambda kind: points[kind])
    if points[best] < _LEAST:
        return K.OTHER, ""
    strongest = sorted(reasons[best], key=lambda each: -each[0])[:3]
    return best, "; ".join(reason for _, reason in strongest)


def _found(view: View) -> list[tuple[Cue, str]]:
    parts = {
        NAME: view.name,
        TITLE: view.title,
        HEAD: "\n".join(view.head),
        TEXT: view.text,
        END: "\n".join(view.tail),
    }
    found = {}
    for where, patterns in _apart().items():
        text = parts[where].lower()
        likely: defaultdict[int, list[str]] = defaultdict(list)
        for letters, number, pattern in patterns:
            if letters in text:
                likely[number].append(pattern)
        for number, alike in likely.items():
            if match := first(alike, text):
                found[number] = " ".join(match[0].split())[:60]
    return [(_CUES[number], found[number]) for number in sorted(found)]


@cache
def _apart() -> dict[Where, list[tuple[str, int, str]]]:
    """By the part of a document: the letters to look for, the number of a cue, and its pattern."""
    patterns: defaultdict[Where, list[tuple[str, int, str]]] = defaultdict(list)
    for number, cue in enumerate(_CUES):
        patterns[cue.where] += [(letters, number, each) for pattern in cue.patterns for letters, each in apart(pattern)]
    return patterns
