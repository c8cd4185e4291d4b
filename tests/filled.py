"""Values of the model with something in every field, made by looking at the fields: nothing can be forgotten."""

from __future__ import annotations

import itertools
import types
import typing
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

from attrs import fields, has

from evidence.model.changes import PlanChanges
from evidence.model.measure import Reading, Target
from evidence.model.period import Period
from evidence.reports.audit_content import AuditPages, ComparedRow, ComparisonPage, RoundPage
from evidence.reports.content import ActionEntry, Report, Square, StateChange, Strip, Tile
from evidence.reports.words import StateWords

LATE = {kind.__name__: kind for kind in (AuditPages, PlanChanges)}  # not loaded with the classes that name them
STATE = "claimed-nothing-on-file"
FIXED: dict[tuple[type, str], Any] = {  # fields of which only certain values can be
    (ActionEntry, "state"): STATE,
    (Square, "state"): STATE,
    (StateChange, "before"): STATE,
    (StateChange, "after"): "evidenced-linked",
    (StateWords, "tone"): "bad",
    (Tile, "states"): (STATE,),
    (RoundPage, "ref"): "A-0777",
    (ComparisonPage, "follow_up"): "A-0777",
    (ComparedRow, "comparable"): False,
    (Target, "value"): "84.9",
    (Reading, "value"): "17.25",
}


class Filler:
    """Makes values; `text` gives the text of a field by its name, and everything made is kept in `made`."""

    def __init__(self, text: Callable[[str], str] | None = None) -> None:
        self._numbers = itertools.count(1)
        self._text = text or (lambda name: f"{name} {next(self._numbers)}x")
        self.made: list[tuple[str, Any]] = []  # name of the field, value

    def value(self, kind: Any, name: str = "") -> Any:
        """A value of this type with every field filled."""
        origin = typing.get_origin(kind)
        if origin in (types.UnionType, typing.Union):
            return self.value(next(one for one in typing.get_args(kind) if one is not type(None)), name)
        if origin is tuple:
            parts = typing.get_args(kind)
            return tuple(self.value(part, name) for part in parts if part is not ...)
        if origin is not None and issubclass(origin, Iterable):
            return (self.value(typing.get_args(kind)[0], name),)
        if origin is not None:  # a callable
            made = self.value(typing.get_args(kind)[-1], name)
            return lambda: made
        if has(kind):
            return self._filled(kind)
        return self._leaf(kind, name)

    def _filled(self, kind: Any) -> Any:
        hints = typing.get_type_hints(kind, localns=LATE)
        values = {}
        for one in fields(kind):
            fixed = FIXED.get((kind, one.name))
            values[one.name] = self.value(hints[one.name], f"{kind.__name__}.{one.name}") if fixed is None else fixed
        if issubclass(kind, Period):
            self.made.remove((f"{kind.__name__}.latest", values["latest"]))
            values["latest"] = values["earliest"] + timedelta(days=next(self._numbers))
            self.made.append((f"{kind.__name__}.latest", values["latest"]))
        return kind(**values)

    def _leaf(self, kind: Any, name: str) -> Any:
        if kind is bool:
            return True
        if issubclass(kind, Enum):
            return list(kind)[-1]
        made: Any
        if kind is str:
            made = self._text(name)
        elif kind is int:
            made = 70_000 + next(self._numbers)
        elif kind is float:
            made = 0.5
        elif kind is datetime:
            made = datetime(2007, 1, 1, 12, 30, tzinfo=UTC) + timedelta(days=next(self._numbers))
        elif kind is date:
            made = date(2010, 1, 1) + timedelta(days=next(self._numbers))
        else:
            raise AssertionError(f"{name}: a field of type {kind}, which nothing here can make")
        self.made.append((name, made))
        return made


def report(text: Callable[[str], str] | None = None) -> tuple[Report, list[tuple[str, Any]]]:
    """A report with something in every field, and all that stands in it."""
    filler = Filler(text)
    made = filler.value(Report)
    assert isinstance(made, Report) and made.strips and isinstance(made.strips[0], Strip)
    return made, filler.made
