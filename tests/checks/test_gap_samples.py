"""With exactly the links that people made by hand, the gaps found in a real plan are those that the links imply.

What is implied is counted here from the hand-read rows alone, without the rules.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from check_subjects import PLAN

from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.checks.subjects import ActionFile, Linked
from evidence.model.document import Document, DocumentKind
from evidence.model.link import EvidenceLink, Shows
from evidence.model.period import Due, Flag, Period, Recurrence
from evidence.model.plan import Action, ClaimState, EvidenceRequest, Progress, ProgressEntry

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.model.issue import CheckResult

DAY = date(2006, 3, 24)
Row = dict[str, Any]


def period(bounds: list[str | None] | None, text: str, impossible: bool = False) -> Period | None:
    if impossible:
        return Period(text=text, flags=(Flag.IMPOSSIBLE,))
    if not bounds:
        return None
    first, last = (date.fromisoformat(day) if day else None for day in bounds)
    return Period(text=text, earliest=first, latest=last)


def action(row: Row) -> Action:
    due = period(row["due"], row["due_text"] or "")
    often = row["recurrence"][0]
    entries = [
        ProgressEntry(text=one["text"], date=period(one["date"], one["date_text"] or "", one["impossible"]))
        for one in row["entries"]
    ]
    return Action(
        ref=row["id"],
        recommendation=row["recommendation"],
        text=row["action"],
        leads=row["leads"],
        due=Due(
            text=due.text, earliest=due.earliest, latest=due.latest, recurrence=Recurrence(often) if often else None
        )
        if due
        else None,
        progress=Progress(
            text=row["progress"] or "",
            claim=ClaimState(row["claim"][0]),
            claimed_on=period(row["claimed_on"], "as printed"),
            entries=entries,
        ),
        requests=[EvidenceRequest(asked_of=one["asked_of"], text=one["what"]) for one in row["requests"]],
    )


def linked(number: int, row: Row, link: Row) -> Linked:
    dated = row["date"] and (row["date"] if len(row["date"]) == 10 else f"{row['date']}-01")
    document = Document(
        id=f"D-{number:04}",
        sha256=f"{number:064}",
        size=1,
        media_type="",
        names=(row["file"],),
        kind=DocumentKind(row["kind"]),
        title=row["title"],
        state=None,
        dated=period([dated, dated], row["date_text"]) if dated else None,
        received_at=datetime(2006, 3, 24, tzinfo=UTC),
        received_from=None,
        readable=row["readable"],
        unreadable_because=None,
        pages=1,
    )
    made = EvidenceLink(
        id=f"L-{number:04}",
        document=document.id,
        plan="town",
        action=link["id"],
        shows=Shows(link["shows"]),
        fingerprint="",
        linked_by="P-0001",
        linked_at=datetime(2006, 3, 24, tzinfo=UTC),
    )
    return Linked(link=made, document=document)


@pytest.fixture(scope="module")
def plan(samples: Path) -> list[Row]:
    return [json.loads(line) for line in (samples / "gold" / "herefordshire.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def documents(samples: Path) -> list[Row]:
    return [json.loads(line) for line in (samples / "corpus" / "links" / "gold.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def checked(plan: list[Row], documents: list[Row]) -> CheckResult:
    links: dict[str, list[Linked]] = {}
    for number, row in enumerate(documents, 1):
        for link in row["actions"]:
            links.setdefault(link["id"], []).append(linked(number, row, link))
    return run(
        RULES, [ActionFile(plan=PLAN, action=action(row), links=tuple(links.get(row["id"], ()))) for row in plan], DAY
    )


def raised(checked: CheckResult, code: str) -> set[str]:
    return {issue.subject.ref for issue in checked.issues if issue.code == code}


def shown(documents: list[Row], *what: str) -> dict[str, set[str]]:
    """The months in which each action has a document that shows one of these, up to the day."""
    months: dict[str, set[str]] = {}
    for row in documents:
        if not row["date"] or row["date"] <= "2006-03-24":
            for link in row["actions"]:
                if link["shows"] in what:
                    months.setdefault(link["id"], set()).add((row["date"] or "")[:7])
    return months


def test_said_done_without_a_document_that_shows_it(
    plan: list[Row], documents: list[Row], checked: CheckResult
) -> None:
    claimed = {row["id"] for row in plan if row["claim"][0] == "done"}
    missing = claimed - set(shown(documents, "completion"))
    assert missing
    assert raised(checked, "E101") == missing


def test_documents_the_plan_asks_for(plan: list[Row], documents: list[Row], checked: CheckResult) -> None:
    asked = {row["id"] for row in plan if row["requests"]}
    assert raised(checked, "E102") == asked - set(shown(documents, "completion", "part", "occurrence"))


def test_months_without_a_record(plan: list[Row], documents: list[Row], checked: CheckResult) -> None:
    records = shown(documents, "occurrence", "completion")
    missing = set()
    for row in plan:
        if row["recurrence"][0] == "monthly" and row["due"]:
            first = row["due"][0][:7]
            over = {month for month in ("2006-01", "2006-02") if month >= first}
            if over - records.get(row["id"], set()):
                missing.add(row["id"])
    assert missing
    assert raised(checked, "E108") == missing


def test_past_due_with_nothing_to_show(plan: list[Row], documents: list[Row], checked: CheckResult) -> None:
    silent = {
        row["id"]
        for row in plan
        if row["claim"][0] == "none" and row["due"] and row["due"][1] and row["due"][1] < "2006-03-24"
    }
    assert raised(checked, "P208") == silent - set(shown(documents, "completion", "part", "occurrence"))


def test_dates_that_cannot_be(plan: list[Row], checked: CheckResult) -> None:
    impossible = {row["id"] for row in plan if any(one["impossible"] for one in row["entries"])}
    assert raised(checked, "P201") == impossible
    assert raised(checked, "P205") == {row["id"] for row in plan if row["due"] is None}
