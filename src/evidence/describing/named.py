"""Initials and bodies that a document names, in the order in which they first stand there."""

from __future__ import annotations

import re

from evidence.wording.folding import word_set

# What stands before the first letter is looked at behind it: so the search skips from one capital to the next.
_SHORT = re.compile(r"[A-Z](?<![\w/.-].)(?:[A-Z&]{1,5}[A-Z]|[A-Z])(?![\w/-])")
_NO_NAMES = word_set(
    "AM PM OK NO YES TO CC BCC RE FW FWD NB PS PTO ETC EG IE AND OR THE OF IN ON AT BY FOR NEW ALL NOT DATE FROM MEMO "
    "DRAFT FINAL AGENDA PAGE TEL FAX UK GB EU USA PDF DOC XLS CSV HTML IT HR ID AOB TBC TBA RSVP WC WB II III IV VI "
    "VII VIII IX XI XII CV QA TV GMT BST UTC CRB FTE NVQ"
)
_SHOUTED = re.compile(r"[A-Z](?<!\w.)[A-Z]+ (?:[A-Z]{2,} ){2,}[A-Z]{2,}\b")
_MOST = 40


def people_in(text: str) -> tuple[str, ...]:
    """Capitals of two to seven letters that stand for people and bodies; words that are shouted are left out."""
    found = dict.fromkeys(_SHORT.findall(_SHOUTED.sub(" ", text)))
    return tuple(name for name in found if name not in _NO_NAMES)[:_MOST]
