"""A questionnaire as canonical JSON data in the shape of HL7 FHIR R4 `Questionnaire`, and back.

FHIR has no place for the standard, the evidence expected, the clock and so on: they are extensions under the names
`urn:evidence-file:…`. Grade scales are contained value sets. Where FHIR has a fraction, a string of digits stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evidence.model.questionnaire import (
    Condition,
    FormStatus,
    GradeScale,
    Item,
    ItemType,
    Operator,
    Questionnaire,
)

JSON = dict[str, Any]
OURS = "urn:evidence-file:"
MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"
TEXTS = ("hint", "standard", "evidence", "clock", "weight", "action")  # extensions whose name is the field's
FLAGS = ("critical", "check_primary_text", "overall")
_STATUS = {
    FormStatus.DRAFT: "draft",
    FormStatus.SUPERSEDED: "retired",
}


def to_fhir(form: Questionnaire, status: FormStatus = FormStatus.FINALISED) -> JSON:
    """JSON data without fractions, so that its canonical form (RFC 8785) and hash are defined.

    The status is FHIR's: `draft` until it is published, then `active`, `retired` once superseded. What is kept and
    hashed is the data as published: a version's life goes on beside it and never changes it.
    """
    data: JSON = {
        "resourceType": "Questionnaire",
        "id": form.id,
        "url": f"{OURS}questionnaire:{form.id}",
        "version": str(form.version),
        "title": form.title,
        "status": _STATUS.get(status, "active"),
    }
    if form.description:
        data["description"] = form.description
    if form.dated:
        data["effectivePeriod"] = {"start": form.dated.isoformat()}
    if form.scales:
        data["contained"] = [_value_set(scale) for scale in form.scales]
    data["item"] = _nested(form, None)
    return data


def _nested(form: Questionnaire, group: str | None) -> list[JSON]:
    inside: dict[str | None, list[Item]] = {}
    for item in form.items:
        inside.setdefault(item.group, []).append(item)

    def below(parent: str | None) -> list[JSON]:
        written = []
        for item in inside.get(parent, ()):
            data = _item(form, item)
            children = below(item.link_id) if item.type is ItemType.GROUP else []
            if children:
                data["item"] = children
            written.append(data)
        return written

    return below(group)


def _item(form: Questionnaire, item: Item) -> JSON:
    data: JSON = {"linkId": item.link_id, "text": item.text, "type": item.type.value}
    if item.required:
        data["required"] = True
    if item.repeats:
        data["repeats"] = True
    if item.enable_when:
        data["enableWhen"] = [_condition(form, one) for one in item.enable_when]
        data["enableBehavior"] = item.enable_behavior.value
    if item.choices:
        data["answerOption"] = [{"valueCoding": {"code": one.code, "display": one.text}} for one in item.choices]
    if item.max_length is not None:
        data["maxLength"] = item.max_length
    extensions = list(_extensions(item))
    if extensions:
        data["extension"] = extensions
    return data


def _extensions(item: Item) -> Iterable[JSON]:
    for url, bound in ((MIN_VALUE, item.least), (MAX_VALUE, item.most)):
        if bound is not None:
            yield {"url": url if bound != "today" else f"{OURS}not-after-audit", **_bound(item, bound)}
    for name in TEXTS:
        if value := getattr(item, name):
            yield {"url": OURS + name, "valueString": value}
    if item.choice_list:
        yield {"url": f"{OURS}choice-list", "valueString": item.choice_list}
    if item.constraint_message:
        yield {"url": f"{OURS}constraint-message", "valueString": item.constraint_message}
    if item.grade_scale:
        yield {"url": f"{OURS}grade-scale", "valueString": item.grade_scale}
    for ask in item.asks:
        yield {"url": f"{OURS}asks", "valueCode": ask.value}
    for name in FLAGS:
        if getattr(item, name):
            yield {"url": OURS + name.replace("_", "-"), "valueBoolean": True}


def _bound(item: Item, bound: str) -> JSON:
    if bound == "today":
        return {"valueBoolean": True}
    if item.type is ItemType.INTEGER and bound.lstrip("-").isdigit():
        return {"valueInteger": int(bound)}
    return {"valueDate": bound} if item.type is ItemType.DATE else {"valueString": bound}


def _condition(form: Questionnaire, one: Condition) -> JSON:
    data: JSON = {"question": one.question, "operator": one.operator.value}
    if one.operator is Operator.EXISTS:
        return {**data, "answerBoolean": one.answer == "true"}
    asked = next((item.type for item in form.items if item.link_id == one.question), ItemType.TEXT)
    if asked is ItemType.CHOICE:
        return {**data, "answerCoding": {"code": one.answer}}
    if asked is ItemType.INTEGER and one.answer.lstrip("-").isdigit() and str(int(one.answer)) == one.answer:
        return {**data, "answerInteger": int(one.answer)}
    return {**data, ("answerDate" if asked is ItemType.DATE else "answerString"): one.answer}


def _value_set(scale: GradeScale) -> JSON:
    roles = {scale.not_applicable: "not-applicable", scale.not_assessed: "not-assessed", scale.cap: "cap"}
    concepts = []
    for value in scale.values:
        concept: JSON = {"code": value.code, "display": value.text}
        if value.code in roles:
            concept["extension"] = [{"url": f"{OURS}role", "valueCode": roles[value.code]}]
        concepts.append(concept)
    data: JSON = {
        "resourceType": "ValueSet",
        "id": scale.id.replace("_", "-"),
        "name": scale.id,
        "title": scale.title,
        "status": "active",
        "compose": {"include": [{"system": f"{OURS}grade-scale:{scale.id}", "concept": concepts}]},
    }
    if scale.source:
        data["copyright"] = scale.source
    return data
