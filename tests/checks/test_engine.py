"""Promises of the engine: it only reads, it names what crashed, and it sees one subject at a time."""

from __future__ import annotations

import tracemalloc
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from check_subjects import PLAN, action_files
from hypothesis import given

from evidence.checks.engine import chosen, run
from evidence.checks.rules import RULES
from evidence.checks.subjects import ActionFile, StoreFile
from evidence.codec import from_json, to_json
from evidence.model.errors import Refused
from evidence.model.issue import CheckResult, Outcome, Severity, SubjectType
from evidence.model.plan import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2006, 3, 24)


@given(action_files())
def test_the_same_subjects_on_the_same_day_give_the_same_answer(subject: ActionFile) -> None:
    before = to_json(subject)
    assert run(RULES, [subject], DAY) == run(RULES, [subject], DAY)
    assert to_json(subject) == before


@given(action_files())
def test_no_rule_crashes_on_any_action(subject: ActionFile) -> None:
    result = run(RULES, [subject], DAY)
    assert Outcome.CRASHED not in {one.outcome for one in result.results}
    assert from_json(to_json(result), CheckResult) == result


def test_a_rule_that_crashes_is_an_outcome_that_repeats_no_words_of_the_file() -> None:
    def check(_subject: Any, _as_of: date, _settings: Any) -> Iterator[Any]:
        raise ValueError("a child's name")

    broken: Any = SimpleNamespace(CODE="E199", SEVERITY=Severity.ERROR, SUBJECT=SubjectType.ACTION, check=check)
    action = Action(ref="R1.1", recommendation="1", text="Meet")
    result = run([broken, *RULES], [ActionFile(plan=PLAN, action=action)], DAY)
    assert result.results[0].outcome is Outcome.CRASHED
    assert "child" not in (result.results[0].message or "")
    assert "P205" in {issue.code for issue in result.issues}


def test_rules_without_a_subject_do_not_apply() -> None:
    outcomes = {one.code: one.outcome for one in run(RULES, [StoreFile()], DAY).results}
    assert set(outcomes.values()) == {Outcome.NOT_APPLICABLE}


def test_rules_are_chosen_by_code_or_its_beginning_and_ignored_likewise() -> None:
    assert {rule.CODE[0] for rule in chosen(["E"])} == {"E"}
    assert [rule.CODE for rule in chosen(["e101", "d"], ["D302", "D30"])] == ["E101"]
    assert "D302" not in [rule.CODE for rule in chosen(["d"], ["D302"])]
    assert chosen() == RULES


@pytest.mark.parametrize("code", ["X", "E999", "", "E1011"])
def test_an_unknown_code_is_refused_with_the_known_ones(code: str) -> None:
    with pytest.raises(Refused, match="E101"):
        chosen([code])


def test_memory_stays_flat_however_many_subjects_come() -> None:
    action = Action(ref="R1.1", recommendation="1", text="Meet")
    rules = chosen(["E"])

    def peak(number: int) -> int:
        tracemalloc.start()
        run(rules, (ActionFile(plan=PLAN, action=action) for _ in range(number)), DAY)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(4000) < peak(400) + 3600 * 400  # an action's state and reasons are kept, the action is not
