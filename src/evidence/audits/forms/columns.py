"""The sheets of an XLSForm as rows of named cells: headings are recognised, languages chosen, unknown columns told."""

from __future__ import annotations

import re

from attrs import frozen

from evidence.audits.problems import Problem, cell_at, did_you_mean
from evidence.model.table import Table

SURVEY = (
    "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "standard", "evidence",
    "clock", "asks", "weight", "critical", "action", "grade_scale", "check_primary_text", "overall",
)  # fmt: skip
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "description", "dated")
SCALES = ("scale", "title", "code", "text", "role", "source")

_NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name"), "scales": ("scale", "code")}
_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "bind:relevant": "relevant",
    "bind:constraint": "constraint",
    "bind:jr:constraintmsg": "constraint_message",
    "constraint_msg": "constraint_message",
    "bind:required": "required",
    "list": "list_name",
    "value": "name",
    "calculate": "calculation",
    "id_string": "form_id",
}
_LOGIC = {
    "calculation": "nothing is calculated in a questionnaire; leave it out",
    "choice_filter": "choices are not filtered; write a list for each question",
    "repeat_count": "repeats are not read; write one sheet a case",
    "default": "an answer nobody gave would stand on the record; leave it out",
    "required_if": "a question is required or not; write yes or no under 'required'",
}
_NO_VALUE = frozenset(("", "false", "no", "0"))


@frozen(kw_only=True)
class Line:
    """A row of a sheet: its cells by heading, and where each stands."""

    sheet: str
    cells: dict[str, str]
    places: dict[str, str]

    def get(self, name: str) -> str:
        """The cell's text without the spaces around it; empty where there is no such column."""
        return self.cells.get(name, "")

    def problem(self, name: str, message: str, *, query: bool = False) -> Problem:
        """A problem at the cell of this heading."""
        return Problem(sheet=self.sheet, cell=self.places.get(name), message=message, query=query)


def heading(text: str) -> tuple[str, str | None]:
    """A heading's name and its language: `label::English (en)` is `("label", "English (en)")`."""
    folded = re.sub(r"\s+", "_", text.strip().lower())
    if folded in _ALIASES:
        return _ALIASES[folded], None
    name, mark, language = text.strip().partition("::")
    folded = re.sub(r"\s+", "_", name.strip().lower())
    if mark and folded == "bind":
        folded, language = re.sub(r"\s+", "_", f"bind:{language.strip().lower()}"), ""
    return _ALIASES.get(folded, folded), (language.strip() or None)


def lines(table: Table, known: tuple[str, ...], language: str | None, problems: list[Problem]) -> list[Line]:
    """The rows below the headings that hold anything; logic that is not read is a problem, other columns a query."""
    sheet = (table.title or "").strip()
    if not table.rows:
        return []
    names = _names(table, known, language, problems)
    found: list[Line] = []
    for index, row in enumerate(table.rows[1:], start=2):
        cells = {name: row.cells[at].text.strip() for at, name in names.items() if at < len(row.cells)}
        if not any(cells.values()):
            continue
        places = {name: cell_at(row, at, index) for at, name in names.items()}
        line = Line(sheet=sheet, cells=cells, places=places)
        found.append(line)
        for name, why in _LOGIC.items():
            if line.get(name).lower() not in _NO_VALUE:
                problems.append(line.problem(name, f"found {line.get(name)!r} under {name!r}; {why}."))
    return found


def _names(table: Table, known: tuple[str, ...], language: str | None, problems: list[Problem]) -> dict[int, str]:
    """Column (from 0) to the name it is read as; of several languages the one asked for, else the first."""
    sheet, top = (table.title or "").strip(), table.rows[0]
    names: dict[int, str] = {}
    spoken: dict[str, str | None] = {}
    for at, text in enumerate(top.texts):
        if not text.strip():
            continue
        name, tongue = heading(text)
        cell = cell_at(top, at, 1)
        if name in spoken and name in known:
            if tongue is None and spoken[name] is None:
                problems.append(Problem(sheet=sheet, cell=cell, message=f"two columns are headed {name!r}; keep one."))
                continue
            if not (language and tongue and tongue.lower() == language.lower()):
                message = f"column {text!r} is not kept: one language is read, and {name!r} stands before it."
                problems.append(Problem(sheet=sheet, cell=cell, message=message, query=True))
                continue
            names = {column: other for column, other in names.items() if other != name}
        spoken[name] = tongue
        names[at] = name
        if name not in known and name not in _LOGIC:
            message = f"column {text!r} is not kept; nothing here reads it.{did_you_mean(name, known)}"
            problems.append(Problem(sheet=sheet, cell=cell, message=message, query=True))
    missing = [name for name in _NEEDED.get(sheet.lower(), ()) if name not in names.values()]
    if missing:
        expected = " and ".join(map(repr, missing))
        problems.append(Problem(sheet=sheet, cell=cell_at(top, 0, 1), message=f"expected a column headed {expected}."))
    return names
