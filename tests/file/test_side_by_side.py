"""A large store is checked by several processes at once, and the answer is the one that a single process gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import evidence
from builder import opened
from evidence.file import check_parts, checking, side_by_side
from evidence.file.check_parts import Part, Question
from evidence.model.issue import CheckResult, SubjectType

DAY = date(2006, 3, 24)
PLAN = """# Plan of a council

| Recommendation | Action to be Taken | Lead | By When | Progress to Date |
|---|---|---|---|---|
| 1. Agree the criteria | Board to approve the paper | HT | 4 Jan 06 | Approved 31.02.06 |
| | Issue the guidance | AM | Feb 06 | Guidance issued 10.02.06 |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with two plans, a linked document that is of no use, one without a link, and one that was changed."""
    with opened(tmp_path / "store") as file:
        for plan in ("b", "a"):
            (tmp_path / f"{plan}.md").write_text(PLAN)
            file.import_plan(tmp_path / f"{plan}.md", id=plan, as_of=DAY)
        for name in ("agenda", "letter", "note"):
            (tmp_path / f"{name}.txt").write_text(f"{name.capitalize()} of 3 March 2006")
            document = file.add(tmp_path / f"{name}.txt", kind="agenda")
            if name == "agenda":
                file.link(document, "b:R1.1")
        kept = tmp_path / "store" / "documents" / document.sha256[:2] / document.sha256
        kept.chmod(0o600)
        kept.write_text("other words")
    return tmp_path / "store"


def asked(store: Path) -> CheckResult:
    with evidence.open(store, by="P-0001", read_only=True) as file:
        return file.check(as_of=DAY)


def test_parts_done_side_by_side_add_up_to_the_check_of_one_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = asked(folder)
    assert {issue.code for issue in alone.issues} >= {"E104", "E101", "P201", "D302", "S501", "S502"}
    assert [state.ref for state in alone.states] == ["b:R1.1", "b:R1.2", "a:R1.1", "a:R1.2"]
    at_once(monkeypatch)
    monkeypatch.setattr(check_parts.Checker, "result", lambda *_: pytest.fail("a helper did not do its part"))
    assert asked(folder) == alone


def test_what_a_helper_cannot_do_is_done_by_the_process_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = asked(folder)
    at_once(monkeypatch)
    monkeypatch.setattr(side_by_side, "_CODE", "raise SystemExit")
    assert asked(folder) == alone


def test_a_helper_that_has_ended_is_let_go_of_without_a_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "_CODE", "raise SystemExit")
    helper = side_by_side._Helper(folder, Question(codes=("E101",), as_of=DAY, index=False))
    helper._process.wait()
    assert helper.result(Part(of=SubjectType.PLAN, ref="a")) is None
    helper.end()


def test_a_check_of_what_was_known_and_of_one_action_needs_no_helpers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(monkeypatch)
    monkeypatch.setattr(checking, "side_by_side", lambda *_: pytest.fail("helpers were started"))
    with evidence.open(folder, by="P-0001", read_only=True) as file:
        assert file.check(as_of=DAY, action="b:R1.1").subjects.actions == 1
        moment = list(file.log())[-1].at
        assert file.check(as_of=DAY, known_at=moment).subjects.actions == 4


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every store count as large, on a machine with two processors."""
    monkeypatch.setattr(checking, "_MANY", 0)
    monkeypatch.setattr(checking, "processors", lambda: 2)
