"""Each file of a round stands as its answers, grades and dates say."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from audit_forms import small_form

from evidence.audits.sampling import population
from evidence.audits.standing import Terms, stand
from evidence.model.audit import (
    Allocation,
    Answer,
    Case,
    Concern,
    Feedback,
    Grade,
    Moderation,
    Outcome,
    Response,
    Round,
)
from evidence.model.standing import RecordStanding

FORM = small_form()
DAY = date(2012, 3, 1)
TERMS = Terms(operation=(date(2012, 1, 1), None))
OVERALL = Grade(scale="ofsted4", value="good", reason="well kept")
WHOLE = (
    Answer(question="plan", outcome=Outcome.YES),
    Answer(question="in-time", outcome=Outcome.YES, start=date(2012, 1, 4), done=date(2012, 1, 12)),
    Answer(question="advice", outcome=Outcome.YES),
)
RESPONSE = Response(
    case="C-tamiro", form=FORM.ref, auditor="P-0002", state="agreed", audited_on=DAY, answers=WHOLE, grades=[OVERALL]
)
ROUND = Round(
    ref="A-0001", title="A round", form=FORM.ref, state="under-way", opened_on=DAY, responses=[RESPONSE],
    population=population([Case(ref="C-tamiro", team="north", holder="social worker 2", supervisor="team manager")]),
    allocations=[Allocation(case="C-tamiro", auditor="P-0002", auditor_role="service manager", auditor_team="south")],
)  # fmt: skip


def standing(audit: Round, terms: Terms = TERMS, **more: object) -> RecordStanding:
    (only,) = stand(audit, FORM, terms, **more)  # type: ignore[arg-type]  # only `earlier` is ever given
    return only


def answered(*answers: Answer, **changes: object) -> Round:
    by_id = {one.question: one for one in (*WHOLE, *answers)}
    return evolve(ROUND, responses=[evolve(RESPONSE, answers=by_id.values(), **changes)])


def test_of_a_sound_audit_there_is_nothing_to_say() -> None:
    told = standing(evolve(ROUND, feedback=[Feedback(case="C-tamiro", given_on=date(2012, 3, 5))]))
    assert told == RecordStanding(
        case="C-tamiro", auditor="P-0002", state="agreed", audited_on=DAY, clocks=told.clocks,
        feedback_due=date(2012, 3, 15), feedback_on=date(2012, 3, 5),
    )  # fmt: skip
    assert [clock.late(DAY) for clock in told.clocks] == [False]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"auditor_role": "Social worker 2"}, "case holder"),
        ({"auditor_role": "team manager"}, "supervises"),
        ({"auditor_team": "North"}, "team"),
        ({"auditor_role": "team manager", "exempt": "no other; approved by the director"}, None),
    ],
)
def test_an_auditor_who_is_too_near_is_told(changes: dict[str, str], why: str | None) -> None:
    audit = evolve(ROUND, allocations=[evolve(ROUND.allocations[0], **changes)])
    told = standing(audit, evolve(TERMS, same_team=True)).not_independent
    assert told is None if why is None else why in str(told)


def test_a_moderator_is_another_person() -> None:
    audit = evolve(ROUND, moderations=[Moderation(case="C-tamiro", moderator="P-0002")])
    assert standing(audit).not_independent == "the moderator is the auditor"


def test_missing_answers_are_those_of_questions_that_are_asked() -> None:
    no_plan = Response(case="C-tamiro", form=FORM.ref, auditor="P-0002", state="submitted",
                       answers=[Answer(question="plan", outcome=Outcome.NO)])  # fmt: skip
    assert standing(evolve(ROUND, responses=[no_plan])).missing == ("advice",)


def test_not_applicable_needs_its_reason() -> None:
    bare = answered(Answer(question="advice", outcome=Outcome.NOT_APPLICABLE, reason=" "))
    assert standing(bare).without_reason == ("advice",)
    assert not standing(
        answered(Answer(question="advice", outcome=Outcome.NOT_APPLICABLE, reason="no case"))
    ).without_reason


def test_a_late_plan_is_told_with_its_rule_and_its_convention() -> None:
    (clock,) = standing(answered(evolve(WHOLE[1], done=date(2012, 1, 19)))).clocks
    assert (clock.due, clock.late(DAY)) == (date(2012, 1, 18), True)
    assert "10 working days from first placement" in clock.words and "regulation 4(2)" in clock.words
    never = standing(answered(evolve(WHOLE[1], done=None))).clocks[0]
    assert never.late(DAY) and not never.late(date(2012, 1, 18))


def test_a_clock_without_a_national_figure_is_not_counted_but_told() -> None:
    told = standing(answered(evolve(WHOLE[1], start=date(2006, 1, 4))))
    assert told.clocks == () and "no fixed limit" in told.not_counted[0]


@pytest.mark.parametrize("outcome", [Outcome.NO, Outcome.NOT_ON_FILE])
def test_a_critical_adverse_answer_is_escalated_and_caps_the_grade(outcome: Outcome) -> None:
    audit = answered(Answer(question="advice", outcome=outcome))
    told = standing(audit)
    assert told.unescalated == ("advice",) and told.above_cap == ("good", "requires-improvement")
    concern = Concern(case="C-tamiro", question="advice", raised_on=DAY, raised_to="head of service")
    assert standing(evolve(audit, concerns=[concern])).unescalated == ()
    agreed = Moderation(case="C-tamiro", moderator="P-0003", moderated_on=DAY, agreed=OVERALL, reason="advice was seen")
    assert standing(evolve(audit, moderations=[agreed])).above_cap is None
    assert standing(evolve(audit, moderations=[evolve(agreed, reason=None)])).above_cap is not None


def test_an_unanswered_or_partly_met_critical_question_caps_nothing() -> None:
    assert standing(answered(Answer(question="advice", outcome=Outcome.PARTLY))).above_cap is None


def test_two_grades_are_so_many_steps_apart() -> None:
    second = Moderation(case="C-tamiro", moderator="P-0003", moderated_on=DAY,
                        grades=[Grade(scale="ofsted4", value="inadequate")])  # fmt: skip
    assert standing(evolve(ROUND, moderations=[second])).grades_apart == 2
    other = evolve(second, grades=[Grade(scale="jar4", value="1")])
    assert standing(evolve(ROUND, moderations=[other])).grades_apart is None


def test_a_moderation_not_made_has_its_day() -> None:
    waiting = Moderation(case="C-tamiro", moderator="P-0003", due=date(2012, 3, 20))
    assert standing(evolve(ROUND, moderations=[waiting])).moderation_due == date(2012, 3, 20)
    assert standing(evolve(ROUND, moderations=[evolve(waiting, moderated_on=DAY)])).moderation_due is None


def test_identifiers_are_told_by_place_and_kind_never_by_their_words() -> None:
    audit = answered(evolve(WHOLE[0], comment="child id: 7654321"), evolve(WHOLE[2], comment="seen by Anna Example"))
    told = standing(audit, evolve(TERMS, names=("Anna Example",)))
    assert told.identifiers == ("plan: case number", "advice: name")


def test_a_questionnaire_is_in_operation_on_the_day_of_the_audit() -> None:
    assert not standing(ROUND).outside_operation
    for operation in (None, (date(2012, 3, 2), None), (date(2011, 1, 1), date(2012, 2, 29))):
        assert standing(ROUND, evolve(TERMS, operation=operation)).outside_operation


def test_the_same_file_within_twelve_months_is_told() -> None:
    assert standing(ROUND, earlier={"C-tamiro": ("A-0000", date(2011, 6, 1))}).audited_before is not None
    assert standing(ROUND, earlier={"C-tamiro": ("A-0000", date(2011, 2, 1))}).audited_before is None


def test_records_set_aside_are_not_judged() -> None:
    assert stand(answered(state="void"), FORM, TERMS) == ()
