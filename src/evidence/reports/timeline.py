"""A recommendation's actions on an axis of days: where each mark stands. Drawing them is a template's business.

Lengths are in units of the drawing, which is `WIDTH` units wide; a template makes it fit the paper or the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from attrs import field, frozen

from evidence.model.sequences import as_tuple
from evidence.reports.content import ActionEntry, Timeline
from evidence.reports.words import days_late, short_day
from evidence.wording.counting import counted

WIDTH, ROW, TOP = 1000, 24, 30  # units
LEFT, RIGHT = 76, 886  # the axis stands between them; refs to its left, words to its right
_LONGEST = 1100  # days; a longer axis is cut to what most marks need
_MONTHS = (1, 2, 3, 6, 12)  # between two lines of the grid
_MOST_LINES = 13


@frozen(kw_only=True)
class Axis:
    """The days from the left end to the right end."""

    first: date
    last: date
    as_of: date

    def x(self, day: date) -> float:
        """Where a day stands; one that lies beyond an end stands at that end."""
        share = (day - self.first) / (self.last - self.first)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)

    def beyond(self, day: date) -> str:
        """`before` or `after` where a day lies beyond an end; else nothing."""
        return "before" if day < self.first else "after" if day > self.last else ""

    @cached_property
    def lines(self) -> tuple[tuple[float, str], ...]:
        """The first days of months, with words for some of them."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((one for one in _MONTHS if months / one <= _MOST_LINES), 12 * (months // 156 + 1))
        found = []
        for number in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            day = date(number // 12, number % 12 + 1, 1)
            if number % step == 0 and self.first <= day <= self.last:
                found.append((self.x(day), f"{day:%Y}" if step >= 12 else f"{day:%b %y}"))
        return tuple(found)


@frozen(kw_only=True)
class Mark:
    """One mark on a row."""

    kind: str  # "due", "done", "evidenced", "kept" or "missed"
    x: float
    beyond: str = ""  # "before" or "after" the axis


@frozen(kw_only=True)
class Row:
    """One action on the axis."""

    ref: str
    tone: str
    y: int  # its middle
    marks: tuple[Mark, ...] = field(converter=as_tuple)
    late: tuple[float, float] | None = None  # from where to where it is late
    words: str = ""  # at the right: "12 days late", "2 of 3 on file"
    told: str = ""  # everything in words, for who does not see it


@frozen(kw_only=True)
class Chart:
    """The drawing of one recommendation."""

    axis: Axis
    rows: tuple[Row, ...] = field(converter=as_tuple)

    @property
    def height(self) -> int:
        """Units."""
        return TOP + ROW * len(self.rows) + 6

    @property
    def grid(self) -> str:
        """The lines of the months as one SVG path."""
        return "".join(f"M{x} {TOP - 10}V{self.height}" for x, _ in self.axis.lines)


def axis_of(timelines: Iterable[Timeline], as_of: date) -> Axis:
    """An axis that holds the marks of all these actions and the day judged, a fortnight to spare at either end."""
    days = sorted(day for timeline in timelines for day in timeline.days)
    if days and days[-1] - days[0] > timedelta(days=_LONGEST):
        spare = len(days) // 20
        days = [day for day in days[spare : len(days) - spare] if abs(day - as_of) <= timedelta(days=_LONGEST)]
    days = [*days, as_of]
    return Axis(first=_away(min(days), -14), last=_away(max(days), 14), as_of=as_of)


def chart(entries: Sequence[ActionEntry], axis: Axis) -> Chart:
    """The rows of one recommendation, in plan order."""
    return Chart(axis=axis, rows=[_row(entry, axis, TOP + ROW * at + ROW // 2) for at, entry in enumerate(entries)])


def _row(entry: ActionEntry, axis: Axis, y: int) -> Row:
    line = entry.timeline
    dated = [("due", line.due), ("done", line.done), *(("evidenced", day) for day in line.evidenced)]
    dated += [("kept" if tick.on_file else "missed", tick.last) for tick in line.ticks]
    marks = [Mark(kind=kind, x=axis.x(day), beyond=axis.beyond(day)) for kind, day in dated if day]
    late = words = ""
    if line.due and line.late_until:
        late = words = days_late(line.due, line.late_until)
    if line.ticks:
        words = f"{sum(tick.on_file for tick in line.ticks)} of {len(line.ticks)} on file"
    return Row(
        ref=entry.ref,
        tone=entry.shown.tone,
        y=y,
        marks=marks,
        late=(axis.x(line.due), axis.x(line.late_until)) if line.due and line.late_until else None,
        words=words,
        told=_told(entry.ref, line, late),
    )


def _told(ref: str, line: Timeline, late: str) -> str:
    said = [f"due {short_day(line.due)}" if line.due else "no due date"]
    said += [f"said done {short_day(line.done)}"] if line.done else []
    said += [f"evidenced by {', '.join(map(short_day, line.evidenced))}"] if line.evidenced else []
    said += [late] if late else []
    missed = sum(not tick.on_file for tick in line.ticks)
    said += [f"{counted(missed, 'time')} of {len(line.ticks)} without a record"] if line.ticks else []
    return f"{ref}: {', '.join(said)}"


def _away(day: date, days: int) -> date:
    """A day so many days on, as far as the calendar goes."""
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number)
