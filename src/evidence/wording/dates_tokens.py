"""Running text as a row of words and numbers, with what stands between them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from evidence.wording.folding import same_length_lower

_TOKEN = re.compile(r"([^\W\d_]+|[0-9]+)")
# Figures that character recognition took for letters: l0.03.06, 1O Mar 06. What stands before is looked at afterwards.
_GARBLED = re.compile(
    r"[0-9lo](?:(?<=[0-9])[lo]|(?<=[lo])[0-9])(?<![^\W_]..)(?=[ ./-]{1,2}(?:[0-9]{1,2}[ ./-]|[a-z]{3}))"
)
_AS_FIGURES = str.maketrans("lo", "10")
_BEYOND = [""] * 16
_LONGEST_KEPT = 1000  # characters of a text whose words are kept for the next question about it


def tokens_of(text: str) -> Tokens:
    """The tokens of a text; those of short texts that were asked for lately are not cut again."""
    return kept(text) if len(text) <= _LONGEST_KEPT else Tokens(text)


@lru_cache(maxsize=512)
def kept(text: str) -> Tokens:
    """The tokens of a short text."""
    return Tokens(text)


class Tokens:
    """The words and numbers of a text, in lower case; offsets are those of the text as given.

    `Feb06` is two tokens with an empty gap, so glued words need no rule of their own. Empty words and gaps stand after
    the last, so that a rule may look ahead (and, by Python's negative indices, one back) without asking where the text
    ends.
    """

    __slots__ = ("count", "ends", "gaps", "garbled", "low", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = same_length_lower(text)
        self.garbled = _GARBLED.search(self.low) is not None
        if self.garbled:
            self.low = _GARBLED.sub(lambda found: found[0].translate(_AS_FIGURES), self.low)
        pieces = _TOKEN.split(self.low)  # what stands between, and the tokens, in turn
        edges = list(accumulate(map(len, pieces)))
        self.words: list[str] = pieces[1::2] + _BEYOND
        self.gaps: list[str] = [gap.strip() for gap in pieces[2:-1:2]] + _BEYOND  # behind each token, blanks trimmed
        self.starts: list[int] = edges[:-1:2]
        self.ends: list[int] = edges[1::2]
        self.count = len(self.ends)

    def __len__(self) -> int:
        return self.count

    def glued(self, at: int) -> bool:
        """Whether nothing at all stands between this token and the next."""
        return 0 <= at < self.count - 1 and self.ends[at] == self.starts[at + 1]

    def capital(self, at: int) -> bool:
        """Whether the token at this place is written with a capital."""
        return self.text[self.starts[at]].isupper()

    def number(self, at: int, figures: tuple[int, ...]) -> int | None:
        """The number at this place, if it has one of these counts of figures."""
        word = self.words[at]
        return int(word) if len(word) in figures and "0" <= word[0] <= "9" else None
