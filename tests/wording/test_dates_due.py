"""Deadlines: every phrase that real plans were found to use has the reading that people give it."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.model.period import Flag, Recurrence
from evidence.wording.dates import Span, read_due

PLAN = Span(date(2005, 10, 1), date(2006, 12, 31), date(2006, 3, 24))
F, R = Flag, Recurrence

# phrase, earliest, latest, flags, recurrence
PHRASES: tuple[tuple[str, str | None, str | None, set[Flag], Recurrence | None], ...] = (
    ("Dec 05", "2005-12-01", "2005-12-31", set(), None),
    ("4 Jan 06", "2006-01-04", "2006-01-04", set(), None),
    ("15 April 06", "2006-04-15", "2006-04-15", set(), None),
    ("1 st Apr 06", "2006-04-01", "2006-04-01", set(), None),
    ("Jan 2006", "2006-01-01", "2006-01-31", set(), None),
    ("May06", "2006-05-01", "2006-05-31", set(), None),
    ("Sep06", "2006-09-01", "2006-09-30", set(), None),
    ("Sept 06", "2006-09-01", "2006-09-30", set(), None),
    ("End Feb 06", "2006-02-28", "2006-02-28", set(), None),
    ("End September 06", "2006-09-30", "2006-09-30", set(), None),
    ("Before end Feb 06", "2006-02-28", "2006-02-28", {F.STRICT_BEFORE}, None),
    ("mid Feb 06", "2006-02-11", "2006-02-20", {F.APPROXIMATE}, None),
    ("early March 06", "2006-03-01", "2006-03-10", {F.APPROXIMATE}, None),
    ("Late Feb. – 7 March 06", "2006-02-21", "2006-03-07", {F.APPROXIMATE}, None),
    ("From Apr 06", "2006-04-01", None, {F.OPEN_END}, None),
    ("From 15 Mar 06", "2006-03-15", None, {F.OPEN_END}, None),
    (
        "From Apr 06 - no less than bi monthly (to be reviewed Dec 06)",
        "2006-04-01",
        None,
        {F.OPEN_END, F.RECURRING, F.AMBIGUOUS},
        R.BIMONTHLY,
    ),
    (
        "Commencing Jan 06, thereafter at least monthly, subject to review in April 06.",
        "2006-01-01",
        None,
        {F.OPEN_END, F.RECURRING},
        R.MONTHLY,
    ),
    (
        "Comme ncing Februar y, thereaft er at least monthly with review in May.",
        "2006-02-01",
        None,
        {F.OPEN_END, F.RECURRING, F.YEAR_INFERRED},
        R.MONTHLY,
    ),
    ("Apr 06 and monthly thereaft er", "2006-04-01", None, {F.OPEN_END, F.RECURRING}, R.MONTHLY),
    (
        "In place and ongoing, subject to completion of the monthly cycle = end Feb 06",
        "2006-02-28",
        "2006-02-28",
        {F.RECURRING},
        R.MONTHLY,
    ),
    ("Oct 06- Apr 07", "2006-10-01", "2007-04-30", set(), None),
    ("Feb – Apr 06", "2006-02-01", "2006-04-30", set(), None),
    ("Oct05-Feb 06", "2005-10-01", "2006-02-28", set(), None),
    ("Jan/Feb 06", "2006-01-01", "2006-02-28", set(), None),
    ("May/Jun e 06", "2006-05-01", "2006-06-30", set(), None),
    ("Initially Jan – June 2006", "2006-01-01", "2006-06-30", set(), None),
    ("Autumn 06", "2006-09-01", "2006-11-30", {F.APPROXIMATE}, None),
    ("Develop ment project Autumn 06", "2006-09-01", "2006-11-30", {F.APPROXIMATE}, None),
    ("Update May 06", "2006-05-01", "2006-05-31", set(), None),
    ("Agreed by June 06 for immedia te impleme ntation", "2006-06-01", "2006-06-30", set(), None),
    ("06/07", "2006-04-01", "2007-03-31", {F.AMBIGUOUS}, None),
    ("05-06", "2005-04-01", "2006-03-31", set(), None),
    ("06- 07", "2006-04-01", "2007-03-31", set(), None),
    ("2006/07", "2006-04-01", "2007-03-31", set(), None),
    ("2006/2007", "2006-04-01", "2007-03-31", set(), None),
    ("tbc", None, None, {F.TO_BE_CONFIRMED}, None),
    ("To be confirmed in Children and Social Work Act", None, None, {F.TO_BE_CONFIRMED}, None),
    ("28 02 06", "2006-02-28", "2006-02-28", set(), None),
    ("13.02.06", "2006-02-13", "2006-02-13", set(), None),
    ("10.03. 06", "2006-03-10", "2006-03-10", set(), None),
    ("31 02 06", None, None, {F.IMPOSSIBLE}, None),
    ("30.02.06", None, None, {F.IMPOSSIBLE}, None),
    ("18 th February", "2006-02-18", "2006-02-18", {F.YEAR_INFERRED}, None),
    ("25 03", "2006-03-25", "2006-03-25", {F.YEAR_INFERRED}, None),
    ("06 05", None, None, {F.AMBIGUOUS}, None),
    ("w/b 27 02 06", "2006-02-27", "2006-03-05", set(), None),
    ("w/c 27 Feb 06", "2006-02-27", "2006-03-05", set(), None),
    ("week ending 5 March 2006", "2006-02-27", "2006-03-05", set(), None),
    ("w/c March 2006", "2006-03-01", "2006-03-31", {F.APPROXIMATE}, None),
    ("to be used by 31st May 06", "2006-05-31", "2006-05-31", set(), None),
    ("MAR 06", "2006-03-01", "2006-03-31", set(), None),
    ("no later than May 06", "2006-05-01", "2006-05-31", set(), None),
    ("by end April 06", "2006-04-30", "2006-04-30", set(), None),
    ("by 31/3/07", "2007-03-31", "2007-03-31", set(), None),
    ("on 2 May.", "2006-05-02", "2006-05-02", {F.YEAR_INFERRED}, None),
    ("Target 100% by end September 2006", "2006-09-30", "2006-09-30", set(), None),
    ("with effect from September 2006", "2006-09-01", None, {F.OPEN_END}, None),
    ("until May 06", None, "2006-05-31", {F.OPEN_START}, None),
    ("At 31 March 2006only", "2006-03-31", "2006-03-31", set(), None),
    ("Immedia te", None, None, {F.RELATIVE}, None),
    ("to be confirm ed", None, None, {F.TO_BE_CONFIRMED}, None),
    ("Immediate Action", None, None, {F.RELATIVE}, None),
    ("Action within 6 months", None, None, {F.RELATIVE}, None),
    ("Bi-weekly, monthly and ad hoc; quarterly", None, None, {F.RECURRING, F.AMBIGUOUS}, R.FORTNIGHTLY),
    ("End Oct 03 / From Oct 03 / June 03", "2003-06-01", "2003-10-31", {F.AMBIGUOUS}, None),
    ("To be introduced from Nov. 03", "2003-11-01", None, {F.OPEN_END}, None),
    ("programme commencing end of year", None, None, set(), None),
    ("Progress as at 31 October 2003", "2003-10-31", "2003-10-31", set(), None),
    ("July 2002.", "2002-07-01", "2002-07-31", set(), None),
    ("SHORT TERM TARGETS (Achievable within 6 months ie, by June 2006)", "2006-06-01", "2006-06-30", set(), None),
    ("30 September, 2001", "2001-09-30", "2001-09-30", set(), None),
    ("31 March, 2002 & ongoing", "2002-03-31", None, {F.OPEN_END, F.RECURRING}, R.ONGOING),
    ("seventy working days of the report publication date", None, None, {F.RELATIVE}, None),
    ("within three working months", None, None, {F.RELATIVE}, None),
    ("IMPLEMENTATION DATE: 17 November 2006", "2006-11-17", "2006-11-17", set(), None),
    ("Strategy agreed and in place by April 2012", "2012-04-01", "2012-04-30", set(), None),
    ("Training programme to run across financial year 2012/13", "2012-04-01", "2013-03-31", set(), None),
    ("academic year 2006/07", "2006-09-01", "2007-08-31", set(), None),
    ("received in June/July 2012; completed by September 2012", "2012-06-01", "2012-09-30", {F.AMBIGUOUS}, None),
    ("Dec 2016 ... COMPLETED; Phase 2 Mar 2017", "2016-12-01", "2017-03-31", {F.AMBIGUOUS}, None),
    ("This process will be completed within six months of publication", None, None, {F.RELATIVE}, None),
    ("January 2013 March 2013", "2013-01-01", "2013-03-31", {F.AMBIGUOUS}, None),
    ("Quarter 1", "2006-04-01", "2006-06-30", {F.YEAR_INFERRED}, None),
    ("Q2 2006/07", "2006-07-01", "2006-09-30", set(), None),
    ("Q4 2006/07", "2007-01-01", "2007-03-31", set(), None),
    ("Q2 2006", "2006-04-01", "2006-06-30", {F.AMBIGUOUS}, None),
    ("within 3 months of original target date", None, None, {F.RELATIVE}, None),
    ("on a six monthly basis", None, None, set(), None),
    ("quarterly basis", None, None, {F.RECURRING}, R.QUARTERLY),
    ("1. 31/03/07 1. No", "2007-03-31", "2007-03-31", set(), None),
    ("by June 2008; by July 2008", "2008-06-01", "2008-07-31", {F.AMBIGUOUS}, None),
    ("before the end of March", "2006-03-31", "2006-03-31", {F.STRICT_BEFORE, F.YEAR_INFERRED}, None),
    ("within 20 days, with exceptions within 45 days", None, None, set(), None),
    ("seen and assessed within 12 weeks", None, None, set(), None),
    ("45382", "2024-03-31", "2024-03-31", {F.AMBIGUOUS}, None),
    ("20000", None, None, set(), None),
    ("September 30, 2020", "2020-09-30", "2020-09-30", set(), None),
    ("Ongoing every 24 months", None, None, {F.RECURRING}, R.ONGOING),
    ("Measured Annually", None, None, {F.RECURRING}, R.ANNUAL),
    ("2024-01-05T10:00:00Z", "2024-01-05", "2024-01-05", set(), None),
    ("2006-03-24 00:00:00", "2006-03-24", "2006-03-24", set(), None),
    ("12.05.06 - 14.05.06", "2006-05-12", "2006-05-14", set(), None),
    ("between 4 March 06 and 8 April 06", "2006-03-04", "2006-04-08", set(), None),
    ("4-5 March 06", "2006-03-04", "2006-03-05", set(), None),
    ("by Easter 2006", "2006-04-16", "2006-04-16", set(), None),
    ("Christmas 2006", "2006-12-25", "2006-12-25", set(), None),
    ("1-May-06", "2006-05-01", "2006-05-01", set(), None),
    ("by winter 2005/06", "2005-12-01", "2006-02-28", {F.APPROXIMATE}, None),
    ("12/25/2023", "2023-12-25", "2023-12-25", {F.AMBIGUOUS}, None),
    ("2007", "2007-01-01", "2007-12-31", set(), None),
    ("l0.03.06", "2006-03-10", "2006-03-10", {Flag.AMBIGUOUS}, None),
    ("3l/03/06", "2006-03-31", "2006-03-31", {Flag.AMBIGUOUS}, None),
    ("1O Mar 06", "2006-03-10", "2006-03-10", {Flag.AMBIGUOUS}, None),
    ("28th Feb. '06", "2006-02-28", "2006-02-28", set(), None),
    ("1st week of June 06", "2006-06-01", "2006-06-07", {Flag.APPROXIMATE}, None),
    ("wk comm 3rd April 06", "2006-04-03", "2006-04-09", set(), None),
)


@pytest.mark.parametrize(("phrase", "earliest", "latest", "flags", "recurrence"), PHRASES, ids=[p[0] for p in PHRASES])
def test_a_phrase_of_real_plans_has_its_reading(
    phrase: str, earliest: str | None, latest: str | None, flags: set[Flag], recurrence: Recurrence | None
) -> None:
    due = read_due(phrase, PLAN)
    assert due is not None
    assert due.text == " ".join(phrase.split())
    assert (due.earliest and str(due.earliest), due.latest and str(due.latest)) == (earliest, latest)
    assert set(due.flags) == flags
    assert due.recurrence is recurrence


@pytest.mark.parametrize("blank", ["", " ", "\n \t", "-", "–"])
def test_a_blank_cell_states_no_deadline(blank: str) -> None:
    assert read_due(blank, PLAN) is None


@pytest.mark.parametrize("phrase", ["18 th February", "Quarter 4", "on 2 May.", "in autumn term"])
def test_without_a_span_no_year_is_invented(phrase: str) -> None:
    due = read_due(phrase)
    assert due is not None
    assert (due.earliest, due.latest) == (None, None)
    assert due.has(Flag.YEAR_MISSING)


def test_a_year_that_fits_twice_is_supplied_and_called_ambiguous() -> None:
    due = read_due("18 February", Span(date(2005, 1, 1), date(2007, 12, 31)))
    assert due is not None
    assert due.has(Flag.YEAR_INFERRED)
    assert due.has(Flag.AMBIGUOUS)
