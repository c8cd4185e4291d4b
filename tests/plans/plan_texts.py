"""Plans written down as text in a test, and what is understood of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from evidence.codec import to_json
from evidence.model.plan import Action, ActionPlan, PlanIdentity, PlanSource
from evidence.model.table import Block, Place, Table
from evidence.plans import understand
from evidence.reading.formats import reader_of
from evidence.reading.formats.plain import blocks_of
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import Source


def identity(version: int = 1, as_of: date | None = None) -> PlanIdentity:
    return PlanIdentity(
        id="jar", title="A plan", version=version, as_of=as_of, source=PlanSource(document=None, name="plan.md")
    )


def blocks(text: str) -> tuple[Block, ...]:
    return tuple(blocks_of(text))


def read(text: str, *, columns: Mapping[str, str] | None = None, version: int = 1) -> ActionPlan:
    return understand(blocks(text), identity=identity(version), columns=columns)


def plan_in(path: Path) -> ActionPlan:
    """The plan of a file, read in this process."""
    media_type = sniff(path, path.name, path.read_bytes()[:HEAD])
    reader = reader_of(media_type)
    assert reader is not None
    extraction = reader(Source(path=path, name=path.name, media_type=media_type, layout=True))
    return understand(extraction.blocks, identity=identity())


def table(headings: str, *rows: str) -> str:
    """A pipe table; headings and rows with " | " between the cells."""
    width = headings.count("|") + 1
    return "\n".join([f"| {headings} |", "|" + "---|" * width, *(f"| {row} |" for row in rows), ""])


def by_text(plan: ActionPlan) -> dict[str, Action]:
    return {action.text: action for action in plan.actions}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_of_plan(plan: ActionPlan) -> set[str]:
    """Every word that an action, a recommendation, a heading or the unplaced texts hold."""
    data = to_json(plan)
    found: set[str] = set()
    for part in ("actions", "recommendations", "unplaced", "columns", "people"):
        for value in data[part]:
            found.update(word for text in _strings(value) for word in words(text))
    return found


def lost_words(source: Sequence[Block], plan: ActionPlan) -> list[tuple[int | None, str]]:
    """Words of table cells and paragraphs that stand nowhere in the plan, with the line or row of each."""
    kept = words_of_plan(plan)
    return [
        (place.line or place.row, word)
        for block in source
        for place, text in _texts(block)
        for word in words(text)
        if word not in kept
    ]


def _texts(block: Block) -> Iterable[tuple[Place, str]]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield from ((row.place, text) for text in (cell.text, *cell.struck))
    elif block.place.page is None or len(words(block.text)) > 1:  # where pages are known, page numbers are no text
        yield block.place, re.sub(r"^(?:Standard|Recommendation|Action) (?=\d)", "", block.text)  # kept as a number


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("because", "message", "reason"):
                yield from _strings(item)
