"""Values as the text of one cell: periods, places, lists and everything on record about an action, nothing left out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any

from attrs import fields, has

from evidence.model.period import Due, Period
from evidence.model.table import Place

if TYPE_CHECKING:
    from evidence.model.measure import Measure, Reading
    from evidence.model.plan import ProgressEntry
    from evidence.model.request import Answered
    from evidence.reports.content import ClosureShown, Tick, VerdictShown


def plain(value: object) -> str:
    """A single value as people read it; nothing for `None`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Period):
        return period(value)
    if isinstance(value, Place):
        return place(value)
    return str(value)


def lines(values: Iterable[object]) -> str:
    """Several, a line each."""
    return "\n".join(filter(None, map(plain, values)))


def listed(values: Iterable[object]) -> str:
    """Several short ones, commas between."""
    return ", ".join(filter(None, map(plain, values)))


def period(value: Period | None) -> str:
    """A date as written, with the days it was read as and what is doubtful: `w/b 27 02 06 [2006-02-27/2006-03-05]`."""
    if value is None:
        return ""
    notes = [value.edtf, *(flag.value for flag in value.flags)]
    if isinstance(value, Due) and value.recurrence:
        notes.append(value.recurrence.value)
    said = "; ".join(note for note in notes if note)
    return " ".join(filter(None, (value.text, said and f"[{said}]")))


def place(value: Place) -> str:
    """`table 1, row 2, line 104`."""
    known = ((one.name, getattr(value, one.name)) for one in fields(Place))
    return ", ".join(f"{name} {at}" for name, at in known if at is not None)


def record(value: Any) -> str:
    """A small value whole: `kind: minutes; text: …; date: …`."""
    if not has(type(value)):
        return plain(value)
    parts = ((one.name.replace("_", " "), getattr(value, one.name)) for one in fields(type(value)))
    said = ((name, listed(item) if isinstance(item, tuple) else plain(item)) for name, item in parts)
    return "; ".join(f"{name}: {text}" for name, text in said if text)


def records(values: Iterable[object]) -> str:
    """Several small values, a line each."""
    return "\n".join(map(record, values))


def entries(values: Iterable[ProgressEntry]) -> str:
    """The statements of a progress text, each with the date printed in it."""
    return "\n".join(f"{one.text}{f' [{period(one.date)}]' if one.date else ''}" for one in values)


def verdicts(values: Iterable[VerdictShown]) -> str:
    """`sufficient, PQ (P-0002), 2006-03-01: because …`."""
    return "\n".join(
        f"{one.verdict.verdict.value}, {one.by} ({one.verdict.by}), {one.verdict.at:%Y-%m-%d %H:%M}: "
        f"{one.verdict.because}"
        for one in values
    )


def closures(values: Iterable[ClosureShown]) -> str:
    """`closed, PQ (P-0002), 2006-03-01`."""
    return "\n".join(
        f"{one.closure.state.value}, {one.by} ({one.closure.by}), {one.closure.at:%Y-%m-%d %H:%M}"
        + (f": {one.closure.because}" if one.closure.because else "")
        for one in values
    )


def answers(values: Iterable[Answered]) -> str:
    """What holders answered."""
    return "\n".join(
        f"{one.answer.value} ({one.holder or 'the holder'}, {one.at:%Y-%m-%d %H:%M})"
        + "".join(
            f"; {name} {text}"
            for name, text in (
                ("wanted:", one.wanted),
                ("by", plain(one.until)),
                ("whom:", one.whom),
                ("note:", one.note),
                ("rules:", listed(one.codes)),
                ("key", one.key),
            )
            if text
        )
        for one in values
    )


def measures(values: Iterable[Measure]) -> str:
    """Indicators with their baseline, targets and readings."""
    found = []
    for one in values:
        told = [record(one.indicator)]
        told += [f"baseline {_reading(one.baseline)}"] if one.baseline else []
        told += [f"target {target.value} by {target.by}" for target in one.targets]
        told += [f"reading {_reading(reading)}" for reading in one.readings]
        found.append("\n  ".join(told))
    return "\n".join(found)


def _reading(one: Reading) -> str:
    return f"{one.value} for {period(one.period)}" + (f" ({one.document})" if one.document else "")


def ticks(values: Iterable[Tick]) -> str:
    """The times that a recurring action was to come round, and which have a record."""
    return "\n".join(
        f"{one.words} ({one.first} to {one.last}): {'on file' if one.on_file else 'no record'}" for one in values
    )
