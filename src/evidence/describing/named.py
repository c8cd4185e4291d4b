"""Initials and bodies that a document names, in the order in which they first stand there."""

from __future__ import annotations

import re

# What stands before the first letter is looked at behind it: so the search skips from one capital to the next.
_SHORT = re.compile(r"[A-Z](?<![\w/.-].)(?:[A-Z&]{1,5}[A-Z]|[A-Z])(?![\w/-])")
_NO_NAME = re.compile(
    r"AM|PM|OK|NO|YES|TO|CC|BCC|RE|FWD?|NB|PS|PTO|ETC|EG|IE|AND|OR|THE|OF|IN|ON|AT|BY|FOR|NEW|ALL|NOT|DATE|FROM|MEMO|"
    r"DRAFT|FINAL|AGENDA|PAGE|TEL|FAX|UK|GB|EU|USA|PDF|DOC|XLS|CSV|HTML|IT|HR|ID|AOB|TB[CA]|RSVP|W[CB]|I{2,3}|IV|"
    r"VI{0,3}|IX|XI{0,2}|CV|QA|TV|GMT|BST|UTC|CRB|FTE|NVQ"
)
_SHOUTED = re.compile(r"[A-Z](?<!\w.)[A-Z]+ (?:[A-Z]{2,} ){2,}[A-Z]{2,}\b")
_MOST = 40


def people_in(text: str) -> tuple[str, ...]:
    """Capitals of two to seven letters that stand for people and bodies; words that are shouted are left out."""
    kept: dict[str, None] = {}
    for found in _SHORT.finditer(_SHOUTED.sub(" ", text)):
        if not _NO_NAME.fullmatch(found[0]):
            kept.setdefault(found[0])
    return tuple(kept)[:_MOST]
