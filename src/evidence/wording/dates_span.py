"""The plan's own span of days, from which a year that nobody wrote is inferred."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import frozen

from evidence.model.period import Flag, Period
from evidence.wording.calendars import Days


@frozen
class Span:
    """The days that a plan speaks of; `near` is a day that the words stand close to, where one is known."""

    earliest: date
    latest: date
    near: date | None = None

    def by(self, near: date | None) -> Span:
        """The same span, with the day that the next words stand close to."""
        return Span(self.earliest, self.latest, near or self.near)


def span_of(periods: Iterable[Period]) -> Span | None:
    """The span that dates with a written year set up; `None` if there are none.

    Of many dates the outermost twentieth on each side is left out, so that one wrong year does not stretch the span.
    """
    known = [p for p in periods if Flag.YEAR_INFERRED not in p.flags and Flag.AMBIGUOUS not in p.flags]
    first = sorted(p.earliest for p in known if p.earliest)
    last = sorted(p.latest for p in known if p.latest)
    if not first or not last:
        return None
    earliest, latest = first[len(first) // 20], last[-1 - len(last) // 20]
    return Span(min(earliest, latest), max(earliest, latest))


def infer(build: Callable[[int], Days | None], span: Span) -> tuple[Days, bool] | None:
    """The days that `build` gives for the one year that fits the span, and whether another year fitted too.

    Among years that fit, the one closest to `span.near` is taken, or else to the middle of the span; a span that
    none fits takes the closest. `None` if no year has such a day.
    """
    centre = span.near or span.earliest + (span.latest - span.earliest) // 2
    fitting: list[tuple[timedelta, Days]] = []
    others: list[tuple[timedelta, Days]] = []
    for year in range(max(2, span.earliest.year - 1), min(9998, span.latest.year + 1) + 1):
        days = build(year)
        if days:
            inside = days[0] <= span.latest and days[1] >= span.earliest
            (fitting if inside else others).append((abs(days[0] - centre), days))
    if not fitting and not others:
        return None
    return min(fitting or others)[1], len(fitting) > 1 and span.near is None
