"""What is still to be got, told once per document wanted: from whom, for which actions, why, by when.

Issues that a document would settle are gathered from a check; the same document wanted for several actions is asked for
once. Writing workbooks and pages, and keeping what was asked when, are others' business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from evidence.checks.measures import standing_of
from evidence.checks.occurrences import occurrences
from evidence.checks.remarks import day, listed, quoted
from evidence.checks.settings import shipped
from evidence.checks.standing import Holder, holder
from evidence.checks.sufficiency import accepted
from evidence.model.document import DocumentKind
from evidence.model.identifiers import is_round_plan
from evidence.model.request import ANSWER_WORDS, Answer, Answered
from evidence.model.sequences import as_tuple
from evidence.wording.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

_MINUTED = frozenset((DocumentKind.MINUTES, DocumentKind.APPROVAL))
WANTING: tuple[str, ...] = ("E101", "E102", "E103", "E108", "E109", "E115")
"""The rules whose issues a document would settle."""


class By(StrEnum):
    """How the list is divided."""

    HOLDER = "holder"  # the person whom the plan's text asks, else the lead
    LEAD = "lead"
    RECOMMENDATION = "recommendation"


@frozen(kw_only=True)
class WantedAction:
    """An action that a wanted document is to show."""

    ref: str
    plan: str
    text: str
    plan_says: str  # the progress text, word for word, white space folded
    due: str | None  # as printed
    version_key: str  # "town:R2.3@v1": the action and the version of the plan that was asked about


@frozen(kw_only=True)
class Wanted:
    """One document that somebody is asked for."""

    key: str  # 16 hex digits; the same document of the same holder keeps it from check to check
    holder: str | None  # initials; `None` where the plan names nobody
    holder_words: str  # "SF, the lead"
    document: str  # which document, in words
    actions: tuple[WantedAction, ...] = field(converter=as_tuple)
    because: tuple[str, ...] = field(converter=as_tuple)  # why it is on the list; codes are in `codes`
    codes: tuple[str, ...] = field(converter=as_tuple)
    by: date  # the day up to which an answer is asked for
    due: date | None = None  # last day of the round or target it is about, else the first deadline of its actions
    covers: str | None = None  # the round of a recurring action that it is to be the record of
    asked: tuple[date, ...] = field(default=(), converter=as_tuple)  # when it was asked for before, oldest first
    answers: tuple[Answered, ...] = field(default=(), converter=as_tuple)  # the holder's, in force, oldest first

    @property
    def asked_words(self) -> str:
        """`asked 2 times, last on 14 March 2006`; empty where it was not asked for yet."""
        if not self.asked:
            return ""
        times = "once" if len(self.asked) == 1 else f"{len(self.asked)} times"
        return f"asked {times}, last on {day(self.asked[-1])}"

    @property
    def answer_words(self) -> str:
        """`HT answered on 14 March 2006: no document was made`; empty where there is no answer."""
        if not self.answers:
            return ""
        last = self.answers[-1]
        what = f"will send on {day(last.until)}" if last.until else ANSWER_WORDS[last.answer]
        note = f" ({last.note})" if last.note else ""
        return f"{last.holder or 'the holder'} answered on {day(last.at.date())}: {what}{note}"

    def waits(self, as_of: date) -> bool:
        """Whether it is not to be asked for again: it does not exist, or it is promised for that day or later."""
        if not self.answers:
            return False
        last = self.answers[-1]
        promised = last.answer is Answer.WILL_SEND and last.until is not None and last.until >= as_of
        return promised or last.answer in (Answer.NOT_MADE, Answer.NOT_DONE)


@frozen(kw_only=True)
class ChaseGroup:
    """Everything asked of one holder, of one lead, or for one recommendation."""

    name: str  # initials, or the recommendation's number; "" where the plan names nobody
    words: str  # for a heading
    wanted: tuple[Wanted, ...] = field(converter=as_tuple)


class WantedList:
    """The documents that would settle a check's issues, each once, gathered as the actions are gone through."""

    def __init__(self, as_of: date, settings: Settings | None = None) -> None:
        self._as_of, self._settings = as_of, settings or shipped()
        self._until = as_of + timedelta(days=self._settings.thresholds.days_to_answer)
        self._found: dict[str, Wanted] = {}

    def add(self, subject: ActionFile, issues: Iterable[Issue]) -> None:
        """Take in what an action wants; issues of other rules than `WANTING` are passed over."""
        for one in _of_action(subject, issues, self._as_of, self._until, self._settings):
            before = self._found.get(one.key)
            self._found[one.key] = _joined(before, one) if before else one

    def listed(self, asked: Mapping[str, tuple[date, ...]]) -> tuple[Wanted, ...]:
        """All of them, in the order in which the plan first wants each; `asked`: by key, when it was asked for."""
        return tuple(evolve(one, asked=sorted(asked.get(key, ()))) for key, one in self._found.items())


