"""Tables that lie on their side, with the fields down the first column, are the plans that they would be upright."""

from __future__ import annotations

from hypothesis import example, given
from plan_rows import Rows, actions, laid_out, plans
from plan_texts import blocks, lost_words, read, table


@example([
    ["Lead", "Progress To Date", "Action To Be Taken"], ["SF", "", "Write the policy"],
    ["SF", "Done 01 03 06", "Write the policy"],
])  # fmt: skip
@given(plans())
def test_a_plan_on_its_side_is_the_same_plan(rows: Rows) -> None:
    on_its_side = [list(column) for column in zip(*rows, strict=True)]
    assert actions(laid_out(on_its_side)) == actions(laid_out(rows))


@given(plans())
def test_parts_of_a_plan_under_each_other_are_one_plan(rows: Rows) -> None:
    headings, first, second, *_ = rows
    parts = [[name, text, ""] for row in (first, second) for name, text in zip(headings, row, strict=True)]
    assert actions(laid_out(parts)) == actions(laid_out([headings, first, second]))


def test_numbers_and_a_title_above_the_columns_are_kept() -> None:
    source = table(
        "Improvement plan | | ",
        " | Action 1 | Action 2",
        "What will we do? | Write the policy | Train all staff",
        "Who? | SF | HL/SD",
        "By when? | 3 Mar 06 | April 06",
        "Notes from the board | Well done | ",
    )
    plan = read(source)
    assert [(one.text, one.leads) for one in plan.actions] == [
        ("Write the policy", ("SF",)),
        ("Train all staff", ("HL", "SD")),
    ]
    assert "Action 1" in (plan.actions[0].other or "")
    assert lost_words(blocks(source), plan) == []
