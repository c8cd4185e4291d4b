"""Promises of figures: they stay as reported, and a target is judged by the reading that belongs to it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.measures import Trend, standing_of, standing_words
from evidence.codec import canonical, from_json, to_json
from evidence.model.measure import Better, Indicator, Measure, Reading, Target
from evidence.model.period import Period

DAY = date(2006, 6, 30)
INDICATOR = Indicator(id="CH 141", name="Referrals decided in time", unit="percent")
DAYS = st.dates(date(2006, 1, 1), date(2006, 12, 31))
FIGURES = st.decimals(-1000, 1000, places=1).map(str)


def reading(value: str, on: date) -> Reading:
    return Reading(value=value, period=Period(text=str(on), earliest=on - timedelta(days=30), latest=on))


def measure(better: Better, *readings: Reading, targets: tuple[Target, ...] = (), base: str | None = None) -> Measure:
    baseline = reading(base, date(2005, 1, 31)) if base else None
    indicator = Indicator(id="CH 141", name="Referrals decided in time", unit="percent", better=better)
    return Measure(indicator=indicator, baseline=baseline, readings=readings, targets=targets)


@given(FIGURES, FIGURES, st.sampled_from(list(Better)))
def test_figures_are_compared_as_numbers_and_kept_as_text(value: str, aim: str, better: Better) -> None:
    given_measure = measure(
        better, reading(value, date(2006, 3, 31)), targets=(Target(value=aim, by=date(2006, 4, 30)),)
    )
    stands = standing_of(given_measure, DAY)
    reached = Decimal(value) >= Decimal(aim) if better is Better.HIGHER else Decimal(value) <= Decimal(aim)
    assert stands.met is reached
    assert from_json(to_json(given_measure), Measure) == given_measure
    assert canonical(to_json(given_measure))


@given(
    st.lists(st.dates(date(2006, 1, 1), date(2006, 12, 31)), max_size=6), st.dates(date(2006, 1, 1), date(2006, 12, 31))
)
def test_no_reading_of_a_later_day_counts(days: list[date], as_of: date) -> None:
    everything = [reading(str(number), on) for number, on in enumerate(days)]
    up_to_then = [one for one in everything if one.on and one.on <= as_of]
    target = (Target(value="3", by=date(2006, 6, 30)),)
    assert standing_of(measure(Better.HIGHER, *everything, targets=target), as_of) == standing_of(
        measure(Better.HIGHER, *up_to_then, targets=target), as_of
    )


@pytest.mark.parametrize("value", ["", "72%", "1,5", "NaN", "1e3", "+4", ".5", "5."])
def test_what_is_no_plain_figure_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="expected a figure"):
        Target(value=value, by=DAY)


def test_the_trend_goes_from_the_baseline_where_there_is_one_reading() -> None:
    first = reading("72", date(2006, 3, 31))
    assert standing_of(measure(Better.HIGHER, first, base="65"), DAY).trend is Trend.BETTER
    assert standing_of(measure(Better.LOWER, first, base="65"), DAY).trend is Trend.WORSE
    assert standing_of(measure(Better.LOWER, first, base="72.0"), DAY).trend is Trend.LEVEL
    assert standing_of(measure(Better.LOWER, first), DAY).trend is None


def test_the_reading_up_to_the_targets_day_is_judged_else_the_first_after_it() -> None:
    target = (Target(value="70", by=date(2006, 3, 31)),)
    before, after, later = (reading(v, date(2006, m, 28)) for v, m in (("60", 3), ("75", 4), ("65", 5)))
    assert standing_of(measure(Better.HIGHER, before, after, targets=target), DAY).met is False
    assert standing_of(measure(Better.HIGHER, after, later, targets=target), DAY).met is True
    assert standing_of(measure(Better.HIGHER, targets=target), DAY).met is None


def test_a_measure_in_words() -> None:
    target = (Target(value="70", by=date(2006, 3, 31)),)
    told = standing_words(measure(Better.HIGHER, reading("60", date(2006, 4, 28)), targets=target, base="65"))
    assert told == {
        "last": "60 percent for 2006-04-28",
        "target": "70 percent by 2006-03-31, missed",
        "trend": "worse",
    }
    assert standing_words(measure(Better.HIGHER)) == {"last": "", "target": "", "trend": ""}
