"""Tables that lie on their side, with the fields down the first column, are the plans that they would be upright."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from plan_texts import blocks, identity, lost_words, read, table

from evidence.model.plan import Action
from evidence.model.table import Cell, Place, Row, Table
from evidence.plans import understand
from evidence.plans.fields import HEADINGS

TEXTS = {
    "recommendation": ("1. Be safe", "2. Be healthy", "3. Be sound"),
    "action": ("Write the policy", "Train all duty staff", "Publish the leaflet for carers", "Audit twenty files"),
    "lead": ("SF", "HL/SD", '"', "", "JD"),
    "due": ("3 Mar 06", "End June 06", "30/6 and 30/9", "tbc", ""),
    "progress": ("", "Done 01 03 06", "Draft issued 12.02.06", "Under way"),
    "success_criteria": ("", "95% of visits in time"),
}
Rows = list[list[str]]


@st.composite
def plans(draw: st.DrawFn) -> Rows:
    """Headings and two to five actions, with a column of actions, a lead or a deadline, and others or not."""
    others = draw(st.lists(st.sampled_from([name for name in TEXTS if name not in ("action", "lead")]), unique=True))
    names = draw(st.permutations(["action", "lead", *(others or ["due"])]))
    headings = [draw(st.sampled_from(dict(HEADINGS)[name][:6])).title() for name in names]
    count = draw(st.integers(2, 5))
    columns = [draw(st.lists(st.sampled_from(TEXTS[name]), min_size=count, max_size=count)) for name in names]
    return [headings, *map(list, zip(*columns, strict=True))]


def laid_out(rows: Sequence[Sequence[str]]) -> Table:
    place = Place(table=1)
    return Table(
        rows=[
            Row(cells=[Cell(text=text) for text in row], place=evolve(place, row=n))
            for n, row in enumerate(rows, start=1)
        ],
        place=place,
    )


def actions(*tables: Table) -> list[Action]:
    return [evolve(action, source=Place()) for action in understand(tables, identity=identity()).actions]


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
