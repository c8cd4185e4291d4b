"""The public edition of a report: what the plan itself made public and how it stands, and nothing that is exempt.

Kept: recommendations, actions, success criteria, deadlines, states, what was claimed when, kinds and dates of
documents, the rules that remarked on something, the journal's head. Left out: names and initials of people (a role
stands for them where the plan's index gives one, in running text too), the words of progress reports, names, titles and
places of documents, quotations, reasons in people's own words, remarks in full. Left out besides is any text in which
an identifier of a person is suspected (`wording.identifiers`), and every reading of a measure from 1 to 4 that counts
something. Why: Local Government Act 1972, Schedule 12A, paragraphs 1 and 2, as in force from 1 March 2006 (information
on any individual, or likely to reveal an individual's identity).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from attrs import evolve

from evidence.model.comparison import SMALL
from evidence.model.document import Document
from evidence.model.issue import Issue
from evidence.model.measure import Measure, Reading
from evidence.model.plan import Action, LeadsFrom, Person, Progress
from evidence.reports.content import (
    ActionEntry,
    Changes,
    DocumentEntry,
    HolderWaiting,
    LinkShown,
    Report,
    Square,
    WantedShown,
)
from evidence.wording.identifiers import find_identifiers

T = TypeVar("T")
OFFICER = "an officer named in the plan"
KEPT_BACK = "[kept back: it may identify somebody]"
_PERSONAL = "D307"  # the rule that suspects personal data: which document it is, is nobody's business
_SMALL_WORDS = frozenset(("and", "for", "in", "of", "the", "to"))
_SHARES = frozenset(("%", "percent", "per cent", "percentage"))  # units of figures that count nobody


def public(report: Report, titles: Mapping[str, str]) -> Report:
    """The same report without what is exempt; `titles` says by code what a rule remarks on."""
    edition = _Edition(report.people, titles)
    identity = report.identity
    plans = [evolve(plan, source=evolve(plan.source, name="")) for plan in identity.plans]
    return evolve(
        report,
        identity=evolve(identity, share="public", made_by="", plans=plans),
        strips=[
            evolve(
                strip,
                text=edition.text(strip.text),
                deadline=edition.text(strip.deadline),
                squares=[edition.square(one) for one in strip.squares],
            )
            for strip in report.strips
        ],
        waiting=[edition.waiting(holder) for holder in report.waiting],
        actions=_Each(report.actions, edition.action_entry),
        documents=_Each(report.documents, edition.document_entry),
        people=(),
        plan_problems=edition.issues(report.plan_problems),
        store_problems=edition.issues(report.store_problems),
        unplaced=(),
        changes=edition.changes(report.changes),
        rules=lambda: tuple(one for one in report.rules() if one.code[0] != "A"),  # how often tells of single files
        audits=report.audits
        and evolve(
            report.audits,
            rounds=[evolve(one, issues=edition.issues(_once_a_rule(one.issues))) for one in report.audits.rounds],
        ),
    )


def _once_a_rule(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """One of each rule's remarks, because how many there are tells of single files."""
    return tuple({issue.code: issue for issue in issues}.values())


def screened(text: str) -> str:
    """The text, or that it is kept back because an identifier of a person is suspected in it."""
    return KEPT_BACK if text and find_identifiers(text) else text


class _Each(Generic[T]):
    """Entries as they are read, each put through the edition."""

    def __init__(self, entries: Iterable[T], edit: Callable[[T], T]) -> None:
        self._entries, self._edit = entries, edit

    def __iter__(self) -> Iterator[T]:
        return map(self._edit, self._entries)


