"""Which occurrences of a recurring action were to be expected by a day, and which have a record on file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.model.link import Shows
from evidence.model.period import Period, Recurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.checks.subjects import ActionFile, Linked

_DAYS = {Recurrence.WEEKLY: 7, Recurrence.FORTNIGHTLY: 14}
_MONTHS = {Recurrence.MONTHLY: 1, Recurrence.BIMONTHLY: 2, Recurrence.QUARTERLY: 3, Recurrence.ANNUAL: 12}
_RHYTHMS = _DAYS | _MONTHS
_LONGEST = 1200  # windows; a mistyped year does not make a century of weeks


@frozen(kw_only=True)
class Window:
    """A week, month, quarter or year in which the action was to come round once, both days included."""

    first: date
    last: date
    recurrence: Recurrence

    def holds(self, period: Period | None) -> bool:
        """Whether the period touches this window."""
        if period is None or (period.earliest is None and period.latest is None):
            return False
        earliest, latest = period.earliest or period.latest, period.latest or period.earliest
        return bool(earliest and latest and earliest <= self.last and latest >= self.first)

    def __str__(self) -> str:
        if self.recurrence is Recurrence.MONTHLY:
            return f"{self.first:%B %Y}"
        if self.recurrence in _DAYS:
            year = "" if self.first.year == self.last.year else f" {self.first.year}"
            return f"{self.first.day} {self.first:%B}{year} to {self.last.day} {self.last:%B %Y}"
        return f"{self.first:%B %Y} to {self.last:%B %Y}"


@frozen(kw_only=True)
class Occurrences:
    """How a recurring action stands on a day."""

    expected: tuple[Window, ...]  # windows that were over by the day
    missing: tuple[Window, ...]  # those of them without a record
    unplaced: tuple[Linked, ...]  # records that bear no date and no period
    claimed: tuple[Period, ...]  # days the progress text lists that no record bears


def occurrences(subject: ActionFile, as_of: date) -> Occurrences | None:
    """What was to be expected and what is there; `None` for an action that does not recur or has no rhythm or start.

    The first window is the week, or the calendar month, in which the due date starts; every window that was over by
    `as_of` is expected. A due date that spans more than one window ends the series. A record counts for every
    window that its `covers` touches, else for that of its document's own date.
    """
    due = subject.action.due
    if due is None or due.recurrence not in _RHYTHMS:
        return None
    start = due.earliest or due.latest
    if start is None:
        return None
    end = as_of
    if due.latest and due.latest < as_of and next(_windows(start, due.recurrence)).last < due.latest:
        end = due.latest
    expected: list[Window] = []
    for window in _windows(start, due.recurrence):
        if window.last > end or len(expected) == _LONGEST:
            break
        expected.append(window)
    records = subject.showing(Shows.OCCURRENCE, Shows.COMPLETION)
    bearing = [(linked, _bears(linked)) for linked in records]
    return Occurrences(
        expected=tuple(expected),
        missing=tuple(window for window in expected if not any(window.holds(period) for _, period in bearing)),
        unplaced=tuple(linked for linked, period in bearing if period is None),
        claimed=_claimed_without_record(subject, as_of, [period for _, period in bearing if period]),
    )


def _bears(linked: Linked) -> Period | None:
    for period in (linked.link.covers, linked.document.covers, linked.document.dated):
        if period is not None and (period.earliest or period.latest):
            return period
    return None


def _claimed_without_record(subject: ActionFile, as_of: date, borne: list[Period]) -> tuple[Period, ...]:
    days: dict[date, Period] = {}
    for entry in subject.action.progress.entries:
        day = entry.date.day if entry.date else None
        if entry.date and day and day <= as_of:
            days.setdefault(day, entry.date)
    return tuple(
        period
        for day, period in sorted(days.items())
        if not any((one.earliest or day) <= day <= (one.latest or day) for one in borne)
    )


def _windows(start: date, recurrence: Recurrence) -> Iterator[Window]:
    if recurrence in _DAYS:
        first = start - timedelta(days=start.weekday())
        while True:
            last = first + timedelta(days=_DAYS[recurrence] - 1)
            yield Window(first=first, last=last, recurrence=recurrence)
            first = last + timedelta(days=1)
    months = _MONTHS[recurrence]
    first = start.replace(day=1)
    while True:
        ahead = first.year * 12 + first.month - 1 + months
        following = date(ahead // 12, ahead % 12 + 1, 1)
        yield Window(first=first, last=following - timedelta(days=1), recurrence=recurrence)
        first = following
