"""Clocks count as law and guidance of the day say, by a convention that every result shows."""

from __future__ import annotations

import importlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.clocks.calendar import add_months, bank_holidays, is_working_day
from evidence.audits.clocks.count import NotCountable, last_day, working_days_between
from evidence.audits.clocks.reckon import due, due_from, gap, months_missed
from evidence.audits.clocks.register import register, rule_on
from evidence.model.clock import Authority, Convention, Holidays, Interval, NotReckoned, Reckoning, Rule, Unit

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
NO_HOLIDAYS = Convention(holidays=Holidays.NONE)
INCLUSIVE = Convention(count_start_day=True)


def reckoned(value: Reckoning | NotReckoned) -> Reckoning:
    assert isinstance(value, Reckoning), value
    return value


def test_the_bank_holidays_of_2006() -> None:
    of_2006 = sorted(day for day in bank_holidays(2006) if day.weekday() < 5)
    assert of_2006 == [
        date(2006, 1, 2), date(2006, 4, 14), date(2006, 4, 17), date(2006, 5, 1), date(2006, 5, 29), date(2006, 8, 28),
        date(2006, 12, 25), date(2006, 12, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("off", "at_work"),
    [
        ([date(1999, 12, 31), date(1999, 12, 27), date(1999, 12, 28)], []),
        ([date(2002, 6, 3), date(2002, 6, 4)], [date(2002, 5, 27)]),  # moved to join the Golden Jubilee
        ([date(2011, 4, 29)], []),
        ([date(2012, 6, 4), date(2012, 6, 5)], [date(2012, 5, 28)]),
        ([date(2020, 5, 8)], [date(2020, 5, 4)]),  # moved for the anniversary of Victory in Europe
        ([date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)], [date(2022, 5, 30)]),
        ([date(2023, 5, 1), date(2023, 5, 8)], []),
    ],
)
def test_the_special_days(off: list[date], at_work: list[date]) -> None:
    assert [is_working_day(day, Convention()) for day in off] == [False] * len(off)
    assert [is_working_day(day, Convention()) for day in at_work] == [True] * len(at_work)


def test_seventy_working_days_from_14_august_2006_hang_on_the_convention() -> None:
    start = date(2006, 8, 14)
    assert last_day(start, 70, Unit.WORKING_DAYS) == date(2006, 11, 21)
    assert last_day(start, 70, Unit.WORKING_DAYS, NO_HOLIDAYS) == date(2006, 11, 20)
    assert last_day(start, 70, Unit.WORKING_DAYS, INCLUSIVE) == date(2006, 11, 20)
    assert reckoned(due("T-P01", start, None)).due == date(2006, 11, 21)


def test_a_first_review_in_2006_has_four_weeks_and_today_twenty_working_days() -> None:
    start = date(2006, 4, 3)
    then = reckoned(due("T-L01", start, date(2006, 5, 4)))
    assert (then.due, then.days_late, then.kept) == (date(2006, 5, 1), 3, False)
    assert last_day(start, 20, Unit.WORKING_DAYS) == date(2006, 5, 4)
    assert reckoned(due("T-L01", date(2011, 4, 1), None)).rule.unit is Unit.WORKING_DAYS
    assert reckoned(due("T-L01", date(2011, 3, 31), None)).rule.unit is Unit.WEEKS


def test_a_conference_is_late_by_one_anchor_and_in_time_by_the_other() -> None:
    discussions, held = [date(2006, 3, 1), date(2006, 3, 6)], date(2006, 3, 24)
    first = reckoned(due_from("T-C05", discussions, held, anchor="first"))
    last = reckoned(due_from("T-C05", discussions, held, anchor="last"))
    assert (first.due, first.kept, first.convention.anchor) == (date(2006, 3, 22), False, "first")
    assert (last.due, last.kept, last.convention.anchor) == (date(2006, 3, 27), True, "last")
    assert (first.days_late, last.days_late) == (2, -3)


def test_visits_at_least_monthly_missed_no_month_to_16_march_2006() -> None:
    visits = [date(2006, 1, 27), *(date(2006, 2, day) for day in (10, 16, 28)), date(2006, 3, 9), date(2006, 3, 16)]
    assert months_missed(visits, visits[0], date(2006, 3, 16)) == ()
    assert months_missed(visits[:1] + visits[-2:], visits[0], date(2006, 3, 16)) == (date(2006, 2, 1),)


def test_a_record_is_kept_to_the_75th_birthday_or_15_years_from_a_death() -> None:
    assert reckoned(due("T-L21", date(1995, 5, 15), None, part="from-birth")).due == date(2070, 5, 15)
    assert reckoned(due("T-L21", date(2005, 2, 1), None, part="from-death")).due == date(2020, 2, 1)


