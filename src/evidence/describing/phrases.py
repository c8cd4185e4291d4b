"""Many phrases looked for at once, fast: every document is searched for several hundred of them.

Python's regular expressions skip ahead only where a pattern's first letters are fixed, in one case, and nothing stands
before them. So texts are searched in small letters, that a phrase begins a word is looked at afterwards, and the
beginning of a line is the end of the line before it. No pattern is tried on a text that lacks the letters which each
of its matches holds: looking for plain letters costs a fiftieth of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_WORD = r"\b"
_CAPITAL = re.compile(r"\\.|[A-Z]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)  # of a pattern: what is escaped, a class, a letter
_QUANTIFIER = re.compile(r"[?*+]|\{[^}]*\}|")
_SPECIAL = frozenset(".^$*+?{}()|")
_FEWEST = 3  # letters that are looked for


class Phrases:
    """Patterns, any of which may stand in a text. Give it the text in small letters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        small = [_CAPITAL.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), p) for p in patterns]
        self._words = _any(pattern.removeprefix(_WORD) for pattern in small if pattern.startswith(_WORD))
        self._starts = _any((pattern.removeprefix("^") for pattern in small if pattern.startswith("^")), before="\n")
        self._others = _any(pattern for pattern in small if not pattern.startswith((_WORD, "^")))
        self._letters = tuple(letters_in("|".join(small)))

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase that begins with a word, else the first that begins a line, else the first of the others."""
        for letters in self._letters:
            if letters in text:
                break
        else:
            return None
        if self._words:
            found = self._words.search(text)
            while found:
                start = found.start()
                if start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_"):
                    return found
                found = self._words.search(text, start + 1)
        found = self._starts.search("\n" + text) if self._starts else None
        return found or (self._others.search(text) if self._others else None)


def letters_in(pattern: str) -> frozenset[str]:
    """Strings one of which stands in whatever the pattern matches; only the empty one where none can be told."""
    choices = _split(pattern)
    if len(choices) > 1:
        every = frozenset[str]().union(*map(letters_in, choices))
        return frozenset(("",)) if "" in every else every
    return max(_in_all(pattern), key=lambda each: (min(map(len, each)), -len(each)))


def _in_all(pattern: str) -> Iterator[frozenset[str]]:
    """For each part of a pattern that every match has: strings one of which is in it."""
    yield frozenset(("",))
    run = ""
    for piece, quantifier in _pieces(pattern):
        fixed = len(piece) == 1 and piece not in _SPECIAL
        if fixed and not quantifier:
            run += piece
            continue
        if len(run) >= _FEWEST:
            yield frozenset((run,))
        run = piece if fixed and quantifier == "+" else ""
        if piece.startswith("(?:") and quantifier in ("", "+"):
            yield letters_in(piece[3:-1])
    if len(run) >= _FEWEST:
        yield frozenset((run,))


def _pieces(pattern: str) -> Iterator[tuple[str, str]]:
    """Each letter, class or group of a pattern, with its quantifier."""
    at = 0
    while at < len(pattern):
        end, depth = at, 0
        for token in _TOKEN.finditer(pattern, at):
            depth += {"(": 1, ")": -1}.get(token[0], 0)
            end = token.end()
            if depth == 0:
                break
        quantifier = _QUANTIFIER.match(pattern, end)
        yield pattern[at:end], quantifier[0] if quantifier else ""
        at = quantifier.end() if quantifier else end


def _split(pattern: str) -> list[str]:
    """The alternatives that a pattern consists of."""
    found, depth, start = list[str](), 0, 0
    for token in _TOKEN.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[0] == "|" and depth == 0:
            found.append(pattern[start : token.start()])
            start = token.end()
    return [*found, pattern[start:]]


def _any(patterns: Iterable[str], *, before: str = "") -> re.Pattern[str] | None:
    choices = "|".join(patterns)
    return re.compile(f"{before}(?:{choices})", re.MULTILINE) if choices else None
