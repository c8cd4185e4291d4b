"""Promises that every rule keeps, held against one folder of data a rule."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_subjects import subject

import evidence.checks.rules as rules_folder
from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.model.issue import Outcome, Severity

DATA = Path(__file__).with_name("data")
BY_CODE = {rule.CODE: rule for rule in RULES}


def cases(name: str) -> list[Any]:
    found = []
    for folder in sorted(DATA.iterdir()):
        for case in json.loads((folder / f"{name}.json").read_text()):
            found.append(pytest.param(folder.name, case, id=f"{folder.name}: {case['promise']}"))
    return found


def issues(code: str, case: dict[str, Any]) -> Any:
    rule = BY_CODE[code]
    result = run([rule], [subject(rule.SUBJECT, case["subject"])], date.fromisoformat(case["as_of"]))
    assert Outcome.CRASHED not in [one.outcome for one in result.results]
    return result.issues


@pytest.mark.parametrize(("code", "case"), cases("good"))
def test_good_data_raises_nothing(code: str, case: dict[str, Any]) -> None:
    assert issues(code, case) == ()


@pytest.mark.parametrize(("code", "case"), cases("bad"))
def test_bad_data_raises_the_rule_with_where_expected_found_and_what_to_do(code: str, case: dict[str, Any]) -> None:
    told = issues(code, case)
    assert told
    for issue in told:
        assert (issue.code, issue.severity) == (code, BY_CODE[code].SEVERITY)
        assert "expected" in issue.message and "found" in issue.message and issue.message.endswith(".")
        assert issue.remedy.endswith(".") and issue.remedy.split()[0] in {
            "Agree", "Ask", "Look", "Read", "Run", "Stop",
        }  # fmt: skip
        assert issue.subject.ref in issue.message
        assert "None" not in issue.message + issue.remedy


def test_the_register_equals_the_folder() -> None:
    folder = Path(rules_folder.__path__[0])
    files = {path.stem.upper() for path in folder.glob("*.py") if path.stem != "__init__"}
    assert [rule.CODE for rule in RULES] == sorted(files, key=lambda code: ("EPDAS".index(code[0]), code))


def test_every_rule_has_a_folder_of_data_and_every_folder_a_rule() -> None:
    assert {folder.name for folder in DATA.iterdir()} == set(BY_CODE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_every_rule_explains_itself(rule: Any) -> None:
    assert rule.__name__.rsplit(".", 1)[1].upper() == rule.CODE
    assert isinstance(rule.SEVERITY, Severity)
    for heading in ("**What it means.**", "**Why it matters.**", "**What to do.**"):
        assert heading in rule.__doc__


def test_the_person_whom_the_text_asks_holds_the_document_else_the_lead() -> None:
    bad = json.loads((DATA / "E102" / "bad.json").read_text())
    assert [issues("E102", case)[0].holder for case in bad[:2]] == ["CD", "AB"]


def test_a_missing_month_is_named_and_so_is_the_day_that_the_text_lists() -> None:
    nothing_on_file = json.loads((DATA / "E108" / "bad.json").read_text())[0]
    message = issues("E108", nothing_on_file)[0].message
    assert "January 2006 and February 2006" in message
    assert "27 Jan and 10.02.06" in message


@pytest.mark.parametrize(
    ("claimed", "says"),
    [
        ({"text": "10.02.06", "earliest": "2006-02-10", "latest": "2006-02-10"}, "done on 10.02.06 ("),
        ({"text": "31 02 06", "flags": ["impossible"]}, "done on 31 02 06 ("),
        ({"text": "Jan 06", "earliest": "2006-01-01", "latest": "2006-01-31"}, "done in Jan 06 ("),
        ({"text": "w/b 27 03 06", "earliest": "2006-03-27", "latest": "2006-04-02"}, "done ("),
    ],
)
def test_a_claim_reads_with_the_preposition_of_its_date(claimed: dict[str, Any], says: str) -> None:
    case = json.loads((DATA / "E101" / "bad.json").read_text())[0] | {"as_of": "2006-04-28"}
    case["subject"]["action"]["progress"]["claimed_on"] = claimed
    assert says in issues("E101", case)[0].message
