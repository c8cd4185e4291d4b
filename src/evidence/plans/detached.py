"""Columns that a page tore off into tables of their own: put back by row order where the counts prove it.

A torn-off column has a heading that is known and no actions. It belongs to an earlier table with exactly as many rows,
in which the field is blank wherever the column has words. Otherwise its words stay unplaced, with the counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from evidence.model.plan import Unplaced
from evidence.plans import fields
from evidence.plans.drafts import Gathered, Group
from evidence.plans.readings import Column, Reading
from evidence.wording.folding import fold

_TABLES_BACK = 3  # how many plan tables back a torn-off column may belong to


@frozen(kw_only=True)
class Detached:
    """A table that holds columns of another."""

    reading: Reading


def put_back(gathered: Gathered, detached: Sequence[Detached], plans: Sequence[Reading]) -> None:
    """Give each torn-off column to that one of the plan's tables that it belongs to, or say why not."""
    filled: set[tuple[int, str]] = set()
    for torn in detached:
        reading = torn.reading
        before = [plan for plan in plans if plan.number < reading.number][-_TABLES_BACK:]
        fitting = [p for p in before if p.rows == reading.rows and _fits(reading, p.number, gathered, filled)]
        if len(fitting) == 1:
            _place(reading, fitting[0], gathered)
            filled |= {(fitting[0].number, column.field) for column in reading.columns if column.field}
        else:
            _leave(reading, gathered, _why_not(reading, before, fitting))


def _fits(reading: Reading, number: int, gathered: Gathered, filled: set[tuple[int, str]]) -> bool:
    groups = {group.row: group for group in gathered.groups if group.table == number}
    placed = 0
    for column in reading.columns:
        if not column.field or (number, column.field) in filled:
            continue
        for row, _ in _words(reading, column):
            group = groups.get(row)
            if group is None or group.text(column.field):
                return False
            placed += 1
    return placed > 0


def _place(reading: Reading, plan: Reading, gathered: Gathered) -> None:
    groups: dict[int, Group] = {group.row: group for group in gathered.groups if group.table == plan.number}
    for column in reading.columns:
        for row, text in _words(reading, column):
            if column.field and column.field not in (fields.RECOMMENDATION, "other"):
                groups[row].add(column.field, fold(text))
                if column.field == "status":
                    groups[row].states.append((column.heading, text))
            else:
                place = reading.table.rows[reading.first + row].place
                reason = (
                    f"cut off the edge of table {plan.printed}, row {row + 1} below its headings; no heading above it"
                )
                gathered.unplaced.append(Unplaced(text=fold(text), reason=reason, source=place))


def _leave(reading: Reading, gathered: Gathered, reason: str) -> None:
    for row in reading.table.rows[reading.first :]:
        text = " | ".join(fold(text) for text in row.texts if text.strip())
        if text:
            gathered.unplaced.append(Unplaced(text=text, reason=reason, source=row.place))


def _words(reading: Reading, column: Column) -> list[tuple[int, str]]:
    """Row (from 0 below the headings) and text of every filled cell of a column."""
    rows = reading.table.rows[reading.first :]
    return [
        (n, r.cells[column.at].text)
        for n, r in enumerate(rows)
        if column.at < len(r.cells) and r.cells[column.at].text.strip()
    ]


def _why_not(reading: Reading, before: Sequence[Reading], fitting: Sequence[Reading]) -> str:
    heading = next((column.heading for column in reading.columns if column.field), "")
    if len(fitting) > 1:
        numbers = [plan.printed for plan in fitting]
        return (
            f"torn-off column {heading!r}: tables {numbers} both have {reading.rows} rows, so it could belong to either"
        )
    others = ", ".join(f"table {plan.printed} has {plan.rows}" for plan in before)
    others = others or "no table stands before it"
    return f"torn-off column {heading!r} with {reading.rows} rows; {others}: the rows prove no place"
