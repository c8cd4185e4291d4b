"""A comparison's figures are those that a hand count of the same answers gives; nothing small leaves the team."""

from __future__ import annotations

import random

import pytest
from attrs import evolve
from audit_forms import small_form
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.banks import shipped_form
from evidence.audits.compare import compare_rounds, counted_responses
from evidence.audits.forms.compare import compare_forms
from evidence.audits.sampling import draw, population
from evidence.audits.sharing import suppressed, suppressed_row
from evidence.codec import to_json
from evidence.model.audit import Answer, Case, Grade, Method, Outcome, Response, Round
from evidence.model.comparison import PARTS, share

CASES = [Case(ref=f"C-{i:03}", team="north" if i % 2 else "south") for i in range(160)]
FRAME = population(CASES)
SMALL = small_form()


def a_round(ref: str, form: str, responses: list[Response]) -> Round:
    from datetime import date

    return Round(
        ref=ref, title="A round", form=form, state="reported", opened_on=date(2006, 3, 1), population=FRAME,
        responses=responses,
    )  # fmt: skip


def test_every_figure_of_a_comparison_is_that_of_a_hand_count() -> None:
    form = shipped_form("lac-file-audit-2006")
    assert form is not None
    chance = random.Random(7)
    plain = [item for item in form.questions if {"yes", "no"} <= {choice.code for choice in item.choices}]
    outcomes = [Outcome.YES, Outcome.NO, Outcome.PARTLY, Outcome.NOT_ON_FILE, Outcome.NOT_APPLICABLE, None]
    table: dict[tuple[str, str, str], Outcome | None] = {}
    rounds = []
    for ref in ("A-0001", "A-0002"):
        sample = draw(FRAME, method=Method.RANDOM, size=40, seed=len(rounds))
        responses = []
        for case in sample.cases:
            answers = []
            for item in plain:
                outcome = table[ref, case, item.link_id] = chance.choice(outcomes)
                if outcome:
                    answers.append(Answer(question=item.link_id, outcome=outcome))
            grade = Grade(section="l-section-11", scale="ofsted4", value=chance.choice(["good", "inadequate"]))
            responses.append(
                Response(case=case, form=form.ref, auditor="P-1", state="agreed", answers=answers, grades=[grade])
            )
        rounds.append(a_round(ref, form.ref, responses))
    told = compare_rounds(rounds[0], rounds[1], {form.ref: form})
    by_id = {one.question: one for one in told.questions}
    conditional = {item.link_id for item in form.questions if item.enable_when}
    for item in plain:
        compared = by_id[item.link_id]
        assert compared.n == (40, 40)
        for at, ref in enumerate(("A-0001", "A-0002")):
            column = [outcome for (r, _, q), outcome in table.items() if (r, q) == (ref, item.link_id)]
            for outcome in outcomes[:-1]:
                assert outcome is not None
                assert getattr(compared, outcome.value.replace("-", "_"))[at] == column.count(outcome)
            blank = compared.unanswered[at] + compared.not_asked[at]
            assert blank == column.count(None)
            assert item.link_id in conditional or compared.not_asked[at] == 0
    grades = [response.grades[0].value for response in rounds[1].responses]
    section = next(one for one in told.sections if one.section == "Legal advice and court")
    assert {grade.value: grade.n[1] for grade in section.grades}["good"] == grades.count("good")


def test_legal_advice_not_on_file_in_nine_of_twenty_and_then_in_two() -> None:
    def responses(missing: int) -> list[Response]:
        outcome = [Outcome.NOT_ON_FILE] * missing + [Outcome.YES] * (20 - missing)
        return [
            Response(case=CASES[at].ref, form=SMALL.ref, auditor="P-1", state="agreed",
                     answers=[Answer(question="advice", outcome=one)])
            for at, one in enumerate(outcome)
        ]  # fmt: skip

    told = compare_rounds(
        a_round("A-0001", SMALL.ref, responses(9)), a_round("A-0002", SMALL.ref, responses(2)), {SMALL.ref: SMALL}
    )
    advice = next(one for one in told.questions if one.question == "advice")
    assert (advice.n, advice.yes, advice.not_on_file, advice.unanswered) == ((20, 20), (11, 18), (9, 2), (0, 0))
    data = to_json(told)
    assert data["questions"][2]["not_on_file"] == [9, 2] and data["baseline"] == "A-0001"
    assert (share(9, 20), share(2, 20), share(9, 19)) == (45, 10, None)


