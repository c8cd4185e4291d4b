"""An XLSForm workbook (survey, choices, settings, and our `scales`) read into a questionnaire, all mistakes at once.

Read are groups, select_one, select_multiple, text, integer, decimal, date, note, acknowledge and file; what a phone
would add by itself, repeats and calculations are refused in words. https://xlsform.org/
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from evidence.audits.forms.bounds import Bounds, read_constraint
from evidence.audits.forms.columns import CHOICES, SURVEY, Line, lines
from evidence.audits.forms.conditions import NotInSubset, When, read_relevant
from evidence.audits.forms.consistency import check_conditions, check_uses
from evidence.audits.forms.settings import Settings, read_scales, read_settings
from evidence.audits.problems import Problem, did_you_mean, sheet_named
from evidence.audits.scales import shipped_scale, shipped_scales
from evidence.model.questionnaire import Asks, Choice, GradeScale, Item, ItemType, Questionnaire
from evidence.model.table import Table

_TYPES = {
    "text": ItemType.TEXT,
    "string": ItemType.TEXT,
    "integer": ItemType.INTEGER,
    "int": ItemType.INTEGER,
    "decimal": ItemType.DECIMAL,
    "date": ItemType.DATE,
    "note": ItemType.DISPLAY,
    "acknowledge": ItemType.BOOLEAN,
    "trigger": ItemType.BOOLEAN,
    "file": ItemType.ATTACHMENT,
}
_SELECT = re.compile(
    r"(?:select[ _]one(?: from)?|(select[ _]multiple(?: from)?|select all that apply(?: from)?))\s+(\S+)", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_TRUE, _FALSE = frozenset(("yes", "true", "true()", "1")), frozenset(("", "no", "false", "false()", "0"))


@frozen(kw_only=True)
class FormReading:
    """What a workbook was read as: a questionnaire where nothing is wrong with it, and every remark about it."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...] = ()


def read_xlsform(tables: Sequence[Table], name: str = "form") -> FormReading:
    """Read the sheets of a workbook; `name` (the file's, without its ending) stands in where settings name no form."""
    problems: list[Problem] = []
    survey = sheet_named(tables, "survey")
    if survey is None:
        found = ", ".join(repr(table.title) for table in tables if table.title) or "none"
        near = did_you_mean("survey", [(table.title or "").lower() for table in tables])
        message = f"expected a sheet named 'survey' with the questions; found {found}.{near}"
        return FormReading(questionnaire=None, problems=(Problem(sheet="workbook", message=message),))
    settings = read_settings(sheet_named(tables, "settings"), name, problems)
    scales = read_scales(sheet_named(tables, "scales"), problems)
    choices = _choices(sheet_named(tables, "choices"), settings.language, problems)
    items, where = _items(survey, choices, settings, problems)
    if not any(item.type is not ItemType.GROUP for item in items):
        problems.append(Problem(sheet="survey", cell="A2", message="expected at least one question; found none."))
    items, scales = _with_scales(items, scales, where, problems)
    check_conditions(items, where, problems)
    check_uses(items, scales, where, problems)
    broken = any(not problem.query for problem in problems)
    questionnaire = Questionnaire(
        id=settings.id,
        version=settings.version,
        title=settings.title,
        description=settings.description,
        dated=settings.dated,
        items=items,
        scales=scales,
    )
    return FormReading(questionnaire=None if broken else questionnaire, problems=tuple(problems))


def _choices(table: Table | None, language: str | None, problems: list[Problem]) -> dict[str, list[Choice]]:
    lists: dict[str, list[Choice]] = {}
    for line in lines(table, CHOICES, language, problems) if table else []:
        of, code = line.get("list_name"), line.get("name")
        if not of or not code:
            missing = "name" if of else "list_name"
            problems.append(line.problem(missing, f"a choice needs both list_name and name; write the {missing}."))
            continue
        if re.search(r"\s", code):
            problems.append(
                line.problem("name", f"a choice's name has no spaces; found {code!r}, write it with dashes.")
            )
            continue
        entries = lists.setdefault(of, [])
        if any(choice.code == code for choice in entries):
            problems.append(line.problem("name", f"choice {code!r} stands twice in list {of!r}; keep one."))
            continue
        entries.append(Choice(code=code, text=line.get("label") or code))
    return lists


def _items(
    table: Table, choices: dict[str, list[Choice]], settings: Settings, problems: list[Problem]
) -> tuple[list[Item], dict[str, Line]]:
    items: list[Item] = []
    where: dict[str, Line] = {}
    open_groups: list[tuple[str, Line]] = []
    for line in lines(table, SURVEY, settings.language, problems):
        kind = re.sub(r"[\s_]+", " ", line.get("type")).strip().lower()
        if kind == "end group":
            if not open_groups:
                problems.append(line.problem("type", "'end group' without a 'begin group' before it; take one away."))
            else:
                open_groups.pop()
            continue
        item = _item(line, kind, choices, problems)
        if item is None:
            continue
        if item.link_id in where:
            first = where[item.link_id].places["name"]
            problems.append(
                line.problem("name", f"{item.link_id!r} is already the name at {first}; names are used once.")
            )
            continue
        where[item.link_id] = line
        items.append(evolve(item, group=open_groups[-1][0] if open_groups else None))
        if item.type is ItemType.GROUP:
            open_groups.append((item.link_id, line))
    problems.extend(
        line.problem("type", f"group {name!r} is not ended; write 'end group'.") for name, line in open_groups
    )
    return items, where


