"""The questionnaires that come with the library, as data: one JSON file each, made by `build` from the tables here."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from evidence.audits.forms.from_fhir import from_fhir
from evidence.model.questionnaire import Questionnaire

SHIPPED = (
    "lac-file-audit-2006",
    "lac-file-audit-current",
    "cp-file-audit-2006",
    "cp-file-audit-current",
    "supervision-file-audit",
    "observation-visit",
)


@cache
def shipped_form(id: str) -> Questionnaire | None:
    """The shipped questionnaire of this id, or `None`."""
    if id not in SHIPPED:
        return None
    text = files("evidence.audits.banks").joinpath(f"{id}.json").read_text(encoding="utf-8")
    return from_fhir(json.loads(text)).questionnaire
