"""An action plan out of blocks: the one entry to this room.

Columns are found, rows gathered, torn-off columns put back, and every cell read for what its words mean; what found
no place is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from evidence.model.errors import UnreadableInput
from evidence.model.plan import ActionPlan, ColumnReading, PlanIdentity, Recommendation, Unplaced
from evidence.model.table import Block, Paragraph, Place, Table
from evidence.plans import fields, furniture
from evidence.plans.accounts import left_over
from evidence.plans.actions import ActionReader
from evidence.plans.beside import apart
from evidence.plans.cells import Line, lines
from evidence.plans.columns import heading_row, headings_seen, read_tables, vocabulary
from evidence.plans.detached import Detached, put_back
from evidence.plans.drafts import Gathered, RecommendationDraft
from evidence.plans.headings import Vocabulary
from evidence.plans.hidden import shown
from evidence.plans.index import people_of
from evidence.plans.inline import leading
from evidence.plans.instructions import is_instruction
from evidence.plans.month_first import flag_doubtful
from evidence.plans.numbering import Mention, Numbering
from evidence.plans.prose import left_of_lines, left_outside
from evidence.plans.readings import Reading
from evidence.plans.rows import Gatherer
from evidence.plans.sections import section_above
from evidence.plans.turned import upright
from evidence.plans.untabled import blocks_as_table
from evidence.plans.width import without_blank_columns
from evidence.wording.counting import counted
from evidence.wording.dates import read_due
from evidence.wording.folding import fold

_FEW_SMALL = 2  # actions with a small first letter, up to which they are taken for the remains of a page break


def understand(
    blocks: Sequence[Block], *, identity: PlanIdentity, columns: Mapping[str, str] | None = None
) -> ActionPlan:
    """The action plan that these blocks hold.

    `columns` overrules what headings are taken for: heading as printed -> field name. Raises `UnreadableInput` where
    there are no actions in the blocks, and `Refused` where `columns` names a heading or field that does not exist.
    """
    blocks = source = without_blank_columns(blocks)
    words = vocabulary([block for block in blocks if isinstance(block, Table)], columns)
    blocks, hidden = shown(blocks, words)
    tables = [block for block in blocks if isinstance(block, Table)]
    blocks = upright(apart(blocks, words), words)
    readings = read_tables([block for block in blocks if isinstance(block, Table)], words, _after_a_table(blocks))
    keys: tuple[ColumnReading, ...] = ()
    as_lines = False
    if not any(reading.is_plan for reading in readings):
        made = blocks_as_table(blocks, words)
        if made is None:
            raise UnreadableInput(_nothing_found(tables, blocks))
        as_lines = True
        keys = made.keys
        blocks, readings = [*made.before, made.table], [*read_tables([made.table], words, [False])]
    gathered, detached = _gather(blocks, readings, words)
    put_back(gathered, detached, [reading for reading in readings if reading.is_plan])
    gathered.unplaced += hidden
    if not gathered.groups:
        raise UnreadableInput(_nothing_found(tables, blocks))
    people = people_of(blocks)
    reader = ActionReader.of(gathered, people, identity.as_of)
    plan = ActionPlan(
        plan=identity,
        people=people,
        recommendations=tuple(_recommendation(draft) for draft in gathered.recommendations),
        actions=flag_doubtful(reader.actions()),
        unplaced=tuple(gathered.unplaced),
        columns=(*keys, *(column for reading in readings for column in reading.readings())),
    )
    plan = evolve(plan, unplaced=(*plan.unplaced, *left_over(tables, plan)))
    outside = left_of_lines(source, plan, words) if as_lines else left_outside(source, plan)
    return evolve(plan, unplaced=(*plan.unplaced, *outside)) if outside else plan


def _gather(blocks: Sequence[Block], readings: Sequence[Reading], words: Vocabulary) -> tuple[Gathered, list[Detached]]:
    """The rows of all plan tables, in order, and the torn-off columns."""
    unplaced: list[Unplaced] = []
    content = {id(r.table): _content(r, words, unplaced, r.number > 1) for r in readings if r.is_plan}
    every = [line for found in content.values() for line in found]
    above = _paragraphs_above(blocks)
    sections = {key: section_above(paragraphs) for key, paragraphs in above.items()}
    named = [
        s for r in readings if r.is_plan and (s := sections.get(id(r.table))) and (s.labelled or s.number or s.text)
    ]
    gatherer = Gatherer(
        numbering=Numbering.of(_mentions(every)),
        lower_case_style=_lower_case_style(every),
        sections=len(named) > 1 or any(section.is_asked for section in named),
    )
    gatherer.result.unplaced = unplaced
    detached: list[Detached] = []
    seen_plan = False
    for reading in readings:
        if reading.is_plan:
            section = sections.get(id(reading.table))
            if section:
                gatherer.open_section(section)
            found = content[id(reading.table)]
            seen_plan = True
            for line, following in zip(found, [*found[1:], None], strict=False):
                for rest in line.deadlines:
                    gatherer.set_deadline(rest)
                gatherer.take(line, following)
        elif reading.columns and seen_plan and _same_sheet(reading, readings):
            detached.append(Detached(reading=reading))
        else:
            unplaced += _not_the_plans(reading)
    gatherer.finish()
    unplaced += _between(blocks, readings)
    return gatherer.result, detached


def _content(reading: Reading, words: Vocabulary, unplaced: list[Unplaced], later: bool) -> list[Line]:
    """The rows of a plan table that are content; headings printed again, instructions, page numbers are set aside."""
    start = 0 if reading.inherited else reading.first - reading.heading_rows
    for row in reading.table.rows[:start]:
        _set_aside(unplaced, row.texts, "stands above the headings", row.place)
    kept: list[Line] = []
    printed_again = False
    waiting = [column.rest for column in reading.columns if column.rest]
    for line in lines(reading, goes_on=later):
        row = reading.table.rows[reading.first + line.key[1]]
        filled = line.filled
        if not (filled or line.struck()):
            continue
        again = heading_row(row, reading, words)
        if again is None and printed_again and reading.is_lower_heading(row):
            again = (None,) * len(row.cells)
        printed_again = again is not None
        if again:
            reading.repeat(row, again)
            waiting += [meaning.rest for meaning in again if meaning and meaning.rest]
        elif filled == 1 and furniture.is_page_number(line.words[0]) and not line.text(fields.NUMBER):
            _set_aside(unplaced, line.words, "page number in a row of its own", line.place)
        elif not kept and is_instruction(line):
            _set_aside(unplaced, row.texts, "explains the headings", line.place)
        else:
            if kept and filled == 1 and not line.unknown():
                _by_label(line, reading, words)
            if waiting:
                line.deadlines, waiting = waiting, []
            kept.append(line)
    return kept


def _by_label(line: Line, reading: Reading, words: Vocabulary) -> None:
    """Give the one text of a row to the field that its label names ("Progress: …"), for the action above it."""
    label = leading(line.words[0], words)
    if label and not line.text(label[1]):
        line.move(label[1], label[2])
        because = f"{label[0]!r} opens rows below actions"
        first = reading.table.left + 1
        said = ColumnReading(table=reading.printed, column=first, heading=label[0], field=label[1], because=because)
        if said not in reading.repeats:
            reading.repeats.append(said)


def _mentions(every: Sequence[Line]) -> list[Mention]:
    mentions: list[Mention] = []
    gap = 0
    for line in every:
        text = line.text(fields.RECOMMENDATION)
        if text and not line.text(fields.NUMBER):
            mentions.append(Mention(key=line.key, text=text, gap=gap))
            gap = 0
        elif line.text(fields.ACTION):
            gap += 1
    return mentions


def _lower_case_style(every: Sequence[Line]) -> bool:
    starts = [text[0] for line in every if (text := line.text(fields.ACTION)) and text[0].isalpha()]
    small = sum(1 for letter in starts if letter.islower())
    return small > _FEW_SMALL and small * 3 > len(starts)


def _after_a_table(blocks: Sequence[Block]) -> list[bool]:
    """For each table, whether only page furniture stands between it and the table before; sheets stand apart."""
    result: list[bool] = []
    clear = False
    sheet: str | None = None
    for block in blocks:
        if isinstance(block, Table):
            result.append(clear and block.place.sheet == sheet)
            clear, sheet = True, block.place.sheet
        elif not furniture.is_stray(block.text):
            clear = False
    return result


def _paragraphs_above(blocks: Sequence[Block]) -> dict[int, list[Paragraph]]:
    """The paragraphs between each table (by identity) and the one before."""
    result: dict[int, list[Paragraph]] = {}
    waiting: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            result[id(block)], waiting = waiting, []
        else:
            waiting.append(block)
    return result


def _same_sheet(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether an earlier plan table stands on the same worksheet, so that this may be a column of it."""
    sheets = {r.table.place.sheet for r in readings if r.is_plan and r.number < reading.number}
    return reading.table.place.sheet in sheets


