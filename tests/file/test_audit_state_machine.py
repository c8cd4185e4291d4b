"""Whatever is done to audits in whatever order, every state is a legal one, or the refusal says what to do."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import evidence
from audited import DAY, auditing, by, write_list
from evidence.audits.applicability import asked_ids
from evidence.audits.lifecycle import RECORD, ROUND
from evidence.file.audits.recording import missing
from evidence.reading import Readers

PEOPLE = st.sampled_from(["AA", "BB", "CC", "keeper"])
ANSWERS = st.sampled_from(
    [("plan", "yes"), ("plan", "no"), ("plan", "not on file"), ("plan", "n/a"), ("signed", "partly"), ("signed", "no"),
     ("visits", "3"), ("visits", "-1"), ("visits", "many"), ("grade", "good"), ("grade", "inadequate"),
     ("nothing", "yes")]
)  # fmt: skip
GRADES = st.sampled_from(["outstanding", "good", "inadequate", "excellent"])
ENDS = ("exempt", "abandon", "void")
VERBS = st.sampled_from(sorted({move.verb for move in RECORD.moves} - set(ENDS)))
REASONS = st.sampled_from([None, "as told", "see NHS 943 476 5919"])


class Auditing(RuleBasedStateMachine):
    """Two rounds at once, four people, verbs in any order."""

    readers: Readers
    listed: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.opened = auditing(self.folder, readers=lambda: self.readers)
        self.file = self.opened.__enter__()
        self.refused = 0
        self.entries = sum(1 for _ in self.file.log())

    def said(self, act: Callable[[], Any]) -> None:
        """Do it, or be refused in words; a refusal leaves no entry."""
        before = sum(1 for _ in self.file.log())
        try:
            act()
        except evidence.EvidenceError as error:
            assert len(str(error)) > 20 and "943" not in str(error)
            assert sum(1 for _ in self.file.log()) == before

    @initialize()
    def first(self) -> None:
        self.file.open_audit("small-audit", "first", opened_on=DAY)
        self.said(lambda: self.file.list_population("A-1", self.listed, key=self.folder / "key.csv"))
        self.said(lambda: self.file.draw_sample("A-1", size=3, seed=1))
        self.said(lambda: self.file.allocate("A-1", auditors=["AA", "BB"], moderators=["CC"], moderate=2))

    @rule(title=st.sampled_from(["first", "second"]))
    def open_audit(self, title: str) -> None:
        if len(self.file.audits()) < 2:
            self.said(lambda: self.file.open_audit("small-audit", title, opened_on=DAY))

    @rule(audit=st.sampled_from(["A-1", "A-2"]))
    def list_population(self, audit: str) -> None:
        self.said(lambda: self.file.list_population(audit, self.listed, key=self.folder / "key.csv"))

    @rule(audit=st.sampled_from(["A-1", "A-2"]), size=st.integers(0, 5), seed=st.integers(1, 2) | st.none(),
          method=st.sampled_from(["random", "stratified", "systematic", "census", "purposive"]))  # fmt: skip
    def draw_sample(self, audit: str, size: int, seed: int | None, method: str) -> None:
        self.said(lambda: self.file.draw_sample(audit, size=size, seed=seed, method=method))

    @rule(audit=st.sampled_from(["A-1", "A-2"]), auditors=st.lists(PEOPLE, max_size=2),
          moderators=st.lists(PEOPLE, max_size=1), count=st.integers(1, 3) | st.none())  # fmt: skip
    def allocate(self, audit: str, auditors: list[str], moderators: list[str], count: int | None) -> None:
        self.said(lambda: self.file.allocate(audit, auditors=auditors, moderators=moderators, moderate=count))

    @rule(data=st.data(), who=PEOPLE, because=REASONS)
    def hand_over(self, data: st.DataObject, who: str, because: str | None) -> None:
        case = data.draw(st.sampled_from(self.cases("A-0001")))
        self.said(lambda: self.file.allocate("A-1", auditors=[who], cases=[case], because=because))

    def cases(self, audit: str) -> list[str]:
        found = next((one for one in self.file.audits() if one.ref == audit), None)
        return [*found.sample.cases[:3], "C-nobody"] if found and found.sample else ["C-nobody"]

    def pick(self, data: st.DataObject, role: str) -> str:
        """A file of the first round, usually acted on by the person whose task it is."""
        case = data.draw(st.sampled_from(self.cases("A-0001")[:3]))
        mine = {one.case: getattr(one, role) for one in self.file.audit("A-1").allocations}
        own = data.draw(st.integers(0, 3)) > 0
        by(self.file, (own and mine.get(case)) or data.draw(PEOPLE))
        return str(case)

    @rule(data=st.data(), given=st.lists(ANSWERS, min_size=1, max_size=5), comment=REASONS)
    def answer(self, data: st.DataObject, given: list[tuple[str, str]], comment: str | None) -> None:
        case = self.pick(data, "auditor")
        for question, value in given:
            self.said(lambda q=question, v=value: self.file.answer("A-1", case, q, v, comment=comment, audited_on=DAY))

    @rule(data=st.data(), plan=st.sampled_from(["yes", "no"]))
    def answer_all(self, data: st.DataObject, plan: str) -> None:
        audit = self.file.audit("A-1")
        if not audit.allocations:
            return
        one = data.draw(st.sampled_from(audit.allocations))
        by(self.file, one.auditor)
        for question, value in (("plan", plan), ("signed", "yes"), ("visits", "2"), ("grade", "good")):
            self.said(lambda q=question, v=value: self.file.answer("A-1", one.case, q, v, audited_on=DAY))

    @rule(data=st.data(), grade=GRADES | st.none(), agreed=GRADES | st.none(), because=REASONS)
    def moderate(self, data: st.DataObject, grade: str | None, agreed: str | None, because: str | None) -> None:
        case = self.pick(data, "moderator")
        self.said(lambda: self.file.moderate("A-1", case, grade=grade, agreed=agreed, because=because, on=DAY))

    @rule(data=st.data(), verb=st.sampled_from(ENDS), because=REASONS)
    def end_a_record(self, data: st.DataObject, verb: str, because: str | None) -> None:
        case = data.draw(st.sampled_from(self.cases("A-0001")))
        said = {"because": because, "approver": "director", "on": DAY}
        self.said(lambda: self.file.change_records("A-1", verb, [case], **said))

    @rule(data=st.data(), verb=VERBS, because=REASONS, everything=st.booleans())
    def change_records(self, data: st.DataObject, verb: str, because: str | None, everything: bool) -> None:
        cases = [] if everything else [data.draw(st.sampled_from(self.cases("A-0001")))]
        self.said(lambda: self.file.change_records("A-1", verb, cases, because=because, approver="director", on=DAY))

    @rule(data=st.data(), days=st.integers(-1, 9), response=REASONS)
    def feedback(self, data: st.DataObject, days: int, response: str | None) -> None:
        case = data.draw(st.sampled_from(self.cases("A-0001")))
        on = DAY + timedelta(days=days)
        self.said(lambda: self.file.give_feedback("A-1", case, given_on=on, response=response))

    @rule(data=st.data(), on=st.none() | st.just(date(2006, 3, 9)))
    def acknowledge(self, data: st.DataObject, on: date | None) -> None:
        case = data.draw(st.sampled_from(self.cases("A-0001")))
        self.said(lambda: self.file.acknowledge_concern("A-1", case, "plan", on=on))

    @precondition(lambda self: random.Random(len(self.file.audits())).random() < 0.2)
    @rule(because=REASONS)
    def abandon(self, because: str | None) -> None:
        self.said(lambda: self.file.change_audit("A-2", "abandon", because=because))

    @rule(kind=st.sampled_from(["nonconformity", "strength", "luck"]), question=st.sampled_from(["plan", "xyz"]),
          text=st.sampled_from(["as found", "see NHS 943 476 5919", ""]))  # fmt: skip
    def finding(self, kind: str, question: str, text: str) -> None:
        self.said(lambda: self.file.add_finding("A-1", type=kind, text=text, questions=[question]))

    @rule(data=st.data(), owner=st.sampled_from([None, "AA"]), due=st.sampled_from([None, "1 Apr 06", "soon"]))
    def remedy(self, data: st.DataObject, owner: str | None, due: str | None) -> None:
        finding = data.draw(st.sampled_from(["F1", "F2"]))
        self.said(lambda: self.file.add_remedy("A-1", finding=finding, text="put it right", owner=owner, due=due))

    @rule(done=st.sampled_from([None, DAY, date(2099, 1, 1)]), declined=st.booleans(), because=REASONS)
    def change_remedy(self, done: date | None, declined: bool, because: str | None) -> None:
        said = {"done_on": done, "not_accepted": declined, "because": because}
        self.said(lambda: self.file.change_remedy("a-0001:R1.1", **said))

    @rule(reaudit_due=st.sampled_from([None, date(2005, 1, 1), date(2099, 1, 1)]))
    def close(self, reaudit_due: date | None) -> None:
        self.said(lambda: self.file.close_audit("A-1", reaudit_due=reaudit_due))

    @invariant()
    def a_closed_round_has_nothing_open(self) -> None:
        for audit in self.file.audits():
            if audit.state == "closed":
                assert all(one.settled for one in self.file.remedies(audit.ref))
                assert all(one.acknowledged_on for one in audit.concerns)

    @invariant()
    def every_state_is_a_legal_one(self) -> None:
        for audit in self.file.audits():
            whole = self.file.audit(audit.ref)
            assert whole.state in ROUND.states
            cases = set(whole.sample.cases) if whole.sample else set()
            assert (whole.sample is None) == (whole.state in ("planned", "population-listed"))
            for one in whole.responses:
                assert one.state in RECORD.states and one.case in cases
                assert {answer.question for answer in one.answers} <= asked_ids(self.file.form(whole.form), one.answers)
                if one.state not in ("planned", "allocated", "notified", "in-progress", "returned", "exempted"):
                    ended = one.state in ("abandoned", "void")
                    assert ended or not missing(self.file.form(whole.form), one.answers)
            auditors = {one.case: one.auditors for one in whole.responses}
            assert all(one.moderator not in auditors.get(one.case, ()) for one in whole.moderations)

    def teardown(self) -> None:
        rounds = [evidence.to_json(self.file.audit(one.ref)) for one in self.file.audits()]
        assert self.file.verify().ok
        self.file.rebuild()
        assert [evidence.to_json(self.file.audit(one.ref)) for one in self.file.audits()] == rounds
        self.opened.__exit__(None, None, None)
        shutil.rmtree(self.folder)


class Shared(Readers):
    """One pool of readers for every example; it is closed at the end alone."""

    def close(self) -> None:
        """Stay open."""


def test_any_sequence_of_verbs_leaves_a_legal_state_or_a_clear_refusal(tmp_path: Path) -> None:
    readers = Shared(workers=1)
    Auditing.readers, Auditing.listed = readers, write_list(tmp_path, 6)
    try:
        run_state_machine_as_test(Auditing, settings=settings(max_examples=8, stateful_step_count=18))
    finally:
        Readers.close(readers)
