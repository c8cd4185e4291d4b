"""Plans without a table: "Action 3: …" paragraphs, bullet lists with ids, blocks of "Responsible officer: …" lines.

They are laid out as the table they could have been, so that everything after is the same for every plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from evidence.model.plan import ColumnReading
from evidence.model.table import Block, Cell, Paragraph, Place, Row, Table
from evidence.plans import fields
from evidence.plans.headings import Vocabulary
from evidence.plans.inline import dashed, labelled
from evidence.plans.labels import split
from evidence.wording.folding import fold

_ID = r"[A-Z]{0,5}[-/ ]?\d{1,4}(?:\.\d{1,3})*[a-z]?"
_LABELLED = rf"\s*(?:no\.?\s*|#)?(?P<id>{_ID})\s*(?:[:.)–—-]\s*|$)(?P<text>.*)"
_ACTION = re.compile(rf"(?:Agreed |Key )?(?:Action|Task|Milestone)(?: point)?{_LABELLED}", re.IGNORECASE)
_RECOMMENDATION = re.compile(
    rf"(?:Recommendation|Priority|Objective|Standard|Area for improvement|Outcome|Theme){_LABELLED}", re.IGNORECASE
)
_BULLET = re.compile(
    r"(?:\[(?P<tick>[xX ✓])\]\s*)?[\[(]?(?P<id>[A-Z]{1,5}[-/ ]?\d{1,4}(?:\.\d{1,3})*[a-z]?|\d{1,3}(?:\.\d{1,3})+)[\])]?"
    r"\s*[:.)–—-]?\s+(?P<text>\S.*)",
    re.DOTALL,
)
_TICKED = re.compile(r"\[(?P<tick>[xX ✓]?)\]\s+(?P<text>\S.*)", re.DOTALL)
_KEY = re.compile(r"(?P<key>[A-Z][\w /()&'’?-]{0,50}?)\s*:\s*(?P<value>.*)", re.DOTALL)
_META = re.compile(r"[(\[](?P<inside>[^()\[\]]*?\w\s*:\s*[^()\[\]]*)[)\]]\s*\.?\s*$")
_FEWEST_BULLETS = 2
_FEWEST_BLOCKS = 2
_Step = tuple[str, list[tuple[str, str]]]  # the field that decides, and (field, text) of everything in a line

_HEADINGS = {
    fields.NUMBER: "Ref",
    fields.RECOMMENDATION: "Recommendation",
    fields.ACTION: "Action",
    fields.LEAD: "Lead",
    fields.DUE: "By when",
    fields.PROGRESS: "Progress",
    "partners": "Partners",
    "resources": "Resources",
    "monitoring": "Monitoring",
    "success_criteria": "Success criteria",
    "status": "Status",
    "evidence": "Evidence",
    "next_action": "Next steps",
}
_OTHER = "Text"


@frozen(kw_only=True)
class Laid:
    """A plan laid out as a table, and the blocks above its first action."""

    table: Table
    before: tuple[Paragraph, ...]
    keys: tuple[ColumnReading, ...]  # what "Responsible officer:" and the like were taken for


@define
class _Record:
    place: Place
    cells: dict[str, list[str]] = field(factory=dict)

    def add(self, name: str, text: str) -> None:
        if text.strip():
            self.cells.setdefault(name, []).append(fold(text))


def blocks_as_table(blocks: Sequence[Block], words: Vocabulary) -> Laid | None:
    """The actions of a text without a table of actions; `None` if it has none."""
    listed = _bullets_are_actions(blocks, words)
    records: list[_Record] = []
    before: list[Paragraph] = []
    waiting: list[tuple[str, str, Place]] = []  # what stands above the action it belongs to
    last = fields.ACTION
    keys: dict[tuple[int, str], ColumnReading] = {}
    opening = ""  # the key that every block starts with, where that is not the action
    for paragraph, line, step in _steps(blocks, words, listed):
        if step is None:
            if records and line.strip() and paragraph.level == 0:
                goes_on = not _KEY.fullmatch(fold(line)) and _runs_on(records[-1], last, paragraph)
                records[-1].add(last if goes_on else _OTHER, line)
            elif not records:
                before.append(paragraph)
            continue
        name, parts = step
        key = _key(line, words)
        if key and key.field == name:
            keys.setdefault((paragraph.place.table or 0, key.heading), evolve(key, table=paragraph.place.table or 0))
        opening = opening or name
        if opening == name and name not in (fields.ACTION, fields.RECOMMENDATION):
            waiting += [(part, text, paragraph.place) for part, text in parts]
            continue
        if name == fields.ACTION:
            records.append(_Record(place=paragraph.place))
            for waiting_name, text, _ in waiting:
                records[-1].add(waiting_name, text)
            waiting = []
        if name == fields.RECOMMENDATION or not records:
            waiting += [(part, text, paragraph.place) for part, text in parts]
            continue
        for part, text in parts:
            records[-1].add(part, text)
            last = part
    records = [record for record in records if record.cells.get(fields.ACTION)]
    if not records:
        return None
    return Laid(table=_table(records), before=tuple(before), keys=tuple(keys.values()))


def _steps(blocks: Sequence[Block], words: Vocabulary, listed: bool) -> list[tuple[Paragraph, str, _Step | None]]:
    """Every line with what it says; where none says that it is an action, those above blocks of labelled lines are."""
    steps = [(paragraph, line, _step(line, paragraph, words, listed)) for paragraph, line in _lines(blocks)]
    if any(step and step[0] == fields.ACTION for _, _, step in steps):
        return steps
    steps = [one for one in steps if one[1].strip()]
    labels = [step[0] if step else None for _, _, step in steps]
    heads = [at for at, label in enumerate(labels) if label is None and _heads(steps[at][1], labels[at + 1 : at + 4])]
    if len(heads) < _FEWEST_BLOCKS:
        return steps
    for at in heads:
        label = split(steps[at][1])
        number = [(fields.NUMBER, label.number)] if label.number else []
        steps[at] = (*steps[at][:2], (fields.ACTION, [*number, (fields.ACTION, label.rest)]))
    return steps


def _heads(line: str, below: Sequence[str | None]) -> bool:
    """Whether a line without a label stands above a block of labelled ones that name a lead or a deadline."""
    named = {label for label in below if label}
    return bool(below and below[0]) and len(named) > 1 and bool(named & {fields.LEAD, fields.DUE}) and ":" not in line


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[Paragraph, str]]:
    """Every line with the paragraph it stands in; the rows of two-column tables as "heading: text"."""
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = block.text.split("\n")
            labelled_below = any(_KEY.fullmatch(fold(line)) for line in lines[1:])
            whole = lines if labelled_below or not block.bullet else [block.text]
            for n, line in enumerate(whole):
                yield (block if n == 0 else _later(block, n)), line
            continue
        for row in block.rows:
            texts = [fold(text) for text in row.texts if text.strip()]
            if texts:
                joined = f"{texts[0].rstrip(':')}: {' '.join(texts[1:])}" if len(texts) > 1 else texts[0]
                yield Paragraph(text=joined, place=row.place), joined


def _later(block: Paragraph, lines: int) -> Paragraph:
    place = block.place
    moved = Place(line=place.line + lines if place.line else None, page=place.page)
    return Paragraph(text=block.text, place=moved)


def _bullets_are_actions(blocks: Sequence[Block], words: Vocabulary) -> bool:
    """Whether several bullets have ids, boxes to tick, or a lead, deadline or status behind labels or dashes."""
    texts = [fold(block.text) for block in blocks if isinstance(block, Paragraph) and block.bullet]
    told = (_BULLET.fullmatch(text) or _TICKED.fullmatch(text) or _has_fields(text, words) for text in texts)
    return sum(map(bool, told)) >= _FEWEST_BULLETS


def _step(line: str, paragraph: Paragraph, words: Vocabulary, listed: bool) -> _Step | None:
    """What a line says: the field that decides, and (field, text) of everything in it."""
    text = fold(line).lstrip("*• ")
    found = _ACTION.fullmatch(text)
    if found:
        return fields.ACTION, [(fields.NUMBER, found["id"]), *_with_meta(found["text"], words)]
    found = _RECOMMENDATION.fullmatch(text)
    if found:
        return fields.RECOMMENDATION, [(fields.RECOMMENDATION, f"{found['id']}. {found['text']}")]
    if paragraph.bullet and listed:
        found = _BULLET.fullmatch(text)
        if found:
            tick = [("status", "[x]" if found["tick"].strip() else "[ ]")] if found["tick"] else []
            return fields.ACTION, [(fields.NUMBER, found["id"]), *_with_meta(found["text"], words), *tick]
        if ticked := _TICKED.fullmatch(text):
            status = "[x]" if ticked["tick"].strip() else "[ ]"
            return fields.ACTION, [*_with_meta(ticked["text"], words), ("status", status)]
        if _has_fields(text, words):
            label = split(text)
            number = [(fields.NUMBER, label.number)] if label.number and label.number.isdecimal() else []
            return fields.ACTION, [*number, *_with_meta(label.rest if number else text, words)]
    counted, found = _keyed(text)
    if found:
        meaning = words.read(found["key"])
        if meaning and meaning.field and meaning.field in _HEADINGS:
            before, parts = labelled(found["value"], words)
            value = before if parts else found["value"]
            if counted and meaning.field == fields.RECOMMENDATION:
                value = f"{counted}. {value}"
            elif counted and meaning.field == fields.ACTION:
                parts = [(fields.NUMBER, counted), *parts]
            elif counted:
                return None
            return meaning.field, [(meaning.field, value), *parts]
    return None


def _keyed(text: str) -> tuple[str | None, re.Match[str] | None]:
    """The number in front of a labelled line ("2. Requirement: …"), and its label and what stands behind it."""
    label = split(text)
    numbered = label.number is not None and label.kind is None
    return (label.number, _KEY.fullmatch(label.rest)) if numbered else (None, _KEY.fullmatch(text))


def _key(line: str, words: Vocabulary) -> ColumnReading | None:
    """What the words before a colon are taken for."""
    _, found = _keyed(fold(line).lstrip("*• "))
    meaning = words.read(found["key"]) if found else None
    if not found or not meaning:
        return None
    return ColumnReading(table=0, column=1, heading=found["key"], field=meaning.field, because=meaning.because)


def _with_meta(text: str, words: Vocabulary) -> list[tuple[str, str]]:
    """An action's text, and the fields behind it: in brackets, under labels, or between dashes."""
    in_brackets = _in_brackets(text, words)
    if in_brackets:
        return in_brackets
    before, parts = labelled(text, words)
    if not parts:
        before, parts = dashed(text)
    return [(fields.ACTION, before), *parts]


