"""Many phrases looked for at once, fast: every document is searched for several hundred of them.

Python's regular expressions skip ahead only where a pattern's first letters are fixed, in one case, and nothing stands
before them. So texts are searched in small letters, and that a phrase begins a word is looked at afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = r"\b"
_CAPITAL = re.compile(r"\\.|[A-Z]")


class Phrases:
    """Patterns, any of which may stand in a text. Give it the text in small letters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        small = [_CAPITAL.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), p) for p in patterns]
        words = [pattern.removeprefix(_WORD) for pattern in small if pattern.startswith(_WORD)]
        others = [pattern for pattern in small if not pattern.startswith(_WORD)]
        self._words = re.compile("|".join(words), re.MULTILINE) if words else None
        self._others = re.compile("|".join(others), re.MULTILINE) if others else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase that begins with a word, else the first of the others."""
        if self._words:
            found = self._words.search(text)
            while found:
                start = found.start()
                if start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_"):
                    return found
                found = self._words.search(text, start + 1)
        return self._others.search(text) if self._others else None
