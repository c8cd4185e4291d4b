"""A questionnaire written as the sheets of an XLSForm workbook; reading them back gives the same questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.audits.forms.bounds import Bounds, write_constraint
from evidence.audits.forms.columns import CHOICES, SCALES, SETTINGS, SURVEY
from evidence.audits.forms.conditions import When, write_relevant
from evidence.model.questionnaire import Choice, Item, ItemType, Questionnaire
from evidence.model.table import Cell, Place, Row, Table

_TYPES = {
    ItemType.TEXT: "text",
    ItemType.INTEGER: "integer",
    ItemType.DECIMAL: "decimal",
    ItemType.DATE: "date",
    ItemType.DISPLAY: "note",
    ItemType.BOOLEAN: "acknowledge",
    ItemType.ATTACHMENT: "file",
    ItemType.GROUP: "begin group",
}


def as_table(title: str, rows: Iterable[Sequence[str]]) -> Table:
    """A sheet of this name, its rows from 1 on."""
    return Table(
        title=title,
        place=Place(sheet=title),
        rows=[
            Row(cells=[Cell(text=text) for text in texts], place=Place(sheet=title, row=number, cell=f"A{number}"))
            for number, texts in enumerate(rows, start=1)
        ],
    )


def to_workbook(form: Questionnaire) -> tuple[Table, ...]:
    """The sheets survey, choices, settings and scales."""
    settings = [
        form.title,
        form.id,
        str(form.version),
        form.description or "",
        form.dated.isoformat() if form.dated else "",
    ]
    lists, of_item = _choice_lists(form.items)
    sheets = [
        as_table("survey", [SURVEY, *_survey(form.items, of_item)]),
        as_table("choices", [CHOICES, *([name, c.code, c.text] for name, cs in lists.items() for c in cs)]),
        as_table("settings", [SETTINGS, settings]),
    ]
    if form.scales:
        sheets.append(as_table("scales", [SCALES, *_scales(form)]))
    return tuple(sheets)


def _choice_lists(items: Sequence[Item]) -> tuple[dict[str, tuple[Choice, ...]], dict[str, str]]:
    """Every list of choices under its name, and each question's; other choices under a taken name get a number."""
    lists: dict[str, tuple[Choice, ...]] = {}
    of_item: dict[str, str] = {}
    for item in items:
        if not item.choices:
            continue
        base = item.choice_list or item.link_id
        name, number = base, 2
        while lists.setdefault(name, item.choices) != item.choices:
            name, number = f"{base}-{number}", number + 1
        of_item[item.link_id] = name
    return lists, of_item


def _survey(items: Sequence[Item], names: dict[str, str]) -> Iterable[list[str]]:
    inside: list[str] = []
    for item in items:
        while inside and inside[-1] != item.group:
            inside.pop()
            yield ["end group"] + [""] * (len(SURVEY) - 1)
        yield _line(item, names)
        if item.type is ItemType.GROUP:
            inside.append(item.link_id)
    for _ in inside:
        yield ["end group"] + [""] * (len(SURVEY) - 1)


def _line(item: Item, names: dict[str, str]) -> list[str]:
    if item.type is ItemType.CHOICE:
        kind = f"{'select_multiple' if item.repeats else 'select_one'} {names[item.link_id]}"
    else:
        kind = _TYPES[item.type]
    cells = {
        "type": kind,
        "name": item.link_id,
        "label": item.text,
        "hint": item.hint,
        "required": _yes(item.required),
        "relevant": write_relevant(When(conditions=item.enable_when, behavior=item.enable_behavior)),
        "constraint": write_constraint(Bounds(least=item.least, most=item.most, max_length=item.max_length)),
        "constraint_message": item.constraint_message,
        "standard": item.standard,
        "evidence": item.evidence,
        "clock": item.clock,
        "asks": " ".join(item.asks),
        "weight": item.weight,
        "critical": _yes(item.critical),
        "action": item.action,
        "grade_scale": item.grade_scale,
        "check_primary_text": _yes(item.check_primary_text),
        "overall": _yes(item.overall),
    }
    return [cells[name] or "" for name in SURVEY]


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def _scales(form: Questionnaire) -> Iterable[list[str]]:
    for scale in form.scales:
        roles = {scale.not_applicable: "not-applicable", scale.not_assessed: "not-assessed", scale.cap: "cap"}
        for index, value in enumerate(scale.values):
            first = index == 0
            source = scale.source or ""
            yield [
                scale.id,
                scale.title if first else "",
                value.code,
                value.text,
                roles.get(value.code, ""),
                source if first else "",
            ]
