"""Fields inside one line of a tracker without a table: "Write it. Lead: SF. Due: May 2020", "Write it - SF - May 2020".

A line is taken apart only where what stands in it is plain: labels that are known headings, or dashes before initials,
a date and a status.
"""

from __future__ import annotations

import re

from evidence.plans import fields
from evidence.plans.headings import Vocabulary
from evidence.wording.dates import read_due
from evidence.wording.statuses import whole_status

_PLAIN = r"(?:Lead|Owner|Responsible|Due(?: date)?|Deadline|By when|Timescale|Target date|Status|Progress)\s*:"
_LABEL = re.compile(
    rf"(?:(?<=[.;,)|])\s+|\s*[(\[]\s*|\s+[-–—|]\s+|\s+(?={_PLAIN}))(?P<key>[A-Z][\w /&'’-]{{1,40}}?)\s*:\s+"
)
_OPENING = re.compile(r"(?P<key>[A-Z][\w ,/&'’()-]{1,40}?)\s*:\s+(?=\S)")
_DASH = re.compile(r"\s+[-–—|]\s+")
_INITIALS = re.compile(r"[A-Z][A-Za-z]{1,4}(?:\s*[,/&]\s*[A-Z][A-Za-z]{1,4})*")
_LONGEST = 30  # characters of a piece between dashes that is a date, a status or initials
_TELLING = (fields.LEAD, fields.DUE)  # without one of these, labels may be part of the sentence
_WITHIN_ACTION = (fields.ACTION, fields.RECOMMENDATION, fields.NUMBER)
_REPORTING = (fields.PROGRESS, "status", "evidence", "next_action", "success_criteria")
_FEWEST = 2  # pieces between dashes


def labelled(text: str, words: Vocabulary) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first label, and (field, text) for each label; no fields where there are no plain labels."""
    found = []
    for label in _LABEL.finditer(text):
        meaning = words.read(label["key"])
        if meaning and meaning.sure and meaning.field and meaning.field not in (*_WITHIN_ACTION, "other"):
            found.append((label, meaning.field))
    if not any(name in _TELLING for _, name in found) and len(found) < _FEWEST:
        return text, []
    ends = [label.start() for label, _ in found[1:]] + [len(text)]
    parts = [(name, _value(text[label.end() : end], name)) for (label, name), end in zip(found, ends, strict=True)]
    return text[: found[0][0].start()], parts


def leading(text: str, words: Vocabulary) -> tuple[str, str, str] | None:
    """Label, field and the words behind it of a text that reports on an action: "Progress: draft issued"."""
    label = _OPENING.match(text)
    meaning = words.read(label["key"]) if label else None
    if not label or not meaning or meaning.field not in _REPORTING:
        return None
    return label["key"], meaning.field, text[label.end() :]


def dashed(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the dashes, and the lead, deadline and status between them; at least two of the three."""
    pieces = _DASH.split(text)
    found: list[tuple[str, str]] = []
    while len(pieces) > 1:
        name = _kind(pieces[-1].strip(" ."))
        if name is None or name in (known for known, _ in found):
            break
        found.insert(0, (name, pieces.pop().strip(" .")))
    if len(found) < _FEWEST:
        return text, []
    joints = _DASH.findall(text)
    kept = "".join(piece + joint for piece, joint in zip(pieces, [*joints[: len(pieces) - 1], ""], strict=True))
    return kept, found


def _kind(piece: str) -> str | None:
    if not piece or len(piece) > _LONGEST:
        return None
    if len(piece) > 1 and whole_status(piece):
        return "status"
    due = read_due(piece)
    if due and (due.earliest or due.latest or due.recurrence or due.flags) and not _INITIALS.fullmatch(piece):
        return fields.DUE
    return fields.LEAD if _INITIALS.fullmatch(piece) else None


def _value(text: str, name: str) -> str:
    text = text.strip(" ;,|")
    if text.count(")") > text.count("("):
        text = re.sub(r"\)(?=[\s.;,]*$)", "", text)
    return text.strip(" .;,") if name in _TELLING or name == "status" else text
