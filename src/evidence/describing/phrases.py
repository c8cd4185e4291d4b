"""Many phrases looked for at once, fast: every document is searched for several hundred of them.

A pattern with alternatives is taken apart, and none is tried on a text that lacks the letters which each of its
matches holds: looking for plain letters costs a hundredth of that, and most patterns are never made. Python's regular
expressions skip ahead only where a pattern's first letters are fixed, in one case, and nothing stands before them. So
texts are searched in small letters, that a phrase begins a word is looked at afterwards, and the beginning of a line
is the end of the line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

_WORD = r"\b"
_LINE = "^"
_TOKEN = re.compile(  # three letters or more that stand in every match; what is escaped, a class, the rest one by one
    r"[^\\\[\](){}.^$*+?|]{3,}(?![?*+{])|\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|\(\?:|.",
    re.DOTALL,
)
_NO_LETTERS = "\\[{"  # how what is escaped, a class and a number of times begin


class Phrases:
    """Patterns, any of which may stand in a text. Give it patterns and texts in small letters."""

    def __init__(self, *patterns: str) -> None:
        self._apart = [each for pattern in patterns for each in apart(pattern)]

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase that begins with a word, else the first that begins a line, else the first of the others."""
        return first([pattern for letters, pattern in self._apart if letters in text], text)


def first(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """Of what these patterns match: what begins with a word first, else a line, else anything."""
    found = [(pattern, match) for pattern in patterns if (match := _search(pattern, text))]
    return min(found, key=_order)[1] if found else None


def _search(pattern: str, text: str) -> re.Match[str] | None:
    if pattern.startswith(_LINE):
        return _made("\n" + pattern.removeprefix(_LINE)).search("\n" + text)
    made = _made(pattern.removeprefix(_WORD))
    found = made.search(text)
    if pattern.startswith(_WORD):
        while found and (start := found.start()) and (text[start - 1].isalnum() or text[start - 1] == "_"):
            found = made.search(text, start + 1)
    return found


def _order(found: tuple[str, re.Match[str]]) -> tuple[bool, bool, int]:
    pattern, match = found
    return not pattern.startswith(_WORD), not pattern.startswith(_LINE), match.start()


@cache
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def apart(pattern: str) -> Iterator[tuple[str, str]]:
    """Patterns that together match what this one does, each with letters that stand in whatever it matches.

    The letters are "" where none can be told. Alternatives of the pattern stand in groups.
    """
    return _apart(_TOKEN.findall(pattern))


def _apart(tokens: list[str]) -> Iterator[tuple[str, str]]:
    letters = ""
    depth = 0
    edges: list[int] = []  # of the alternatives in the group at hand
    group: list[int] = []  # the same of the first that stands in every match
    for at, token in enumerate(tokens):
        if token[0] == "(":
            depth += 1
            edges = [at] if depth == 1 else edges
        elif token in ("|", ")"):
            edges += [at] if depth == 1 else []
            depth -= token == ")"
            again = "".join(tokens[at + 1 : at + 2]).startswith(("?", "*", "+", "{"))
            if not (depth or group or again) and tokens[edges[0]] == "(?:":
                group = edges
        elif not depth and len(token) > max(2, len(letters)) and token[0] not in _NO_LETTERS:
            letters = token
    if letters or not group:
        yield letters, "".join(tokens)
    else:
        for begin, end in pairwise(group):
            yield from _apart([*tokens[: group[0]], *tokens[begin + 1 : end], *tokens[group[-1] + 1 :]])
