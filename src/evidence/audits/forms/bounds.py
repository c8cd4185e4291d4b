"""`constraint` cells of an XLSForm, in the subset that is data: a smallest value, a largest one, a greatest length."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from evidence.audits.forms.conditions import NotInSubset


@frozen(kw_only=True)
class Bounds:
    """What a constraint allows."""

    least: str | None = None
    most: str | None = None
    max_length: int | None = None


_LENGTH = re.compile(r"string-length\s*\(\s*\.\s*\)\s*(<=|<)\s*(\d+)")
_BOUND = re.compile(
    r"\.\s*(<=|>=|<|>)\s*"
    r"(?:(-?\d+(?:\.\d+)?)|date\s*\(\s*['\"]([\d-]+)['\"]\s*\)|['\"]([\d-]+)['\"]|(today)\s*\(\s*\))"
)


def read_constraint(text: str, *, whole: bool) -> Bounds:
    """What a `constraint` cell allows: `. >= 0 and . <= 10`, dates, `. <= today()`, `string-length(.) <= 80`.

    `whole` says that the answer is a whole number, so that `. < 10` can be kept as at most 9. Raises `NotInSubset`.
    """
    bounds = Bounds()
    for part in re.split(r"\s+and\s+", text.strip()) if text.strip() else []:
        length = _LENGTH.fullmatch(part.strip())
        if length:
            bounds = evolve(bounds, max_length=int(length[2]) - (length[1] == "<"))
            continue
        bound = _BOUND.fullmatch(part.strip())
        if not bound:
            raise NotInSubset(
                f"expected bounds such as . >= 0 and . <= 10, . <= today() or string-length(.) <= 80; found {part!r}"
            )
        bounds = _narrowed(bounds, bound, whole)
    return bounds


def _narrowed(bounds: Bounds, bound: re.Match[str], whole: bool) -> Bounds:
    sign, number, day = bound[1], bound[2], bound[3] or bound[4]
    value = number or day or "today"
    if sign in ("<", ">"):
        if not (whole and number and "." not in number):
            raise NotInSubset(f"expected <= or >=; found {bound[0]!r}, which only a whole number can be counted from")
        value = str(int(number) + (1 if sign == ">" else -1))
    if sign[0] == ">":
        if value == "today":
            raise NotInSubset(f"{bound[0]!r} would only allow days to come; an audit looks back")
        return evolve(bounds, least=value)
    return evolve(bounds, most=value)


def write_constraint(bounds: Bounds) -> str:
    """The `constraint` cell that reads back as these bounds."""
    parts = []
    if bounds.least is not None:
        parts.append(f". >= {_bound(bounds.least)}")
    if bounds.most is not None:
        parts.append(f". <= {_bound(bounds.most)}")
    if bounds.max_length is not None:
        parts.append(f"string-length(.) <= {bounds.max_length}")
    return " and ".join(parts)


def _bound(value: str) -> str:
    if value == "today":
        return "today()"
    return value if re.fullmatch(r"-?\d+(?:\.\d+)?", value) else f"'{value}'"