def test_the_longest_gap_counts_the_time_before_the_first_and_after_the_last_visit() -> None:
    visits = [date(2012, 1, 9), date(2012, 2, 13), date(2012, 4, 2)]
    told = gap("T-L09", visits, part="year-1", start=date(2012, 1, 3), end=date(2012, 6, 1))
    assert isinstance(told, Interval)
    assert (told.longest, told.between) == (60, (date(2012, 4, 2), date(2012, 6, 1)))
    assert told.over == ((date(2012, 2, 13), date(2012, 4, 2)), (date(2012, 4, 2), date(2012, 6, 1)))
    assert not told.kept


def test_what_is_set_locally_is_not_reckoned_until_the_council_says_its_figure() -> None:
    nothing = due("T-C09", date(2024, 1, 2), None)
    assert isinstance(nothing, NotReckoned) and "locally" in nothing.reason
    ours = reckoned(due("T-C09", date(2024, 1, 2), date(2024, 1, 16), local={"T-C09": (10, Unit.WORKING_DAYS)}))
    assert (ours.due, ours.kept, ours.rule.authority) == (date(2024, 1, 16), True, Authority.LOCAL)


def test_school_days_need_the_terms_and_are_counted_within_them() -> None:
    terms = Convention(terms=[(date(2006, 1, 4), date(2006, 2, 10)), (date(2006, 2, 20), date(2006, 3, 31))])
    assert last_day(date(2006, 2, 8), 3, Unit.SCHOOL_DAYS, terms) == date(2006, 2, 20)
    assert reckoned(due("T-L15", date(2006, 1, 16), None, part="made", convention=terms)).due == date(2006, 2, 20)
    with pytest.raises(NotCountable, match="terms"):
        last_day(date(2006, 2, 8), 3, Unit.SCHOOL_DAYS)
    beyond = due("T-L15", date(2006, 3, 20), None, part="made", convention=terms)
    assert isinstance(beyond, NotReckoned) and "2006-03-31" in beyond.reason


@given(DAYS, st.integers(0, 120))
def test_a_limit_in_working_days_ends_on_one_and_spans_that_many(start: date, amount: int) -> None:
    end = last_day(start, amount, Unit.WORKING_DAYS)
    assert working_days_between(start, end) == amount
    assert amount == 0 or is_working_day(end, Convention())


@given(DAYS, st.integers(1, 60))
def test_counting_the_start_day_never_ends_later(start: date, amount: int) -> None:
    for unit in (Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS):
        without, with_start = last_day(start, amount, unit), last_day(start, amount, unit, INCLUSIVE)
        assert with_start <= without
        counted = unit is not Unit.WORKING_DAYS or is_working_day(start, Convention())
        assert (with_start < without) == counted


@given(DAYS, st.integers(0, 400))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(st.lists(DAYS, min_size=2, unique=True))
def test_the_longest_interval_is_the_longest(days: list[date]) -> None:
    told = gap("T-C06", days)
    assert isinstance(told, Interval)
    lengths = [(after - before).days for before, after in pairwise(sorted(days))]
    assert told.longest == max(lengths)
    assert len(told.over) == sum(last_day(a, 10, Unit.WORKING_DAYS) < b for a, b in pairwise(sorted(days)))


def test_every_timescale_has_a_rule_for_2006_or_says_from_when_and_no_part_has_two_on_one_day() -> None:
    ids = [entry.id for entry in register()]
    assert len(ids) == len(set(ids))
    for entry in register():
        for part in {rule.part for rule in entry.rules}:
            rules = sorted((r for r in entry.rules if r.part == part), key=lambda rule: rule.since or date.min)
            for before, after in pairwise(rules):
                assert before.until and after.since and before.until < after.since, (entry.id, part)
        for rule in entry.rules:
            assert (rule.amount is None) == (rule.unit is None)
            assert rule.says.endswith(".") and rule.source and rule.start


@pytest.mark.parametrize("number", [*(f"L{n:02}" for n in range(1, 22)), *(f"C{n:02}" for n in range(1, 18))])
def test_the_register_answers_for_every_timescale_on_the_days_of_both_editions(number: str) -> None:
    for day in (date(2006, 3, 24), date(2026, 1, 5)):
        told = rule_on(f"T-{number}", day)
        assert isinstance(told, Rule) or "no fixed limit" in told.reason


def test_what_is_unknown_is_said() -> None:
    for told in (rule_on("T-X99", date(2006, 1, 1)), rule_on("T-L09", date(2006, 1, 1), part="weekly")):
        assert isinstance(told, NotReckoned)
    assert isinstance(due_from("T-C05", [], None, anchor="last"), NotReckoned)
    assert isinstance(due_from("T-C05", [date(2006, 3, 1)], None, anchor="middle"), NotReckoned)
    assert isinstance(gap("T-C06", [date(2006, 3, 1)]), NotReckoned)


def test_the_holidays_are_only_loaded_when_days_are_counted() -> None:
    module = importlib.import_module("evidence.audits.clocks.calendar")
    assert not hasattr(module, "country_holidays")
