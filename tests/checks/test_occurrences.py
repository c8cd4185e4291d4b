"""Promises about the rounds of a recurring action."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from check_subjects import PLAN, linked
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.occurrences import Window, occurrences
from evidence.checks.subjects import ActionFile
from evidence.model.link import Shows
from evidence.model.period import Due, Period, Recurrence
from evidence.model.plan import Action
from evidence.wording.dates import read_date

LENGTHS = {
    Recurrence.WEEKLY: (7, 7),
    Recurrence.FORTNIGHTLY: (14, 14),
    Recurrence.MONTHLY: (28, 31),
    Recurrence.BIMONTHLY: (59, 62),
    Recurrence.QUARTERLY: (89, 92),
    Recurrence.ANNUAL: (365, 366),
}
DAYS = st.dates(date(2000, 1, 1), date(2012, 1, 1))


def recurring(start: date, recurrence: Recurrence, *days: date) -> ActionFile:
    due = Due(text="from then on", earliest=start, recurrence=recurrence)
    held = [
        linked(Shows.OCCURRENCE, Period(text="", earliest=day, latest=day), number)
        for number, day in enumerate(days, 1)
    ]
    return ActionFile(
        plan=PLAN, action=Action(ref="R1.1", recommendation="1", text="Visit", due=due), links=tuple(held)
    )


@given(DAYS, st.sampled_from(list(LENGTHS)))
def test_the_words_of_a_round_are_read_back_as_that_round(start: date, often: Recurrence) -> None:
    found = occurrences(recurring(start, often), start + timedelta(days=800))
    assert found is not None
    for one in found.expected:
        period = read_date(str(one))
        assert period is not None and (period.earliest, period.latest) == (one.first, one.last)


@given(DAYS, DAYS, st.sampled_from(list(LENGTHS)))
def test_rounds_follow_each_other_without_a_gap_and_are_over_by_the_day(a: date, b: date, often: Recurrence) -> None:
    start, as_of = sorted((a, b))
    found = occurrences(recurring(start, often), as_of)
    assert found is not None
    shortest, longest = LENGTHS[often]
    rounds = found.expected
    assert all(shortest <= (one.last - one.first).days + 1 <= longest for one in rounds)
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(rounds))
    assert all(one.last <= as_of for one in rounds)
    if rounds:
        assert rounds[0].first <= start <= rounds[0].last
        assert as_of < rounds[-1].last + timedelta(days=longest)
    else:
        assert (as_of - start).days < longest


@given(DAYS, st.integers(0, 900), st.sampled_from(list(LENGTHS)), st.randoms(use_true_random=False))
def test_a_record_on_any_day_of_every_round_leaves_none_missing_and_taking_one_away_leaves_one(
    start: date, length: int, often: Recurrence, chance: Random
) -> None:
    as_of = start + timedelta(days=length)
    bare = occurrences(recurring(start, often), as_of)
    assert bare is not None and bare.missing == bare.expected
    days = [_some_day(window, chance) for window in bare.expected]
    whole = occurrences(recurring(start, often, *days), as_of)
    assert whole is not None and whole.missing == ()
    if days:
        without = occurrences(recurring(start, often, *days[:-1]), as_of)
        assert without is not None and without.missing == bare.expected[-1:]


def _some_day(window: Window, chance: Random) -> date:
    return window.first + timedelta(days=chance.randint(0, (window.last - window.first).days))


@pytest.mark.parametrize("often", [None, Recurrence.ONGOING])
def test_an_action_without_a_rhythm_has_no_rounds(often: Recurrence | None) -> None:
    due = Due(text="ongoing", earliest=date(2006, 1, 1), recurrence=often)
    subject = ActionFile(plan=PLAN, action=Action(ref="R1.1", recommendation="1", text="Visit", due=due))
    assert occurrences(subject, date(2007, 1, 1)) is None
