"""How each file of a round stands, worked out for the rules on audits: what is missing, late, unescalated, too near.

Nothing here depends on the day judged; the rules compare with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from evidence.audits.applicability import asked_ids
from evidence.audits.clocks.count import last_day
from evidence.audits.clocks.reckon import due, gap
from evidence.audits.clocks.register import Local, split_clock
from evidence.audits.privacy import screen
from evidence.audits.scales import rank
from evidence.model.audit import (
    ADVERSE,
    ENDED_RECORDS,
    Allocation,
    Answer,
    Case,
    Moderation,
    Outcome,
    Response,
    Round,
)
from evidence.model.clock import Convention, Interval, NotReckoned, Reckoning, Rule, Unit
from evidence.model.questionnaire import Asks, Item, Questionnaire
from evidence.model.standing import ClockStanding, RecordStanding

_KEPT = 1 << 15  # texts


@frozen(kw_only=True)
class Terms:
    """What a round is judged by beside its questionnaire."""

    local: Local | None = None  # the council's own time limits
    convention: Convention = field(factory=Convention)
    operation: tuple[date, date | None] | None = None  # first and last day in operation; `None`: never
    feedback_days: int = 10  # working days after the audit
    names: tuple[str, ...] = ()  # the local list of names that may not be written down
    same_team: bool = False  # whether an auditor of the case holder's team is too near


def stand(
    audit: Round, form: Questionnaire, terms: Terms, earlier: Mapping[str, tuple[str, date]] | None = None
) -> tuple[RecordStanding, ...]:
    """The standing of every response that counts; `earlier` says of a case when another round audited it last."""
    cases = {case.ref: case for case in (audit.population.cases if audit.population else ())}
    allocations = {one.case: one for one in audit.allocations}
    moderations = {one.case: one for one in audit.moderations}
    raised = {(concern.case, concern.question) for concern in audit.concerns}
    waiting: dict[str, list[tuple[str, date]]] = {}
    for one in audit.concerns:
        if one.due and not one.acknowledged_on:
            waiting.setdefault(one.case, []).append((one.question, one.due))
    told = {one.case: one.given_on for one in audit.feedback}
    questions = form.questions
    screening = _Screening(terms.names)
    found = []
    for response in audit.responses:
        if response.state in ENDED_RECORDS:
            continue
        allocation, moderation = allocations.get(response.case), moderations.get(response.case)
        shown = asked_ids(form, response.answers)
        given = {answer.question: answer for answer in response.answers}
        items = [item for item in questions if item.link_id in shown]
        clocks, not_counted = _clocks(items, given, terms)
        adverse = [item.link_id for item in items if _is_adverse(item, given.get(item.link_id))]
        on = response.audited_on
        before = (earlier or {}).get(response.case)
        found.append(
            RecordStanding(
                case=response.case,
                auditor=response.auditor,
                state=response.state,
                audited_on=on,
                not_independent=_too_near(response, allocation, cases.get(response.case), moderation, terms),
                missing=[item.link_id for item in items if item.required and item.link_id not in given],
                without_reason=[
                    one.question for one in response.answers
                    if one.outcome is Outcome.NOT_APPLICABLE and not (one.reason or "").strip()
                ],
                clocks=clocks,
                not_counted=not_counted,
                unescalated=[id for id in adverse if (response.case, id) not in raised],
                unacknowledged=waiting.get(response.case, ()),
                above_cap=_above_cap(form, response, moderation) if adverse else None,
                moderation_due=moderation.due if moderation and not moderation.moderated_on else None,
                grades_apart=_apart(form, response, moderation),
                feedback_due=last_day(on, terms.feedback_days, Unit.WORKING_DAYS, terms.convention) if on else None,
                feedback_on=told.get(response.case),
                identifiers=screening.identifiers(response),
                outside_operation=on is not None and not _in_operation(on, terms),
                audited_before=before if before and on and 0 <= (on - before[1]).days < 365 else None,
            )
        )  # fmt: skip
    return tuple(found)


def _is_adverse(item: Item, answer: Answer | None) -> bool:
    return item.critical and answer is not None and answer.outcome in ADVERSE


def _too_near(
    response: Response, allocation: Allocation | None, case: Case | None, moderation: Moderation | None, terms: Terms
) -> str | None:
    if moderation and moderation.moderator in response.auditors:
        return "the moderator is the auditor"
    if allocation is None or case is None or allocation.exempt:
        return None
    role = (allocation.auditor_role or "").strip().casefold()
    if role and role == (case.holder or "").strip().casefold():
        return f"the auditor is the case holder ({case.holder})"
    if role and role == (case.supervisor or "").strip().casefold():
        return f"the auditor supervises the case holder ({case.supervisor})"
    team = (allocation.auditor_team or "").strip().casefold()
    if terms.same_team and team and team == (case.team or "").strip().casefold():
        return f"the auditor is of the case holder's team ({case.team})"
    return None


def _clocks(items: Iterable[Item], given: Mapping[str, Answer], terms: Terms) -> tuple[list[ClockStanding], list[str]]:
    found: list[ClockStanding] = []
    not_counted: list[str] = []
    for item in items:
        answer = given.get(item.link_id)
        if not item.clock or answer is None:
            continue
        clock, part = split_clock(item.clock)
        if Asks.DUE in item.asks and answer.start:
            told = due(clock, answer.start, answer.done, part=part, convention=terms.convention, local=terms.local)
            if isinstance(told, Reckoning):
                found.append(_standing(item, told))
            else:
                not_counted.append(f"{item.link_id}: {told.reason}")
        if Asks.GAP in item.asks and answer.series:
            series = gap(
                clock, answer.series, start=answer.start, part=part, convention=terms.convention, local=terms.local
            )
            if isinstance(series, NotReckoned):
                not_counted.append(f"{item.link_id}: {series.reason}")
            else:
                found += _intervals(item, series)
    return found, not_counted


def _standing(item: Item, told: Reckoning) -> ClockStanding:
    words = _words(told.rule, told.convention)
    return ClockStanding(question=item.link_id, clock=told.clock, due=told.due, done=told.done, words=words)


def _intervals(item: Item, told: Interval) -> list[ClockStanding]:
    found = []
    for before, after in told.over:
        assert told.rule.amount is not None and told.rule.unit is not None
        limit = last_day(before, told.rule.amount, told.rule.unit, told.convention)
        words = _words(told.rule, told.convention)
        found.append(ClockStanding(question=item.link_id, clock=told.clock, due=limit, done=after, words=words))
    return found


def _words(rule: Rule, convention: Convention) -> str:
    amount = f"{rule.amount} {rule.unit.replace('-', ' ')}" if rule.unit else "no limit"
    counted = "the day of the event counted" if convention.count_start_day else "counted from the day after"
    return (
        f"{amount} from {rule.start}, {counted}, bank holidays {convention.holidays.replace('-', ' ')}; {rule.source}"
    )


def _above_cap(form: Questionnaire, response: Response, moderation: Moderation | None) -> tuple[str, str] | None:
    """The overall grade and the cap it is above, unless the moderator agreed the grade and wrote why."""
    agreed = moderation.agreed if moderation else None
    grade = agreed or response.overall
    scale = form.scale(grade.scale) if grade else None
    if grade is None or scale is None or scale.cap is None or (agreed and moderation and moderation.reason):
        return None
    given, cap = rank(scale, grade.value), rank(scale, scale.cap)
    return (grade.value, scale.cap) if given is not None and cap is not None and given < cap else None


def _apart(form: Questionnaire, response: Response, moderation: Moderation | None) -> int | None:
    first, second = response.overall, moderation.overall if moderation else None
    if first is None or second is None or first.scale != second.scale:
        return None
    scale = form.scale(first.scale)
    ranks = [rank(scale, one.value) if scale else None for one in (first, second)]
    return abs(ranks[0] - ranks[1]) if ranks[0] is not None and ranks[1] is not None else None


class _Screening:
    """Looks through what was written; words that stand in many places are looked through once."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._known: dict[tuple[str, date | None], tuple[str, ...]] = {}

    def identifiers(self, response: Response) -> list[str]:
        """The places with something personal in them, and what kind: `l1101: postcode`."""
        on = response.audited_on
        found: list[str] = []
        for one in response.answers:
            for text in (one.comment, one.reason, one.value, one.signed_by):
                if text:
                    found += [f"{one.question}: {kind}" for kind in self._kinds(text, on)]
        for grade in response.grades:
            if grade.reason:
                found += [f"{grade.section or 'overall'}: {kind}" for kind in self._kinds(grade.reason, on)]
        return list(dict.fromkeys(found))

    def _kinds(self, text: str, on: date | None) -> tuple[str, ...]:
        known = self._known.get((text, on))
        if known is None:
            known = tuple(hit.kind for hit in screen(text, self._names, on).hits)
            if len(self._known) < _KEPT:
                self._known[text, on] = known
        return known


def _in_operation(on: date, terms: Terms) -> bool:
    if terms.operation is None:
        return False
    first, last = terms.operation
    return first <= on and (last is None or on <= last)
