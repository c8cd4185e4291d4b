"""Many phrases looked for at once, fast: every document is searched for several hundred of them.

Python's regular expressions skip ahead only where a pattern's first letters are fixed, in one case, and nothing stands
before them. So texts are searched in small letters, that a phrase begins a word is looked at afterwards, and the
beginning of a line is the end of the line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = r"\b"
_CAPITAL = re.compile(r"\\.|[A-Z]")


class Phrases:
    """Patterns, any of which may stand in a text. Give it the text in small letters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        small = [_CAPITAL.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), p) for p in patterns]
        self._words = _any(pattern.removeprefix(_WORD) for pattern in small if pattern.startswith(_WORD))
        self._starts = _any((pattern.removeprefix("^") for pattern in small if pattern.startswith("^")), before="\n")
        self._others = _any(pattern for pattern in small if not pattern.startswith((_WORD, "^")))

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase that begins with a word, else the first that begins a line, else the first of the others."""
        if self._words:
            found = self._words.search(text)
            while found:
                start = found.start()
                if start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_"):
                    return found
                found = self._words.search(text, start + 1)
        found = self._starts.search("\n" + text) if self._starts else None
        return found or (self._others.search(text) if self._others else None)


def _any(patterns: Iterable[str], *, before: str = "") -> re.Pattern[str] | None:
    choices = "|".join(patterns)
    return re.compile(f"{before}(?:{choices})", re.MULTILINE) if choices else None