def test_a_question_that_changed_its_meaning_is_set_beside_but_not_compared() -> None:
    newer = evolve(
        SMALL, version=2, items=[evolve(SMALL.items[1], text="Is there a plan that is signed?"), *SMALL.items[2:]]
    )
    differences = compare_forms(SMALL, newer).differences
    response = Response(case="C-001", form=SMALL.ref, auditor="P-1", state="agreed")
    told = compare_rounds(
        a_round("A-0001", SMALL.ref, [response]), a_round("A-0002", newer.ref, [evolve(response, form=newer.ref)]),
        {SMALL.ref: SMALL, newer.ref: newer}, comparable=differences,
    )  # fmt: skip
    by_id = {one.question: one for one in told.questions}
    assert not by_id["plan"].comparable and "words" in str(by_id["plan"].because)
    assert by_id["advice"].comparable


def test_what_was_set_aside_does_not_count_and_teams_can_be_told_apart() -> None:
    def response(at: int, state: str) -> Response:
        return Response(case=CASES[at].ref, form=SMALL.ref, auditor="P-1", state=state)

    audit = a_round(
        "A-0001", SMALL.ref, [response(0, "agreed"), response(1, "void"), response(2, "closed"), response(3, "agreed")]
    )
    assert [one.case for one in counted_responses(audit)] == ["C-000", "C-002", "C-003"]
    told = compare_rounds(audit, audit, {SMALL.ref: SMALL}, teams=True)
    assert [(team.team, team.questions[0].n) for team in told.teams] == [("north", (1, 1)), ("south", (2, 2))]
    assert told.questions[0].n == (3, 3)


@given(st.lists(st.sampled_from([*Outcome, None]), max_size=30))
def test_the_parts_of_a_question_add_up_to_its_files(outcomes: list[Outcome | None]) -> None:
    responses = [
        Response(case="C-001", form=SMALL.ref, auditor="P-1", state="agreed",
                 answers=[Answer(question="in-time", outcome=one)] if one else [])
        for one in outcomes
    ]  # fmt: skip
    told = compare_rounds(a_round("A-0001", SMALL.ref, []), a_round("A-0002", SMALL.ref, responses), {SMALL.ref: SMALL})
    count = next(one for one in told.questions if one.question == "in-time")
    parts = [getattr(count, part) for part in PARTS]
    assert count.n == (0, len(outcomes)) == (0, sum(after for _, after in parts))
    assert all(before == 0 for before, _ in parts)
    assert count.not_on_file[1] == outcomes.count(Outcome.NOT_ON_FILE)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_no_small_count_is_shown_nor_can_be_worked_out_from_the_sum(counts: list[int]) -> None:
    shown = suppressed_row(counts)
    for count, cell in zip(counts, shown, strict=True):
        assert cell is None or (cell == count and not 0 < count < 5)
    hidden = [count for count, cell in zip(counts, shown, strict=True) if cell is None]
    assert len(hidden) != 1 or not [count for count in counts if count and count != hidden[0]]


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(42, 100, 42), (1, 24, 4), (1, 40, 3), (45, 53, 85), (0, 20, 0), (19, 19, None)]
)
def test_a_share_is_rounded_half_up_and_needs_twenty_files(part: int, whole: int, percent: int | None) -> None:
    assert share(part, whole) == percent


def test_shares_of_the_published_plans_come_out_as_printed() -> None:
    assert [share(part, 106) for part in (44, 19, 43)] == [42, 18, 41]  # adds up to 101, as printed
    assert [share(part, 98) for part in (32, 48, 10, 8)] == [33, 49, 10, 8]


def test_nought_may_be_shown() -> None:
    assert [suppressed(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]


def test_grades_of_an_earlier_version_of_a_scale_stay_in_the_comparison() -> None:
    (scale,) = SMALL.scales
    kept = evolve(SMALL, version=2, scales=[evolve(scale, values=scale.values[:2])])
    gone = scale.values[-1].code
    rounds = [
        a_round(
            ref,
            form.ref,
            [
                Response(
                    case="C-001",
                    form=form.ref,
                    auditor="P-1",
                    state="agreed",
                    grades=[Grade(section="part", scale=scale.id, value=value)],
                )
            ],
        )
        for ref, form, value in (("A-0001", SMALL, gone), ("A-0002", kept, scale.values[0].code))
    ]
    told = compare_rounds(rounds[0], rounds[1], {SMALL.ref: SMALL, kept.ref: kept})
    (section,) = (one for one in told.sections if one.section == "Care plan")
    counted = {grade.value: grade.n for grade in section.grades}
    assert counted[gone] == (1, 0) and sum(map(sum, counted.values())) == 2
