"""`relevant` cells of an XLSForm, in the subset that is data: conditions joined by all `and` or by all `or`.

Nothing is evaluated here. What lies outside the subset is refused in words. A condition on a question that has no
answer does not hold, whatever its operator; only `${q} = ''` asks for a blank.
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from evidence.model.questionnaire import Behavior, Condition, Operator

_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*(?P<name>[^}\s]+)\s*\})|(?P<text>'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”)"
    r"|(?P<number>-?\d+(?:\.\d+)?)|(?P<op>!=|<=|>=|=|<|>)|(?P<word>[A-Za-z][\w-]*)|(?P<sign>[(),.]))"
)
_OPERATORS: dict[str, Operator] = {operator.value: operator for operator in Operator if operator is not Operator.EXISTS}
_OPPOSITE = {
    Operator.EQUAL: Operator.NOT_EQUAL,
    Operator.NOT_EQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}
_MIRRORED = {
    Operator.LESS: Operator.MORE,
    Operator.MORE: Operator.LESS,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.AT_MOST,
}


class NotInSubset(ValueError):
    """The expression is not of the subset; the message says what was expected and what was found."""


@frozen(kw_only=True)
class When:
    """Conditions, and whether all or any of them must hold."""

    conditions: tuple[Condition, ...] = ()
    behavior: Behavior = Behavior.ALL


_Token = tuple[str, str]  # kind and text


def read_relevant(text: str) -> When:
    """The conditions of a `relevant` cell; raises `NotInSubset`."""
    if not text.strip():
        return When()
    tokens = _tokens(text)
    when = _either(tokens, text)
    if tokens:
        raise NotInSubset(f"expected the end after a condition; found {tokens[0][1]!r} in {text!r}")
    return when


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    stop = len(text.rstrip())
    while at < stop:
        match = _TOKEN.match(text, at)
        if not match:
            raise NotInSubset(f"cannot be read from {text[at:].strip()!r} on")
        kind = match.lastgroup if match.lastgroup != "name" else "ref"
        value = match["name"] or (match["text"][1:-1] if match["text"] is not None else match[0].strip())
        found.append((str(kind), value))
        at = match.end()
    return found


def _take(tokens: list[_Token], kind: str, value: str | None = None) -> str | None:
    if tokens and tokens[0][0] == kind and (value is None or tokens[0][1] == value):
        return tokens.pop(0)[1]
    return None


def _either(tokens: list[_Token], text: str) -> When:
    parts = [_both(tokens, text)]
    while _take(tokens, "word", "or"):
        parts.append(_both(tokens, text))
    return _join(parts, Behavior.ANY, text)


def _both(tokens: list[_Token], text: str) -> When:
    parts = [_one(tokens, text)]
    while _take(tokens, "word", "and"):
        parts.append(_one(tokens, text))
    return _join(parts, Behavior.ALL, text)


def _join(parts: list[When], behavior: Behavior, text: str) -> When:
    if len(parts) == 1:
        return parts[0]
    if any(part.behavior is not behavior and len(part.conditions) > 1 for part in parts):
        raise NotInSubset(f"'and' and 'or' are mixed in {text!r}; put one of them on the group around the question")
    return When(conditions=tuple(one for part in parts for one in part.conditions), behavior=behavior)


def _one(tokens: list[_Token], text: str) -> When:
    if _take(tokens, "sign", "("):
        inner = _either(tokens, text)
        _expect(tokens, ")", text)
        return inner
    if _take(tokens, "word", "not"):
        _expect(tokens, "(", text)
        inner = _either(tokens, text)
        _expect(tokens, ")", text)
        return _negated(inner)
    if _take(tokens, "word", "selected"):
        _expect(tokens, "(", text)
        name = _reference(tokens, text)
        _expect(tokens, ",", text)
        answer = _take(tokens, "text")
        if answer is None:
            raise NotInSubset(f"expected selected(${{question}}, 'code') in {text!r}")
        _expect(tokens, ")", text)
        return When(conditions=(Condition(question=name, operator=Operator.EQUAL, answer=answer),))
    return _comparison(tokens, text)


def _comparison(tokens: list[_Token], text: str) -> When:
    before = _value(tokens)
    name = _reference(tokens, text) if before is None else None
    sign = _take(tokens, "op")
    if sign is None:
        raise NotInSubset(f"expected ${{question}}, then one of = != < <= > >=, then a value, in {text!r}")
    operator = _OPERATORS[sign]
    if before is not None:
        name, operator, answer = _reference(tokens, text), _MIRRORED.get(operator, operator), before
    else:
        found = _value(tokens)
        if found is None:
            raise NotInSubset(f"expected a number or a 'quoted text' after {sign} in {text!r}")
        answer = found
    assert name is not None
    if answer == "":
        if operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
            raise NotInSubset(f"a blank can only be compared with = or != in {text!r}")
        exists = "true" if operator is Operator.NOT_EQUAL else "false"
        return When(conditions=(Condition(question=name, operator=Operator.EXISTS, answer=exists),))
    return When(conditions=(Condition(question=name, operator=operator, answer=answer),))


def _value(tokens: list[_Token]) -> str | None:
    text = _take(tokens, "text")
    return text if text is not None else _take(tokens, "number")


def _reference(tokens: list[_Token], text: str) -> str:
    name = _take(tokens, "ref")
    if name is None:
        found = repr(tokens[0][1]) if tokens else "the end"
        raise NotInSubset(f"expected a question such as ${{name}}; found {found} in {text!r}")
    return name


def _expect(tokens: list[_Token], sign: str, text: str) -> None:
    if not _take(tokens, "sign", sign):
        raise NotInSubset(f"expected {sign!r} in {text!r}")


def _negated(when: When) -> When:
    def opposite(one: Condition) -> Condition:
        if one.operator is Operator.EXISTS:
            return evolve(one, answer="false" if one.answer == "true" else "true")
        return evolve(one, operator=_OPPOSITE[one.operator])

    behavior = Behavior.ANY if when.behavior is Behavior.ALL and len(when.conditions) > 1 else Behavior.ALL
    return When(conditions=tuple(map(opposite, when.conditions)), behavior=behavior)


def write_relevant(when: When) -> str:
    """The `relevant` cell that reads back as these conditions."""
    joint = " and " if when.behavior is Behavior.ALL else " or "
    return joint.join(_written(one) for one in when.conditions)


def _written(one: Condition) -> str:
    if one.operator is Operator.EXISTS:
        return f"${{{one.question}}} {'!=' if one.answer == 'true' else '='} ''"
    quote = '"' if "'" in one.answer else "'"
    number = re.fullmatch(r"-?\d+(?:\.\d+)?", one.answer)
    answer = one.answer if number else f"{quote}{one.answer}{quote}"
    return f"${{{one.question}}} {one.operator.value} {answer}"
