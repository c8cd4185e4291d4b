"""Which column of a table is which: heading rows are found, read, and laid over the columns.

Headings broken over two rows, fused, cut off, blank, repeated or missing are read with the help of the other tables
of the same plan; what each heading was taken for, and because of what, is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from evidence.model.errors import Refused
from evidence.model.table import Block, Row, Table
from evidence.plans import fields
from evidence.plans.headings import Meaning, Vocabulary, known, squeeze
from evidence.plans.layout import columns_of
from evidence.plans.readings import Column, Reading
from evidence.plans.timeline import take_marks
from evidence.plans.unheaded import name_by_cells, name_unheaded_actions, told_columns
from evidence.wording.folding import fold

_ROWS_LOOKED_AT = 15  # filled rows above which the heading row must stand
_SHOWN_HEADINGS = 12
_PLAINLY = 7  # score of a row that has an action and two more fields: no other row is looked at


def vocabulary(tables: Sequence[Table], named: Mapping[str, str] | None) -> Vocabulary:
    """The headings to go by; raises `Refused` for a named field that does not exist or a heading that no table has."""
    wanted: dict[str, str] = {}
    for heading, name in (named or {}).items():
        field_name = _ALIASES.get(name.strip().lower().replace(" ", "_"), name.strip().lower().replace(" ", "_"))
        if field_name not in fields.FIELDS:
            raise Refused(
                f"--columns {heading}={name}: there is no field {name!r}. Fields are: {', '.join(fields.FIELDS)}."
            )
        wanted[squeeze(heading)] = field_name
    here = named_here(tables, named) if named else {}
    for heading in named or {}:
        if heading not in here:
            raise Refused(
                f"--columns: no table has the heading {heading!r}. Headings seen: {', '.join(headings_seen(tables))}."
            )
    return Vocabulary(named=wanted, tables=tuple(tables))


def named_here(blocks: Iterable[Block], named: Mapping[str, str]) -> dict[str, str]:
    """Those of the named headings that some table of these blocks has."""
    tables = [block for block in blocks if isinstance(block, Table)]
    seen = {squeeze(cell.text) for table in tables for row in table.rows for cell in row.cells}
    return {heading: name for heading, name in named.items() if squeeze(heading) in seen}


_ALIASES = {
    "leads": fields.LEAD,
    "deadline": fields.DUE,
    "success": "success_criteria",
    "ref": fields.NUMBER,
    "ignore": "other",
    "owner": fields.LEAD,
}


def headings_seen(tables: Sequence[Table]) -> tuple[str, ...]:
    """The first filled row of every table, for messages; at most a dozen different cells."""
    found: dict[str, None] = {}
    for table in tables:
        for row in table.rows:
            texts = [fold(text)[:40] for text in row.texts if text.strip()]
            if texts:
                found.update(dict.fromkeys(texts))
                break
    return tuple(repr(text) for text in list(found)[:_SHOWN_HEADINGS])


def read_tables(tables: Sequence[Table], words: Vocabulary, follows: Sequence[bool]) -> list[Reading]:
    """Every table with its columns, in order; those without headings of a plan have none.

    `follows` says for each table whether nothing but page furniture stands between it and the table before.
    """
    readings = [_by_headings(Reading(table=t, number=n), words) for n, t in enumerate(tables, start=1)]
    for find in (
        lambda reading: _by_headings(reading, words, loose=True),
        lambda reading: name_by_cells(reading, words),
        name_unheaded_actions,
        _by_recommendations,
    ):
        if not any(reading.is_plan for reading in readings):
            for reading in readings:
                find(reading)
    clean = [r for r in readings if r.is_plan and all(c.field or c.because for c in r.columns)]
    for at, reading in enumerate(readings):
        if reading.is_plan:
            _fill_blank_headings(reading, clean)
            if reading.first > reading.heading_rows and at and follows[at]:
                _start_above_headings(reading, readings[at - 1])
        elif not reading.columns and at and follows[at]:
            _inherit(reading, readings[at - 1])
    for reading in readings:
        take_marks(reading)
    return readings


def heading_row(row: Row, reading: Reading, words: Vocabulary) -> tuple[Meaning | None, ...] | None:
    """The meanings of a row in which the table's headings are printed again; `None` if it is not one."""
    texts = row.texts
    if not reading.prints_again(texts):
        return None
    filled = [n for n, text in enumerate(texts) if text.strip()]
    if len(filled) < 2 or max(len(texts[n]) for n in filled) > 80:
        return None
    meanings = tuple(words.read(text) if text.strip() else None for text in texts)
    if not any(meaning and meaning.field for meaning in meanings):
        return None
    meanings = tuple(m or (words.cut(text) if text.strip() else None) for m, text in zip(meanings, texts, strict=True))
    own = reading.own_headings
    same = sum(1 for n in filled if squeeze(texts[n]) in own or ((m := meanings[n]) and m.field))
    action = any(m and m.field == fields.ACTION for m in meanings)
    return meanings if action and same >= 2 and same * 3 >= len(filled) * 2 else None