def _item(line: Line, kind: str, choices: dict[str, list[Choice]], problems: list[Problem]) -> Item | None:
    before = len(problems)
    select = _SELECT.fullmatch(line.get("type"))
    listed: list[Choice] = []
    if kind == "begin group":
        type_ = ItemType.GROUP
    elif select:
        type_ = ItemType.CHOICE
        listed = choices.get(select[2], [])
        if not listed:
            near = did_you_mean(select[2], choices)
            problems.append(
                line.problem("type", f"no list {select[2]!r} on the sheet 'choices'; write it there.{near}")
            )
    elif kind in _TYPES:
        type_ = _TYPES[kind]
    else:
        problems.append(line.problem("type", _unknown_type(line.get("type"))))
        return None
    name = line.get("name")
    if not _NAME.fullmatch(name):
        found = f"found {name!r}" if name else "found nothing"
        problems.append(
            line.problem("name", f"expected a name of letters, digits, dots, dashes, underscores; {found}.")
        )
        return None
    if not line.get("label") and type_ is not ItemType.GROUP:
        problems.append(line.problem("label", f"{name!r} asks nothing; write the question under 'label'."))
    when = _when(line, problems)
    bounds = _bounds(line, type_, problems)
    item = Item(
        link_id=name,
        text=line.get("label"),
        type=type_,
        required=_flag(line, "required", problems),
        repeats=bool(select and select[1]),
        enable_when=when.conditions,
        enable_behavior=when.behavior,
        choice_list=select[2] if select else None,
        choices=listed,
        hint=line.get("hint") or None,
        least=bounds.least,
        most=bounds.most,
        max_length=bounds.max_length,
        constraint_message=line.get("constraint_message") or None,
        standard=line.get("standard") or None,
        evidence=line.get("evidence") or None,
        clock=line.get("clock") or None,
        asks=_asks(line, problems),
        weight=_weight(line, problems),
        critical=_flag(line, "critical", problems),
        action=line.get("action") or None,
        grade_scale=line.get("grade_scale") or None,
        check_primary_text=_flag(line, "check_primary_text", problems),
        overall=_flag(line, "overall", problems),
    )
    return (
        item if len(problems) == before or all(one.query for one in problems[before:]) else evolve(item, enable_when=())
    )


def _unknown_type(text: str) -> str:
    kind = text.strip().lower()
    if not kind:
        return "expected a type such as text, integer, date, note or select_one LIST; found nothing."
    if "repeat" in kind:
        return "repeats are not read: a case has one sheet; write the questions out."
    if "select" in kind or "rank" in kind:
        return f"expected select_one LIST or select_multiple LIST; found {text!r}."
    near = did_you_mean(kind, [*_TYPES, "select_one", "select_multiple", "begin group", "end group"])
    return (
        f"type {text!r} is not read: an audit form has groups, selections, text, numbers, dates, notes and files.{near}"
    )


def _flag(line: Line, name: str, problems: list[Problem]) -> bool:
    value = line.get(name).lower()
    if value not in _TRUE and value not in _FALSE:
        problems.append(line.problem(name, f"expected yes or no under {name!r}; found {line.get(name)!r}."))
    return value in _TRUE


def _when(line: Line, problems: list[Problem]) -> When:
    try:
        return read_relevant(line.get("relevant"))
    except NotInSubset as error:
        problems.append(line.problem("relevant", f"'relevant' of {line.get('name')!r}: {error}."))
        return When()


def _bounds(line: Line, type_: ItemType, problems: list[Problem]) -> Bounds:
    try:
        return read_constraint(line.get("constraint"), whole=type_ is ItemType.INTEGER)
    except NotInSubset as error:
        problems.append(line.problem("constraint", f"'constraint' of {line.get('name')!r}: {error}."))
        return Bounds()


def _weight(line: Line, problems: list[Problem]) -> str | None:
    weight = line.get("weight")
    if weight and not re.fullmatch(r"\d+(\.\d+)?", weight):
        problems.append(line.problem("weight", f"expected a number from 0 under 'weight'; found {weight!r}."))
    return weight or None


def _asks(line: Line, problems: list[Problem]) -> tuple[Asks, ...]:
    known = [one.value for one in Asks]
    words = line.get("asks").lower().replace(",", " ").split()
    for word in words:
        if word not in known:
            message = f"expected words of {', '.join(known)} under 'asks'; found {word!r}.{did_you_mean(word, known)}"
            problems.append(line.problem("asks", message))
    return tuple(Asks(word) for word in words if word in known)


def _with_scales(
    items: list[Item], scales: list[GradeScale], where: dict[str, Line], problems: list[Problem]
) -> tuple[list[Item], list[GradeScale]]:
    known = {scale.id: scale for scale in scales}
    for item in items:
        if item.grade_scale and item.grade_scale not in known:
            shipped = shipped_scale(item.grade_scale)
            if shipped is None:
                near = did_you_mean(item.grade_scale, [scale.id for scale in (*scales, *shipped_scales())])
                message = (
                    f"no grade scale {item.grade_scale!r}; write it on a sheet 'scales', or name a shipped one.{near}"
                )
                problems.append(where[item.link_id].problem("grade_scale", message))
            else:
                known[shipped.id] = shipped
    return items, list(known.values())
