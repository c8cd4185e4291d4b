"""Marks under months: the last month marked in a row is its deadline, as a whole month and flagged."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_rows import laid_out
from plan_texts import blocks, identity, lost_words, plan_in, read, table
from plan_writers import WRITERS

from evidence.model.period import Flag
from evidence.plans import understand

NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MARKS = ("x", "X", "✓", "■", "███", "ü")


@given(
    st.integers(2019, 2027),
    st.integers(0, 11),
    st.integers(3, 14),
    st.sampled_from(["own", "years", "split"]),
    st.data(),
)
def test_the_last_marked_month_is_the_deadline(
    year: int, first: int, count: int, style: str, data: st.DataObject
) -> None:
    months = [(year + (first + n) // 12, (first + n) % 12) for n in range(count)]
    rows = [
        data.draw(st.lists(st.sampled_from(["", data.draw(st.sampled_from(MARKS))]), min_size=count, max_size=count))
        for _ in range(3)
    ]
    if not any(map(any, rows)):
        rows[0][0] = "x"
    content = [[f"Write paper {n}", "SF", *marks] for n, marks in enumerate(rows)]
    printed = [f"{NAMES[month]} {one % 100}" if style == "own" else NAMES[month] for one, month in months]
    over = [str(one) if n == 0 or one != months[n - 1][0] else "" for n, (one, _) in enumerate(months)]
    headings = [["Action", "Lead", *printed]]
    if style == "years":
        headings = [["", "", *over], *headings]
    elif style == "split":
        headings = [["Action", "Lead", *over], ["", "", *printed]]
    plan = understand([laid_out([*headings, *content])], identity=identity())
    assert [action.leads for action in plan.actions] == [("SF",)] * 3
    for action, marks in zip(plan.actions, rows, strict=True):
        marked = [month for month, mark in zip(months, marks, strict=True) if mark]
        if not marked:
            assert action.due is None
            continue
        last, number = marked[-1][0], marked[-1][1] + 1
        assert action.due is not None
        assert action.due.earliest == date(last, number, 1)
        assert action.due.latest == date(last, number, monthrange(last, number)[1])
        assert action.due.flags == (Flag.MARKED,)
        assert len((action.other or "").splitlines()) == len(marked)


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.csv"])
def test_what_the_months_were_taken_for_is_said(name: str, tmp_path: Path) -> None:
    rows = (
        ("", "", "2024/25", "", "", "", ""),
        ("Action", "Lead", "Nov", "Dec", "Jan", "Feb", "Comments"),
        ("Write the policy", "SF", "x", "x", "x", "", "Draft written"),
        ("Train all staff", "HL", "", "x", "", "", ""),
    )
    WRITERS[name](tmp_path / name, rows)
    plan = plan_in(tmp_path / name)
    assert [one.due and (one.due.text, one.due.edtf) for one in plan.actions] == [
        ("Jan 2025", "2025-01"),
        ("Dec 2024", "2024-12"),
    ]
    assert plan.actions[0].other == "Nov: x\nDec: x\nJan: x"
    said = {column.heading: (column.field, column.because) for column in plan.columns}
    assert said["Jan"] == ("due", "'Jan' is a month (Jan 2025); the last one marked in a row is its deadline")
    assert [piece.text for piece in plan.unplaced] == ["2024/25"]


def test_quarters_of_a_financial_year_are_marked_like_months() -> None:
    source = table("Action | 2024/25 | | | | Lead", " | Q1 | Q2 | Q3 | Q4 | ", "Write it | x | x | | | SF")
    plan = read(source)
    [action] = plan.actions
    assert action.due and (action.due.text, action.due.latest) == ("Q2 2024/25", date(2024, 9, 30))
    assert lost_words(blocks(source), plan) == []


def test_a_written_deadline_goes_before_marks() -> None:
    plan = read(table("Action | By when | Apr 24 | May 24 | Jun 24", "Write it | tbc | x | x | ", "Read it | | | x | "))
    assert [one.due and (one.due.text, Flag.MARKED in one.due.flags) for one in plan.actions] == [
        ("tbc", False),
        ("May 2024", True),
    ]


def test_a_month_without_a_year_has_no_days() -> None:
    [action] = read(table("Action | Lead | Apr | May | Jun", "Write it | SF | x | x | ")).actions
    assert action.due and action.due.earliest is None
    assert action.due.flags == (Flag.YEAR_MISSING, Flag.MARKED)


@pytest.mark.parametrize("cells", ["G | A | R", "85% | 87% | 90% ", "Paper written | | Approved", "x | Launch | x"])
def test_colours_figures_and_words_under_months_are_no_marks(cells: str) -> None:
    source = table("Action | Lead | Apr 24 | May 24 | Jun 24", f"Write it | SF | {cells}")
    plan = read(source)
    assert [one.due for one in plan.actions] == [None]
    assert "kept as they are" in plan.columns[2].because
    assert lost_words(blocks(source), plan) == []


@pytest.mark.parametrize("title", ["Plan as at 12/03/2019", "School plan 2019/20", "19/20"])
def test_a_title_over_other_columns_tells_no_years(title: str) -> None:
    source = table(f"{title} | | | | ", "Action | Lead | Apr | May | Jun", "Write it | SF | x | x | ")
    [action] = read(source).actions
    assert action.due and action.due.earliest is None


def test_days_over_months_are_no_years() -> None:
    source = table(" | | 12/03/2019 | | ", "Action | Lead | Apr | May | Jun", "Write it | SF | x | x | ")
    [action] = read(source).actions
    assert action.due and action.due.earliest is None


def test_headings_printed_again_are_no_words_under_the_months() -> None:
    heads = "Action | Lead | Apr 24 | May 24 | Jun 24"
    plan = read(table(heads, "Write it | SF | x | | ", heads, "Read it | SF | | x | "))
    assert [one.due and one.due.edtf for one in plan.actions] == ["2024-04", "2024-05"]


def test_months_that_open_a_financial_year_late_are_of_its_second_year() -> None:
    plan = read(table(" | | 2023/24 | | ", "Action | Lead | Jan | Feb | Mar", "Write it | SF | | x | "))
    assert [one.due and one.due.edtf for one in plan.actions] == ["2024-02"]


def test_other_words_are_no_months() -> None:
    source = table("Action | Lead | Decision | Apr 24 | May 24 | Jun 24", "Write it | SF | yes | x | | ")
    assert [one.due and one.due.edtf for one in read(source).actions] == ["2024-04"]
