"""Plans that write the month first: doubtful figures are flagged, impossible ones said."""

from __future__ import annotations

from plan_texts import read, table

from evidence.model.period import Flag

HEADINGS = "Weakness | Milestone | Owner | Due date | Comments"
MONTH_FIRST = (
    "No token | Buy tokens | SF | 12/31/2023 | Bought 03/20/2023",
    "No test | Test restore | HL | 04/05/2023 | Restore tested 04/06/2023",
)


def flags(*rows: str) -> list[tuple[str, bool]]:
    """The slashed dates of the deadlines and progress entries, and whether each is flagged as ambiguous."""
    plan = read(table(HEADINGS, *rows))
    dates = [
        date for action in plan.actions for date in (action.due, *(entry.date for entry in action.progress.entries))
    ]
    return [(date.text, date.has(Flag.AMBIGUOUS)) for date in dates if date]


def test_figures_that_read_either_way_are_ambiguous_where_others_can_only_be_month_first() -> None:
    assert dict(flags(*MONTH_FIRST)) == dict.fromkeys(("12/31/2023", "03/20/2023", "04/05/2023", "04/06/2023"), True)


def test_figures_are_not_ambiguous_where_a_date_can_only_be_day_first() -> None:
    found = dict(flags(*MONTH_FIRST, "No plan | Write plan | JS | 31/10/2023 | "))
    assert (found["04/05/2023"], found["04/06/2023"], found["31/10/2023"]) == (False, False, False)


def test_one_month_first_date_alone_puts_no_other_in_doubt() -> None:
    assert dict(flags("No token | Buy tokens | SF | 12/31/2023 | ", MONTH_FIRST[1]))["04/05/2023"] is False


def test_the_same_day_and_month_is_not_ambiguous() -> None:
    assert dict(flags(*MONTH_FIRST, "No plan | Write plan | JS | 05/05/2023 | "))["05/05/2023"] is False


def test_a_month_first_day_that_cannot_exist_is_said() -> None:
    plan = read(table(HEADINGS, *MONTH_FIRST, "No plan | Write plan | JS | 02/30/2023 | "))
    action = plan.actions[-1]
    assert action.due is not None
    assert (action.due.text, action.due.has(Flag.IMPOSSIBLE), action.due.latest) == ("02/30/2023", True, None)
    assert [(problem.code, problem.field) for problem in action.problems] == [("P201", "due")]
