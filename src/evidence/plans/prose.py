"""Text outside the tables of a plan, such as preamble and notes: what found no place is said, run by run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from evidence.model.plan import OUTSIDE_TABLES, ActionPlan, Unplaced
from evidence.model.table import Block, Paragraph
from evidence.plans import furniture
from evidence.plans.accounts import words_in
from evidence.plans.headings import Vocabulary
from evidence.plans.index import people_in
from evidence.plans.sections import section_of
from evidence.wording.folding import fold

_WORD = re.compile(r"\w+")
_LABEL = re.compile(r"([A-Z][\w /()&'’?-]{0,50}?)\s*:")


def left_outside(blocks: Sequence[Block], plan: ActionPlan) -> tuple[Unplaced, ...]:
    """The paragraphs outside the tables that nothing of the plan was taken from, one piece for each run of them.

    Taken are the title, headings that became recommendations or deadlines, the lines of the index of initials, and what
    is said to be left over already. Page numbers are no text where the pages are known.
    """
    taken = {fold(piece.text) for piece in plan.unplaced} | {plan.plan.title}
    taken.update(item.deadline.text for item in plan.recommendations if item.deadline)
    headings = {item.text for item in plan.recommendations if item.text}
    known = {person.initials for person in plan.people}

    def is_taken(paragraph: Paragraph) -> bool:
        text = fold(paragraph.text)
        if text in taken or (paragraph.place.page is not None and furniture.is_stray(text)):
            return True
        section = section_of(paragraph)
        if text in headings or (section and section.text in headings):
            return True
        people = people_in(paragraph)
        return bool(people) and all(person.initials in known for person in people)

    return tuple(_runs(blocks, is_taken))


def left_of_lines(blocks: Sequence[Block], plan: ActionPlan, headings: Vocabulary) -> tuple[Unplaced, ...]:
    """The lines of a plan without a table that have a word which the plan holds nowhere, one piece for each run.

    Labels that are known headings ("Lead:") have served their purpose.
    """
    kept = words_in(plan)

    def is_taken(line: Paragraph) -> bool:
        text = _LABEL.sub(lambda label: "" if headings.read(label[1]) else label[0], line.text)
        return kept.issuperset(_WORD.findall(text))

    lines = [
        Paragraph(text=line, place=block.place)
        for block in blocks
        if isinstance(block, Paragraph)
        for line in block.text.split("\n")
    ]
    return tuple(_runs(lines, is_taken))


def _runs(blocks: Sequence[Block], is_taken: Callable[[Paragraph], bool]) -> Iterator[Unplaced]:
    run: list[Paragraph] = []
    for block in (*blocks, None):
        if isinstance(block, Paragraph):
            if block.text.strip() and not is_taken(block):
                run.append(block)
        elif run:
            text = "\n".join(fold(paragraph.text) for paragraph in run)
            yield Unplaced(text=text, reason=OUTSIDE_TABLES, source=run[0].place)
            run = []
