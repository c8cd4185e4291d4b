"""Which number a recommendation has: as printed, or taken from the sequence where the print lost it.

Recommendations run over several rows beside their actions; a text without a number goes on with the recommendation
above it, unless the numbers around it show that one is missing and this is where it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import define

from evidence.plans.labels import Label, split

_UNFINISHED = ("and", "or", "of", "the", "for", "to", "in", "with", "by", "a", "an", "that", "on", "from", "as", "at")


@define
class Mention:
    """One filled recommendation cell, in the order of the plan."""

    key: tuple[int, int]  # table, row
    text: str
    gap: int = 0  # rows with actions since the filled cell before
    label: Label | None = None


@define
class Numbering:
    """What the recommendation cells of a whole plan tell together."""

    numbered: bool  # most recommendations have a number printed
    inferred: dict[tuple[int, int], str]  # cells that start a recommendation whose number was lost
    after_gap: set[str]  # numbers before which one is missing that no text was found for

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> Numbering:
        """Read all recommendation cells; `label` of each is filled in."""
        expected = 1
        for mention in mentions:
            mention.label = split(mention.text, expected)
            if mention.label.whole is not None:
                expected = mention.label.whole + 1
        marked = [n for n, m in enumerate(mentions) if m.label and m.label.number]
        numbering = cls(numbered=len(marked) >= 2 or len(marked) == len(mentions) > 0, inferred={}, after_gap=set())
        if numbering.numbered:
            numbering._fill_gaps(mentions, marked)
        return numbering

    def _fill_gaps(self, mentions: Sequence[Mention], marked: list[int]) -> None:
        bounds = [(-1, 0), *((n, _whole(mentions[n])) for n in marked)]
        for (at, before), (to, after) in pairwise(bounds):
            missing = after - before - 1
            if before < 0 or after < 0 or missing < 1 or missing > 20:
                continue
            if at < 0:  # a plan that starts in the middle has lost nothing
                starts = [0] if to > 0 else []
                missing = 1
                before = after - 2
            else:
                starts = [n for n in range(at + 1, to) if is_finished(mentions[n - 1].text)]
                starts = sorted(sorted(starts, key=lambda n: -mentions[n].gap)[:missing])
            if len(starts) == missing:
                for number, n in enumerate(starts, start=before + 1):
                    self.inferred[mentions[n].key] = str(number)
            elif at >= 0:
                self.after_gap.add(str(after))


def _whole(mention: Mention) -> int:
    whole = mention.label.whole if mention.label else None
    return -1 if whole is None else whole


def is_finished(text: str) -> bool:
    """Whether a text ends as a sentence does, so that what follows is something new."""
    return text.rstrip("\"'”’) ")[-1:] in {".", "!", "?", ":"}


def goes_on(text: str, before: str) -> bool:
    """Whether an unnumbered text continues the one before it, by how the one ends and the other begins."""
    if not before:
        return False
    first = next((letter for letter in text if letter.isalpha()), "A")
    last = before.split()[-1].lower()
    return first.islower() or last in _UNFINISHED or before.rstrip()[-1:] in {",", "-", "–", "&", "/"}
