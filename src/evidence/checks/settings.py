"""What the keeper may change of the checks: weights, thresholds, and what words mean; as values, and as TOML text.

The shipped text is `settings.toml` beside this module, followed by the words of `evidence.wording`. Where it is kept,
and that a change is journalled, is `file`'s business.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen

from evidence.model.sequences import as_tuple
from evidence.wording.verbs import VERB_CLASSES, Level, Verbs, shipped_table, shipped_verbs, shipped_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.model.document import DocumentKind
    from evidence.model.issue import Severity
    from evidence.wording.verbs import VerbClass


@frozen(kw_only=True)
class Thresholds:
    """Numbers that rules compare with; all are whole and not negative."""

    days_after_claim: int = 0
    days_agreed_before_first_due: int = 92
    days_around_span: int = 366
    letters_of_same_text: int = 25
    days_between_checkpoints: int = 31
    days_between_fixity_checks: int = 92
    days_to_answer: int = 14
    days_to_feedback: int = 10  # working days
    days_to_acknowledge: int = 1  # working days


THRESHOLDS: tuple[str, ...] = tuple(one.name for one in fields(Thresholds))


@frozen(kw_only=True)
class AuditTerms:
    """What independence and the counting of days in audits go by."""

    same_team: bool = False  # an auditor of the case holder's team is too near
    count_start_day: bool = False
    bank_holidays: str = "england-and-wales"  # a value of `model.clock.Holidays`


@frozen(kw_only=True)
class LocalLimit:
    """A time limit of the council's own."""

    clock: str  # "T-C09", "T-L09/first"
    amount: int
    unit: str  # a value of `model.clock.Unit`


@frozen(kw_only=True)
class LevelWords:
    """Words of success criteria that ask for a level of evidence, and the kinds of document that reach it."""

    words: tuple[str, ...] = field(converter=as_tuple)
    kinds: tuple[DocumentKind, ...] = field(converter=as_tuple)


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of these words or phrases, in any case."""
    each = "|".join(r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)" if each else r"(?!)", re.IGNORECASE)


@frozen(kw_only=True)
class Settings:
    """Everything that the keeper may change of the checks."""

    severities: tuple[tuple[str, Severity], ...] = field(default=(), converter=as_tuple)  # only those that are changed
    thresholds: Thresholds = field(factory=Thresholds)
    audits: AuditTerms = field(factory=AuditTerms)
    timescales: tuple[LocalLimit, ...] = field(default=(), converter=as_tuple)
    implementation: LevelWords
    impact: LevelWords
    draft_words: tuple[str, ...] = field(converter=as_tuple)  # an action with one of them asks for a draft
    done_words: tuple[str, ...] = field(converter=as_tuple)  # words that claim completion
    verbs: tuple[VerbClass, ...] = field(converter=as_tuple)

    table: Verbs = field(init=False, eq=False, repr=False)
    asks_for_draft: re.Pattern[str] = field(init=False, eq=False, repr=False)
    level: Callable[[str], tuple[Level, str | None]] = field(init=False, eq=False, repr=False)
    more_done: re.Pattern[str] | None = field(init=False, eq=False, repr=False)  # words the plan's reader does not know
    not_done: frozenset[str] = field(init=False, eq=False, repr=False)  # words that the keeper took out

    @table.default
    def _table(self) -> Verbs:
        return shipped_verbs() if self.verbs == VERB_CLASSES else Verbs(self.verbs)

    @asks_for_draft.default
    def _asks_for_draft(self) -> re.Pattern[str]:
        return any_of(self.draft_words)

    @level.default
    def _level(self) -> Callable[[str], tuple[Level, str | None]]:
        impact, implementation = any_of(self.impact.words), any_of(self.implementation.words)

        def level(criteria: str) -> tuple[Level, str | None]:
            if found := impact.search(criteria):
                return Level.IMPACT, found[0]
            if found := implementation.search(criteria):
                return Level.IMPLEMENTATION, found[0]
            return Level.OUTPUT, None

        return lru_cache(maxsize=1024)(level)

    @more_done.default
    def _more_done(self) -> re.Pattern[str] | None:
        more = tuple(word for word in self.done_words if word not in _shipped_done())
        return any_of(more) if more else None

    @not_done.default
    def _not_done(self) -> frozenset[str]:
        return _shipped_done() - set(self.done_words)

    def verb(self, action_text: str) -> VerbClass | None:
        """The group of verbs that an action's words ask for, as `evidence.wording.verbs.verb_class` finds it."""
        return self.table.main(action_text)

    def severity(self, code: str, shipped: Severity) -> Severity:
        """How much a rule weighs for this keeper."""
        return next((weight for named, weight in self.severities if named == code), shipped)


@cache
def _shipped_done() -> frozenset[str]:
    return frozenset(shipped_table()["done"]["words"])


@cache
def shipped_text() -> str:
    """The settings as they are shipped, with their comments: what a new store's file holds."""
    return _own_text() + shipped_words()


@cache
def _own_text() -> str:
    return Path(__file__).with_name("settings.toml").read_text(encoding="utf-8")


@cache
def shipped_data() -> dict[str, Any]:
    """What the shipped text holds; not to be changed."""
    import tomllib

    return tomllib.loads(_own_text()) | shipped_table()


@cache
def shipped() -> Settings:
    """The settings as they are shipped."""
    from evidence.checks.settings_text import read_settings

    return read_settings(shipped_text())
