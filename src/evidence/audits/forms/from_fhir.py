"""FHIR R4 `Questionnaire` data read into a questionnaire: our own JSON without loss, other people's or a reason."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from evidence.audits.forms.consistency import check_conditions
from evidence.audits.forms.fhir import FLAGS, JSON, MAX_VALUE, MIN_VALUE, OURS, TEXTS
from evidence.audits.forms.settings import FORM_ID
from evidence.audits.forms.shape import misshapen
from evidence.audits.forms.xlsform import FormReading
from evidence.audits.problems import Problem
from evidence.model.questionnaire import (
    Asks,
    Behavior,
    Choice,
    Condition,
    GradeScale,
    Item,
    ItemType,
    Operator,
    Questionnaire,
)

_TYPES = {
    **{kind.value: kind for kind in ItemType},
    "string": ItemType.TEXT,
    "coding": ItemType.CHOICE,
}
_NOT_READ = ("answerValueSet", "initial", "prefix", "definition")


def from_fhir(data: Any) -> FormReading:
    """Read plain JSON data; what is not read is refused with the place (`item[0].item[2]`), never dropped silently."""
    problems: list[Problem] = []
    if not isinstance(data, dict) or data.get("resourceType") != "Questionnaire":
        found = data.get("resourceType") if isinstance(data, dict) else type(data).__name__
        message = f"expected a FHIR Questionnaire; found {found!r}."
        return FormReading(questionnaire=None, problems=(Problem(sheet="questionnaire", message=message),))
    for place, wrong in misshapen(data):
        _tell(problems, place, wrong)
    if problems:
        return FormReading(questionnaire=None, problems=tuple(problems))
    id_ = str(data.get("id") or data.get("name") or "").lower()
    if not FORM_ID.fullmatch(id_):
        _tell(problems, "id", f"expected an id of small letters, digits and dashes; found {id_!r}.")
    version = str(data.get("version") or "1")
    if not re.fullmatch(r"[1-9]\d{0,11}", version):
        _tell(problems, "version", f"expected a whole number from 1; found {version!r}.")
        version = "1"
    items: list[Item] = []
    _walk(data.get("item") or [], None, "item", items, problems)
    check_conditions(items, {}, problems)
    if any(not problem.query for problem in problems):
        return FormReading(questionnaire=None, problems=tuple(problems))
    scales = [_scale(one) for one in data.get("contained") or () if one.get("resourceType") == "ValueSet"]
    start = (data.get("effectivePeriod") or {}).get("start")
    form = Questionnaire(
        id=id_,
        version=int(version),
        title=str(data.get("title") or id_),
        description=data.get("description"),
        dated=date.fromisoformat(start) if start else None,
        items=items,
        scales=scales,
    )
    return FormReading(questionnaire=form, problems=tuple(problems))


def _tell(problems: list[Problem], path: str, message: str, *, query: bool = False) -> None:
    problems.append(Problem(sheet="questionnaire", cell=path, message=message, query=query))


def _walk(entries: list[Any], group: str | None, path: str, items: list[Item], problems: list[Problem]) -> None:
    for index, entry in enumerate(entries):
        at = f"{path}[{index}]"
        item = _item(entry, group, at, problems)
        if item is None:
            continue
        if any(other.link_id == item.link_id for other in items):
            _tell(problems, at, f"linkId {item.link_id!r} is used twice; linkIds are used once.")
            continue
        items.append(item)
        inside = entry.get("item") or []
        if inside and item.type is not ItemType.GROUP:
            _tell(problems, at, f"{item.link_id!r} is a question with questions inside; put them in a group after it.")
        elif inside:
            _walk(inside, item.link_id, f"{at}.item", items, problems)


def _item(entry: Any, group: str | None, at: str, problems: list[Problem]) -> Item | None:
    if not isinstance(entry, dict) or not entry.get("linkId"):
        _tell(problems, at, "expected an item with a linkId.")
        return None
    kind = _TYPES.get(str(entry.get("type")))
    if kind is None:
        _tell(problems, at, f"type {entry.get('type')!r} is not read: expected one of {', '.join(_TYPES)}.")
        return None
    problems.extend(
        Problem(sheet="questionnaire", cell=at, message=f"{name!r} is not read; leave it out.")
        for name in _NOT_READ
        if entry.get(name)
    )
    ours, foreign = _extensions(entry.get("extension") or [])
    for url in foreign:
        _tell(problems, at, f"extension {url!r} is not kept.", query=True)
    choices = [_choice(option) for option in entry.get("answerOption") or ()]
    if kind is ItemType.CHOICE and not choices:
        _tell(problems, at, f"{entry['linkId']!r} is a choice without answerOption; write its choices out.")
    ours_too: dict[str, Any] = {name: ours[name][0] for name in TEXTS if name in ours}
    ours_too |= {name: bool(ours.get(name.replace("_", "-"))) for name in FLAGS}
    most = "today" if "not-after-audit" in ours else _first(ours, MAX_VALUE)
    return Item(
        link_id=str(entry["linkId"]),
        group=group,
        text=str(entry.get("text") or ""),
        type=kind,
        required=bool(entry.get("required")),
        repeats=bool(entry.get("repeats")),
        enable_when=_conditions(entry, at, problems),
        enable_behavior=Behavior(entry.get("enableBehavior") or "all"),
        choice_list=_first(ours, "choice-list"),
        choices=choices,
        least=_first(ours, MIN_VALUE),
        most=most,
        max_length=entry.get("maxLength"),
        constraint_message=_first(ours, "constraint-message"),
        grade_scale=_first(ours, "grade-scale"),
        asks=[Asks(value) for value in ours.get("asks", ())],
        **ours_too,
    )


def _first(values: dict[str, list[Any]], name: str) -> str | None:
    return str(values[name][0]) if name in values else None


def _extensions(entries: list[JSON]) -> tuple[dict[str, list[Any]], list[str]]:
    ours: dict[str, list[Any]] = {}
    foreign: list[str] = []
    for entry in entries:
        url = str(entry.get("url"))
        if url.startswith(OURS) or url in (MIN_VALUE, MAX_VALUE):
            value = next((value for key, value in entry.items() if key.startswith("value")), None)
            ours.setdefault(url.removeprefix(OURS), []).append(value)
        else:
            foreign.append(url)
    return ours, foreign


def _choice(option: JSON) -> Choice:
    coding = option.get("valueCoding") or {}
    code = coding.get("code") or option.get("valueString") or option.get("valueInteger") or option.get("valueDate")
    return Choice(code=str(code), text=str(coding.get("display") or code))


def _conditions(entry: JSON, at: str, problems: list[Problem]) -> list[Condition]:
    found = []
    for one in entry.get("enableWhen") or ():
        answer = next((value for key, value in one.items() if key.startswith("answer")), None)
        try:
            operator = Operator(one.get("operator"))
        except ValueError:
            _tell(problems, at, f"expected one of {', '.join(Operator)} as operator; found {one.get('operator')!r}.")
            continue
        if isinstance(answer, dict):
            answer = answer.get("code")
        text = str(answer).lower() if isinstance(answer, bool) else str(answer)
        found.append(Condition(question=str(one.get("question")), operator=operator, answer=text))
    return found


def _scale(data: JSON) -> GradeScale:
    concepts = data["compose"]["include"][0]["concept"]
    roles = {told.get("valueCode"): one["code"] for one in concepts for told in one.get("extension") or ()}
    return GradeScale(
        id=data["name"],
        title=data["title"],
        values=[Choice(code=one["code"], text=one["display"]) for one in concepts],
        not_applicable=roles.get("not-applicable"),
        not_assessed=roles.get("not-assessed"),
        cap=roles.get("cap"),
        source=data.get("copyright"),
    )
