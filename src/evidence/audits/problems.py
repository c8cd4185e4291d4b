"""What is wrong with a workbook, each mistake with its sheet and cell, all gathered before anything is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from attrs import frozen

from evidence.model.cell_names import right_of
from evidence.model.errors import UnreadableInput
from evidence.model.table import Row, Table, TextSheet
from evidence.wording.counting import counted

_Sheet = TypeVar("_Sheet", Table, TextSheet)


@frozen(kw_only=True)
class Problem:
    """One mistake: where it stands, what was expected, what was found, what to write."""

    sheet: str
    cell: str | None = None  # "B7"; `None` for the sheet as a whole
    message: str
    query: bool = False  # to look at; nothing is refused because of it

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.message}" if self.cell else f"{self.sheet}: {self.message}"


def refuse(name: str, problems: Iterable[Problem]) -> None:
    """Raise `UnreadableInput` that lists every problem, a line each; do nothing where there are none to refuse for."""
    told = [problem for problem in problems if not problem.query]
    if told:
        count = counted(len(told), "mistake")
        raise UnreadableInput("\n".join([f"{name}: {count}; nothing was taken from it.", *map(str, told)]))


def did_you_mean(word: str, known: Iterable[str], *, least: float = 0.6) -> str:
    """`" Did you mean 'x'?"` where a known word is near (alike by `least` of 1), else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=least)
    return f" Did you mean {near[0]!r}?" if near else ""


def sheet_named(tables: Sequence[_Sheet], name: str) -> _Sheet | None:
    """The table or the texts of this sheet, capitals and spaces around the name aside."""
    return next((table for table in tables if (table.title or "").strip().lower() == name), None)


def cell_at(row: Row, column: int, index: int) -> str:
    """The address of a row's cell, counted from 0; a row without a place of its own is counted by `index` from 1."""
    first = "".join(letter for letter in row.place.cell or "A" if letter.isalpha()).upper()
    return right_of(f"{first}{row.place.row or index}", column)
