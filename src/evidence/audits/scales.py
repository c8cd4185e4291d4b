"""The grade scales that come with the library, as data in `scales.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from evidence.model.questionnaire import Choice, GradeScale


@cache
def shipped_scales() -> tuple[GradeScale, ...]:
    """Every shipped scale, best value first; the file's own comments say where each comes from."""
    data = tomllib.loads(files("evidence.audits").joinpath("scales.toml").read_text(encoding="utf-8"))
    return tuple(
        GradeScale(
            id=scale["id"],
            title=scale["title"],
            values=[Choice(code=code, text=text) for code, text in scale["values"]],
            not_applicable=scale.get("not_applicable"),
            not_assessed=scale.get("not_assessed"),
            cap=scale.get("cap"),
            source=scale["source"],
        )
        for scale in data["scale"]
    )


def shipped_scale(id: str) -> GradeScale | None:
    """The shipped scale of this id, or `None`."""
    return next((scale for scale in shipped_scales() if scale.id == id), None)


def rank(scale: GradeScale, value: str) -> int | None:
    """0 for the best grade, 1 for the next …; `None` for what is no grade: not applicable, not assessed, unknown."""
    if value in (scale.not_applicable, scale.not_assessed):
        return None
    graded = [choice.code for choice in scale.values if choice.code not in (scale.not_applicable, scale.not_assessed)]
    return graded.index(value) if value in graded else None
