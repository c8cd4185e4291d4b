"""Text as it was meant: white space folded, look-alike letters of other alphabets brought home, split words joined.

Nothing here decides what a word means.
"""

from __future__ import annotations

import re

# Cyrillic and Greek letters that print like Latin ones, as character recognition confuses them.
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxqw" + "ABEZHIKMNOPTYXo",
)
_SPLIT = re.compile(r"\b([^\W\d_]+) ([^\W\d_]{1,9})\b")


def word_set(words: str) -> frozenset[str]:
    """The words of a list written out with blanks between them."""
    return frozenset(words.split())


def phrase_set(phrases: str) -> frozenset[str]:
    """The phrases of a list written out with commas between them."""
    return frozenset(phrases.split(", "))


def fold(text: str) -> str:
    """The text on one line, every run of white space one blank, none at the ends."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word where it is longer than so many characters: as it is quoted in a remark."""
    folded = fold(text)
    return folded if len(folded) <= most else folded[:most].rsplit(" ", 1)[0] + " …"


def look_alikes(text: str) -> str:
    """The same text with Cyrillic and Greek look-alikes as Latin letters: `Ву` becomes `By`. Same length as before."""
    return text if text.isascii() else text.translate(_LOOK_ALIKES)


def same_length_lower(text: str) -> str:
    """Lower case, letter for letter, so that offsets stay true (`İ` lowers to two letters and is left alone)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def join_split(text: str, words: frozenset[str]) -> str:
    """Join words that a narrow column broke, where the whole is one of `words`: `thereaft er` becomes `thereafter`.

    `words` are in lower case; the case of the text is kept.
    """

    def joined(found: re.Match[str]) -> str:
        whole = found[1] + found[2]
        return whole if whole.lower() in words else found[0]

    return _SPLIT.sub(joined, text)
