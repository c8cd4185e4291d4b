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

    WithDoubts = tuple[Linked, list["Doubt"]]

_ANY = "a document that shows it"
_BETWEEN = re.compile(r"\s*(?:,|/|;|\bor\b)\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the) ")


@frozen(kw_only=True)
class WantedEvidence:
    """What would be enough for an action."""

    verb: VerbClass | None  # that its words ask for; `None` where they hold none that is known
    kinds: tuple[DocumentKind, ...]  # that were agreed on as evidence; () where the verb decides
    agreed: date | None  # nothing older shows the action, as far as the plan's dates tell
    claimed_by: date | None  # nothing younger shows it, as it was claimed; the days of grace are in it


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


@frozen(kw_only=True)
class Weighed:
    """The documents that are said to show an action's completion, held against what would be enough."""

    settings: Settings
    links: tuple[WithDoubts, ...] = ()  # those that count
    proofs: tuple[WithDoubts, ...] = ()  # those of them that nothing decisive speaks against
    against_all: frozenset[Reason] = frozenset()  # what speaks against every one of them; empty where there are none


def wanted(subject: ActionFile, settings: Settings) -> WantedEvidence:
    """What would be enough for this action."""
    claimed = subject.action.progress.claimed_on
    by = claimed.latest if claimed else None
    return WantedEvidence(
        verb=settings.verb(subject.action.text),
        kinds=asked_kinds(subject),
        agreed=agreed(subject, settings),
        claimed_by=by + timedelta(days=settings.thresholds.days_after_claim) if by else None,
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
    names = parts_named(words)
    known = {kind.value.replace("-", " "): kind for kind in DocumentKind if kind is not DocumentKind.OTHER}
    return tuple(known[name] for name in names) if all(name in known for name in names) else ()


def parts_named(words: str) -> tuple[str, ...]:
    """The things that words list ("minutes or a report"), in small letters, without their articles."""
    return tuple(_ARTICLE.sub("", part.strip().lower().replace("-", " ")) for part in _BETWEEN.split(words))


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


def agreed(subject: ActionFile, settings: Settings) -> date | None:
    """When the action was agreed: no later than the plan's first version or first deadline; `None` without deadlines.

    It is the earlier of the two, since a first version on file may itself report progress; the deadline is put back by
    the time that a plan gives for its first action.
    """
    if subject.span is None:
        return None
    first = subject.span.first - timedelta(days=settings.thresholds.days_agreed_before_first_due)
    return min(first, subject.first_as_of) if subject.first_as_of else first


def doubts(subject: ActionFile, linked: Linked, asked: WantedEvidence, settings: Settings) -> list[Doubt]:
    """Everything that speaks against a document as evidence that the action was completed; none for a verified one."""
    if linked.verdicts and subject.verified(linked):
        return []
    document, verb, when = linked.document, asked.verb, asked.agreed
    found: list[Doubt] = []
    if document.state is DocumentState.DRAFT and not draft_is_enough(subject.action, settings):
        found.append(Doubt(reason=Reason.DRAFT, words=f"{document.id} is a draft", decisive=True))
    kind, kinds = document.kind, asked.kinds
    if kinds:
        if kind not in kinds and kind is not DocumentKind.OTHER:
            words = f"{document.id} is of the kind {named(kind)}, where {subject.action.evidence} was agreed"
            found.append(Doubt(reason=Reason.KIND, words=words, decisive=True))
    elif verb is not None and kind not in verb.kinds and kind is not DocumentKind.OTHER:
        words = f"{document.id} is of the kind {named(kind)}"
        found.append(Doubt(reason=Reason.KIND, words=words, decisive=kind in verb.not_enough_kinds))
    dated, claimed_by = document.dated, asked.claimed_by
    period = linked.link.covers or dated
    if when is not None and period is not None and period.latest is not None and period.latest < when:
        words = f"{document.id} is older than the day on which the action was agreed ({day(when)})"
        found.append(Doubt(reason=Reason.BEFORE, words=words, decisive=False))
    if claimed_by is not None and dated is not None and dated.earliest is not None and dated.earliest > claimed_by:
        words = f"{document.id} is younger than the completion it is to show"
        found.append(Doubt(reason=Reason.AFTER, words=words, decisive=False))
    return found


def weighed(subject: ActionFile, settings: Settings) -> Weighed:
    """The documents that are said to show completion and count, weighed once and kept with the action."""
    known: Weighed | None = subject.memo.get("weighed")
    if known is not None and known.settings is settings:
        return known
    made = subject.memo["weighed"] = _weigh(subject, settings) if subject.completing else Weighed(settings=settings)
    return made


def _weigh(subject: ActionFile, settings: Settings) -> Weighed:
    asked = wanted(subject, settings)
    links = tuple([(linked, doubts(subject, linked, asked, settings)) for linked in subject.completing])
    return Weighed(
        settings=settings,
        links=links,
        proofs=tuple([one for one in links if not one[1] or not any(doubt.decisive for doubt in one[1])]),
        against_all=frozenset.intersection(*[frozenset([doubt.reason for doubt in found]) for _, found in links])
        if all(found for _, found in links)
        else frozenset(),
    )


def named(kind: DocumentKind) -> str:
    """The kind in words: `visit record`."""
    return kind.replace("-", " ")
