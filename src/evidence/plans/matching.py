"""Which action of the later version of a plan is which of the earlier one: by words first, place and number second."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from evidence.model.changes import ActionMatch
from evidence.model.plan import Action, ActionPlan

_LEAST_LIKENESS = 0.55  # of two texts that may be one action reworded
_LEAST_NUMBERED = 0.3  # the same, where the plan gives both the same number of their own
_LEAST_SHARED = 0.3  # of their words, below which they are not compared letter by letter
_MOST_COMPARED = 30  # earlier actions that one text is compared with, those that share most words
_OWN_NUMBER = re.compile(r"^Number: (.+)$", re.MULTILINE)


@frozen
class _Pair:
    score: float
    likeness: float
    old: int
    new: int


def match(old: ActionPlan, new: ActionPlan) -> tuple[ActionMatch, ...]:
    """The actions that are the same in both versions, each once, in the order of the later version.

    Texts that agree word for word are matched first, those in the same recommendation and nearest place before
    others; what is left is matched by the likeness of its words, closest first.
    """
    before, after = _Side(old), _Side(new)
    found: dict[int, _Pair] = {}
    taken: set[int] = set()
    for pairs in (_same(before, after), _alike(before, after, found, taken)):
        for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.new, pair.old)):
            if pair.new not in found and pair.old not in taken:
                found[pair.new] = pair
                taken.add(pair.old)
    return tuple(
        ActionMatch(
            old=old.actions[pair.old].ref,
            new=new.actions[pair.new].ref,
            likeness=round(pair.likeness * 100),
            because=_because(pair.likeness, old.actions[pair.old], new.actions[pair.new]),
        )
        for _, pair in sorted(found.items())
    )


def match_refs(old: ActionPlan, new: ActionPlan) -> tuple[ActionMatch, ...]:
    """The actions that have the same reference in both versions, in the order of the later version."""
    before = {action.ref: action for action in old.actions}
    return tuple(
        ActionMatch(
            old=action.ref,
            new=action.ref,
            likeness=round(100 * likeness(squeeze(before[action.ref].text), squeeze(action.text))),
            because="the same reference",
        )
        for action in new.actions
        if action.ref in before
    )


def likeness(old: str, new: str) -> float:
    """How much of two squeezed texts is the same, 0 to 1."""
    return 1.0 if old == new else SequenceMatcher(None, old, new, autojunk=False).ratio()


class _Side:
    """One version, prepared for comparing."""

    def __init__(self, plan: ActionPlan) -> None:
        self.actions: Sequence[Action] = plan.actions
        self.texts = [squeeze(action.text) for action in plan.actions]
        self.words = [frozenset(text.split()) for text in self.texts]
        self.recommendations = {r.number: squeeze(r.text) for r in plan.recommendations}
        self.numbers = [own_number(action) for action in plan.actions]
        counts: Counter[str] = Counter()
        self.ordinals: list[tuple[str, int]] = []  # recommendation, and which of its actions, from 1
        for action in plan.actions:
            counts[action.recommendation] += 1
            self.ordinals.append((action.recommendation, counts[action.recommendation]))

    def recommendation(self, at: int) -> str:
        number = self.actions[at].recommendation
        return self.recommendations.get(number) or number

    def place(self, at: int) -> float:
        return at / max(1, len(self.actions))


def squeeze(text: str) -> str:
    """A text as versions are compared: small letters and figures only, so that spacing and punctuation do not count."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _same(before: _Side, after: _Side) -> Iterator[_Pair]:
    by_text: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(before.texts):
        by_text[text].append(at)
    for new, text in enumerate(after.texts):
        for old in by_text.get(text, ()):
            yield _Pair(1 + _nearness(before, after, old, new), 1.0, old, new)


def _alike(before: _Side, after: _Side, found: dict[int, _Pair], taken: set[int]) -> Iterator[_Pair]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(before.words):
        if at not in taken:
            for word in words:
                by_word[word].append(at)
    common = max(50, len(before.texts) // 20)  # a word of more actions than that tells nothing
    for new, text in enumerate(after.texts):
        if new in found:
            continue
        shared_words = Counter(at for word in after.words[new] if len(by_word[word]) <= common for at in by_word[word])
        for old, _ in shared_words.most_common(_MOST_COMPARED):
            numbered = before.numbers[old] is not None and before.numbers[old] == after.numbers[new]
            shared = len(before.words[old] & after.words[new]) / max(1, len(before.words[old] | after.words[new]))
            nearness = _nearness(before, after, old, new)
            if shared < _LEAST_SHARED and not ((numbered or nearness > 1.2) and shared > 0.15):
                continue
            alike = likeness(before.texts[old], text)
            least = _LEAST_NUMBERED if numbered else _LEAST_LIKENESS + 0.1
            if alike + 0.1 * nearness >= least:
                yield _Pair(alike + 0.1 * nearness + 0.2 * numbered, alike, old, new)


def _nearness(before: _Side, after: _Side, old: int, new: int) -> float:
    """How much else speaks for a pair: recommendation, number, deadline and leads, place; 0 to 2."""
    one, other = before.actions[old], after.actions[new]
    due = (one.due.text if one.due else "") == (other.due.text if other.due else "")
    return (
        0.6 * (before.recommendation(old) == after.recommendation(new))
        + 0.4 * (before.ordinals[old] == after.ordinals[new])
        + 0.4 * (before.numbers[old] is not None and before.numbers[old] == after.numbers[new])
        + 0.3 * due
        + 0.2 * (one.leads == other.leads)
        + 0.5 * (1 - abs(before.place(old) - after.place(new)))
    )


def own_number(action: Action) -> str | None:
    """The number that the plan itself gives an action, where its reference does not show it."""
    found = _OWN_NUMBER.search(action.other or "")
    return found[1] if found else None


def _because(likeness: float, old: Action, new: Action) -> str:
    if likeness == 1.0:
        return "the same words"
    same = "in the same recommendation" if old.recommendation == new.recommendation else "in another recommendation"
    return f"{round(likeness * 100)} % of the text is the same, {same}"
