"""What the page of gaps says, whatever it is printed as: counts by state, who is asked for what, what is missing.

Pure: it arranges the result of a check beside the plan's own words. It judges nothing; `checks` does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from evidence.model.document import Document
from evidence.model.event import Checkpoint
from evidence.model.issue import ActionState, CheckResult, Issue, Subject, SubjectType
from evidence.model.plan import Action, ActionPlan, ClaimState, LeadsFrom, PlanIdentity

_OPENING = re.compile(r'^(?:plan \S+|\S+(?: of \S+)? ".*?"): ')  # a rule opens its message with what it is about
_LATE = ("P208", "P209")  # the plan's rules that speak of the action itself, not of how it is written down
_ASKED = {
    "E101": "a document that shows it done",
    "E102": "the document that the plan itself asks for",
    "E107": "what was done for this very action",
    "E108": "the records of the missing rounds",
    "P201": "the day that was meant",
    "P205": "a date by which it is due",
    "P208": "whether it was done",
}


@frozen(kw_only=True)
class StateWords:
    """How a state is shown: never by colour alone."""

    state: str  # as in `ActionState`
    symbol: str
    words: str
    tone: str  # "good", "part", "bad" or "quiet": which colour goes with it


STATES: tuple[StateWords, ...] = (
    StateWords(state="evidenced-verified", symbol="✔", words="evidenced and verified", tone="good"),
    StateWords(state="evidenced-linked", symbol="✓", words="evidenced", tone="good"),
    StateWords(state="claimed-not-enough", symbol="◐", words="said done, evidence not enough", tone="part"),
    StateWords(state="claimed-nothing-on-file", symbol="✗", words="said done, nothing on file", tone="bad"),
    StateWords(state="asked-for", symbol="?", words="evidence asked for", tone="part"),
    StateWords(state="past-due-not-claimed", symbol="!", words="past due, not said done", tone="bad"),
    StateWords(state="in-progress", symbol="…", words="in progress", tone="quiet"),
    StateWords(state="not-due", symbol="–", words="not due yet", tone="quiet"),
    StateWords(state="cannot-tell", symbol="·", words="cannot tell", tone="quiet"),
)


@frozen(kw_only=True)
class Asked:
    """One action that somebody is asked about."""

    ref: str
    text: str
    wanted: tuple[str, ...]


@frozen(kw_only=True)
class HolderList:
    """Everything that one person is asked for."""

    initials: str | None  # `None` where the plan names nobody
    role: str | None
    asked: tuple[Asked, ...]

    @property
    def words(self) -> str:
        """`SD, Locality Manager`."""
        return ", ".join(filter(None, (self.initials, self.role))) or "Nobody is named in the plan"


@frozen(kw_only=True)
class ActionGap:
    """An action with what is missing of it."""

    ref: str
    action: Action
    state: StateWords
    because: tuple[str, ...]
    issues: tuple[Issue, ...]

    @property
    def facts(self) -> str:
        """`lead SF (by ditto mark); due "3 Feb 06"; said done`."""
        leads = "/".join(self.action.leads) or "nobody"
        carried = " (by ditto mark)" if self.action.leads_from is LeadsFrom.DITTO else ""
        due = f'due "{self.action.due.text}"' if self.action.due and self.action.due.text else "no due date"
        return "; ".join((f"lead {leads}{carried}", due, *self.because))


@frozen(kw_only=True)
class RecommendationGaps:
    """The actions of one recommendation that lack something."""

    number: str
    text: str
    gaps: tuple[ActionGap, ...]

    @property
    def words(self) -> str:
        """`3. Introduce a regular programme of audit`."""
        return f"{self.number}. {self.text}" if self.text else f"Recommendation {self.number}"


@frozen(kw_only=True)
class Gaps:
    """Everything on the page."""

    plan: PlanIdentity
    as_of: date
    head: Checkpoint | None
    actions: int
    said_done: int
    evidenced: int  # of those said done
    counts: tuple[tuple[StateWords, int], ...]  # every state, best evidenced first
    holders: tuple[HolderList, ...]
    recommendations: tuple[RecommendationGaps, ...]
    unlinked: tuple[Document, ...]
    document_issues: tuple[Issue, ...]  # of documents and links, without "linked to nothing"
    plan_problems: tuple[Issue, ...]
    store_problems: tuple[Issue, ...]

    @property
    def summary(self) -> str:
        """How many of the actions said done are evidenced, in a sentence."""
        return (
            f"The plan has {self.actions} actions. {self.said_done} are said to be done; "
            f"{self.evidenced} of these are shown by a document on file."
        )


def gaps(
    result: CheckResult, plan: ActionPlan, documents: Iterable[Document], *, head: Checkpoint | None = None
) -> Gaps:
    """What the page says of one plan; the result may speak of other plans too, which are left out."""
    several = any(":" in state.ref for state in result.states)
    known = {f"{plan.id}:{action.ref}" if several else action.ref: action for action in plan.actions}
    mine = {state.ref: state for state in result.states if state.ref in known}
    of_actions = [one for one in result.issues if one.subject.type is SubjectType.ACTION and one.subject.ref in known]
    of_plan = [one for one in result.issues if one.subject == Subject(type=SubjectType.PLAN, ref=plan.id)]
    said = {ref for ref, state in mine.items() if _said_done(state, known[ref])}
    found = Counter(state.state for state in mine.values())
    loose = {issue.subject.ref for issue in result.issues if issue.code == "D302"}
    return Gaps(
        plan=plan.plan,
        as_of=result.as_of,
        head=head,
        actions=len(known),
        said_done=len(said),
        evidenced=sum(1 for ref in said if mine[ref].state.startswith("evidenced")),
        counts=tuple((shown, found[shown.state]) for shown in STATES),
        holders=_holders(plan, of_actions, known),
        recommendations=_by_recommendation(plan, [one for one in of_actions if _missing(one)], known, mine),
        unlinked=tuple(document for document in documents if document.id in loose),
        document_issues=tuple(
            issue
            for issue in result.issues
            if issue.subject.type in (SubjectType.DOCUMENT, SubjectType.LINK) and issue.code != "D302"
        ),
        plan_problems=tuple([one for one in of_actions if not _missing(one)] + of_plan),
        store_problems=tuple(issue for issue in result.issues if issue.subject.type is SubjectType.STORE),
    )


def said(issue: Issue) -> str:
    """The message as a sentence, without the words it opens with, for a place where they are printed already."""
    words = _OPENING.sub("", issue.message)
    return words[:1].upper() + words[1:]


def titled(issue: Issue) -> str:
    """What the message is about, in its own opening words: `R2.5 "Memo to all staff"`; else the bare reference."""
    opening = _OPENING.match(issue.message)
    return opening[0].removesuffix(": ") if opening else issue.subject.ref


def parts(remedy: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a remedy, and whether each is a command to type (printed between backticks)."""
    for nth, piece in enumerate(" ".join(remedy.split()).split("`")):
        if piece:
            yield piece, bool(nth % 2)


