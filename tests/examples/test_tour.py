"""The tour prints what the documentation shows, and the example holds exactly the gaps it was written to have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import evidence

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# What was built into the plan and the documents; a rule that is not named here has nothing to say.
EXPECTED = {
    "E101": {"R2.2", "R3.3", "R5.4", "R6.1"},  # a blanket claim, two requests not answered, a letter that contradicts
    "E102": {"R3.3", "R5.4"},
    "E107": {"R2.2"},
    "E108": {"R2.3", "R8.2"},
    "P201": {"R2.5"},
    "P205": {"R4.4"},
    "P208": {"R3.4", "R6.2"},
    "P215": {"harrowmere"},
    "D301": {"Vacancy figures.pdf"},
    "D302": {"Canteen menu.html", "Car park permits.txt", "Vacancy figures.pdf"},
    "S501": set(),
}


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the examples in which the tour has run, and what it printed."""
    copy = tmp_path_factory.mktemp("tour") / "examples"
    shutil.copytree(EXAMPLES, copy, ignore=shutil.ignore_patterns("out", "__pycache__"))
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(copy / "tour.py")]
    done = subprocess.run(
        command, capture_output=True, cwd=copy.parent, env=environment, timeout=120, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return copy, done.stdout


def test_the_tour_prints_what_the_documentation_shows(toured: tuple[Path, str]) -> None:
    assert toured[1] == (EXAMPLES / "tour.txt").read_text("utf-8")


def test_the_tour_runs_again_over_its_own_leavings(toured: tuple[Path, str]) -> None:
    copy, first = toured
    again = subprocess.run([sys.executable, str(copy / "tour.py")], capture_output=True, check=True, timeout=120)
    assert again.stdout.decode("utf-8").split() == first.split()


def test_the_tour_leaves_the_documents_as_they_were(toured: tuple[Path, str]) -> None:
    copy = toured[0]
    for original in (EXAMPLES / "documents").iterdir():
        assert (copy / "documents" / original.name).read_bytes() == original.read_bytes()


def test_each_rule_finds_what_was_built_into_the_example_and_nothing_else(toured: tuple[Path, str]) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    with evidence.open(toured[0] / "out" / "store", by="auditor", read_only=True) as file:
        names = {document.id: document.names[0] for document in file.documents()}
        for issue in file.check(as_of=date(2006, 4, 28), select=list(EXPECTED)).issues:
            found[issue.code].add(names.get(issue.subject.ref, issue.subject.ref))
    assert {code: found[code] for code in EXPECTED} == EXPECTED


def test_the_report_of_the_tour_is_that_of_the_command_line(toured: tuple[Path, str]) -> None:
    store = toured[0] / "out" / "store"
    again = store.parent / "again"
    command = [sys.executable, "-m", "evidence", "--store", str(store), "--by", "keeper", "report", str(again)]
    subprocess.run([*command, "--as-of", "28 04 06"], capture_output=True, check=True, timeout=60)
    made = re.compile(r"on \d+ \w+ \d{4}, \d\d:\d\d UTC")
    pages = [(store.parent / name / "index.html").read_text("utf-8") for name in ("report", "again")]
    first, second = (made.sub("", page) for page in pages)
    assert first == second


def test_what_was_asked_for_and_came_is_no_gap_any_more(toured: tuple[Path, str]) -> None:
    with evidence.open(toured[0] / "out" / "store", by="auditor", read_only=True) as file:
        asked = {action.ref for action in file.actions() if action.requests}
        states = {state.ref: state.state for state in file.check(as_of=date(2006, 4, 28)).states}
    assert asked == {"R3.3", "R5.1", "R5.4"}
    assert states["R5.1"] == "evidenced-linked"
    assert states["R6.1"] == "claimed-not-enough"  # contradicted