def _by_headings(reading: Reading, words: Vocabulary, *, loose: bool = False) -> Reading:
    best: tuple[int, int, tuple[Column, ...], int] | None = None
    looked_at = 0
    rows = reading.table.rows
    for n, row in enumerate(rows):
        if not any(text.strip() for text in row.texts):
            continue
        looked_at += 1
        if looked_at > _ROWS_LOOKED_AT:
            break
        columns, used = columns_of(rows, n, reading.width, words)
        score = _score(columns)
        if score and (best is None or score > best[0]):
            best = (score, n, columns, n + used)
            if score >= _PLAINLY:
                break
    if best and (best[0] >= 4 or _lone_action(best[2], reading, words, loose) or _detachable(best, reading)):
        reading.columns, reading.first, reading.heading_rows = best[2], best[3], best[3] - best[1]
    return reading


def _by_recommendations(reading: Reading) -> None:
    """Let recommendations that are followed up stand for the actions."""
    reading.own_actions = fields.RECOMMENDATION in reading.fields and bool(reading.fields & fields.FOLLOWED_UP)


def _score(columns: tuple[Column, ...]) -> int:
    """Two for each field, one more for the action; 0 where the row is no heading row."""
    found = {c.field for c in columns if c.field}
    filled = sum(1 for c in columns if c.heading and not c.month)
    if not found or (len(found) * 3 < filled and not (fields.ACTION in found and len(found) > 4)):
        return 0
    return 2 * len(found) + (fields.ACTION in found)


def _lone_action(columns: tuple[Column, ...], reading: Reading, words: Vocabulary, loose: bool) -> bool:
    """A heading row of which only the action is known; not the first line of a list of "heading: text" rows.

    Beside it there is no other heading, unless `loose`: then the plan has no other table that could be meant.
    """
    if not loose and sum(1 for c in columns if c.heading) > 1:
        return False
    if not any(c.field == fields.ACTION and squeeze(c.heading) in {*known(), *words.named} for c in columns):
        return False
    first = [squeeze(row.cells[0].text) for row in reading.table.rows if row.cells]
    return len(first) > 1 and sum(1 for key in first if key in known()) < 2


def _detachable(best: tuple[int, int, tuple[Column, ...], int], reading: Reading) -> bool:
    """A narrow table whose first row is one heading: a column torn off another table."""
    return reading.width <= 3 and best[1] == 0 and not any(c.field == fields.ACTION for c in best[2])


def _fill_blank_headings(reading: Reading, clean: list[Reading]) -> None:
    """Name columns without a heading after other tables of the plan, or after what stands in them."""
    columns = list(reading.columns)
    for at, column in enumerate(columns):
        if column.heading or column.field or not reading.filled(at):
            continue
        for other in clean:
            if len(other.columns) == len(columns) and other.columns[at].field and _agree(columns, other.columns):
                name = other.columns[at]
                if name.field in reading.fields:
                    continue
                because = f"no heading; table {other.printed} has {name.heading!r} here"
                columns[at] = evolve(column, field=name.field, because=because)
                break
        reading.columns = tuple(columns)
    reading.columns = told_columns(reading, reading.columns)
    reading.own_actions = fields.ACTION not in reading.fields


def _agree(columns: Sequence[Column], others: Sequence[Column]) -> bool:
    pairs = [(c.field, o.field) for c, o in zip(columns, others, strict=True) if c.field and o.field]
    return len(pairs) >= 2 and all(a == b for a, b in pairs)


def _start_above_headings(reading: Reading, before: Reading) -> None:
    """Rows above headings that only repeat those of the table before go on with that table."""
    if [c.field for c in reading.columns] == [c.field for c in before.columns]:
        reading.columns = tuple(evolve(c, rest="") for c in reading.columns)
        reading.first, reading.inherited = 0, True


def _inherit(reading: Reading, before: Reading) -> None:
    """A table without headings right after a plan table of the same width goes on with its columns."""
    if not before.is_plan or not any(any(t.strip() for t in row.texts) for row in reading.table.rows):
        return
    if reading.width > len(before.columns) or (
        reading.width < len(before.columns) and reading.table.place.line is None
    ):
        return
    reading.columns = tuple(evolve(c, because=_going_on(c.because), rest="") for c in before.columns)
    reading.inherited = True


def _going_on(because: str) -> str:
    """The reason for a column of a table that goes on with the one before, said once however many tables go on."""
    said = "no headings here; the table before goes on"
    return because if because.startswith(said) else f"{said} ({because})"
