"""Whether a document is of the kind that the action, or its progress text, speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.linking.likeness import field
from evidence.linking.terms import terms
from evidence.linking.values import Signal
from evidence.model.document import DocumentKind
from evidence.wording.verbs import verb_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.linking.values import Candidate
    from evidence.model.plan import Action

_BY_VERB, _IN_PROGRESS, _IN_ACTION, _MENTIONED = 0.18, 0.14, 0.1, 0.07
# words of a plan that lead one to expect a document of that kind
_LEADS_TO: dict[DocumentKind, frozenset[str]] = {
    kind: frozenset(terms(words))
    for kind, words in {
        DocumentKind.MINUTES: "meet met minutes group discuss brief seminar panel board",
        DocumentKind.AGENDA: "agenda",
        DocumentKind.APPROVAL: "approve agree endorse sign authorise confirm",
        DocumentKind.VISIT_RECORD: "visit observe unannounced inspect",
        DocumentKind.LETTER: "letter contact request response write wrote",
        DocumentKind.EMAIL: "email confirm contact request",
        DocumentKind.DATA: "data budget baseline figures target benchmark",
        DocumentKind.REPORT: "report review analysis assess audit",
        DocumentKind.PAPER: "paper proposal recommend options criteria",
        DocumentKind.PLAN: "plan project strategy programme",
        DocumentKind.GUIDANCE: "guidance advice criteria threshold",
        DocumentKind.PROCEDURE: "procedure protocol instruct",
        DocumentKind.BOOKLET: "booklet handbook",
        DocumentKind.LEAFLET: "leaflet",
        DocumentKind.QUESTIONNAIRE: "questionnaire audit survey checklist",
        DocumentKind.BID: "bid submit funding",
        DocumentKind.MEMO: "memo confirm remind",
        DocumentKind.ACTION_PLAN: "plan",
        DocumentKind.OTHER: "",
    }.items()
}


def kind_fits(candidate: Candidate, kind: DocumentKind) -> Signal:
    """What the document's kind says for this action."""
    action = candidate.action
    reasons = list(_reasons(action, kind))
    weight = sum(value for value, _ in reasons)
    return Signal(weight=weight, because=reasons[0][1] if weight > _BY_VERB else "")


def _reasons(action: Action, kind: DocumentKind) -> Iterator[tuple[float, str]]:
    name = kind.value.replace("-", " ")
    named = f"{name}: the plan's text speaks of one"
    if any(mention.kind == kind for mention in action.mentions):
        yield _MENTIONED, named
    expected = _LEADS_TO[kind]
    if expected & field(action.progress.text):
        yield _IN_PROGRESS, named
    if expected & field(action.text):
        yield _IN_ACTION, f"{name}: the action speaks of one"
    verb = verb_class(action.text)
    if verb and kind in verb.kinds:
        yield _BY_VERB, f"{name}: {verb.accepts} would show it"