def _not_the_plans(reading: Reading) -> list[Unplaced]:
    """All words of a table that is none of the plan's, as one remark."""
    kept: list[Unplaced] = []
    rows = [" | ".join(fold(text) for text in row.texts if text.strip()) for row in reading.table.rows]
    texts = [" / ".join(row for row in rows if row)]
    _set_aside(kept, texts, "stands in a table without a column of actions", reading.table.place)
    return kept


def _between(blocks: Sequence[Block], readings: Sequence[Reading]) -> list[Unplaced]:
    """Page furniture and torn-off words between the plan's tables; where pages are known, page numbers are no news."""
    plan_tables = {id(reading.table) for reading in readings if reading.is_plan}
    kept: list[Unplaced] = []
    inside = False
    torn = False
    for block in blocks:
        if isinstance(block, Table):
            inside = inside or id(block) in plan_tables
            torn = id(block) not in plan_tables and len(block.rows) < 2
            continue
        if not inside:
            continue
        cut = Vocabulary().cut(block.text)
        torn = torn or cut is not None
        if furniture.is_stray(block.text):
            if block.place.page is None:
                _set_aside(kept, (block.text,), "page furniture between the tables", block.place)
        elif torn or _starts_with_heading(block.text):
            _set_aside(kept, (block.text,), "torn off a table: it stands below one and belongs to none", block.place)
    return kept


