"""What an action asks for, by its verb, and which documents can show that it was done.

The table itself is `words.toml`, beside this module: a keeper can change it (`evidence.checks.settings`). What it ships
with follows the project's reading of inspection practice: ISA 500 on reliability (a signed record outweighs a
narrative), and the Global Internal Audit Standards 14.1 and 15.2 on confirming that an agreed action was carried out.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from evidence.model.document import DocumentKind as K
from evidence.model.sequences import as_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Level(StrEnum):
    """How far evidence reaches, lowest first."""

    OUTPUT = "output"  # the paper exists
    IMPLEMENTATION = "implementation"  # it was issued, approved or is used
    IMPACT = "impact"  # practice or outcomes changed


@frozen(kw_only=True)
class VerbClass:
    """Verbs that ask for the same sort of proof."""

    name: str
    words: tuple[str, ...] = field(converter=as_tuple)  # small letters; "fill vacanc*": any ending
    accepts: str  # the document that shows it, in words
    not_enough: str  # what people file instead
    kinds: tuple[K, ...] = field(converter=as_tuple)  # document kinds that can show it
    not_enough_kinds: tuple[K, ...] = field(default=(), converter=as_tuple)  # kinds that never show it by themselves
    a_draft_is_enough: bool = False

    @property
    def stems(self) -> str:
        """The words as a regular expression over small letters, without groups that capture."""
        return "|".join(_stem(word) for word in sorted(self.words, key=len, reverse=True))


def _stem(word: str) -> str:
    parts = re.split(r"[ -]+", word.removesuffix("*").strip())
    return "[ -]".join(re.escape(part) for part in parts) + (r"\w*" if word.endswith("*") else "")


_PREDICATE = re.compile(
    r"\W*$|[\s,/.;:]+(?:by|with|at|in|to|for|on|and|or|as|from|where|if|before|after|through)\b|\s*[/,.;]"
)
_NOUN = re.compile(
    r".*(?:ion|ions|ment|ments|ing|ings|al)$|draft|review|audit|survey|bid|request|tender|design|brief|form .*"
)
_OBJECT = re.compile(r"\W+(?:paper|programme|plan|group|strategy|meeting|team)\b")
_ASKED = re.compile(r"\bbe\b(.*)", re.DOTALL)


class Verbs:
    """A table of verbs, ready to be looked up."""

    def __init__(self, classes: Sequence[VerbClass]) -> None:
        self.classes = tuple(classes)
        self._by_group = {f"v{number}": one for number, one in enumerate(self.classes)}
        branches = "|".join(f"(?P<{group}>{one.stems})" for group, one in self._by_group.items())
        self._any = re.compile(rf"(?:{branches})\b" if branches else r"(?!)")
        self._starts = _starts_of(word for one in self.classes for word in one.words)
        self.main = lru_cache(maxsize=4096)(self._main)

    def all(self, text: str) -> Iterator[VerbClass]:
        """Every class whose verb the text uses, in the order of the text; a class may come more than once."""
        return map(self._class, self._matches(text.lower()))

    def _matches(self, lower: str) -> Iterator[re.Match[str]]:
        """As `finditer` would, but most words are passed over by their first letters."""
        end = 0
        for word in self._starts.finditer(lower):
            if word.start() >= end and (found := self._any.match(lower, word.start())):
                end = found.end()
                yield found

    def _main(self, text: str) -> VerbClass | None:
        lower = text.lower()
        asked = _ASKED.search(lower)
        if asked and (found := next(self.all(asked[1]), None)):
            return found
        verbs = [match for match in self._matches(lower) if not _is_adjective(match, lower)]
        if not verbs:
            return None
        opening = verbs[0]
        if not lower[: opening.start()].strip(" -–:*'\"()0123456789.") and not _OBJECT.match(lower, opening.end()):
            return self._class(opening)
        said = [match for match in verbs if not _NOUN.fullmatch(match[0])]
        done = [match for match in said if self._class(match).name == "approve" and "ed" in match[0]]
        return self._class((done or said or verbs[-1:])[0])

    def _class(self, match: re.Match[str]) -> VerbClass:
        return self._by_group[str(match.lastgroup)]


def _starts_of(words: Iterable[str]) -> re.Pattern[str]:
    """Where one of these may stand, by its first letters: a pattern that passes over all other words in one go."""
    named = [word.rstrip("*") for word in words if re.match(r"\w", word)]
    length = min(map(len, named), default=0)
    starts = sorted({word[:length].replace("-", " ") for word in named})
    by_letter = [
        letter + f"(?:{'|'.join(_stem(start[1:]) for start in group)})"
        for letter, group in groupby(starts, key=itemgetter(0))
    ]
    return re.compile(rf"\b(?={'|'.join(by_letter)})" if by_letter else r"(?!)")


def _is_adjective(match: re.Match[str], text: str) -> bool:
    return match[0].endswith(("ed", "en")) and not _PREDICATE.match(text, match.end())


def shipped_words() -> str:
    """The text of `words.toml` as it is shipped: the verbs, and the words that count as done."""
    return Path(__file__).with_name("words.toml").read_text(encoding="utf-8")


@cache
def shipped_table() -> dict[str, Any]:
    """What `words.toml` holds as it is shipped: `verbs` and `done`; not to be changed."""
    return tomllib.loads(shipped_words())


def _shipped() -> tuple[VerbClass, ...]:
    return tuple(
        VerbClass(**row | {"kinds": map(K, row["kinds"]), "not_enough_kinds": map(K, row["not_enough_kinds"])})
        for row in shipped_table()["verbs"]
    )


VERB_CLASSES: tuple[VerbClass, ...] = _shipped()


@cache
def shipped_verbs() -> Verbs:
    """The shipped table, ready to be looked up; made when it is first asked for."""
    return Verbs(VERB_CLASSES)


def verb_class(action_text: str) -> VerbClass | None:
    """The shipped class that an action's words ask for; `None` where they hold no verb of the table.

    An action reads either as an order ("Submit bid") or as a wished-for state ("Audit programme to be agreed"). What
    follows "be" is the thing asked; else the verb that opens the text; else the first verb that is neither a noun
    ("the review") nor an adjective ("revised criteria"), an approval before its preparation; else the last noun.
    """
    return shipped_verbs().main(action_text)
