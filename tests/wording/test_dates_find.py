"""Dates in running text: found where they stand, whatever surrounds them, and never made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.period import Flag
from evidence.wording.dates import Limit, Span, find_compact_dates, find_dates, read_date, read_due, span_of
from evidence.wording.folding import word_set

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
NAMES = (*MONTHS, "December")
STYLES = (
    lambda d: f"{d.day:02} {d.month:02} {d.year % 100:02}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year % 100:02}",
    lambda d: f"{d.day:02}. {d.month:02}. {d.year % 100:02}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d.day} {NAMES[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {NAMES[d.month - 1][:3]} {d.year % 100:02}",
    lambda d: f"{d.day}th of {NAMES[d.month - 1]}, {d.year}",
    lambda d: f"{NAMES[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day}-{NAMES[d.month - 1][:3]}-{d.year % 100:02}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()} 00:00:00",
)
SCRAPS = sorted(word_set("1 9 03 31 2006 Feb y May June end mid w/b from to - / . , ' q Q2 06/07 st of and"))
STYLE = st.sampled_from(STYLES)


@given(st.text())
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    span = Span(date(2005, 1, 1), date(2007, 1, 1))
    for one in find_dates(text, span):
        assert 0 <= one.start < one.end <= len(text)
        assert one.period.text == " ".join(text[one.start : one.end].split())
    read_due(text, span)
    read_due(text)
    read_date(text)
    find_compact_dates(text)


@given(st.lists(st.sampled_from(SCRAPS)))
def test_scraps_of_dates_in_any_order_are_read_without_an_error(scraps: list[str]) -> None:
    for text in (" ".join(scraps), "".join(scraps)):
        due = read_due(text, Span(date(2005, 1, 1), date(2007, 1, 1)))
        assert due is None or not due.has(Flag.IMPOSSIBLE) or (due.earliest is None) == (due.latest is None)


@given(DAYS, STYLE)
def test_a_day_written_in_any_style_comes_back(day: date, style) -> None:  # type: ignore[no-untyped-def]
    written = style(day)
    found = find_dates(f"Memo sent {written}")
    assert [one.period.day for one in found] == [day]
    assert written.startswith(found[0].period.text)


@given(DAYS, STYLE, st.integers(0, 40))
def test_days_one_after_the_other_are_all_found(first: date, style, gap: int) -> None:  # type: ignore[no-untyped-def]
    days = [first, first + timedelta(days=gap)]
    if not 1970 <= days[1].year <= 2069:
        days[1] = first
    found = find_dates(", and then ".join(style(day) for day in days))
    assert [one.period.day for one in found] == days


@given(
    st.sampled_from([(31, 2), (30, 2), (31, 4), (31, 6), (31, 9), (31, 11), (32, 1), (10, 13), (0, 5)]),
    st.integers(0, 69),
)
def test_a_day_that_the_calendar_lacks_is_kept_as_written_without_bounds(wrong: tuple[int, int], year: int) -> None:
    day, month = wrong
    for written in (f"{day:02} {month:02} {year:02}", f"{day:02}.{month:02}.{year:02}"):
        (found,) = find_dates(f"requested by SM {written}, and sent")
        assert found.period.text == written
        assert (found.period.earliest, found.period.latest) == (None, None)
        assert found.period.has(Flag.IMPOSSIBLE)


@given(st.integers(1971, 2068))
def test_29_february_exists_in_leap_years_alone(year: int) -> None:
    (found,) = find_dates(f"29 February {year}")
    leap = year % 4 == 0  # true of every year in the window
    assert found.period.has(Flag.IMPOSSIBLE) is not leap
    assert (found.period.day is None) is not leap


@given(DAYS, DAYS)
def test_a_range_of_days_covers_both_ends(first: date, last: date) -> None:
    first, last = sorted((first, last))
    (found,) = find_dates(f"from {first:%d.%m.%Y} to {last:%d.%m.%Y}")
    assert (found.period.earliest, found.period.latest) == (first, last)


def test_a_financial_year_before_a_date_is_not_eaten_by_it() -> None:
    found = find_dates("carry forward funding to 06/07 22 02 06 – Project Initiation Document produced")
    assert [one.period.text for one in found] == ["06/07", "22 02 06"]
    assert found[1].period.day == date(2006, 2, 22)


def test_a_month_before_a_spaced_date_does_not_take_its_day_for_a_year() -> None:
    found = find_dates("HL spoke with DJ 17th Feb 22 02 06 - HL met", Span(date(2006, 1, 1), date(2006, 12, 31)))
    assert [one.period.day for one in found] == [date(2006, 2, 17), date(2006, 2, 22)]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("no later than May 06", Limit.BY),
        ("operational by 1 April 06", Limit.BY),
        ("before the end of March 06", Limit.BEFORE),
        ("on or before 3 May 2006", Limit.BY),
        ("with effect from September 2006", Limit.FROM),
        ("w.e.f. 1 April 2006", Limit.FROM),
        ("Comme ncing Jan 06", Limit.FROM),
        ("up to 3 May 2006", Limit.UNTIL),
        ("met 3 May 2006", None),
    ],
)
def test_the_words_before_a_date_say_how_it_limits(text: str, limit: Limit | None) -> None:
    assert [one.limit for one in find_dates(text)] == [limit]


@pytest.mark.parametrize(
    "text",
    [
        "they may 12 times",
        "14-15 year olds",
        "Levels 1, 2 and 3",
        "within 20 days, with exceptions within 45 days",
        "CH141,143,145,01,12",
        "£12.10.50",
        "call 01432 260 500",
        "version 2.12.051",
        "v1.2.10",
        "192.168.1.10",
        "45 of 53",
        "1 or 2 additional FTEs",
        "72% (10 12%)",
        "march on",
        "they may agree",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert find_dates(text, Span(date(2005, 1, 1), date(2007, 1, 1))) == ()


def test_a_weekday_that_contradicts_its_date_is_called_ambiguous() -> None:
    assert find_dates("Monday 27 February 2006")[0].period.flags == ()
    assert find_dates("Tuesday 27 February 2006")[0].period.flags == (Flag.AMBIGUOUS,)


def test_a_weekday_finds_the_year() -> None:
    (found,) = find_dates("Monday 27 February", Span(date(2004, 1, 1), date(2008, 12, 31)))
    assert found.period.day == date(2006, 2, 27)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("CAPSC mins 080206.pdf", date(2006, 2, 8)),
        ("minutes_20060227.docx", date(2006, 2, 27)),
        ("DraftPlan240306final", date(2006, 3, 24)),
        ("notes 27.02.06 v2.doc", date(2006, 2, 27)),
    ],
)
def test_a_date_is_found_in_a_files_name(name: str, day: date) -> None:
    assert [one.period.earliest for one in find_compact_dates(name)] == [day]


def test_one_wrong_year_among_many_does_not_stretch_the_span() -> None:
    texts = [f"{day} Mar 06" for day in range(1, 29)] + ["1 Mar 96"]
    span = span_of(one.period for text in texts for one in find_dates(text))
    assert span is not None
    assert span.earliest.year == 2006


# 11/12 is a financial year
IN_A_ROW = st.dates(date(2006, 1, 1), date(2006, 12, 31)).filter(lambda day: day.month != day.day + 1)


@given(st.lists(IN_A_ROW, min_size=2, max_size=4), st.sampled_from((" and ", ", ", "; ", " & ", " ", " or ")))
def test_days_and_months_in_a_row_are_dates_without_a_year(days: list[date], joint: str) -> None:
    text = joint.join(f"{day.day}/{day.month}" for day in days)
    found = find_dates(text, Span(date(2006, 1, 1), date(2006, 12, 31)))
    assert [one.period.day for one in found] == days
    assert all(one.period.has(Flag.YEAR_INFERRED) for one in found)


@pytest.mark.parametrize("text", ["2/3 and 1/3 of the cases", "1/2 or 3/4 of a day", "either 1/4, 2/4 or 3/4 done"])
def test_fractions_are_no_dates(text: str) -> None:
    assert find_dates(text, Span(date(2006, 1, 1), date(2006, 12, 31))) == ()


@pytest.mark.parametrize("text", ["Q1 30/6, Q2 30/9", "Quarter 1: 30/6"])
def test_the_day_behind_a_quarter_is_not_its_year(text: str) -> None:
    read = find_dates(text, Span(date(2006, 4, 1), date(2007, 3, 31)))[0].period
    assert (read.earliest, read.latest) == (date(2006, 4, 1), date(2006, 6, 30))
