"""Many phrases looked for at once, fast: every document is searched for several hundred of them.

Python's regular expressions skip ahead only where a pattern's first letters are fixed, in one case, and nothing stands
before them. So texts are searched in small letters, that a phrase begins a word is looked at afterwards, and the
beginning of a line is the end of the line before it. No pattern is tried on a text that lacks the letters which each
of its matches holds: looking for plain letters costs a fiftieth of that, and most patterns are never made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

_WORD = r"\b"
_CAPITAL = re.compile(r"\\.|[A-Z]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|\{[^}]*\}|.", re.DOTALL)  # what is escaped, a class, a letter
_SPECIAL = frozenset(".^$*+?{}()|")
_FEWEST = 3  # letters that are looked for


class Phrases:
    """Patterns, any of which may stand in a text. Give it the text in small letters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._small = [_CAPITAL.sub(_small, pattern) for pattern in patterns]
        self._letters = tuple(letters_in("|".join(self._small)))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, ...]:
        """Those that begin with a word, those that begin a line, the others."""
        words = (pattern.removeprefix(_WORD) for pattern in self._small if pattern.startswith(_WORD))
        starts = (pattern.removeprefix("^") for pattern in self._small if pattern.startswith("^"))
        others = (pattern for pattern in self._small if not pattern.startswith((_WORD, "^")))
        return _any(words), _any(starts, before="\n"), _any(others)

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase that begins with a word, else the first that begins a line, else the first of the others."""
        for letters in self._letters:
            if letters in text:
                break
        else:
            return None
        words, starts, others = self._patterns
        if words:
            found = words.search(text)
            while found:
                start = found.start()
                if start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_"):
                    return found
                found = words.search(text, start + 1)
        found = starts.search("\n" + text) if starts else None
        return found or (others.search(text) if others else None)


def letters_in(pattern: str) -> frozenset[str]:
    """Strings one of which stands in whatever the pattern matches; only the empty one where none can be told."""
    return _alternatives(_TOKEN.findall(pattern), 0)[0]


def _alternatives(tokens: list[str], at: int) -> tuple[frozenset[str], int]:
    """Such strings for the alternatives that begin at a token, and the token at which they end."""
    every, at = _sequence(tokens, at)
    while at < len(tokens) and tokens[at] == "|":
        more, at = _sequence(tokens, at + 1)
        every |= more
    return frozenset(("",)) if "" in every else every, at


def _sequence(tokens: list[str], at: int) -> tuple[frozenset[str], int]:
    """Such strings for one alternative: of those that each of its parts tells, the longest and fewest."""
    told = [frozenset(("",))]
    run = ""  # letters in a row
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        piece, within = tokens[at], None
        at += 1
        if piece in ("(", "(?:"):
            within, at = _alternatives(tokens, at)
            at += 1
        optional = at < len(tokens) and tokens[at][0] in "?*{"
        repeated = at < len(tokens) and tokens[at] == "+"
        at += optional or repeated
        fixed = len(piece) == 1 and piece not in _SPECIAL and not optional
        if fixed and not repeated:
            run += piece
            continue
        if len(run) >= _FEWEST:
            told.append(frozenset((run,)))
        run = piece if fixed else ""
        if piece == "(?:" and within and not optional:
            told.append(within)
    if len(run) >= _FEWEST:
        told.append(frozenset((run,)))
    return max(told, key=lambda each: (min(map(len, each)), -len(each))), at


def _small(found: re.Match[str]) -> str:
    return found[0] if found[0][0] == "\\" else found[0].lower()


def _any(patterns: Iterable[str], *, before: str = "") -> re.Pattern[str] | None:
    choices = "|".join(patterns)
    return re.compile(f"{before}(?:{choices})", re.MULTILINE) if choices else None
