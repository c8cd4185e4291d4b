"""The worked life of an audit prints what the documentation shows, and its figures are those of a hand count."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import evidence
from evidence.model.comparison import PARTS, share_of_yes

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WORDS = {
    "Yes": "yes", "Partly": "partly", "No": "no", "Not on file": "not_on_file", "Not applicable": "not_applicable",
    "Not looked at": "not_looked_at",
}  # fmt: skip
FILES = 40


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the examples in which the audit has lived, and what it printed."""
    copy = tmp_path_factory.mktemp("life") / "examples"
    shutil.copytree(EXAMPLES, copy, ignore=shutil.ignore_patterns("out", "__pycache__"))
    done = subprocess.run(
        [sys.executable, str(copy / "audit" / "life.py")],
        capture_output=True,
        cwd=copy.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=240,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return copy / "out" / "audit", done.stdout


def counted_by_hand(which: str) -> dict[str, Counter[str]]:
    """Every exception of `answers.csv` written out file by file; all other files answered yes."""
    given: dict[str, dict[int, str]] = {}
    with (EXAMPLES / "audit" / "answers.csv").open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            first, _, last = row["files"].partition("-")
            answers = given.setdefault(row["question"], {})
            if row["round"] == which:
                answers |= dict.fromkeys(range(int(first), int(last or first) + 1), row["answer"])
    return {
        question: Counter(answers.get(place, "Yes") for place in range(1, FILES + 1))
        for question, answers in given.items()
    }


def test_the_life_of_an_audit_prints_what_the_documentation_shows(lived: tuple[Path, str]) -> None:
    assert lived[1] == (EXAMPLES / "audit.txt").read_text("utf-8")


def test_every_figure_of_the_comparison_is_that_of_a_hand_count(lived: tuple[Path, str]) -> None:
    before, after = counted_by_hand("baseline"), counted_by_hand("follow-up")
    with evidence.open(lived[0] / "store", read_only=True) as file:
        told = file.compare_audits("A-0001", "A-0002")
        form = file.form(file.audit("A-0001").form)
    plain = {item.link_id for item in form.questions if {"yes", "no"} <= {choice.code for choice in item.choices}}
    assert {one.question for one in told.questions} == {item.link_id for item in form.questions}
    for one in told.questions:
        assert one.n == (FILES, FILES) and one.comparable
        if one.question in plain:
            for at, counts in enumerate((before, after)):
                expected = counts.get(one.question, Counter({"Yes": FILES}))
                shown = {word: getattr(one, part)[at] for word, part in WORDS.items()}
                assert {word: count for word, count in shown.items() if count} == expected
                assert sum(getattr(one, part)[at] for part in PARTS) == FILES
    advice = next(one for one in told.questions if one.question == "l1101")
    assert (advice.yes, advice.not_on_file, advice.not_applicable) == ((11, 18), (9, 2), (20, 20))
    assert (share_of_yes(advice, 0), share_of_yes(advice, 1)) == (55, 90)  # 11/20 and 18/20

    overall = next(one for one in told.sections if one.section == "overall")
    grades = {"Good": "good", "Requires improvement": "requires-improvement", "Inadequate": "inadequate",
              "Outstanding": "outstanding"}  # fmt: skip
    for at, counts in enumerate((before, after)):
        hand = {grades.get(word, "good"): count for word, count in counts["l1602"].items() if word != "Yes"}
        hand["good"] = counts["l1602"]["Yes"]
        assert {grade.value: grade.n[at] for grade in overall.grades if grade.n[at]} == hand
    legal = next(one for one in told.sections if one.section == "Legal advice and court")
    assert {grade.value: grade.n for grade in legal.grades if any(grade.n)} == {"good": (31, 38), "inadequate": (9, 2)}


def test_both_rounds_are_closed_verified_and_without_a_remark(lived: tuple[Path, str]) -> None:
    with evidence.open(lived[0] / "store", read_only=True) as file:
        assert [one.state for one in file.audits()] == ["closed", "closed"]
        assert {one.state for one in file.remedies("A-0001")} == {"closed"}
        assert file.audit("A-0001").findings[0].found == 9 and file.audit("A-0001").findings[0].looked_at == 20
        result = file.check(as_of=date(2006, 9, 21), select=["A"])
        assert (result.subjects.audits, result.issues) == (2, ())
        states = {state.ref: state.state for state in file.check(as_of=date(2006, 9, 21)).states}
        assert {states["a-0001:R1.1"], states["a-0001:R1.2"]} == {"evidenced-verified"}
        agreement = file.audit_status("A-0001").agreement
        assert (agreement.second_rated, agreement.percent) == (8, 0.75)
        assert all(len(file.audit(one.ref).sample.cases) == FILES for one in file.audits() if one.sample)
        assert file.verify().ok


def test_no_case_number_is_in_the_store_and_the_key_lies_outside(lived: tuple[Path, str]) -> None:
    with (EXAMPLES / "audit" / "population.csv").open(newline="", encoding="utf-8") as lines:
        numbers = [row["Case number"].encode() for row in csv.DictReader(lines)]
    assert len(numbers) == 160
    kept = b"\0".join(path.read_bytes() for path in (lived[0] / "store").rglob("*") if path.is_file())
    assert not any(number in kept for number in numbers)
    assert all(number in (lived[0] / "key.csv").read_bytes() for number in numbers)