def grouped(wanted: Iterable[Wanted], subjects: Iterable[ActionFile], by: By = By.HOLDER) -> tuple[ChaseGroup, ...]:
    """The list divided by holder, lead or recommendation; nobody's last.

    A document wanted for actions of two leads or recommendations stands with the first of them.
    """
    files = {subject.ref: subject for subject in subjects} if by is not By.HOLDER else {}
    groups: dict[str, list[Wanted]] = {}
    words: dict[str, str] = {}
    for one in wanted:
        name, heading = one.holder or "", one.holder or "Nobody is named in the plan"
        if by is not By.HOLDER:
            subject = files[one.actions[0].ref]
            name, heading = _lead(subject) if by is By.LEAD else _recommendation(subject)
        groups.setdefault(name, []).append(one)
        words.setdefault(name, heading)
    return tuple(
        ChaseGroup(name=name, words=words[name], wanted=groups[name])
        for name in sorted(groups, key=lambda name: not name)
    )


def together(wanted: Iterable[Wanted]) -> Iterator[tuple[str, Wanted]]:
    """The list as it is read: records of one recurring action that stand alike are told in one breath.

    Gives the words for what is wanted, and the first of those that they stand for.
    """
    for _, run in groupby(wanted, lambda one: (one.actions, one.asked, one.answers) if one.covers else one.key):
        first, *others = run
        covered = [one.covers for one in (first, *others) if one.covers]
        yield f"the records of {listed(covered, 3)}" if others else first.document, first


def message(group: ChaseGroup, *, as_of: date, plan_title: str) -> str:
    """A message to paste: plain text, what is wanted with the plan's own words, and the answers that will do."""
    one = len(group.wanted) == 1
    lines = [
        f"Subject: Evidence for {plan_title}: {len(group.wanted)} {'document' if one else 'documents'} wanted",
        "",
        f"For the evidence file of {plan_title} the following {'is' if one else 'are'} still missing "
        f"as of {day(as_of)}.",
        "",
    ]
    for number, (document, wanted) in enumerate(together(group.wanted), 1):
        lines.append(f"{number}. {document}")
        for action in wanted.actions:
            lines.append(f"   for {action.ref}: {action.text}")
            if action.plan_says:
                lines.append(f'   the plan says: "{action.plan_says}"')
        lines += [f"   why: {reason}" for reason in wanted.because]
        lines.append(f"   by {day(wanted.by)}" + (f" ({wanted.asked_words})" if wanted.asked else ""))
        lines.append("")
    lines += [
        "Please send the document, or say: will send on (date) / no document was made / not actually done / ask "
        "somebody else (whom).",
        "",
    ]
    return "\n".join(lines)


