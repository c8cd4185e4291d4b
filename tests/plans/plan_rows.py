"""Random plans as rows of texts, laid out as tables, and the actions that are understood of them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import strategies as st
from plan_texts import identity

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
