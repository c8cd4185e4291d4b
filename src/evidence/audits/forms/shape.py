"""Whether data has the shape of a FHIR Questionnaire as far as it is read, told by place before anything is taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from evidence.model.questionnaire import Asks, Behavior

_OBJECTS = ("item", "answerOption", "enableWhen", "extension", "contained", "include", "concept")
_OBJECT = ("effectivePeriod", "compose", "valueCoding")
_TEXTS = ("linkId", "text", "title", "id", "name", "description", "start", "url", "code", "display", "copyright",
          "question", "operator", "valueString", "valueCode", "valueDate", "resourceType")  # fmt: skip
_FLAGS = ("required", "repeats", "valueBoolean", "answerBoolean")
_NUMBERS = ("maxLength", "valueInteger", "answerInteger")
_CODES = {"urn:evidence-file:asks": tuple(Asks)}


def misshapen(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Place and message for everything that is not what FHIR says it is."""
    for key, value in data.items():
        at = f"{path}.{key}" if path else key
        if value is None:
            continue
        expected = _expected(key, value)
        if expected:
            yield at, f"expected {expected}; found {_shown(value)}."
            continue
        if key in _OBJECTS:
            for index, one in enumerate(value):
                if isinstance(one, dict):
                    yield from misshapen(one, f"{at}[{index}]")
                else:
                    yield f"{at}[{index}]", f"expected an object; found {_shown(one)}."
        elif key in _OBJECT:
            yield from misshapen(value, at)
    yield from _codes(data, path)


def _expected(key: str, value: Any) -> str | None:
    """What should stand there, where it does not."""
    if key in _OBJECTS:
        return None if isinstance(value, list) else "a list"
    if key in _OBJECT:
        return None if isinstance(value, dict) else "an object"
    if key in _TEXTS:
        return None if isinstance(value, str) else "a text"
    if key in _FLAGS:
        return None if isinstance(value, bool) else "true or false"
    if key in _NUMBERS:
        return None if isinstance(value, int) and not isinstance(value, bool) else "a whole number"
    if key == "enableBehavior":
        return None if value in tuple(Behavior) else f"one of {', '.join(Behavior)}"
    return None


def _codes(data: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    known = _CODES.get(str(data.get("url")))
    if known and data.get("valueCode") not in known:
        yield path, f"expected one of {', '.join(known)}; found {_shown(data.get('valueCode'))}."
    if data.get("resourceType") == "ValueSet":
        yield from _value_set(data, path)
    start = data.get("start")
    if isinstance(start, str):
        try:
            date.fromisoformat(start)
        except ValueError:
            yield f"{path}.start", f"expected a day such as 2006-03-01; found {_shown(start)}."


def _value_set(data: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """A contained scale of grades: named, with a list of values."""
    missing = [name for name in ("name", "title") if not data.get(name)]
    if missing:
        yield path, f"a value set needs {' and '.join(missing)}."
    compose = data.get("compose")
    include = compose.get("include") if isinstance(compose, dict) else None
    first = include[0] if isinstance(include, list) and include else None
    concepts = first.get("concept") if isinstance(first, dict) else None
    if not isinstance(concepts, list) or not concepts:
        yield path, "expected its values under compose.include[0].concept; found none."
        return
    for index, one in enumerate(concepts):
        if isinstance(one, dict) and not (one.get("code") and one.get("display")):
            yield f"{path}.compose.include[0].concept[{index}]", "a value needs both code and display."


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