def _of_action(
    subject: ActionFile, issues: Iterable[Issue], as_of: date, until: date, settings: Settings
) -> Iterator[Wanted]:
    told = {issue.code: issue for issue in issues}
    first = next((told[code] for code in ("E102", "E101", "E103") if code in told), None)
    if first is not None:
        codes = [code for code in WANTING[:3] if code in told]
        document, same = _document(subject, settings)
        yield _wanted(subject, document, [_why(code, subject) for code in codes], codes, until, same=same)
    if "E108" in told and (rounds := occurrences(subject, as_of)):
        for window in rounds.missing:
            yield _wanted(
                subject,
                f"the record of {window}",
                [f"it comes round {window.recurrence}"],
                ["E108"],
                until,
                same=f"{subject.ref} {window}",
                due=window.last,
                covers=str(window),
            )
    if "E109" in told and subject.action.success_criteria:
        wanted = "an audit, a survey or a figure that shows the effect"
        yield _wanted(
            subject,
            wanted,
            [f"success is: {fold(subject.action.success_criteria)}"],
            ["E109"],
            until,
            same=f"{subject.ref} effect",
        )
    if "E115" in told:
        for measure in subject.measures:
            if target := standing_of(measure, as_of).missed:
                name = f"a reading of {measure.indicator.id} ({measure.indicator.name}) with its source"
                yield _wanted(subject, name, ["its target's day has passed"], ["E115"], until, due=target.by)


def _document(subject: ActionFile, settings: Settings) -> tuple[str, str]:
    """Which document is asked for, in words, and what tells it from others.

    Of the documents that the plan's text speaks of it is the last one of a kind that the action's verb accepts, else
    the last one; where the text names none, it is what the verb asks for. What a body minuted or approved on one day is
    one document, however two rows of the plan put it. A remedial action of an audit says itself what is to show it.
    """
    if is_round_plan(subject.plan.id):
        return f"{accepted(subject, settings)}, for {subject.ref}", ""
    verb = settings.verb(subject.action.text)
    mentions = subject.action.mentions
    fitting = [one for one in mentions if verb and one.kind in verb.kinds] or list(mentions)
    if not fitting:
        return f"{verb.accepts if verb else 'a document that shows it'}, for {subject.ref}", ""
    one = fitting[-1]
    words = quoted(one.text) if one.kind == DocumentKind.OTHER else f"{one.kind.replace('-', ' ')}: {quoted(one.text)}"
    when = one.date.day if one.date else None
    return words, f"of a meeting on {when}" if when and one.kind in _MINUTED else ""


def _why(code: str, subject: ActionFile) -> str:
    if code == "E102":
        return "the plan asks for it: " + "; ".join(fold(request.text) for request in subject.action.requests)
    return "said done, and only a draft is on file" if code == "E103" else "said done, and nothing on file shows it"


def _wanted(
    subject: ActionFile,
    document: str,
    because: list[str],
    codes: list[str],
    until: date,
    *,
    same: str = "",
    due: date | None = None,
    covers: str | None = None,
) -> Wanted:
    whom: Holder = holder(subject)
    action = subject.action
    identity = (subject.plan.id, whom.initials or "", same or fold(document).lower())
    key = hashlib.sha256("\n".join(identity).encode()).hexdigest()[:16]
    return Wanted(
        key=key,
        holder=whom.initials,
        holder_words=whom.words,
        document=document,
        actions=[
            WantedAction(
                ref=subject.ref,
                plan=subject.plan.id,
                text=action.text,
                plan_says=fold(action.progress.text),
                due=action.due.text if action.due and action.due.text else None,
                version_key=f"{subject.plan.id}:{action.ref}@v{subject.plan.version}",
            )
        ],
        because=because,
        codes=codes,
        by=until,
        due=due or (action.due.latest if action.due else None),
        covers=covers,
        answers=[one for one in subject.answers if one.key == key],
    )


def _joined(one: Wanted, other: Wanted) -> Wanted:
    return evolve(
        one,
        actions=dict.fromkeys((*one.actions, *other.actions)),
        because=dict.fromkeys((*one.because, *other.because)),
        codes=dict.fromkeys((*one.codes, *other.codes)),
        due=min((day for day in (one.due, other.due) if day), default=None),
        answers=one.answers or other.answers,
    )


def _lead(subject: ActionFile) -> tuple[str, str]:
    leads = subject.action.leads or subject.action.leads_suggested
    return (leads[0], leads[0]) if leads else ("", "Nobody is named in the plan")


def _recommendation(subject: ActionFile) -> tuple[str, str]:
    number = subject.action.recommendation
    text = f": {fold(subject.recommendation.text)}" if subject.recommendation else ""
    return number, f"Recommendation {number}{text}"
