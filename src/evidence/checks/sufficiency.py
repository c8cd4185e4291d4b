"""What would be enough to show an action, and what there is against each document that is said to show it.

What is wanted follows from the action's verb, from the level that its success criteria ask for, and from its dates. A
doubt that is *decisive* keeps a document from showing the action at all (a draft does not show an approval); any other
is a query, for a person to settle. Somebody independent who finds the document sufficient settles every doubt.

A remedial action of an audit may name the kinds of document that are to show it; they take the place of the verb's.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.checks.measures import has_reading
from evidence.checks.remarks import day
from evidence.model.document import DocumentKind, DocumentState
from evidence.model.identifiers import is_round_plan
from evidence.wording.verbs import Level

if TYPE_CHECKING:
    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile, Linked
    from evidence.model.plan import Action
    from evidence.wording.verbs import VerbClass

_ANY = "a document that shows it"
_BETWEEN = re.compile(r"\s*(?:,|/|;|\bor\b)\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the) ")


@frozen(kw_only=True)
class Agreed:
    """When an action was agreed."""

    on: date
    certain: bool  # said by somebody, not worked out from the plan's dates


@frozen(kw_only=True)
class WantedEvidence:
    """What would be enough for an action."""

    accepts: str  # the document, in words
    not_enough: str | None  # what people file instead; `None` where the action's verb is not known
    kinds: tuple[DocumentKind, ...]  # () where any kind will do
    level: Level
    level_words: str | None  # the words of the success criteria that ask for the level
    a_draft_is_enough: bool
    agreed: Agreed | None  # nothing older shows the action
    claimed_by: date | None  # nothing younger shows it, as it was claimed


@frozen(kw_only=True, slots=False)
class Yardstick:
    """What every document of one action is held against, worked out once for the action."""

    settings: Settings
    verb: VerbClass | None
    kinds: tuple[DocumentKind, ...]  # that were agreed on as evidence; () where the verb decides
    a_draft_is_enough: bool
    agreed: Agreed | None
    claimed_by: date | None  # nothing younger shows it, as it was claimed; the days of grace are in it


def yardstick(subject: ActionFile, settings: Settings) -> Yardstick:
    """The yardstick of an action; it is kept with the action."""
    known: Yardstick | None = subject.memo.get("yardstick")
    if known is not None and known.settings is settings:
        return known
    action = subject.action
    claimed = action.progress.claimed_on
    verb = settings.verb(action.text)
    made = subject.memo["yardstick"] = Yardstick(
        settings=settings,
        verb=verb,
        kinds=asked_kinds(subject),
        a_draft_is_enough=draft_is_enough(action, settings),
        agreed=agreed(subject, settings),
        claimed_by=claimed.latest + timedelta(days=settings.thresholds.days_after_claim)
        if claimed and claimed.latest
        else None,
    )
    return made


class Reason(StrEnum):
    """What can be said against a document."""

    DRAFT = "draft"
    KIND = "kind"
    BEFORE = "before the action was agreed"
    AFTER = "after the claim"


@frozen(kw_only=True)
class Doubt:
    """Something that speaks against a document as evidence of an action."""

    reason: Reason
    words: str  # opens with the document's id
    decisive: bool  # the document does not show the action


def wanted(subject: ActionFile, settings: Settings) -> WantedEvidence:
    """What would be enough for this action."""
    action = subject.action
    verb = settings.verb(action.text)
    level, words = level_wanted(action, settings)
    claimed = action.progress.claimed_on
    asked = asked_kinds(subject)
    return WantedEvidence(
        accepts=accepted(subject, settings),
        not_enough=verb.not_enough if verb and not asked else None,
        kinds=asked or (verb.kinds if verb else ()),
        level=max(level, verb.level if verb else Level.OUTPUT, key=list(Level).index),
        level_words=words,
        a_draft_is_enough=draft_is_enough(action, settings),
        agreed=agreed(subject, settings),
        claimed_by=claimed.latest if claimed else None,
    )


def accepted(subject: ActionFile, settings: Settings) -> str:
    """The document that would show the action, in words."""
    if subject.action.evidence and is_round_plan(subject.plan.id):
        return subject.action.evidence
    verb = settings.verb(subject.action.text)
    return verb.accepts if verb else _ANY


def asked_kinds(subject: ActionFile) -> tuple[DocumentKind, ...]:
    """The kinds of document that a remedial action is to be shown by; () where none was named, or other words."""
    if not subject.action.evidence or not is_round_plan(subject.plan.id):
        return ()
    return kinds_named(subject.action.evidence)


@lru_cache(maxsize=256)
def kinds_named(words: str) -> tuple[DocumentKind, ...]:
    """The kinds of document in words that are nothing but their names ("minutes or a report"); else ()."""
    names = [_ARTICLE.sub("", part.strip().lower().replace("-", " ")) for part in _BETWEEN.split(words)]
    known = {kind.value.replace("-", " "): kind for kind in DocumentKind if kind is not DocumentKind.OTHER}
    return tuple(known[name] for name in names) if all(name in known for name in names) else ()


def level_wanted(action: Action, settings: Settings) -> tuple[Level, str | None]:
    """How far the success criteria ask evidence to reach, and the words that ask for it."""
    return settings.level(action.success_criteria) if action.success_criteria else (Level.OUTPUT, None)


def level_shown(subject: ActionFile, as_of: date, settings: Settings) -> Level:
    """How far the documents and figures on file reach; a kind that is not known is given the benefit of the doubt."""
    if any(has_reading(measure, as_of) for measure in subject.measures):
        return Level.IMPACT
    kinds = {linked.document.kind for linked in subject.supporting}
    if not kinds.isdisjoint(settings.impact.kinds) or DocumentKind.OTHER in kinds:
        return Level.IMPACT
    return Level.IMPLEMENTATION if not kinds.isdisjoint(settings.implementation.kinds) else Level.OUTPUT


def draft_is_enough(action: Action, settings: Settings) -> bool:
    """Whether the action asks for no more than a draft, by its words or its verb."""
    verb = settings.verb(action.text)
    return verb is None or verb.a_draft_is_enough or settings.asks_for_draft.search(action.text) is not None


def agreed(subject: ActionFile, settings: Settings) -> Agreed | None:
    """When the action was agreed: as somebody said, else no later than the plan's first version or first deadline.

    Worked out, it is the earlier of the two, since a first version on file may itself report progress; the deadline is
    put back by the time that a plan gives for its first action.
    """
    if subject.agreed_on:
        return Agreed(on=subject.agreed_on, certain=True)
    if subject.span is None:
        return None
    first = subject.span.first - timedelta(days=settings.thresholds.days_agreed_before_first_due)
    return Agreed(on=min(first, subject.first_as_of) if subject.first_as_of else first, certain=False)


def doubts(subject: ActionFile, linked: Linked, settings: Settings) -> list[Doubt]:
    """Everything that speaks against a document as evidence that the action was completed; none for a verified one."""
    if (linked.verdicts or linked.verified) and subject.verified(linked):
        return []
    asked = yardstick(subject, settings)
    document, verb = linked.document, asked.verb
    found: list[Doubt] = []
    if document.state is DocumentState.DRAFT and not asked.a_draft_is_enough:
        found.append(Doubt(reason=Reason.DRAFT, words=f"{document.id} is a draft", decisive=True))
    kind, kinds = document.kind, asked.kinds
    if kinds and kind not in kinds and kind is not DocumentKind.OTHER:
        words = f"{document.id} is of the kind {named(kind)}, where {subject.action.evidence} was agreed"
        found.append(Doubt(reason=Reason.KIND, words=words, decisive=True))
    elif not kinds and verb is not None and kind not in verb.kinds and kind is not DocumentKind.OTHER:
        words = f"{document.id} is of the kind {named(kind)}"
        found.append(Doubt(reason=Reason.KIND, words=words, decisive=kind in verb.not_enough_kinds))
    when, period = asked.agreed, linked.link.covers or document.dated
    if when is not None and period is not None and period.latest is not None and period.latest < when.on:
        words = f"{document.id} is older than the day on which the action was agreed ({day(when.on)})"
        found.append(Doubt(reason=Reason.BEFORE, words=words, decisive=when.certain))
    if asked.claimed_by is not None and is_after_claim(subject, linked, settings):
        words = f"{document.id} is younger than the completion it is to show"
        found.append(Doubt(reason=Reason.AFTER, words=words, decisive=False))
    return found


def weighed(subject: ActionFile, settings: Settings) -> list[tuple[Linked, list[Doubt]]]:
    """The links that count and show completion, each with what speaks against it."""
    completing = subject.completing
    return [(linked, doubts(subject, linked, settings)) for linked in completing] if completing else []


def is_draft(subject: ActionFile, linked: Linked, settings: Settings) -> bool:
    """Whether the document is a draft where the action asks for more."""
    return linked.document.state is DocumentState.DRAFT and not yardstick(subject, settings).a_draft_is_enough


def agreed_after(subject: ActionFile, linked: Linked, settings: Settings) -> Agreed | None:
    """When the action was agreed, where the document is wholly older than that; else `None`."""
    when = yardstick(subject, settings).agreed
    return when if when is not None and is_before(linked, when) else None


def is_before(linked: Linked, when: Agreed) -> bool:
    """Whether the document is dated, or reports on a time, wholly before the action was agreed."""
    period = linked.link.covers or linked.document.dated
    return period is not None and period.latest is not None and period.latest < when.on


def is_after_claim(subject: ActionFile, linked: Linked, settings: Settings) -> bool:
    """Whether the document is dated after the day on which completion is claimed."""
    claimed_by, dated = yardstick(subject, settings).claimed_by, linked.document.dated
    if claimed_by is None or dated is None or dated.earliest is None:
        return False
    return dated.earliest > claimed_by


_KINDS = {kind: kind.value.replace("-", " ") for kind in DocumentKind}


def named(kind: DocumentKind) -> str:
    """The kind in words: `visit record`."""
    return _KINDS[kind]
