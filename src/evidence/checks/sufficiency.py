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
from evidence.model.link import Shows
from evidence.wording.verbs import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile, Linked
    from evidence.model.plan import Action

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
    if settings.asks_for_draft.search(action.text):
        return True
    verb = settings.verb(action.text)
    return verb is None or verb.a_draft_is_enough


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


def doubts(subject: ActionFile, linked: Linked, settings: Settings) -> Iterator[Doubt]:
    """Everything that speaks against a document as evidence that the action was completed; none for a verified one."""
    if subject.verified(linked):
        return
    document = linked.document
    if is_draft(subject, linked, settings):
        yield Doubt(reason=Reason.DRAFT, words=f"{document.id} is a draft", decisive=True)
    verb = settings.verb(subject.action.text)
    kind, asked = document.kind, asked_kinds(subject)
    if asked and kind is not DocumentKind.OTHER and kind not in asked:
        words = f"{document.id} is of the kind {named(kind)}, where {subject.action.evidence} was agreed"
        yield Doubt(reason=Reason.KIND, words=words, decisive=True)
    elif not asked and verb and kind is not DocumentKind.OTHER and kind not in verb.kinds:
        yield Doubt(
            reason=Reason.KIND,
            words=f"{document.id} is of the kind {named(kind)}",
            decisive=kind in verb.not_enough_kinds,
        )
    when = agreed_after(subject, linked, settings)
    if when:
        yield Doubt(
            reason=Reason.BEFORE,
            words=f"{document.id} is older than the day on which the action was agreed ({day(when.on)})",
            decisive=when.certain,
        )
    if is_after_claim(subject, linked, settings):
        yield Doubt(
            reason=Reason.AFTER, words=f"{document.id} is younger than the completion it is to show", decisive=False
        )


def shows_completion(subject: ActionFile, linked: Linked, settings: Settings) -> bool:
    """Whether a link that counts shows the action completed: said so, with nothing decisive against it."""
    if linked.link.shows is not Shows.COMPLETION:
        return False
    return not falls_short(subject, linked, settings) or subject.verified(linked)


def falls_short(subject: ActionFile, linked: Linked, settings: Settings) -> bool:
    """Whether a doubt about the document is decisive, whatever a verdict says."""
    if is_draft(subject, linked, settings):
        return True
    kind, asked = linked.document.kind, asked_kinds(subject)
    if asked:
        if kind is not DocumentKind.OTHER and kind not in asked:
            return True
    elif (
        kind in settings.never_alone and (verb := settings.verb(subject.action.text)) and kind in verb.not_enough_kinds
    ):
        return True
    return subject.agreed_on is not None and is_before(linked, Agreed(on=subject.agreed_on, certain=True))


def is_draft(subject: ActionFile, linked: Linked, settings: Settings) -> bool:
    """Whether the document is a draft where the action asks for more."""
    return linked.document.state is DocumentState.DRAFT and not draft_is_enough(subject.action, settings)


def agreed_after(subject: ActionFile, linked: Linked, settings: Settings) -> Agreed | None:
    """When the action was agreed, where the document is wholly older than that; else `None`."""
    period = linked.link.covers or linked.document.dated
    latest = subject.agreed_on or (subject.span.first if subject.span else None)
    if latest is None or period is None or period.latest is None or period.latest >= latest:
        return None
    when = agreed(subject, settings)
    return when if when and is_before(linked, when) else None


def is_before(linked: Linked, when: Agreed) -> bool:
    """Whether the document is dated, or reports on a time, wholly before the action was agreed."""
    period = linked.link.covers or linked.document.dated
    return bool(period and period.latest and period.latest < when.on)


def is_after_claim(subject: ActionFile, linked: Linked, settings: Settings) -> bool:
    """Whether the document is dated after the day on which completion is claimed."""
    claimed, dated = subject.action.progress.claimed_on, linked.document.dated
    if claimed is None or claimed.latest is None or dated is None or dated.earliest is None:
        return False
    return (dated.earliest - claimed.latest).days > settings.thresholds.days_after_claim


def named(kind: DocumentKind) -> str:
    """The kind in words: `visit record`."""
    return kind.value.replace("-", " ")
