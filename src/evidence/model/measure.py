"""Figures that show impact: an indicator, its baseline and targets, and the readings taken of it.

Values are decimals written as text ("72", "84.9"): canonical JSON holds no floating-point numbers, and a figure stays
as precise as it was reported.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import Attribute, field, frozen

from evidence.model.period import Period
from evidence.model.sequences import as_tuple

_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")


def _decimal(instance: object, attribute: Attribute[str], value: str) -> None:  # noqa: ARG001 - attrs' own signature
    if not _DECIMAL.fullmatch(value):
        raise ValueError(f"{attribute.name} {value!r}: expected a figure such as 72, -3 or 84.9, without sign or unit")


class Better(StrEnum):
    """Which way an indicator is meant to go."""

    HIGHER = "higher"
    LOWER = "lower"


@frozen(kw_only=True)
class Indicator:
    """What is measured."""

    id: str  # as the field numbers it: "CH 141"
    name: str
    definition: str | None = None
    unit: str | None = None  # "percent", "days"; `None` for a plain count
    population: str | None = None  # of whom or what: "core assessments completed in the quarter"
    better: Better = Better.HIGHER


@frozen(kw_only=True)
class Target:
    """What an indicator is to reach by a day."""

    value: str = field(validator=_decimal)
    by: date  # the last day on which it may be reached

    @property
    def amount(self) -> Decimal:
        """The value as a number."""
        return Decimal(self.value)


@frozen(kw_only=True)
class Reading:
    """What an indicator stood at over a period, and where that is written down."""

    value: str = field(validator=_decimal)
    period: Period  # what the figure is about; its last day is the day of the reading
    document: str | None = None  # "D-0007"; `None` for a figure without a source

    @property
    def amount(self) -> Decimal:
        """The value as a number."""
        return Decimal(self.value)

    @property
    def on(self) -> date | None:
        """The day that the reading stands for; `None` where the period has no bounds."""
        return self.period.latest or self.period.earliest


@frozen(kw_only=True)
class Measure:
    """An indicator with everything known of it."""

    indicator: Indicator
    baseline: Reading | None = None
    targets: tuple[Target, ...] = field(default=(), converter=as_tuple)
    readings: tuple[Reading, ...] = field(default=(), converter=as_tuple)
