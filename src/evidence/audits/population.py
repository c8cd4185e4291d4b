"""The population list of a round, read from a table into case files with references; and the key file that ties them.

The council's own case numbers go into the key alone. A column that names or describes a child is not taken, and said.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping

from attrs import field, frozen

from evidence.audits.case_headings import HEADINGS, TITLES, folded
from evidence.audits.privacy import issue_references, screen
from evidence.audits.problems import Problem, cell_at
from evidence.model.audit import Case
from evidence.model.errors import Refused
from evidence.model.sequences import as_tuple
from evidence.model.table import Row, Table

_SUM = re.compile(
    r"(?i)(?:(?:grand |sub[- ]?)?total|count|end of (?:list|report|extract))\b.*"
)  # where a number stands
_TELLING = 5  # characters of a case number that is no mere ordinal
_APART = re.compile(r"[\s,;:()]+")
_PERSONAL = (
    "name",
    "initials",
    "sibling",
    "mother",
    "father",
    "parent",
    "carer",
    "surname",
    "forename",
    "dob",
    "birth",
    "address",
    "postcode",
    "nhs",
    "upn",
    "phone",
    "email",
    "e-mail",
    "born",
)
_CHILD = {"child", "children", "young person", "client", "pupil", "student", "service user", "baby", "family"}
_WORKERS = ("holder", "supervisor")  # columns that hold a role
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z'’-]+(?: [A-Z][A-Za-z'’-]+){1,2}|(?:Mr|Mrs|Ms|Miss)\.? .+"
)
_ROLE = re.compile(
    r"(?i)worker|manager|practi[ct]|officer|advis|assist|lead\b|head\b|superv|director|team|support|duty|social|senior"
    r"|princip|deput|service|independent|consult|student|agency|locum|co-?ordinat|nurs|visitor|therap|psych|famil|child"
    r"|care|fostering|adoption|key\b|unit|group|area|district|locality|acting|interim|qualified|vacan|allocat|specialist"
    r"|educat|teach|legal|solicitor|doctor|police|probation|youth|trainee|volunteer|administ|clerk|staff|post|role|nobody"
)


@frozen(kw_only=True)
class PopulationReading:
    """The list as it was read: the cases with their references, the whole new key, and what is to be said."""

    cases: tuple[Case, ...] = field(default=(), converter=as_tuple)
    key: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)  # case number, reference
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)


def read_population(
    table: Table, key: Mapping[str, str], choose: Callable[[int], int], names: tuple[str, ...] = ()
) -> PopulationReading:
    """Read a list: a heading row with the case number, and as far as they are there team, status, holder, supervisor.

    Rows above the headings, such as the name of an extract, are passed over. `key` is the key file as it was
    (`read_key`); `choose` is as in `privacy.issue_references`. Other columns are kept as fields by which strata can be
    formed. A cell with what looks like personal data is refused by its address.
    """
    sheet = table.title or "population"
    start = heading_row(table)
    if start is None:
        message = (
            f"expected a heading 'case number' (or 'child ID', 'case ref') in the first {TITLES} rows; found none. "
            "Write it above the column with the numbers."
        )
        return PopulationReading(problems=[Problem(sheet=sheet, message=message)])
    problems: list[Problem] = []
    columns = _columns(table.rows[start], sheet, start + 1, problems)
    body = table.rows[start + 1 :]
    rows: dict[str, dict[str, str]] = {}
    at_number = next(at for at, name in columns.items() if name == "number")
    own = _long_numbers(key, (row.cells[at_number].text for row in body if at_number < len(row.cells)))
    kinds: dict[str, str | None] = {"": None}  # of personal data in a cell's text; teams and roles repeat
    for index, row in enumerate(body, start=start + 2):
        cells = {name: row.cells[at].text.strip() for at, name in columns.items() if at < len(row.cells)}
        if not any(cells.values()):
            continue
        number = cells.pop("number", "")
        if not number or number in rows or _SUM.fullmatch(number):
            message = "a case without a number." if not number else "the same case number stands above; keep one row."
            if number and number not in rows:
                message = f"found {number!r} for a case number; take the row away."
            problems.append(Problem(sheet=sheet, cell=cell_at(row, at_number, index), message=message))
            continue
        rows[number] = cells
        for at, name in columns.items():
            text = cells.get(name, "")
            if text not in kinds:
                kinds[text] = _personal(text, names, own)
            kind = kinds[text] or ("what looks like a name" if name in _WORKERS and _is_person(text) else None)
            if kind:
                message = f"found personal data ({kind}); children are known by reference, workers by role."
                problems.append(Problem(sheet=sheet, cell=cell_at(row, at, index), message=message))
    if any(not problem.query for problem in problems):
        return PopulationReading(problems=problems)
    issued = issue_references(list(rows), key, choose)
    cases = [_case(issued[number], cells) for number, cells in rows.items()]
    return PopulationReading(cases=cases, key=tuple(issued.items()), problems=problems)


def heading_row(table: Table) -> int | None:
    """Which row, counted from 0, heads a column with case numbers; `None` where none does."""
    known = [{HEADINGS.get(folded(text)) for text in row.texts} for row in table.rows[:TITLES]]
    heads = [at for at, names in enumerate(known) if "number" in names]
    return max(heads, key=lambda at: len(known[at] - {None}), default=None)


def _columns(top: Row, sheet: str, index: int, problems: list[Problem]) -> dict[int, str]:
    """Column, counted from 0, to what it is; what is not taken is said."""
    columns: dict[int, str] = {}
    for at, text in enumerate(top.texts):
        heading = folded(text)
        name = HEADINGS.get(heading, heading)
        bare = heading.replace(".", "")
        why = ""
        if name == heading and (bare in _CHILD or any(word in bare for word in _PERSONAL)):
            why = "a case file is known by its reference alone."
        elif name in columns.values():
            first = next(top.texts[other] for other, taken in columns.items() if taken == name)
            why = f"{first!r} stands before it and says the same." if name else ""
        elif name:
            columns[at] = name
        if why:
            message = f"column {text!r} is not taken: {why}"
            problems.append(Problem(sheet=sheet, cell=cell_at(top, at, index), message=message, query=True))
    return columns


def _long_numbers(key: Mapping[str, str], listed: Iterable[str]) -> frozenset[str]:
    """Case numbers, of this list and of the key, that are long enough to be nothing else where they turn up again."""
    return frozenset(number for number in (*key, *(text.strip() for text in listed)) if len(number) >= _TELLING)


def _personal(text: str, names: tuple[str, ...], numbers: frozenset[str]) -> str | None:
    """What kind of personal data a cell holds."""
    if text in numbers or any(part in numbers for part in _APART.split(text)):
        return "case number"
    return next((hit.kind for hit in screen(text, names).hits), None)


def _is_person(text: str) -> bool:
    """Whether a worker's cell reads like a person's name, with no word of a role in it."""
    return _PERSON.fullmatch(text) is not None and _ROLE.search(text) is None


def _case(ref: str, cells: Mapping[str, str]) -> Case:
    known = {name: cells.get(name) or None for name in ("team", "status", "holder", "supervisor")}
    return Case(ref=ref, fields=[(name, text) for name, text in cells.items() if name not in known and text], **known)


def read_key(text: str) -> dict[str, str]:
    """The key file's lines, `case number,reference` under their headings; raises `Refused` with the line."""
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), start=1):
        if not row or (number == 1 and row[0].strip().lower() == "case number"):
            continue
        if len(row) != 2 or not row[0] or not row[1] or row[0] in found:
            raise Refused(
                f"key file, line {number}: expected a case number and its reference, each once. Restore the file."
            )
        found[row[0]] = row[1]
    return found


def write_key(key: Mapping[str, str]) -> str:
    """The key file's text, to be kept where the store is not."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([("case number", "reference"), *key.items()])
    return out.getvalue()
