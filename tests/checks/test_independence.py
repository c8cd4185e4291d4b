"""Promises of independence: a lead's own word never counts for the lead, and always against."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.independence import leads_on, own_verdicts, standing_verdict
from evidence.model.event import Actor
from evidence.model.plan import Action, LeadsFrom, Person
from evidence.model.verdict import Sufficiency, Verdict

LEAD = Actor(id="P-0001", name="Service Manager", initials="AB", roles=("Head of Schools",))
OTHER = Actor(id="P-0002", name="Auditor", initials="XY")
ACTION = Action(ref="R1.1", recommendation="1", text="Meet", leads=("AB",), leads_from=LeadsFrom.WRITTEN)


def verdict(by: Actor, found: Sufficiency, day: int) -> Verdict:
    return Verdict(link="L-0001", verdict=found, by=by.id, at=datetime(2006, 3, day, tzinfo=UTC), because="read")


@pytest.mark.parametrize(
    ("leads", "suggested", "lead"),
    [
        (("AB",), (), "AB"),
        (("ab",), (), "ab"),
        (("A.B.", "AB"), (), "AB"),
        (("CD", "Head of schools"), (), "Head of schools"),
        (("Service Manager",), (), "Service Manager"),
        ((), ("AB",), "AB"),
        (("HS",), (), "HS"),
        (("ABC",), (), None),
        (("CD",), (), None),
        ((), (), None),
    ],
)
def test_a_lead_is_known_by_initials_name_role_and_index(
    leads: tuple[str, ...], suggested: tuple[str, ...], lead: str | None
) -> None:
    action = Action(ref="R1.1", recommendation="1", text="Meet", leads=leads, leads_suggested=suggested)
    index = (Person(initials="HS", role="Head of Schools"), Person(initials="CD", name="Duty Manager"))
    assert leads_on(LEAD, action, index) == lead


VERDICTS = st.lists(
    st.builds(verdict, st.sampled_from((LEAD, OTHER)), st.sampled_from(list(Sufficiency)), st.integers(1, 28)),
    max_size=6,
)


@given(VERDICTS)
def test_the_leads_own_sufficient_changes_nothing(given_verdicts: list[Verdict]) -> None:
    own = [one for one, _ in own_verdicts(given_verdicts, (LEAD, OTHER), ACTION)]
    without = [one for one in given_verdicts if one not in own]
    assert standing_verdict(given_verdicts, (LEAD, OTHER), ACTION) == standing_verdict(without, (LEAD, OTHER), ACTION)
    assert all(one.by == LEAD.id and one.verdict is Sufficiency.SUFFICIENT for one in own)


@given(VERDICTS, st.sampled_from((LEAD, OTHER)))
def test_the_last_insufficient_stands_whoever_gave_it(given_verdicts: list[Verdict], by: Actor) -> None:
    last = verdict(by, Sufficiency.INSUFFICIENT, 30)
    assert standing_verdict([*given_verdicts, last], (LEAD, OTHER), ACTION) == last
