"""Measured against rows that people read by hand: deadlines, claims, dates and requests of real plans."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evidence.model.period import Flag, Period
from evidence.plans.progress import read_progress, read_requests
from evidence.wording.dates import find_dates, read_due, read_recurrence, span_of

PEOPLE = ("SF", "HL", "SM", "LM", "JD", "SD", "MP", "SS", "LR", "MG", "RC", "DL", "JR", "PL", "LS", "ISM")
BAR = 0.98
MISSES_ALLOWED = 1  # of a figure with few rows: one miss of 23 is already below the bar


def bounds(period: Period | None) -> list[str | None] | None:
    if period is None or not (period.earliest or period.latest):
        return None
    return [period.earliest and str(period.earliest), period.latest and str(period.latest)]


def folded(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def compared(row: dict[str, Any], span: Any, as_of: date) -> Iterator[tuple[str, bool]]:
    due = read_due(row["due_text"] or "", span)
    yield "due", bounds(due) == row["due"]
    recurrence = (due.recurrence if due else None) or read_recurrence(row["action"])
    yield "recurrence", recurrence in row["recurrence"]
    text = row["progress"] or ""
    progress = read_progress(text, action=row["action"], due=due, span=span, as_of=as_of)
    yield "claim", progress.claim in row["claim"]
    if row["claimed_on"]:
        yield "claimed on", bounds(progress.claimed_on) == row["claimed_on"]
    dates = [one.date for one in progress.entries if one.date]
    days = {str(one.day) for one in dates}
    for entry in row["entries"]:
        if entry["date"] and entry["date"][0] == entry["date"][1]:
            yield "dates", entry["date"][0] in days
    wrong = {folded(one.text) for one in dates if one.has(Flag.IMPOSSIBLE)}
    yield "impossible dates", wrong == {folded(one["date_text"]) for one in row["entries"] if one["impossible"]}
    asked = sorted(str(one.asked_of) for one in read_requests(text, PEOPLE))
    yield "requests", asked == sorted(str(one["asked_of"]) for one in row["requests"])


@pytest.mark.parametrize(("name", "as_of"), [("herefordshire", date(2006, 3, 24)), ("brent", date(2006, 4, 30))])
def test_rows_read_by_hand_are_read_alike(samples: Path, name: str, as_of: date) -> None:
    lines = (samples / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    texts = [text for row in rows for text in (row["due_text"], row["progress"]) if text]
    span = span_of(one.period for text in texts for one in find_dates(text))
    results = defaultdict(list)
    for row in rows:
        for figure, right in compared(row, span, as_of):
            results[figure].append(right)
    figures = {figure: (sum(right), len(right)) for figure, right in results.items()}
    assert rows
    assert {
        figure: f"{good} of {total}"
        for figure, (good, total) in figures.items()
        if good / total < BAR and total - good > MISSES_ALLOWED
    } == {}
