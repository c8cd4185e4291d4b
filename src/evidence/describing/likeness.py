"""How alike two texts are: sketches of their phrases, so small that every document can keep one.

A text is taken as the set of its phrases of three words. Its sketch is the smallest of their hashes (a bottom-k sketch
after Broder, "On the resemblance and containment of documents", 1997): what share of the smallest hashes of two texts
together stands in both estimates what share of their phrases they have in common.
"""

from __future__ import annotations

import re
from binascii import crc32
from heapq import nsmallest

ALIKE = 0.4  # share of common phrases from which two documents are taken for versions of one another
_KEPT = 48  # hashes in a sketch
_LEAST = 24  # phrases below which a text says too little to be compared
_LOOKED_AT = 20_000  # characters of a text that are looked at
_BEYOND_ASCII = re.compile(r"[^\w\x00-\x7f]+")  # what stands between words, ASCII aside
_ASCII = bytes(byte if byte > 0x7F or chr(byte).isalnum() else 0x20 for byte in range(256))  # the same, in ASCII

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The smallest hashes of a text's phrases, smallest first; empty where it has too few of them."""
    words = _BEYOND_ASCII.sub(" ", text[:_LOOKED_AT].lower()).encode().translate(_ASCII).split()
    phrases = zip(words, words[1:], words[2:], strict=False)
    hashes = set(map(crc32, map(b" ".join, phrases)))
    return tuple(nsmallest(_KEPT, hashes)) if len(hashes) >= _LEAST else ()


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated share of phrases that two texts have in common, 0 to 1; 0 where either has no sketch."""
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[:_KEPT]
    return len({*one} & {*other} & {*smallest}) / len(smallest)
