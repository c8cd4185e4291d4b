"""However a date is written, the messages that speak of it read as English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_subjects import subject

from evidence import codec
from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.wording.dates import read_date, read_due

DATA = Path(__file__).with_name("data")
DATES = ("claimed_on", "due", "dated", "date", "covers", "period", "deadline")
DEADLINES = ("due", "deadline")
STRETCHES = ["end Jan 06", "Q3 05/06", "w/b 27 02 06", "Easter 06", "mid Jan 06", "from 3 03 06", "until 31 01 06"]


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a date stands in a subject."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in items:
        if name in DATES and isinstance(value, dict):
            yield (*path, name)
        else:
            yield from places(value, (*path, name))


def messages(text: str) -> Iterator[tuple[str, str]]:
    """What every rule says once any one date of its bad data is written so."""
    for rule in RULES:
        for case in json.loads((DATA / rule.CODE / "bad.json").read_text()):
            for path in places(case["subject"]):
                read = (read_due if path[-1] in DEADLINES else read_date)(text)
                data = deepcopy(case["subject"])
                at = data
                for name in path[:-1]:
                    at = at[name]
                at[path[-1]] = {name: value for name, value in codec.to_json(read).items() if name != "edtf"}
                told = run([rule], [subject(rule.SUBJECT, data)], date.fromisoformat(case["as_of"]))
                for issue in told.issues:
                    yield rule.CODE, issue.message


@pytest.mark.parametrize("text", STRETCHES)
def test_no_message_puts_on_or_in_before_a_stretch_of_days(text: str) -> None:
    named = 0
    for code, message in messages(text):
        named += text in message
        assert not re.search(rf'\b(on|in|by) "?{re.escape(text)}', message), (code, message)
    assert named


def test_a_month_and_a_day_in_figures_keep_their_prepositions() -> None:
    assert any("it was done in Jan 06" in message for _, message in messages("Jan 06"))
    assert any("it was done on 9 01 06" in message for _, message in messages("9 01 06"))


def test_the_day_up_to_which_a_document_counts_is_named() -> None:
    told = [message for code, message in messages("end Jan 06") if code == "E105"]
    assert any('claimed for "end Jan 06"; expected a document of 31 January 2006 or before' in one for one in told)
