"""Plans that stand side by side in one table are the plans that they would be one below the other."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_rows import Rows, actions, laid_out, plans
from plan_texts import blocks, lost_words, plan_in, read, table
from plan_writers import WRITERS


def beside(left: Rows, right: Rows, gap: int) -> Rows:
    """Both in one table, so many blank columns between them; the shorter one is filled up."""
    pairs = zip_longest(left, right)
    return [[*(a or [""] * len(left[0])), *[""] * gap, *(b or [""] * len(right[0]))] for a, b in pairs]


@given(plans(), plans(), st.integers(1, 2))
def test_plans_with_a_blank_column_between_them_are_two_plans(left: Rows, right: Rows, gap: int) -> None:
    assert actions(laid_out(beside(left, right, gap))) == actions(laid_out(left), laid_out(right))


@given(plans(), st.integers(0, 1), st.data())
def test_plans_under_the_same_headings_are_two_plans(rows: Rows, gap: int, data: st.DataObject) -> None:
    headings, *content = rows
    right = [headings, *data.draw(st.permutations(content))]
    assert actions(laid_out(beside(rows, right, gap))) == actions(laid_out(rows), laid_out(right))
    assert actions(laid_out(beside(rows, right, gap))) == actions(laid_out([*rows, *right]))


@given(plans())
def test_three_plans_side_by_side_are_three(rows: Rows) -> None:
    once = laid_out(rows)
    assert actions(laid_out(beside(beside(rows, rows, 1), rows, 1))) == actions(once, once, once)


SIDE_BY_SIDE = (
    ("Theme: Attendance", "", "", "", "Theme: Behaviour", "", ""),
    ("Action", "Lead", "By when", "", "What will we do?", "Who?", "Deadline"),
    ("Write the attendance policy", "SF", "3 Mar 06", "", "Train all duty staff", "HL/SD", "May 06"),
    ("Ring home on the first day", '"', "", "", "Publish the leaflet for carers", '"', "30/6/06"),
    ("", "", "", "", "Audit twenty files", "JD", "tbc"),
)


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.csv"])
def test_each_action_has_its_own_lead_deadline_and_place(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name, SIDE_BY_SIDE)
    plan = plan_in(tmp_path / name)
    assert [(one.text, one.leads, one.due and one.due.text) for one in plan.actions] == [
        ("Write the attendance policy", ("SF",), "3 Mar 06"),
        ("Ring home on the first day", ("SF",), None),
        ("Train all duty staff", ("HL", "SD"), "May 06"),
        ("Publish the leaflet for carers", ("HL", "SD"), "30/6/06"),
        ("Audit twenty files", ("JD",), "tbc"),
    ]
    assert [one.source.cell for one in plan.actions] == (
        ["A3", "A4", "E3", "E4", "E5"] if name.endswith("xlsx") else [None] * 5
    )
    assert [(column.column, column.field) for column in plan.columns if column.heading] == [
        (1, "action"), (2, "lead"), (3, "due"), (5, "action"), (6, "lead"), (7, "due"),
    ]  # fmt: skip
    assert "the plan that begins at column 5" in plan.columns[-1].because
    assert [piece.text for piece in plan.unplaced] == ["Theme: Attendance", "Theme: Behaviour"]


def test_a_page_without_headings_goes_on_with_both_plans() -> None:
    first = table("Action | Lead | Action | Lead", "Write it | SF | Train all | HL")
    goes_on = "| and publish it on the web | | | |\n|---|---|---|---|\n| Read it | SF | Test all | HL |\n"
    plan = read(first + "\n" + goes_on)
    assert [(one.text, one.leads) for one in plan.actions] == [
        ("Write it and publish it on the web", ("SF",)),
        ("Read it", ("SF",)),
        ("Train all", ("HL",)),
        ("Test all", ("HL",)),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Policy | Actions | Outputs/Outcomes | Future actions | Outputs/Outcomes",
        "Recommendation | Action | Lead | Action taken | Lead",
        "Recommendation | Action | Lead | | Further action | By when",
        "No | Action | Lead | | Progress | RAG",
    ],
)
def test_headings_that_only_resemble_each_other_are_one_plan(headings: str) -> None:
    source = table(
        headings, " | ".join(f"Words {n}" if text.strip() else "" for n, text in enumerate(headings.split("|")))
    )
    plan = read(source)
    assert len(plan.actions) == 1
    assert lost_words(blocks(source), plan) == []


def test_plans_on_the_right_stay_under_the_heading_above_them() -> None:
    pair = table("Action | Lead | | Action | Lead", "Write all | SF | | Train all | HL")
    alone = table("Action | Lead", "Audit all | JD")
    plan = read(f"# Priority 1\n\n{pair}\n# Priority 2\n\n{alone}")
    under = {one.text: one.recommendation for one in plan.actions}
    assert under["Train all"] == under["Write all"] != under["Audit all"]
