"""What kind of document it is: every cue that is found adds its points to its kind; the kind with most points wins."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from evidence.describing.cues import END, HEAD, NAME, TEXT, TITLE, Cue
from evidence.describing.cues_papers import PAPERS
from evidence.describing.cues_records import RECORDS
from evidence.describing.phrases import Phrases
from evidence.describing.view import View
from evidence.model.document import DocumentKind as K

_LEAST = 3  # points below which nothing is proposed
_MAIL = ("message/rfc822", "application/vnd.ms-outlook")
_SHEET = 12  # points of a sheet for figures, against what its words say


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
    small = {where: text.lower() for where, text in parts.items()}
    found = []
    for cue, phrases in _compiled():
        match = phrases.search(small[cue.where])
        if match:
            found.append((cue, " ".join(match[0].split())[:60]))
    return found


@cache
def _compiled() -> tuple[tuple[Cue, Phrases], ...]:
    return tuple((cue, Phrases(cue.patterns)) for cue in (*RECORDS, *PAPERS))
