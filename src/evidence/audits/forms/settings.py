"""The sheets `settings` and `scales` of a questionnaire's workbook."""

from __future__ import annotations

import re
from datetime import date

from attrs import frozen

from evidence.audits.forms.columns import SCALES, SETTINGS, lines
from evidence.audits.problems import Problem
from evidence.model.questionnaire import Choice, GradeScale
from evidence.model.table import Table

FORM_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ROLES = ("", "not-applicable", "not-assessed", "cap")


@frozen(kw_only=True)
class Settings:
    """What the settings sheet says."""

    id: str
    version: int
    title: str
    description: str | None = None
    dated: date | None = None
    language: str | None = None


def read_settings(table: Table | None, name: str, problems: list[Problem]) -> Settings:
    """The form's id, version and title; what the sheet leaves out is taken from `name`, and said."""
    known = (*SETTINGS, "default_language")
    found = lines(table, known, None, problems) if table else []
    line = found[0] if found else None
    problems.extend(extra.problem("form_id", "'settings' has one row; take this one away.") for extra in found[1:])

    def told(field: str, message: str, *, query: bool = False) -> None:
        cell = line.places.get(field) if line else None
        problems.append(Problem(sheet="settings", cell=cell, message=message, query=query))

    def value(field: str) -> str:
        return line.get(field) if line else ""

    given = value("form_id") or name
    id_ = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")[:64].strip("-")
    if not id_:
        told("form_id", f"expected a form_id of letters, digits and dashes; found {given!r}.")
    elif id_ != value("form_id"):
        told("form_id", f"the form's id is read as {id_!r}; write it so under 'form_id' to settle it.", query=True)
    version = value("version") or "1"
    if not re.fullmatch(r"[1-9]\d{0,11}", version):
        told("version", f"expected a whole number from 1 under 'version'; found {version!r}.")
        version = "1"
    dated: date | None = None
    if value("dated"):
        try:
            dated = date.fromisoformat(value("dated"))
        except ValueError:
            told("dated", f"expected a day such as 2006-03-01 under 'dated'; found {value('dated')!r}.")
    return Settings(
        id=id_ or "form",
        version=int(version),
        title=value("form_title") or name,
        description=value("description") or None,
        dated=dated,
        language=value("default_language") or None,
    )


def read_scales(table: Table | None, problems: list[Problem]) -> list[GradeScale]:
    """Grade scales, a row a value, best first; title and source stand on a scale's first row."""
    scales: dict[str, GradeScale] = {}
    for line in lines(table, SCALES, None, problems) if table else []:
        id_, code, role = line.get("scale"), line.get("code"), line.get("role").lower()
        if not id_ or not code:
            problems.append(line.problem("code", "a grade needs both 'scale' and 'code'; write both."))
            continue
        if role not in _ROLES:
            problems.append(line.problem("role", f"expected {', '.join(_ROLES[1:])} or nothing; found {role!r}."))
        scale = scales.get(id_) or GradeScale(
            id=id_, title=line.get("title") or id_, values=(), source=line.get("source") or None
        )
        if any(choice.code == code for choice in scale.values):
            problems.append(line.problem("code", f"grade {code!r} stands twice in scale {id_!r}; keep one."))
            continue
        scales[id_] = GradeScale(
            id=id_,
            title=scale.title,
            values=(*scale.values, Choice(code=code, text=line.get("text") or code)),
            not_applicable=code if role == "not-applicable" else scale.not_applicable,
            not_assessed=code if role == "not-assessed" else scale.not_assessed,
            cap=code if role == "cap" else scale.cap,
            source=scale.source,
        )
    return list(scales.values())