def _starts_with_heading(text: str) -> bool:
    return len(text) < 1000 and any(
        text.startswith(start) for start in ("Target/Success", "Progress to Date", "By When")
    )


def _set_aside(kept: list[Unplaced], texts: Sequence[str], reason: str, place: Place) -> None:
    text = " | ".join(fold(text) for text in texts if text.strip())
    if text:
        kept.append(Unplaced(text=text, reason=reason, source=place))


def _recommendation(draft: RecommendationDraft) -> Recommendation:
    return Recommendation(
        number=draft.number,
        text=fold(" ".join(draft.texts)),
        deadline=read_due(draft.deadline) if draft.deadline else None,
        flags=tuple(draft.flags),
        source=draft.place,
    )


def _nothing_found(tables: Sequence[Table], blocks: Sequence[Block]) -> str:
    if not blocks:
        return "The document has no text: expected an action plan. If it is a scan, have its text recognised first."
    looked = "expected a table with a column of actions (such as 'Action to be taken'), or 'Action 1: …' paragraphs"
    if not tables:
        return f"No action plan found: {looked}; found text without a table. Check that this is the right file."
    return (
        f"No action plan found: {looked}; found {counted(len(tables), 'table')} with the headings "
        f"{', '.join(headings_seen(tables)) or '(none)'}. If one of them holds the actions, "
        'say so: --columns "Heading=action".'
    )