def _has_fields(text: str, words: Vocabulary) -> bool:
    return len(_with_meta(text, words)) > 1


def _in_brackets(text: str, words: Vocabulary) -> list[tuple[str, str]]:
    """An action's text, and the fields in brackets behind it: "(owner: SF; due: 3 Mar 06)"; empty without these."""
    found = _META.search(text)
    if not found:
        return []
    parts: list[tuple[str, str]] = []
    for piece in re.split(r"[;|]|,(?=\s*[A-Za-z ]+:)", found["inside"]):
        key, _, value = piece.partition(":")
        meaning = words.read(key)
        if not value.strip() or not meaning or not meaning.field or meaning.field not in _HEADINGS:
            return []
        parts.append((meaning.field, value))
    before, labels = labelled(text[: found.start()], words)
    return [(fields.ACTION, before), *labels, *parts]


def _runs_on(record: _Record, name: str, paragraph: Paragraph) -> bool:
    """Whether a line without a heading goes on with the field before it."""
    return name != fields.NUMBER and (not record.cells.get(fields.ACTION) or "\n" in paragraph.text)


def _table(records: Sequence[_Record]) -> Table:
    used = [name for name in (*_HEADINGS, _OTHER) if any(name in record.cells for record in records)]
    if fields.RECOMMENDATION not in used and fields.NUMBER in used and len(used) < 2:
        used.append(fields.ACTION)
    heading = Row(cells=tuple(Cell(text=_HEADINGS.get(name, name)) for name in used))
    rows = tuple(
        Row(cells=tuple(Cell(text="\n".join(record.cells.get(name, ()))) for name in used), place=record.place)
        for record in records
    )
    return Table(rows=(heading, *rows))
