"""What may leave the team: figures in which no small number is shown, nor can be worked out from those that are.

A count from 1 to 4 is suppressed. Where it could be told from a total that stands beside it, so is a second count of
the same row (the answers to a question) or of the same column (the same answer in every team). Of a team with so few
files nothing is said, nor of the next smallest team, from whose figures the first one's could be told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from attrs import evolve

from evidence.model.comparison import (
    PARTS,
    SMALL,
    ComparedGrade,
    ComparedQuestion,
    ComparedSection,
    RoundComparison,
)

Cells = list[list[int | None]]
T = TypeVar("T")


def suppressed(count: int, least: int = SMALL) -> int | None:
    """The count, or `None` where it is so small that somebody could be known by it; nought may be shown."""
    return None if 0 < count < least else count


def suppressed_row(counts: Sequence[int], least: int = SMALL) -> tuple[int | None, ...]:
    """A row of counts whose sum is shown: if one is suppressed, so is the next smallest, or it could be worked out."""
    return tuple(suppressed_table([counts], least)[0])


def suppressed_table(table: Sequence[Sequence[int]], least: int = SMALL, hidden: Collection[int] = ()) -> Cells:
    """Rows of counts, the sum of each row shown; every row after the first is a part of the first, column by column.

    No row, and no column below the first row, is left with a single count suppressed, unless all its others are nought.
    Of the rows in `hidden` (from 0) nothing is shown.
    """
    shown: Cells = [
        [None if at in hidden else suppressed(count, least) for count in row] for at, row in enumerate(table)
    ]
    rows = [[(at, column) for column in range(len(row))] for at, row in enumerate(table)]
    columns = [[(at, column) for at in range(1, len(table))] for column in range(len(table[0]) if table else 0)]
    changed = True
    while changed:
        changed = False
        for line in [*rows, *columns]:
            if sum(shown[at][column] is None for at, column in line) == 1:
                rest = [(table[at][column], at, column) for at, column in line if shown[at][column]]
                if rest:
                    _, at, column = min(rest)
                    shown[at][column] = None
                    changed = True
    return shown


def for_public(told: RoundComparison, least: int = SMALL) -> RoundComparison:
    """The comparison with its small counts suppressed; a team or question of fewer than `least` files shows nothing."""
    question_rows = [told.questions, *(team.questions for team in told.teams)]
    section_rows = [told.sections, *(team.sections for team in told.teams)]
    keys = [one.question for one in told.questions]
    questions = [_questions([_by_key(row, _question_key)[key] for row in question_rows], least) for key in keys]
    sections: list[list[ComparedSection | None]] = []
    for section in told.sections:
        found = [_by_key(row, _section_key).get(_section_key(section)) for row in section_rows]
        there = iter(_sections([one for one in found if one], least))
        sections.append([next(there) if one else None for one in found])
    return evolve(
        told,
        questions=[row[0] for row in questions],
        sections=[row[0] for row in sections],
        teams=[
            evolve(
                team,
                questions=[row[at] for row in questions],
                sections=[row[at] for row in sections if row[at] is not None],
            )
            for at, team in enumerate(told.teams, 1)
        ],
    )


def _question_key(question: ComparedQuestion) -> str:
    return question.question


def _section_key(section: ComparedSection) -> tuple[str, str]:
    return section.section, section.scale


def _by_key(row: Sequence[T], key: Callable[[T], Any]) -> dict[Any, T]:
    return {key(one): one for one in row}


def _questions(rows: Sequence[ComparedQuestion], least: int) -> list[ComparedQuestion]:
    """One question in all files and in every team."""
    sides: list[Cells] = []
    for at in (0, 1):
        counts = [[getattr(row, part)[at] for part in PARTS] for row in rows]
        totals = [sum(row) for row in counts]
        hidden = _hidden(totals, least)
        shown = suppressed_table(counts, least, hidden)
        sides.append([[None if nth in hidden else totals[nth], *cells] for nth, cells in enumerate(shown)])
    return [evolve(row, **_pairs(sides[0][nth], sides[1][nth])) for nth, row in enumerate(rows)]


def _pairs(old: Sequence[int | None], new: Sequence[int | None]) -> dict[str, Any]:
    return {name: (old[place], new[place]) for place, name in enumerate(("n", *PARTS))}


def _sections(rows: Sequence[ComparedSection], least: int) -> list[ComparedSection]:
    """The grades of one section in all files and in every team that has any."""
    values = [grade.value for grade in rows[0].grades]
    sides: list[Cells] = []
    for at in (0, 1):
        given = [{grade.value: grade.n[at] or 0 for grade in row.grades} for row in rows]
        counts = [[row.get(value, 0) for value in values] for row in given]
        sides.append(suppressed_table(counts, least, _hidden([sum(row) for row in counts], least)))
    return [
        evolve(
            row,
            grades=[
                ComparedGrade(value=value, n=(sides[0][nth][place], sides[1][nth][place]))
                for place, value in enumerate(values)
            ],
        )
        for nth, row in enumerate(rows)
    ]


def _hidden(totals: Sequence[int], least: int) -> frozenset[int]:
    """The rows of which nothing is said: those of too few files, and one team more where it would be one alone."""
    few = {at for at, total in enumerate(totals) if 0 < total < least}
    teams = sorted((total, at) for at, total in enumerate(totals) if at > 0 and total >= least)
    if len(few - {0}) == 1 and teams:
        few.add(teams[0][1])
    return frozenset(few)
