"""Hypothesis strategies for every value of the model, made from the types of its fields."""

from __future__ import annotations

import pkgutil
import types
import typing
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib import import_module
from typing import Any

import attrs
from hypothesis import strategies as st

from evidence import model
from evidence.model.measure import Reading, Target
from evidence.model.period import Due, Flag, Period, Recurrence

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))


def model_types() -> list[type]:
    """Every attrs class that the modules of the model define."""
    found = []
    for module in pkgutil.iter_modules(model.__path__, "evidence.model."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and attrs.has(value) and value.__module__ == module.name:
                found.append(value)
    return found


@st.composite
def periods(draw: st.DrawFn, kind: type[Period] = Period) -> Period:
    """Periods with both bounds, one or none."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    bounds = draw(st.sampled_from([(first, last), (first, first), (first, None), (None, last), (None, None)]))
    flags = draw(st.lists(st.sampled_from(Flag), unique=True, max_size=2))
    values: dict[str, Any] = {"text": draw(TEXT), "earliest": bounds[0], "latest": bounds[1], "flags": flags}
    if kind is Due:
        values["recurrence"] = draw(st.none() | st.sampled_from(Recurrence))
    return kind(**values)


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """A strategy for values of a type as it stands in the model's annotations."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([values_of(part) for part in arguments])
    if origin is Sequence:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple and arguments[-1] is ...:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*[values_of(part) for part in arguments])
    if origin is dict:
        return st.dictionaries(st.sampled_from(["a", "b"]), TEXT | st.integers(-5, 5) | st.none(), max_size=2)
    return _plain(kind)


def _plain(kind: Any) -> st.SearchStrategy[Any]:
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        int: st.integers(-(2**53) + 1, 2**53 - 1),
        float: st.floats(0, 1),
        bool: st.booleans(),
        date: DAYS,
        datetime: MOMENTS,
        types.NoneType: st.none(),
    }
    if kind in simple:
        return simple[kind]
    if issubclass(kind, Period):
        return periods(kind)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    attrs.resolve_types(kind)
    fields = {field.alias: values_of(field.type) for field in attrs.fields(kind) if field.init}
    if kind in (Target, Reading):
        fields["value"] = st.integers(-10_000, 10_000).map(str)
    return st.builds(kind, **fields)
