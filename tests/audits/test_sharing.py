"""What leaves the team: no small number is shown, and none can be worked out from the totals beside it."""

from __future__ import annotations

from datetime import date

from audit_forms import small_form
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.compare import compare_rounds
from evidence.audits.sampling import population
from evidence.audits.sharing import for_public, suppressed_table
from evidence.model.audit import Answer, Case, Grade, Outcome, Response, Round
from evidence.model.comparison import PARTS, ComparedQuestion, share_of_yes

FORM = small_form()
TEAMS = ("east", "north", "west")
OUTCOMES = (Outcome.YES, Outcome.NO, Outcome.NOT_ON_FILE, None)


def held(ref: str, answers: list[tuple[int, Outcome | None]]) -> Round:
    cases = [Case(ref=f"C-{at:03}", team=TEAMS[team]) for at, (team, _) in enumerate(answers)]
    responses = [
        Response(
            case=case.ref, form=FORM.ref, auditor="P-0001", state="agreed",
            answers=[Answer(question="advice", outcome=outcome)] if outcome else [],
            grades=[Grade(scale="ofsted4", value="good" if outcome is Outcome.YES else "inadequate")],
        )
        for case, (_, outcome) in zip(cases, answers, strict=True)
    ]  # fmt: skip
    return Round(
        ref=ref, title="A round", form=FORM.ref, state="reported", opened_on=date(2006, 3, 1),
        population=population(cases), responses=responses,
    )  # fmt: skip


def cells(question: ComparedQuestion, at: int) -> dict[str, int | None]:
    return {part: getattr(question, part)[at] for part in ("n", *PARTS)}


files = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(OUTCOMES)), min_size=1, max_size=45)


@given(files, files)
def test_no_small_number_leaves_the_team_nor_can_be_told_from_a_total(
    before: list[tuple[int, Outcome | None]], after: list[tuple[int, Outcome | None]]
) -> None:
    whole = compare_rounds(held("A-0001", before), held("A-0002", after), {FORM.ref: FORM}, teams=True)
    public = for_public(whole)
    assert [team.team for team in public.teams] == [team.team for team in whole.teams]
    for place, question in enumerate(whole.questions):
        for at in (0, 1):
            all_of_it = cells(public.questions[place], at)
            truth = cells(question, at)
            teams = [cells(team.questions[place], at) for team in public.teams]
            true_teams = [cells(team.questions[place], at) for team in whole.teams]
            for told, true in [(all_of_it, truth), *zip(teams, true_teams, strict=True)]:
                for part in ("n", *PARTS):
                    assert told[part] is None or (told[part] == true[part] and not 0 < (true[part] or 0) < 5)
                hidden = [part for part in PARTS if told[part] is None and true[part]]
                assert told["n"] is None or len(hidden) != 1
            for part in ("n", *PARTS):
                secret = [true[part] for told, true in zip(teams, true_teams, strict=True) if told[part] is None]
                others = [true[part] for told, true in zip(teams, true_teams, strict=True) if told[part] is not None]
                if len(secret) == 1 and all_of_it[part] is not None:
                    assert secret[0] == 0 or not any(others)


@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=1, max_size=5))
def test_what_is_shown_of_a_table_is_true(parts: list[list[int]]) -> None:
    table = [[sum(column) for column in zip(*parts, strict=True)], *parts]
    for row, shown in zip(table, suppressed_table(table), strict=True):
        assert all(cell is None or cell == count for count, cell in zip(row, shown, strict=True))


def test_large_numbers_are_shown_and_a_share_needs_all_of_its_parts() -> None:
    before = [(at % 3, Outcome.YES if at % 2 else Outcome.NOT_ON_FILE) for at in range(60)]
    whole = compare_rounds(held("A-0001", before), held("A-0002", before[:24]), {FORM.ref: FORM})
    assert for_public(whole) == whole
    advice = next(one for one in whole.questions if one.question == "advice")
    assert (share_of_yes(advice, 0), share_of_yes(advice, 1)) == (50, 50)
    few = compare_rounds(held("A-0001", before[:19]), held("A-0002", before[:3]), {FORM.ref: FORM})
    advice = next(one for one in for_public(few).questions if one.question == "advice")
    assert (share_of_yes(advice, 0), share_of_yes(advice, 1), advice.n) == (None, None, (19, None))
