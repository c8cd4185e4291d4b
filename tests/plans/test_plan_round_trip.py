"""A plan comes back the same from every format that other programs write it in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_texts import plan_in
from plan_writers import WRITERS, Rows
from test_plan_random import DITTO, Meant, headings_for, meant

from evidence.model.plan import ActionPlan, LeadsFrom

FIELDS = ("recommendation", "action", "lead", "due", "progress")
FAST = ("plan.md", "plan.csv", "plan.html", "plan.xlsx")
HEADINGS = ("Recommendation", "Action to be Taken", "Lead", "By When", "Progress to Date", "Success Criteria")


def content(plan: ActionPlan) -> object:
    """What a plan says, without the places it says it at."""
    return (
        [(r.number, r.text, r.deadline) for r in plan.recommendations],
        [
            (a.ref, a.text, a.leads, a.leads_from, a.due, a.progress, a.requests, a.mentions, a.success_criteria)
            for a in plan.actions
        ],
    )


def long_plan(actions: int, seed: int = 7) -> Rows:
    """A plan of so many actions, with every trap that one row can hold."""
    chance = random.Random(seed)
    verbs = ("Write", "Review", "Publish", "Train", "Audit", "Approve")
    things = ("the visiting policy", "all duty staff & carers", "twenty case files", 'the "Hello" leaflet', "£5 a head")
    dates = ("31/03/2006", "End Feb 06", "Autumn 06", "w/b 27 02 06", "31 02 06", "tbc", "", "06/07", "ongoing")
    progress = (
        "",
        "Done 01 03 06",
        "Draft issued 12.02.06; SD - need copy for evidence file",
        "Met 04.01.06. To agree",
    )
    rows: list[tuple[str, ...]] = [HEADINGS]
    for number in range(1, actions + 1):
        first = number % 5 == 1
        recommendation = f"{number // 5 + 1}. Ensure that thing {number // 5 + 1} is done in time." if first else ""
        lead = chance.choice(("SF", "HL/SD", "SF (ISM)", "", '"'))
        criteria = chance.choice(("", "Threshold in place", "95% of visits in time"))
        text = f"{chance.choice(verbs)} {chance.choice(things)}, no {number}"
        rows.append((recommendation, text, lead, chance.choice(dates), chance.choice(progress), criteria))
    return rows


@pytest.mark.parametrize("name", WRITERS)
def test_a_plan_over_several_pages_comes_back_the_same_from_every_format(tmp_path: Path, name: str) -> None:
    rows = long_plan(60)
    expected_path, path = tmp_path / "expected.md", tmp_path / name
    WRITERS["plan.md"](expected_path, rows)
    WRITERS[name](path, rows)
    expected = plan_in(expected_path)
    assert [action.text for action in expected.actions] == [row[1] for row in rows[1:]]
    assert content(plan_in(path)) == content(expected)


@st.composite
def plans(draw: st.DrawFn) -> tuple[tuple[Meant, ...], Rows]:
    """Actions as they were meant, and the rows that say so, under random headings in a random order."""
    actions = draw(meant())
    order = draw(st.permutations(FIELDS))
    titles = {field: draw(headings_for(field)) for field in FIELDS}
    rows: list[tuple[str, ...]] = [tuple(titles[field] for field in order)]
    before = 0
    for action in actions:
        starts = action.recommendation != before
        before = action.recommendation
        words = {
            "recommendation": f"{before}. Ensure that thing {before} is done." if starts else "",
            "action": action.text,
            "lead": draw(st.sampled_from(DITTO)) if action.ditto else action.lead,
            "due": action.due,
            "progress": action.progress,
        }
        rows.append(tuple(words[field] for field in order))
    return actions, rows


def holds(name: str, folder: Path, plan: tuple[tuple[Meant, ...], Rows]) -> None:
    actions, rows = plan
    path = folder / name
    WRITERS[name](path, rows)
    understood = plan_in(path)
    assert [(a.recommendation, a.text) for a in understood.actions] == [
        (str(a.recommendation), a.text) for a in actions
    ]
    last: tuple[str, ...] = ()
    for action, one in zip(understood.actions, actions, strict=True):
        assert action.leads == (last if one.ditto else ((one.lead,) if one.lead else ()))
        assert (action.leads_from is LeadsFrom.DITTO) == (one.ditto and bool(last))
        assert (action.due.text if action.due else "") == one.due
        assert action.progress.text == one.progress
        last = (one.lead,) if one.lead else last


@pytest.mark.parametrize("name", FAST)
@given(plan=plans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_random_plan_comes_back_as_it_was_meant(
    tmp_path: Path, name: str, plan: tuple[tuple[Meant, ...], Rows]
) -> None:
    holds(name, tmp_path, plan)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
@given(plan=plans())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_random_plans_come_back_as_they_were_meant(
    tmp_path: Path, name: str, plan: tuple[tuple[Meant, ...], Rows]
) -> None:
    holds(name, tmp_path, plan)
