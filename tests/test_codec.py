"""Values survive being written as JSON, and the JSON is that of RFC 8785."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from evidence import codec
from evidence.model.correction import Correction
from evidence.model.document import Document
from evidence.model.issue import CheckResult, Issue
from evidence.model.link import EvidenceLink, Suggestion
from evidence.model.measure import Indicator
from evidence.model.period import Period
from evidence.model.plan import Action, ColumnReading, Person, Recommendation
from evidence.model.table import Place
from strategies import TEXT, model_types, values_of

IN_ROWS = (  # kept as JSON text, or read as such
    Action,
    ColumnReading,
    Correction,
    Document,
    EvidenceLink,
    Indicator,
    Period,
    Person,
    Place,
    Recommendation,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcXYZ_09", max_size=5), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize("kind", model_types(), ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_value_of_the_model_comes_back_from_its_json(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    written = codec.to_json(value)
    assert codec.from_json(json.loads(json.dumps(written)), kind) == value


@pytest.mark.parametrize("kind", IN_ROWS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_value_from_text_is_the_value_from_its_json(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert codec.from_text(json.dumps(codec.to_json(value)), kind) == value
    assert codec.from_text(json.dumps(codec.to_brief([value], kind)[0]), kind) == value


@pytest.mark.parametrize("kind", (CheckResult, Issue), ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_value_told_to_another_process_is_one_line_and_comes_back(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    told = codec.to_text(value)
    assert b"\n" not in told
    assert codec.from_text(told, kind) == value


@pytest.mark.parametrize("bad", ["{", "[]", "{}", '{"text": 5}', '{"text": "x", "earliest": "31 02 06"}'])
def test_text_that_is_no_such_value_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):
        codec.from_text(bad, Period)


@pytest.mark.parametrize("kind", [kind for kind in model_types() if kind is not Suggestion], ids=lambda k: k.__name__)
@given(data=st.data())
def test_every_value_that_is_stored_has_canonical_json(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    written = codec.canonical(codec.to_json(value))
    assert codec.canonical(codec.parse(written)) == written


@given(JSON)
def test_canonical_json_is_that_of_rfc_8785(data: Any) -> None:
    assert codec.canonical(data) == rfc8785.dumps(data)


@pytest.mark.parametrize("bad", [1.0, float("nan"), 2**53, {"ä": 1}, {1: 2}, b"x", "\ud800", {"a": [object()]}])
def test_what_canonical_json_cannot_hold_is_refused(bad: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        codec.canonical(bad)


@pytest.mark.parametrize("bad", ['{"a":1,"a":2}', "[NaN]", "[Infinity]", "{"])
def test_json_that_means_two_things_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):
        codec.parse(bad)


def test_values_are_frozen() -> None:
    for kind in model_types():
        value = attrs.fields_dict(kind)
        assert kind.__setattr__ is not object.__setattr__, f"{kind.__name__} can be changed: {list(value)}"


@given(st.data())
def test_a_fingerprint_changes_with_any_field(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([kind for kind in model_types() if kind is not Suggestion]))
    first, second = data.draw(values_of(kind)), data.draw(values_of(kind))
    assert (codec.fingerprint(first) == codec.fingerprint(second)) == (first == second)
