"""Columns without a heading are named after what stands in them, where that is plain, and the reading says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_rows import Rows, actions, laid_out
from plan_texts import blocks, lost_words, plan_in, read, table
from plan_writers import WRITERS

from evidence.model.errors import UnreadableInput

HEADINGS = ("No", "Action", "Lead officer", "By when", "Status")
CELLS = (
    ("1", "2", "3", "4"),
    ("Write the visiting policy", "To train all duty staff", "Publish the leaflet", "Ensure that files are audited"),
    ("SF", "HL/SD", "Jane Doe", "Head of Safeguarding", '"', "Director of Nursing / SF", "Attendance Team"),
    ("3 Mar 2006", "End June 06", "2006-05-01", "tbc", "Ongoing", "Spring 2007", "13.02.06"),
    ("Complete", "On track", "Not started", "50%", "Overdue"),
)


@st.composite
def plain_plans(draw: st.DrawFn) -> Rows:
    """Two to four actions, each column full of what it plainly holds; the first lead is written out."""
    count = draw(st.integers(2, 4))
    columns = [draw(st.lists(st.sampled_from(pool), min_size=count, max_size=count)) for pool in CELLS[1:]]
    columns[1][0], columns[2][0] = "SF", "3 Mar 2006"
    order = draw(st.permutations(range(len(CELLS))))
    rows = [list(HEADINGS), *map(list, zip(CELLS[0], *columns, strict=False))]
    return [[row[at] for at in order] for row in rows]


@given(plain_plans(), st.data())
def test_a_plain_plan_needs_no_headings(rows: Rows, data: st.DataObject) -> None:
    headings, *content = rows
    kept = data.draw(st.lists(st.booleans(), min_size=len(headings), max_size=len(headings)))
    bare = [text if keep else "" for text, keep in zip(headings, kept, strict=True)]
    expected = actions(laid_out(rows))
    assert actions(laid_out([bare, *content])) == expected
    assert actions(laid_out(content)) == expected


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx", "plan.csv"])
def test_what_a_column_was_taken_for_is_said(name: str, tmp_path: Path) -> None:
    rows = (
        ("", "", "Lead", "", "Comments of the board"),
        ("A-01", "Review the supervision policy", "SF", "31/03/2024", "The board thanks all"),
        ("A-02", "Recruit two senior social workers", "HL", "June 2024", "Seen"),
    )
    WRITERS[name](tmp_path / name, rows)
    plan = plan_in(tmp_path / name)
    assert [(one.text, one.leads, one.due and one.due.text) for one in plan.actions] == [
        ("Review the supervision policy", ("SF",), "31/03/2024"),
        ("Recruit two senior social workers", ("HL",), "June 2024"),
    ]
    because = {column.column: column.because for column in plan.columns}
    assert because[1] == "no heading; its cells are numbers"
    assert because[2].startswith("no heading; its cells are orders")
    assert because[4] == "no heading; its cells are days or months"


def test_actions_may_stand_under_a_heading_that_nobody_knows() -> None:
    plan = read(
        table(
            "Chores | Lead | By when",
            "Review the policy on visits | SF | 3 Mar 06",
            "Train all duty staff in it | HL | May 06",
        )
    )
    assert [one.leads for one in plan.actions] == [("SF",), ("HL",)]
    assert "'Chores' means nothing known; its cells are orders" in plan.columns[0].because


def test_numbered_orders_beside_orders_are_recommendations() -> None:
    source = table(
        "1. Ensure that visits are made | Write the policy | SF | 3 Mar 06",
        "2. Improve the records | Train all staff | HL | May 06",
        " | Audit twenty files | SF | June 06",
    )
    plan = read(source)
    assert [one.number for one in plan.recommendations] == ["1", "2"]
    assert [(one.ref, one.text) for one in plan.actions] == [
        ("R1.1", "Write the policy"), ("R2.1", "Train all staff"), ("R2.2", "Audit twenty files"),
    ]  # fmt: skip
    assert lost_words(blocks(source), plan) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("Write the policy | SF |", "Train all staff | HL | "),  # neither deadline nor state
        ("The policy for visits | SF | 3 Mar 06", "All staff know it | HL | May 06"),  # no orders
        (
            "Write the policy | Train the staff | 3 Mar 06 | SF",
            "Amend it | Test them | May 06 | HL",
        ),  # which of the two?
        ("Jane Doe | Head of Service | 3 Mar 06 | Complete", "John Roe | Director | May 06 | Complete"),
    ],
)
def test_what_is_not_plain_is_not_guessed(rows: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableInput, match="No action plan"):
        read(table(" | " * rows[0].count("|"), *rows))


def test_two_columns_alike_beside_headings_stay_as_they_are() -> None:
    source = table("Action | | | By when", "Write it | SF | HL | May 06", "Read it | HL | SF | June 06")
    plan = read(source)
    assert [(one.leads, one.other) for one in plan.actions] == [
        ((), "column 2: SF\ncolumn 3: HL"),
        ((), "column 2: HL\ncolumn 3: SF"),
    ]
    assert plan.columns[1].because == "no heading; its cells tell nothing"
