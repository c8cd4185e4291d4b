"""Templates into text: all words of the data are escaped; characters that turn or hide text are shown, not obeyed."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from evidence.reports import timeline, words
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from jinja2 import Environment

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_STAY = frozenset("\n\t")
_HIDDEN = frozenset(("Cc", "Cs", "Cn"))  # controls, lone surrogates, what no character has


def visible(value: Any) -> Any:
    """What is printed of a value: a text with its control and direction-changing characters as escapes; none as ""."""
    if value is None:
        return ""
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    if value.isprintable() and not _TURNING.intersection(value):
        return value
    return "".join(
        f"\\u{ord(char):04x}"
        if char in _TURNING or (char not in _STAY and unicodedata.category(char) in _HIDDEN)
        else char
        for char in value
    )


def render(template: str, **values: Any) -> Iterator[str]:
    """The page that a template makes of these values, piece by piece."""
    return environment().get_template(template).generate(**values)


@cache
def environment() -> Environment:
    """The templates of this package, with the filters they use."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("evidence.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "day": words.day,
        "short_day": words.short_day,
        "counted": counted,
        "said": words.said,
        "titled": words.titled,
        "place": words.place,
        "parts": words.parts,
    }
    made.globals |= {
        "SHOWS": words.SHOWS,
        "BY_STATE": words.BY_STATE,
        "OUTCOMES": words.OUTCOMES,
        "LEFT": timeline.LEFT,
        "RIGHT": timeline.RIGHT,
        "STYLE": style(),
        "STYLE_HASH": style_hash(),
    }
    return made


@cache
def style() -> str:
    """The style sheet, as it stands in every page."""
    from markupsafe import Markup

    return Markup(resources.files("evidence.reports").joinpath("templates", "style.css").read_text(encoding="utf-8"))


@cache
def style_hash() -> str:
    """The hash by which a page allows that style sheet and no other (Content Security Policy, level 3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
