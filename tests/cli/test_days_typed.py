"""Days are read by one rule, whichever option they are typed behind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.remedies import deadline
from evidence.cli.context import day, moment
from evidence.file.filing import said
from evidence.model.errors import Refused
from evidence.wording.dates import read_date, typed_date

DAYS = st.dates(date(1990, 1, 1), date(2019, 12, 31))
WRITTEN = st.sampled_from(["{0.day} {0.month} {0:%y}", "{0.day} {0.month} {0.year}", "{0:%d %m %y}", "{0:%d/%m/%Y}",
                           "{0}", "{0.day} {0:%B} {0.year}"])  # fmt: skip


@given(DAYS, WRITTEN)
def test_a_day_typed_in_any_way_is_the_same_day_behind_every_option(on: date, written: str) -> None:
    typed = written.format(on)
    told = said(dated=typed, covers=typed)
    assert day(typed, "--as-of") == on
    assert moment(typed) == datetime(on.year, on.month, on.day, 23, 59, 59, tzinfo=UTC)
    assert (told.dated and told.dated.day, told.covers and told.covers.day) == (on, on)
    assert (deadline(typed).latest, deadline(typed).text) == (on, typed)


@pytest.mark.parametrize("typed", ["31 2 06", "1 2", "1 2 3 4", "99 99 06", "soon", ""])
def test_what_is_no_day_is_refused_behind_every_option(typed: str) -> None:
    for read in (day, moment, deadline, lambda text: said(dated=text)):
        with pytest.raises(Refused, match=r"expected a (day|date) such as"):
            read(typed)


def test_bare_figures_are_a_day_only_where_one_is_asked_for() -> None:
    assert read_date("1 1 06") is None
    typed = typed_date(" 1 1 06 ")
    assert typed is not None and (typed.text, typed.day) == ("1 1 06", date(2006, 1, 1))


def test_a_time_has_its_zone_and_a_wrong_one_is_not_taken_for_a_day() -> None:
    assert moment("2006-03-24T12:30") == moment("2006-03-24 12:30Z") == datetime(2006, 3, 24, 12, 30, tzinfo=UTC)
    assert moment("2006-03-24 12") == datetime(2006, 3, 24, 12, tzinfo=UTC)
    for wrong in ("2006-03-24 noon", "2006-03-24T25:00", "2006-03-24 12:99", "24 03 06 12:30"):
        with pytest.raises(Refused, match="expected a time such as"):
            moment(wrong)
