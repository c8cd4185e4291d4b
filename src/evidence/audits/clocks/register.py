"""The register of timescales, as data in `register.toml`: which rule applied to an event of a given day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve

from evidence.model.clock import Authority, NotReckoned, Rule, Timescale, Unit

Local = Mapping[str, tuple[int, Unit]]  # "T-C09" or "T-C09/first" -> the council's own limit


@cache
def register() -> tuple[Timescale, ...]:
    """Every timescale, in the order of the file."""
    text = files("evidence.audits.clocks").joinpath("register.toml").read_text(encoding="utf-8")
    return tuple(
        Timescale(id=entry["id"], title=entry["title"], rules=[_rule(rule) for rule in entry["rule"]])
        for entry in tomllib.loads(text)["timescale"]
    )


def _rule(data: dict[str, Any]) -> Rule:
    amount, unit = data.get("limit", (None, None))
    return Rule(
        part=data.get("part"),
        since=data.get("since"),
        until=data.get("until"),
        amount=amount,
        unit=Unit(unit) if unit else None,
        start=data["start"],
        authority=Authority(data["authority"]),
        source=data["source"],
        says=data["says"],
        check_primary_text=data.get("check", False),
    )


def split_clock(clock: str) -> tuple[str, str | None]:
    """A question's clock as timescale and part: `T-L09/first` is `("T-L09", "first")`."""
    id_, _, part = clock.partition("/")
    return id_, part or None


def timescale(id: str) -> Timescale | None:
    """The entry of this id, or `None`."""
    return next((entry for entry in register() if entry.id == id), None)


def rule_on(id: str, day: date, *, part: str | None = None, local: Local | None = None) -> Rule | NotReckoned:
    """The rule that applied to a start event of that day.

    `part` names one of several limits ("first", "year-1"); without it the first that applied is taken. Where no figure
    is fixed nationally, `local` gives the council's own. What cannot be found is a `NotReckoned` with its reason.
    """
    entry = timescale(id)
    if entry is None:
        return NotReckoned(clock=id, reason=f"the register has no timescale {id!r}")
    applying = [
        rule
        for rule in entry.rules
        if (part is None or rule.part == part)
        and (rule.since is None or rule.since <= day)
        and (rule.until is None or day <= rule.until)
    ]
    if not applying:
        of = f", part {part!r}," if part else ""
        return NotReckoned(clock=id, reason=f"{id}{of} has no rule for {day}")
    rule = applying[0]
    own = (local or {}).get(f"{id}/{rule.part}" if rule.part else id)
    if own and (rule.amount is None or rule.authority is Authority.LOCAL):
        return evolve(rule, amount=own[0], unit=own[1], authority=Authority.LOCAL)
    if rule.amount is None:
        return NotReckoned(clock=id, reason=f"{id} had no fixed limit on {day}: {rule.says}")
    return rule