class _Edition:
    """What of each thing is public."""

    def __init__(self, people: Iterable[Person], titles: Mapping[str, str]) -> None:
        index = tuple(people)
        self._roles, self._titles = {person.initials: person.role for person in index if person.role}, titles
        self._instead = _instead(index)
        names = "|".join(re.escape(one) for one in sorted(self._instead, key=len, reverse=True))
        self._named = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def text(self, text: str) -> str:
        """The words of a plan, with roles for the people of its index; or that they are kept back."""
        text = screened(text)
        return self._named.sub(lambda found: self._instead[found[0]], text) if self._named else text

    def leads(self, initials: Iterable[str]) -> tuple[str, ...]:
        """The roles of the leads."""
        return tuple(dict.fromkeys(self._roles.get(one, OFFICER) for one in initials))

    def square(self, one: Square) -> Square:
        """A square of the heat strip."""
        return evolve(one, text=self.text(one.text), leads=self.leads(one.leads), due=self.text(one.due))

    def waiting(self, holder: HolderWaiting) -> HolderWaiting:
        """Which actions a role is waited for; not for what, and not what the plan says."""
        role = self._roles.get(holder.initials or "", OFFICER if holder.initials else None)
        return HolderWaiting(initials=None, role=role, wanted=[self._wanted(one) for one in holder.wanted])

    def _wanted(self, one: WantedShown) -> WantedShown:
        return WantedShown(
            key=one.key,
            document="a document that shows it",
            actions=[(ref, self.text(text)) for ref, text in one.actions],
            because=list(dict.fromkeys(self._titles.get(code, code) for code in one.codes)),
            codes=one.codes,
            due=one.due,
        )

    def action_entry(self, entry: ActionEntry) -> ActionEntry:
        """An action with the kinds and dates of its documents."""
        return evolve(
            entry,
            plan=evolve(entry.plan, source=evolve(entry.plan.source, name="")),
            action=self._action(entry.action),
            because=(),
            links=[self._link(one) for one in entry.links],
            issues=self.issues(entry.issues),
            closures=[evolve(one, by="", closure=evolve(one.closure, because=None)) for one in entry.closures],
            answers=(),
            measures=[_measure(one) for one in entry.measures],
        )

    def _action(self, action: Action) -> Action:
        return Action(
            ref=action.ref,
            recommendation=action.recommendation,
            text=self.text(action.text),
            leads=self.leads(action.leads),
            leads_from=LeadsFrom.WRITTEN if action.leads else LeadsFrom.NONE,
            due=action.due and evolve(action.due, text=self.text(action.due.text)),
            progress=Progress(claim=action.progress.claim, claimed_on=action.progress.claimed_on),
            success_criteria=self.text(action.success_criteria or "") or None,
            status=self.text(action.status or "") or None,
            source=action.source,
        )

    def _link(self, one: LinkShown) -> LinkShown:
        return evolve(
            one,
            link=evolve(one.link, quote=None, linked_by=""),
            document=_document(one.document),
            linked_by="",
            verdicts=[evolve(each, by="", verdict=evolve(each.verdict, because="", by="")) for each in one.verdicts],
            issues=self.issues(one.issues),
        )

    def document_entry(self, entry: DocumentEntry) -> DocumentEntry:
        """A document by kind and date."""
        return evolve(
            entry,
            document=_document(entry.document),
            links=[
                evolve(one, link=evolve(one.link, quote=None, linked_by=""), text=self.text(one.text))
                for one in entry.links
            ],
            issues=self.issues(one for one in entry.issues if one.code != _PERSONAL),
            stored="",
        )

    def issues(self, issues: Iterable[Issue]) -> tuple[Issue, ...]:
        """What the rules remark on, not the remarks themselves."""
        return tuple(
            evolve(one, message=self._titles.get(one.code, one.code), remedy="", holder=None) for one in issues
        )

    def changes(self, changes: Changes) -> Changes:
        """What changed, without who leads and what was reported."""
        return evolve(
            changes,
            states=[evolve(one, text=self.text(one.text)) for one in changes.states],
            plans=[
                evolve(
                    plan,
                    reworded=[
                        evolve(one, before=self.text(one.before), after=self.text(one.after)) for one in plan.reworded
                    ],
                    leads_changed=(),
                    progress_changed=(),
                )
                for plan in changes.plans
            ],
        )


def _document(document: Document) -> Document:
    return evolve(
        document,
        names=(),
        locations=(),
        title=None,
        received_from=None,
        people=(),
        unreadable_because=None,
        because=(),
        withdrawn=document.withdrawn and "reason kept back",
        set_aside=document.set_aside and "reason kept back",
    )


def _measure(measure: Measure) -> Measure:
    share = (measure.indicator.unit or "").strip().lower() in _SHARES
    return evolve(
        measure,
        baseline=measure.baseline if measure.baseline and (share or _large(measure.baseline)) else None,
        readings=[reading for reading in measure.readings if share or _large(reading)],
    )


def _large(reading: Reading) -> bool:
    return not 0 < reading.amount < SMALL


def _instead(people: Iterable[Person]) -> dict[str, str]:
    """What stands for the names and initials of people; `LSCB` of a Local Safeguarding Children Board names nobody."""
    found: dict[str, str] = {}
    for person in people:
        role = person.role or OFFICER
        if person.name:
            found[person.name] = role
        if person.name or not _spells(person.initials, role):
            found[person.initials] = role
    return {name: role for name, role in found.items() if len(name) > 1}


def _spells(initials: str, role: str) -> bool:
    letters = "".join(word[0] for word in re.findall(r"[^\W_]+", role) if word.lower() not in _SMALL_WORDS)
    return len(initials) > 2 and letters.casefold().endswith(initials.casefold())
