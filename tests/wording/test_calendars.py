"""Calendar terms cover the days that the calendar itself gives them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.wording import calendars

YEARS = st.integers(1900, 2099)


@given(YEARS, st.integers(1, 12))
def test_a_month_is_as_long_as_the_standard_library_says(year: int, month: int) -> None:
    assert calendars.months(year, month) == (date(year, month, 1), date(year, month, monthrange(year, month)[1]))


@given(YEARS)
def test_the_four_seasons_follow_each_other_without_a_gap(year: int) -> None:
    seasons = [calendars.season(name, year) for name in ("spring", "summer", "autumn", "winter")]
    assert all(a[1] + timedelta(days=1) == b[0] for a, b in pairwise(seasons))
    assert seasons[3][1] + timedelta(days=1) == calendars.season("spring", year + 1)[0]


@given(YEARS)
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    day, _ = calendars.feast("easter", year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


# Astronomical tables: Easter Sunday of well-known years.
@pytest.mark.parametrize(
    "day", [date(1961, 4, 2), date(2000, 4, 23), date(2006, 4, 16), date(2008, 3, 23), date(2038, 4, 25)]
)
def test_easter_falls_where_almanacs_put_it(day: date) -> None:
    assert calendars.feast("easter", day.year) == (day, day)


@given(YEARS)
def test_years_of_every_kind_last_a_year(year: int) -> None:
    for build in (calendars.financial_year, calendars.school_year, calendars.fiscal_year):
        first, last = build(year)
        assert last + timedelta(days=1) == first.replace(year=first.year + 1)


@pytest.mark.parametrize(("figures", "year"), [("00", 2000), ("69", 2069), ("70", 1970), ("99", 1999), ("2006", 2006)])
def test_two_figures_stand_for_a_year_between_1970_and_2069(figures: str, year: int) -> None:
    assert calendars.full_year(figures) == year


@pytest.mark.parametrize("figures", ["1066", "3006", "200", "0"])
def test_figures_outside_the_window_are_no_year(figures: str) -> None:
    assert calendars.full_year(figures) is None
