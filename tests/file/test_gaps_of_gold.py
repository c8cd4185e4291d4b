"""A real plan with other people's evidence, filed, linked and checked: the gaps are those that hand-read rows imply.

What is implied is counted from the hand-read plan and links alone, without the rules and without the library's reading.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import evidence
from builder import opened
from evidence.file import EvidenceFile
from evidence.model.issue import CheckResult

DAY = date(2006, 3, 24)
Row = dict[str, Any]
Raised = Callable[[str], set[str]]


def plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


@pytest.fixture(scope="module")
def plan(samples: Path) -> list[Row]:
    return [json.loads(line) for line in (samples / "gold/herefordshire.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def documents(samples: Path) -> list[Row]:
    return [json.loads(line) for line in (samples / "corpus/links/gold.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def file(
    samples: Path, plan: list[Row], documents: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EvidenceFile]:
    """Everything filed, and exactly the links made that a person found true."""
    store = tmp_path_factory.mktemp("gold") / "store"
    with opened(store) as made:
        made.import_plan(samples / "seeds/herefordshire-jar-action-plan-2006.md", id="jar", as_of=DAY)
        made.add_all([samples / "corpus/links" / row["file"] for row in documents])
        filed = {name: document for document in made.documents() for name in document.names}
        refs = refs_of(made, plan, documents)
        for row in documents:
            for link in row["actions"]:
                made.link(filed[row["file"]], refs[link["id"]], shows=link["shows"])
        yield made
    assert evidence.verify(store).ok


def refs_of(file: EvidenceFile, plan: list[Row], documents: list[Row]) -> dict[str, str]:
    """The library's ref of each row that a person read or linked: the same words under the same recommendation."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for action in file.actions():
        waiting.setdefault((action.recommendation, plain(action.text)), []).append(action.ref)
    linked = [link for row in documents for link in row["actions"]]
    named = {row["id"]: (row["recommendation"], plain(row["action"])) for row in [*linked, *plan]}
    found = {}
    for key in sorted(named, key=lambda key: int(key.split("-")[1])):
        assert waiting.get(named[key]), f"{key}: the plan as read has no such action"
        found[key] = waiting[named[key]].pop(0)
    return found


@pytest.fixture(scope="module")
def checked(file: EvidenceFile) -> CheckResult:
    return file.check(as_of=DAY)


@pytest.fixture(scope="module")
def raised(file: EvidenceFile, plan: list[Row], documents: list[Row], checked: CheckResult) -> Raised:
    """The hand-read rows about which a rule remarks; rows that nobody read by hand cannot be judged here."""
    read = {row["id"] for row in plan}
    ids = {ref: key for key, ref in refs_of(file, plan, documents).items() if key in read}
    return lambda code: {
        ids[issue.subject.ref] for issue in checked.issues if issue.code == code and issue.subject.ref in ids
    }


def shown(documents: list[Row], *what: str) -> dict[str, set[str]]:
    """The months in which each action has a document that shows one of these, up to the day."""
    months: dict[str, set[str]] = {}
    for row in documents:
        if not row["date"] or row["date"] <= "2006-03-24":
            for link in row["actions"]:
                if link["shows"] in what:
                    months.setdefault(link["id"], set()).add((row["date"] or "")[:7])
    return months


def test_said_done_without_a_document_that_shows_it(plan: list[Row], documents: list[Row], raised: Raised) -> None:
    recurring = {row["id"] for row in plan if row["recurrence"][0]}
    enough = set(shown(documents, "completion")) | (set(shown(documents, "occurrence")) & recurring)
    missing = {row["id"] for row in plan if row["claim"][0] == "done"} - enough
    assert missing
    assert raised("E101") == missing


def test_documents_that_the_plan_asks_for(plan: list[Row], documents: list[Row], raised: Raised) -> None:
    asked = {row["id"] for row in plan if row["requests"]}
    assert asked
    assert raised("E102") == asked - set(shown(documents, "completion", "part", "occurrence"))


def test_months_without_a_record(plan: list[Row], documents: list[Row], raised: Raised) -> None:
    records = shown(documents, "occurrence", "completion")
    missing = set()
    for row in plan:
        if row["recurrence"][0] == "monthly" and row["due"]:
            over = {month for month in ("2006-01", "2006-02") if month >= row["due"][0][:7]}
            if over - records.get(row["id"], set()):
                missing.add(row["id"])
    assert missing
    assert raised("E108") == missing


def test_past_due_with_nothing_reported_or_shown(plan: list[Row], documents: list[Row], raised: Raised) -> None:
    silent = {
        row["id"]
        for row in plan
        if row["claim"][0] == "none" and row["due"] and row["due"][1] and row["due"][1] < "2006-03-24"
    }
    assert raised("P208") == silent - set(shown(documents, "completion", "part", "occurrence"))


def test_dates_that_cannot_be_and_actions_without_one(plan: list[Row], raised: Raised) -> None:
    impossible = {row["id"] for row in plan if any(one["impossible"] for one in row["entries"])}
    assert impossible
    assert raised("P201") == impossible
    assert raised("P205") == {row["id"] for row in plan if row["due"] is None}


def test_documents_without_a_link(file: EvidenceFile, documents: list[Row], checked: CheckResult) -> None:
    on_file = {name: document for document in file.documents() for name in document.names}
    linked = {on_file[row["file"]].id for row in documents if row["actions"]}
    later = {on_file[row["file"]].id for row in documents if row["date"] and row["date"] > "2006-03-24"}
    loose = {on_file[row["file"]].id for row in documents} - linked - later
    found = {issue.subject.ref for issue in checked.issues if issue.code == "D302"}
    assert found - later == loose
