"""What is never filed as a document, because it ties case files to children or holds what an auditor wrote of them."""

from __future__ import annotations

import re

from evidence.audits.case_headings import TITLES, lists_cases
from evidence.model.document import Extraction, Unreadable
from evidence.model.sheet import RESPONSE_SHEET

_ANSWERS = "question\ttext\tanswer\tcomment"  # the headings of a response sheet, as a reader gives them
_KEY = re.compile(r"\s*case number[\t,;] ?reference\s")
_BETWEEN = re.compile(r"[\t,;]")  # what stands between the cells of a row


def kept_out(outcome: Extraction | Unreadable) -> str | None:
    """Why a file is not filed, with what to do instead; `None` for a document."""
    if isinstance(outcome, Unreadable):
        return None
    if outcome.metadata.subject == RESPONSE_SHEET or any(_has_answers(page.text) for page in outcome.pages):
        return "is a response sheet of an audit, which is never filed; take it in with `evidence audit import`"
    if outcome.pages and _KEY.match(f"{outcome.pages[0].text}\n"):
        return "is the key file of an audit, which is never filed; keep it where only those see it who may"
    if any(_lists_cases(page.text) for page in outcome.pages):
        return "is a list of case files, which is never filed; take it in with `evidence audit population`"
    return None


def _has_answers(text: str) -> bool:
    return _ANSWERS in text and any(line.startswith(_ANSWERS) for line in _first_lines(text, 3))


def _lists_cases(text: str) -> bool:
    rows = (_BETWEEN.split(line) for line in _first_lines(text, TITLES))
    return any(len(row) > 2 and lists_cases(part.strip(' "') for part in row) for row in rows)


def _first_lines(text: str, most: int) -> list[str]:
    return text[:4000].splitlines()[:most]
