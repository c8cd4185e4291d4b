"""The title that a document prints, or the best that can be had: its subject line, its properties, its name."""

from __future__ import annotations

import re

from evidence.describing.view import View
from evidence.model.document import DocumentKind as K

_LONGEST = 200
_SUBJECT = re.compile(r"^(?:subject|re|title)[:\t ]+(?P<words>\S.*)$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:memo|memorandum|draft|agenda|minutes|confidential|date|to|from|cc|dear|our ref|your ref)\b[:\t ]?",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"[\d/. -]+|(?:mon|tues|wednes|thurs|fri|satur|sun)?(?:day)?,? ?\d{1,2}(?:st|nd|rd|th)? \w+,? \d{2,4}[.,]?|"
    r"[a-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:board|committee|panel|forum|group|council|trust|partnership|department|directorate)$", re.IGNORECASE
)
_LETTERHEAD = re.compile(
    rf"{_BODY.pattern}|\b(?:services?|unit|team|office|commission)$|^(?:to\b|dear\b)", re.IGNORECASE
)
_MINUTES = re.compile(r"\b(?:minutes|notes?|meeting|agenda)\b", re.IGNORECASE)


def title_of(view: View, kind: K) -> tuple[str | None, str]:
    """The title and where it stands; `None` where there is not even a name."""
    if kind == K.EMAIL and view.metadata.title:
        return view.metadata.title[:_LONGEST], "the message's subject"
    for line in view.head:
        found = _SUBJECT.match(line)
        if found and (kind in (K.MEMO, K.LETTER) or line.lower().startswith("title:")):
            return found["words"].strip("\"' ")[:_LONGEST], f"its {line.split()[0].strip(':').lower()} line"
    if kind == K.LETTER:
        after = next((number for number, line in enumerate(view.head) if line.lower().startswith("dear ")), None)
        if after is not None and after + 1 < len(view.head) and len(view.head[after + 1]) < 90:
            return view.head[after + 1], "the line after its salutation"
    for number, line in enumerate(view.head[:6]):
        if _is_title(line) and not (_is_sheet_name(view, number) or (kind == K.LETTER and _LETTERHEAD.search(line))):
            below = view.head[number + 1] if number + 1 < len(view.head) else ""
            if _BODY.search(line) and _MINUTES.search(below):
                line = f"{line}: {below}"
            return line[:_LONGEST].replace("\t", " ").strip('"'), "its first line"
    if view.metadata.title:
        return view.metadata.title[:_LONGEST], "the file's properties"
    return (view.stem, "the file's name") if view.stem else (None, "")


def _is_sheet_name(view: View, number: int) -> bool:
    """Whether a line is the tab of a workbook's first sheet: one word, and below it a title and no row of a table."""
    workbook = view.is_sheet and not view.media_type.startswith("text/")
    return workbook and number == 0 and len(view.head) > 1 and " " not in view.head[0] and "\t" not in view.head[1]


def _is_title(line: str) -> bool:
    words = line.strip()
    if len(words) < 4 or _DATE_LINE.fullmatch(words) or words.count(",") > 4:
        return False
    found = _NO_TITLE.match(words)
    return not (found and (found.end() == len(words) or "\t" in words or words[found.end() - 1] == ":"))
