"""Taking an auditor's answers into the record of a file: its states, the concerns they raise, one entry a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from evidence import codec
from evidence.audits.applicability import asked_ids
from evidence.audits.clocks.count import last_day
from evidence.audits.lifecycle import RECORD, ROUND, step
from evidence.file.audits.allocating import too_near
from evidence.file.audits.words import check_day
from evidence.file.keeping import settings_in_force
from evidence.model.audit import ADVERSE, Allocation, Answer
from evidence.model.clock import Unit
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.file.session import Session
    from evidence.model.audit import Response, Round
    from evidence.model.questionnaire import Questionnaire
    from evidence.store.folder import Writing

_NOT_BEGUN = (None, "allocated", "notified")  # states of a record that has no answers
MANAGER = "responsible manager"  # who a concern goes to where neither the round nor the list names anybody


def missing(form: Questionnaire, answers: Iterable[Answer]) -> tuple[str, ...]:
    """The required questions that are asked, given these answers, and have none."""
    given = tuple(answers)
    has, shown = {answer.question for answer in given}, asked_ids(form, given)
    return tuple(i.link_id for i in form.questions if i.required and i.link_id in shown and i.link_id not in has)


class Recorder:
    """Records responses of one round; made once a batch, used for every file."""

    def __init__(self, session: Session, writing: Writing, audit: Round, form: Questionnaire) -> None:
        """`audit` as `rounds.find` gives it."""
        self._session = session
        self._writing = writing
        self._rows = Audits(session.connection)
        self._audit = audit
        self._form = form
        self._sample = frozenset(audit.sample.cases if audit.sample else ())
        self._states = self._rows.states(audit.ref)
        self._allocated = {one.case: one for one in audit.allocations}
        self._cases = {case.ref: case for case in (audit.population.cases if audit.population else ())}
        self._raised = {(one.case, one.question) for one in audit.concerns}
        self._round = audit.state
        self._today = session.today()
        self._due: dict[date, date] = {}  # by when a concern of a day is to be acknowledged
        self._critical = frozenset(item.link_id for item in form.questions if item.critical)

    def take(self, response: Response, *, whole: bool, raised_on: date | None = None, sheet: str | None = None) -> bool:
        """Record a response; `False` where all of it is on record already.

        `whole` answers take the place of all earlier ones of the file; others are added to them; one that says what
        another auditor said before the file was handed over stays that auditor's. `response.auditor`
        is an actor's id, `response.state` what the record comes to: `in-progress` or `submitted`. Critical adverse
        answers raise concerns as of `raised_on` (by default today). `sheet` is the SHA-256 of the workbook that says
        all of this and nothing else. Raises `Refused` and `NotFound`.
        """
        case = response.case
        if case not in self._sample:
            raise NotFound(f"{self._audit.ref}: {case} is not in the sample. `evidence audit status` lists it.")
        if self._states.get(case) not in _NOT_BEGUN:
            before = self._rows.response(self._audit.ref, case)
            if before is not None:
                response = _as_given(response, before)
                if _holds(before, response, whole=whole):
                    return False
        _check_days(response, raised_on, self._today)
        self._round = step(ROUND, self._round, "answer", of=self._audit.ref)
        self._allocate(response)
        self._check_auditor(response)
        name = f"{self._audit.ref} {case}"
        state = step(RECORD, self._states.get(case, RECORD.start), "answer", of=name)
        if response.state == "submitted":
            state = step(RECORD, state, "submit", {"day": response.audited_on or self._today}, of=name)
        told = codec.to_json(evolve(response, state=state, answers=()))
        names = ("case", "auditor", "form", "state", "audited_on", "grades")
        details = {name: told[name] for name in names}
        details |= {"audit": self._audit.ref, "whole": whole, "round": self._round, "sheet": sheet}
        details["answers"] = codec.to_brief(response.answers, Answer)
        self._writing.record(EventKind.RESPONSE_RECORDED, details)
        self._states[case] = state
        self.raise_concerns(case, response.answers, raised_on)
        return True

    def raise_concerns(self, case: str, answers: Iterable[Answer], raised_on: date | None = None) -> None:
        """An immediate concern for each critical question answered "no" or "not on file", once a file and question."""
        held = self._cases.get(case)
        to = self._audit.concerns_to or (held.supervisor if held else None) or MANAGER
        on = raised_on or self._today
        for answer in answers:
            if answer.question not in self._critical or answer.outcome not in ADVERSE:
                continue
            key = (case, answer.question)
            if key not in self._raised:
                self._raised.add(key)
                due = self._due[on] = self._due.get(on) or acknowledge_by(self._session, on)
                raise_concern(self._writing, self._audit.ref, *key, to=to, on=on, due=due)

    def _allocate(self, response: Response) -> None:
        """A file that nobody has yet is taken by whoever answers first."""
        if response.case in self._allocated:
            return
        actor = self._session.actor(response.auditor)
        near = too_near(actor, self._cases.get(response.case)) if actor else None
        if actor is None or near:
            why = near or f"{response.auditor} is not known here"
            raise Refused(f"{self._audit.ref} {response.case}: {why}. Let somebody independent audit it.")
        taken = Allocation(case=response.case, auditor=actor.id, auditor_role=next(iter(actor.roles), None))
        self._allocated[response.case] = taken
        self._states[response.case] = "allocated"
        details = {"audit": self._audit.ref, "form": self._form.ref, "round": self._round}
        self._writing.record(EventKind.CASES_ALLOCATED, {**details, "allocations": [codec.to_json(taken)]})

    def _check_auditor(self, response: Response) -> None:
        auditor = self._allocated[response.case].auditor
        if auditor != response.auditor:
            raise Refused(
                f"{self._audit.ref} {response.case}: is allocated to {auditor}, not to {response.auditor}. Answer as "
                f"they with --by, or hand it over: `evidence audit allocate {self._audit.ref} --case {response.case} "
                f"--auditors {response.auditor} --because T`."
            )


def _check_days(response: Response, raised_on: date | None, now: date) -> None:
    check_day("audited on", response.audited_on)
    if response.audited_on is not None and response.audited_on > now:
        raise Refused(f"audited on {response.audited_on}: is still to come; today is {now}. Check the day.")
    check_day("raised on", raised_on)
    for answer in response.answers:
        if answer.start or answer.done or answer.series:
            for day in (answer.start, answer.done, *answer.series):
                check_day(f"{answer.question}:", day)


def acknowledge_by(session: Session, on: date) -> date:
    """The last day on which a concern of this day is to be acknowledged: so many working days later."""
    return last_day(on, settings_in_force(session).thresholds.days_to_acknowledge, Unit.WORKING_DAYS)


def raise_concern(writing: Writing, audit: str, case: str, question: str, *, to: str, on: date, due: date) -> None:
    """Record an immediate concern, with the last day on which it is to be acknowledged."""
    details = {"audit": audit, "case": case, "question": question}
    bounds = {"raised_on": on.isoformat(), "due": due.isoformat()}
    writing.record(EventKind.CONCERN_RAISED, {**details, **bounds, "raised_to": to})


def _as_given(response: Response, before: Response) -> Response:
    """The response, with the answers that an earlier auditor gave in the same words as that auditor's."""
    given = {evolve(answer, by=None): answer for answer in before.answers if answer.by}
    return evolve(response, answers=[given.get(one, one) for one in response.answers]) if given else response


def _holds(before: Response, response: Response, *, whole: bool) -> bool:
    """Whether the record says already what a response says, and has come as far."""
    if whole:
        kept = evolve(response, state=before.state, closed_because=before.closed_because)
        return kept == before and (before.state != "in-progress" or response.state == before.state)
    given = {answer.question: answer for answer in before.answers}
    same = all(given.get(answer.question) == answer for answer in response.answers)
    on = response.audited_on in (None, before.audited_on)
    return (
        same
        and on
        and response.grades == before.grades
        and response.auditor == before.auditor
        and (response.state != "submitted" or before.state not in ("in-progress", "returned"))
    )