def place(issue: Issue) -> str:
    """Where the cause stands in its document: `line 42`, `page 2, table 1, row 3`, or nothing."""
    source = issue.source
    if source is None:
        return ""
    names = ("sheet", "cell", "page", "line") if source.line else ("sheet", "cell", "page", "table", "row")
    return ", ".join(f"{name} {value}" for name in names if (value := getattr(source, name)) is not None)


def day(when: date) -> str:
    """`9 March 2006`."""
    return f"{when.day} {when:%B %Y}"


def dated(document: Document) -> str:
    """The date on the document as it is written there, or nothing."""
    return document.dated.text if document.dated else ""


def names(document: Document) -> str:
    """The name it came under, and the others."""
    first, *others = document.names
    return f"{first} (also {', '.join(others)})" if others else first


def head_words(content: Gaps) -> str:
    """The journal's head, by which a printed copy can be held against the record."""
    head = content.head
    return f"Journal: {head.size} entries, root {head.root}" if head else "Not anchored in a journal."


def _missing(issue: Issue) -> bool:
    return not issue.code.startswith("P") or issue.code in _LATE


def _said_done(state: ActionState, action: Action) -> bool:
    return state.state.startswith("claimed-") or (
        state.state.startswith("evidenced-") and action.progress.claim is ClaimState.DONE
    )


def _holders(plan: ActionPlan, issues: Sequence[Issue], known: dict[str, Action]) -> tuple[HolderList, ...]:
    roles = {person.initials: ", ".join(filter(None, (person.name, person.role))) or None for person in plan.people}
    order = [person.initials for person in plan.people]
    asked: dict[str | None, dict[str, list[str]]] = {}
    for issue in issues:
        wanted = asked.setdefault(issue.holder, {}).setdefault(issue.subject.ref, [])
        words = _ASKED.get(issue.code, issue.remedy)
        if words not in wanted:
            wanted.append(words)
    by_index = {initials: place for place, initials in enumerate(order)}
    return tuple(
        HolderList(
            initials=initials,
            role=roles.get(initials) if initials else None,
            asked=tuple(
                Asked(ref=ref, text=known[ref].text, wanted=tuple(wanted)) for ref, wanted in asked[initials].items()
            ),
        )
        for initials in sorted(asked, key=lambda one: (one is None, by_index.get(one or "", len(order)), one or ""))
    )


def _by_recommendation(
    plan: ActionPlan, issues: Sequence[Issue], known: dict[str, Action], states: dict[str, ActionState]
) -> tuple[RecommendationGaps, ...]:
    grouped: dict[str, list[Issue]] = {}
    for issue in issues:
        grouped.setdefault(issue.subject.ref, []).append(issue)
    shown = {words.state: words for words in STATES}
    texts = {item.number: item.text for item in plan.recommendations}
    found: dict[str, list[ActionGap]] = {}
    for ref, action in known.items():
        if ref in grouped:
            state = states.get(ref, ActionState(ref=ref, state="cannot-tell"))
            gap = ActionGap(
                ref=ref,
                action=action,
                state=shown[state.state],
                because=state.because,
                issues=tuple(grouped[ref]),
            )
            found.setdefault(action.recommendation, []).append(gap)
    return tuple(
        RecommendationGaps(number=number, text=texts.get(number, ""), gaps=tuple(gaps))
        for number, gaps in found.items()
    )
