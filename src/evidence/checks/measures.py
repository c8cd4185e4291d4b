"""Readings against targets as of a day: which target is due, whether it is met, and where the figures are going."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.model.measure import Better

if TYPE_CHECKING:
    from evidence.model.measure import Indicator, Measure, Reading, Target


class Trend(StrEnum):
    """Where the figures go, from the reading before (or the baseline) to the latest."""

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"


@frozen(kw_only=True)
class MeasureStanding:
    """How a measure stands on a day."""

    latest: Reading | None  # the reading of the latest period that was over by the day
    target: Target | None  # the last target whose day has come, else the next one
    target_due: bool  # whether the target's day has come
    met: bool | None  # by the last reading up to the target's day, else the first after it; `None`: no such reading
    trend: Trend | None  # `None` where there are not two figures

    @property
    def missed(self) -> Target | None:
        """The target whose day has come and that no reading is known to reach."""
        return self.target if self.target_due and not self.met else None


def standing_of(measure: Measure, as_of: date) -> MeasureStanding:
    """The measure as of a day; readings whose period ends later do not count, nor do those without a day."""
    readings = sorted(
        (one for one in measure.readings if one.on is not None and one.on <= as_of), key=lambda one: one.on or as_of
    )
    targets = sorted(measure.targets, key=lambda one: one.by)
    come = [one for one in targets if one.by < as_of]
    target = come[-1] if come else next(iter(targets), None)
    latest = readings[-1] if readings else None
    figures = ([measure.baseline] if measure.baseline else []) + readings
    return MeasureStanding(
        latest=latest,
        target=target,
        target_due=bool(come),
        met=_met(measure, target, come[-2] if len(come) > 1 else None, readings) if target else None,
        trend=_trend(measure.indicator, figures[-2], figures[-1]) if len(figures) > 1 and latest else None,
    )


def has_reading(measure: Measure, as_of: date) -> bool:
    """Whether any reading of the measure was taken by that day."""
    return any(one.on is not None and one.on <= as_of for one in measure.readings)


def reaches(indicator: Indicator, reading: Reading, target: Target) -> bool:
    """Whether the reading is as good as the target, or better."""
    if indicator.better is Better.LOWER:
        return reading.amount <= target.amount
    return reading.amount >= target.amount


def _met(measure: Measure, target: Target, before: Target | None, readings: list[Reading]) -> bool | None:
    counted = [one for one in readings if one.on and (before is None or one.on > before.by)]
    if not counted:
        return None
    by_then = [one for one in counted if one.on and one.on <= target.by]
    return reaches(measure.indicator, by_then[-1] if by_then else counted[0], target)


def _trend(indicator: Indicator, before: Reading, after: Reading) -> Trend:
    if before.amount == after.amount:
        return Trend.LEVEL
    return Trend.BETTER if (after.amount > before.amount) == (indicator.better is Better.HIGHER) else Trend.WORSE


def standing_words(measure: Measure, as_of: date | None = None) -> dict[str, str]:
    """The standing for a table: `last`, `target` and `trend` in words, each empty where there is nothing to say.

    Without a day, it is that of the last reading (of one without readings: before its first target).
    """
    days = [one.on for one in measure.readings if one.on is not None]
    stands = standing_of(measure, as_of or max(days, default=date.min))
    latest, target = stands.latest, stands.target
    reached = {True: "met", False: "missed", None: "no reading"}[stands.met] if stands.target_due else ""
    words = ", ".join(filter(None, (_figure(measure, target.value, f"by {target.by}") if target else "", reached)))
    return {
        "last": _figure(measure, latest.value, f"for {latest.period.text}") if latest else "",
        "target": words,
        "trend": stands.trend.value if stands.trend else "",
    }


def _figure(measure: Measure, value: str, when: str) -> str:
    unit = measure.indicator.unit
    return f"{value} {unit} {when}" if unit else f"{value} {when}"
