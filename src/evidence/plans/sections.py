"""Headings outside the tables that say which recommendation, or which deadline, the table below them belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from evidence.model.table import Paragraph, Place
from evidence.plans.labels import split
from evidence.wording.folding import fold

_LONGEST = 300  # characters of a heading
_CONTINUED = re.compile(r"\s*[(\[]?\bcont(?:inued|\.|'d|d)?[)\].]*\s*$", re.IGNORECASE)
_TITLE = re.compile(
    r"(?i)\b(?:plans?|tracker|actions?|appendix|annex|table|schedule|recommendations?|progress|update)\b"
)
_DEADLINE = re.compile(
    r"(?i)\b(?:immediate(?:ly)?(?: actions?)?|(?:actions? )?within (?:\w+ ){0,2}(?:days?|weeks?|months?|years?)|"
    r"(?:short|medium|long)[ -]term|(?:actions? )?(?:to be completed |due |required )?by (?:the )?(?:end of )?"
    r"(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter)[\w ./-]*)"
)


@frozen(kw_only=True)
class Section:
    """A heading above a table."""

    number: str | None
    text: str
    labelled: bool  # "Recommendation 3: …", "Action 3: …"
    deadline: str | None
    place: Place

    @property
    def is_asked(self) -> bool:
        """Whether it is a recommendation even where no other stands beside it: labelled, or numbered and no title."""
        return self.labelled or (self.number is not None and not _TITLE.search(self.text))


def section_above(paragraphs: Sequence[Paragraph]) -> Section | None:
    """The section that the paragraphs since the table before open; `None` if they open none.

    A labelled heading wins over any other; of several the last counts.
    """
    best: Section | None = None
    for paragraph in paragraphs:
        section = section_of(paragraph)
        if section and (best is None or section.labelled or not best.labelled):
            best = section
    return best


def deadline_in(text: str) -> str | None:
    """The words of a heading that set a deadline for everything under it: "Action within 6 months"."""
    found = [fold(one[0]) for one in _DEADLINE.finditer(text)]
    dated = [words for words in found if re.search(r"\d{2}", words)]
    lasting = [words for words in found if "within" in words.lower()]
    return next(iter((*dated, *lasting, *found)), None)


def section_of(paragraph: Paragraph) -> Section | None:
    """The section that a paragraph opens by itself; `None` for running text."""
    text = fold(paragraph.text)
    if not text or len(text) > _LONGEST or paragraph.bullet:
        return None
    label = split(text)
    labelled = label.kind is not None and label.number is not None
    if not labelled and paragraph.level == 0 and not (deadline_in(text) and len(text) < 60):
        return None
    return Section(
        number=label.number if labelled or paragraph.level else None,
        text=_CONTINUED.sub("", label.rest if label.number else text),
        labelled=labelled,
        deadline=deadline_in(text) if not labelled or len(text) < 80 else None,
        place=paragraph.place,
    )
