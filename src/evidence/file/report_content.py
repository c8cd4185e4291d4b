"""A report's content: the record judged as of a day and laid out for whoever prints it. Reads only.

Whatever grows with the store passes through and is not kept, but for the squares of the heat strip, what is waited for
and the problems of the plans.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import evolve

from evidence.checks.chase import Wanted, WantedList
from evidence.checks.engine import Judge, chosen
from evidence.checks.settings import shipped
from evidence.file import report_changes
from evidence.file.keeping import changes as settings_changed
from evidence.file.keeping import settings_in_force
from evidence.file.report_entries import action_entry, document_entry, said_done, square
from evidence.file.subjects import Plan, action_files, document_files, store_file
from evidence.journal import checkpoint as checkpoints
from evidence.model.errors import NothingToCheck
from evidence.model.event import EventKind
from evidence.model.issue import Outcome, SubjectType
from evidence.reports import content
from evidence.reports.words import STATES
from evidence.store.evidence_rows import EvidenceRows
from evidence.store.judgements import Judgements

if TYPE_CHECKING:
    from evidence.checks.engine import Judged
    from evidence.checks.rules import Rule
    from evidence.checks.subjects import ActionFile
    from evidence.file.session import Session
    from evidence.model.event import Checkpoint
    from evidence.model.issue import Issue
    from evidence.model.link import EvidenceLink
    from evidence.model.plan import Person
    from evidence.reports.audit_content import AuditPages

T = TypeVar("T")
VERIFIED_UP_TO = 10_000  # documents and entries; beyond, verifying the store takes longer than the report itself


def report_content(
    session: Session, *, as_of: date, plan: str | None = None, share: str = "internal", select: Sequence[str] = ()
) -> content.Report:
    """What a report says of one plan, or of everything on file. Raises `NotFound`, `NothingToCheck` of an empty store.

    Of a `public` one only the figures of audits differ here; `reports.public` takes out the rest. `select` names the
    rules that are asked (none: all); without S501 the store is not verified.
    """
    return _Reading(session, as_of, plan, share, chosen(select)).report()


class _Reading:
    """The record as one report reads it."""

    def __init__(self, session: Session, as_of: date, plan: str | None, share: str, rules: tuple[Rule, ...]) -> None:
        self._session, self._as_of, self._share = session, as_of, share
        refs = [plan] if plan else [ref for ref, _ in session.queries.plan_versions()]
        self._counted = session.queries.counts()
        if not refs and not self._counted["documents"] and not session.queries.has_audits():
            raise NothingToCheck("nothing is on file yet. Import a plan with `evidence plan import FILE` and repeat.")
        rows = EvidenceRows(session.connection)
        self._plans = [Plan(session, session.plan(ref), rows) for ref in refs]
        self._whole = plan is None
        self._settings = settings_in_force(session)
        self._rules = rules
        self._codes = {rule.CODE for rule in rules}
        self._names = {actor.id: actor.name for actor in session.queries.actors()}
        self._judge = Judge(self._rules, as_of, self._settings)
        self._wanted = WantedList(as_of, self._settings)
        self._of_documents: Judge | None = None
        self._verified = False

    def report(self) -> content.Report:
        """Everything judged once; what grows with the store is read again by who iterates it."""
        session = self._session
        strips: list[content.Strip] = []
        problems: list[Issue] = []
        states: Counter[str] = Counter()
        for plan in self._plans:
            told = self._judge.judge(plan.plan_file())
            for strip, wrong in self._strips(plan):
                strips.append(strip)
                states.update(one.state for one in strip.squares)
                problems += wrong
            problems += told.issues if told else ()
        counted = self._counted
        few = counted["documents"] + counted["entries"] <= VERIFIED_UP_TO
        self._verified = self._whole and few and "S501" in self._codes
        audits = self._audits()
        store = self._judge.judge(store_file(session, deep=False, verified=self._verified)) if self._whole else None
        identities = tuple(plan.identity for plan in self._plans)
        head = _head(session)
        actor = session.actor()
        people = dict.fromkeys(chain.from_iterable(plan.people for plan in self._plans))
        return content.Report(
            identity=content.Identity(
                plans=identities,
                as_of=self._as_of,
                made_at=session.clock(),
                made_by=actor.name if actor else session.by,
                actor=actor.id if actor else "",
                head=head,
            ),
            counts=content.Counts(
                actions=sum(states.values()),
                said_done=sum(strip.said_done for strip in strips),
                evidenced=sum(strip.evidenced for strip in strips),
                documents=counted["documents"],
                unlinked=counted["unlinked"],
                links=self._judge.counts.links,
            ),
            tiles=[
                content.Tile(key=key, words=words, states=of, count=sum(states[state] for state in of))
                for key, words, of in content.TILES
            ],
            states=[(shown, states[shown.state]) for shown in STATES],
            strips=strips,
            waiting=self._waiting(people),
            actions=_Again(self._entries),
            documents=_Again(self._documents),
            people=people,
            plan_problems=problems,
            store_problems=store.issues if store else (),
            unplaced=[p for one in identities for p in session.queries.unplaced(one) if not p.is_prose],
            changes=report_changes.changes(session, identities, self._as_of, head, strips),
            working=self._working(),
            audits=audits,
            verified=self._verified,
            rules=self._tallies,
        )

    def _strips(self, plan: Plan) -> Iterator[tuple[content.Strip, list[Issue]]]:
        """The rows of the heat strip, each with problems of the plan; what its actions want is noted."""
        asked_for = {item.number: item for item in plan.recommendations}
        judged_files = self._judged(plan, self._judge)
        for number, group in groupby(judged_files, key=lambda pair: pair[0].action.recommendation):
            squares, wrong, done, evidenced = [], [], 0, 0
            for file, judged in group:
                assert judged.state is not None
                squares.append(square(file, judged.state.state))
                self._wanted.add(file, judged.issues)
                wrong += [issue for issue in judged.issues if issue.code in content.WRITING]
                if said_done(file, self._as_of, self._settings):
                    done += 1
                    evidenced += judged.state.state.startswith("evidenced-")
            item = asked_for.get(number)
            strip = content.Strip(
                plan=plan.identity.id,
                number=number,
                text=item.text if item else "",
                deadline=item.deadline.text if item and item.deadline else "",
                squares=squares,
                said_done=done,
                evidenced=evidenced,
            )
            yield strip, wrong

    def _audits(self) -> AuditPages | None:
        """The audit rounds and programmes, in a report of everything."""
        if not self._whole or not self._session.queries.has_audits():
            return None
        from evidence.checks.subjects import AuditFile
        from evidence.file.report_audits import audit_pages
        from evidence.store.audit_rows import Audits

        for programme in Audits(self._session.connection).programmes():
            self._judge.judge(AuditFile(ref=programme.id, programme=programme))
        return audit_pages(self._session, self._judge, self._as_of, self._share)

    def _entries(self) -> Iterator[content.ActionEntry]:
        judge = Judge(self._rules, self._as_of, self._settings)
        for plan in self._plans:
            for file, judged in self._judged(plan, judge):
                yield action_entry(file, judged, self._names, self._as_of, self._settings)

    def _judged(self, plan: Plan, judge: Judge) -> Iterator[tuple[ActionFile, Judged]]:
        """The actions of a plan as they stood on the day, each with what the rules say of it."""
        for whole in action_files(plan):
            file = judge.as_it_stood(whole)
            judged = judge.judge(file)
            assert judged is not None
            yield file, judged

    def _documents(self) -> Iterator[content.DocumentEntry]:
        judge = Judge(self._rules, self._as_of, self._settings)
        session = self._session
        texts = session.queries.action_texts([plan.identity for plan in self._plans])
        shown = {plan.identity.id: plan.shown for plan in self._plans}
        queries = session.queries
        ordered = chain(session.queries.unlinked(), session.queries.linked_or_settled())
        for file in document_files(session, screened="D307" in self._codes, documents=ordered):
            judged = judge.judge(file)
            if judged is None:
                continue
            ref = file.document.sha256
            links = queries.links("document = ?", file.document.id) if file.document.links else ()
            yield document_entry(
                file,
                judged.issues,
                [_linked(made, shown, texts) for made in links],
                f"documents/{ref[:2]}/{ref}",
            )
        self._of_documents = judge

    def _waiting(self, people: dict[Person, None]) -> tuple[content.HolderWaiting, ...]:
        groups: dict[str | None, list[content.WantedShown]] = {}
        for one in self._wanted.listed(Judgements(self._session.connection).asked_on()):
            groups.setdefault(one.holder, []).append(_shown(one, self._as_of))
        roles = {person.initials: ", ".join(filter(None, (person.name, person.role))) or None for person in people}
        order = {initials: at for at, initials in enumerate(roles)}
        return tuple(
            content.HolderWaiting(initials=initials, role=roles.get(initials or ""), wanted=groups[initials])
            for initials in sorted(groups, key=lambda one: (one is None, order.get(one or "", len(order)), one or ""))
        )

    def _tallies(self) -> tuple[content.RuleTally, ...]:
        if self._of_documents is None:
            for _ in self._documents():
                pass
        assert self._of_documents is not None
        on_documents = {one.code: one for one in self._of_documents.results}
        told = {one.code: one for one in self._judge.results}
        if not self._verified and "S501" in told:
            told["S501"] = evolve(told["S501"], outcome=Outcome.NOT_APPLICABLE)
        told |= {rule.CODE: on_documents[rule.CODE] for rule in self._rules if rule.SUBJECT is SubjectType.DOCUMENT}
        return tuple(
            content.RuleTally(
                code=rule.CODE,
                title=rule.TITLE,
                severity=self._judge.weights[rule.CODE],
                outcome=told[rule.CODE].outcome,
                count=told[rule.CODE].count,
            )
            for rule in self._rules
        )

    def _working(self) -> content.Working:
        from attrs import asdict

        from evidence import __version__

        settings = self._settings
        return content.Working(
            thresholds=[(name, str(value)) for name, value in asdict(settings.thresholds).items()],
            done_words=settings.done_words,
            draft_words=settings.draft_words,
            verbs=[(verb.name, verb.accepts) for verb in settings.verbs],
            changed=list(settings_changed(shipped(), settings)),
            version=__version__,
        )


class _Again(Generic[T]):
    """Something that is read anew each time it is iterated."""

    def __init__(self, read: Callable[[], Iterator[T]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[T]:
        return self._read()


def _head(session: Session) -> Checkpoint:
    """The journal's head, without the reports that were recorded last: the same report again has the same head."""
    size = session.queries.entries_before_last(EventKind.REPORT_MADE)
    return checkpoints.make(session.store.id, islice(session.store.journal.leaves(), size))


def _linked(
    made: EvidenceLink, shown: Mapping[str, Callable[[str], str]], texts: dict[tuple[str, str], str]
) -> content.LinkedAction:
    name = shown.get(made.plan)
    ref = name(made.action) if name else f"{made.plan}:{made.action}"
    return content.LinkedAction(link=made, ref=ref, text=texts.get((made.plan, made.action), ""))


def _shown(one: Wanted, as_of: date) -> content.WantedShown:
    return content.WantedShown(
        key=one.key,
        document=one.document,
        actions=[(action.ref, action.text) for action in one.actions],
        plan_says=list(dict.fromkeys(action.plan_says for action in one.actions if action.plan_says)),
        because=one.because,
        codes=one.codes,
        due=one.due if one.due and one.due < as_of else None,
        asked=one.asked,
        asked_words=one.asked_words,
        answer_words=one.answer_words,
    )
