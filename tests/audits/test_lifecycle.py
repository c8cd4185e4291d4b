"""Any sequence of verbs leaves a legal state or a refusal that says what can be done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.lifecycle import (
    FORM,
    MACHINES,
    RECORD,
    REMEDY,
    ROUND,
    Machine,
    fhir_status,
    step,
)
from evidence.model.audit import ENDED_RECORDS, SETTLED_REMEDIES
from evidence.model.errors import Refused

EVERYTHING = {need: "said" for machine in MACHINES for move in machine.moves for need in move.needs}
VERBS = sorted({move.verb for machine in MACHINES for move in machine.moves} | {"delete", ""})


def walk(machine: Machine, *verbs: str) -> str:
    state = machine.start
    for verb in verbs:
        state = step(machine, state, verb, EVERYTHING)
    return state


@given(st.sampled_from(MACHINES), st.lists(st.sampled_from(VERBS), max_size=25), st.booleans())
def test_any_sequence_of_verbs_leaves_a_legal_state_or_a_clear_refusal(
    machine: Machine, verbs: list[str], said: bool
) -> None:
    state = machine.start
    for verb in verbs:
        try:
            new = step(machine, state, verb, EVERYTHING if said else {})
        except Refused as refusal:
            possible = machine.verbs(state)
            assert verb not in possible or "needs" in str(refusal)
            assert "needs" in str(refusal) or not possible or any(one in str(refusal) for one in possible)
            continue
        assert new in machine.states
        assert verb in machine.verbs(state)
        state = new


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_can_be_reached_and_no_life_is_without_end(machine: Machine) -> None:
    reached, before = {machine.start}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in machine.moves if set(move.source) & reached}
    assert reached == set(machine.states)
    assert any(machine.ended(state) for state in machine.states) or machine is REMEDY
    assert {source for move in machine.moves for source in move.source} <= set(machine.states)


def test_the_whole_life_of_an_audit_record() -> None:
    verbs = ("allocate", "notify", "answer", "submit", "moderate", "return", "answer", "submit", "moderate", "agree",
             "feed-back", "open-actions", "follow-up", "close")  # fmt: skip
    assert walk(RECORD, *verbs) == "closed"
    assert RECORD.ended("closed")


def test_a_record_can_be_set_aside_but_never_deleted() -> None:
    assert {walk(RECORD, "allocate", verb) for verb in ("exempt", "abandon", "void")} == ENDED_RECORDS
    because, approver = "Say it with --because", " and --approver"
    for verb, needs in (
        ("exempt", f"reason and approver. {because}{approver}."), ("abandon", f"reason. {because}."), ("void", because)
    ):  # fmt: skip
        with pytest.raises(Refused, match=needs):
            step(RECORD, "allocated", verb)


def test_a_remedy_is_verified_before_it_is_closed_and_can_be_reopened() -> None:
    assert walk(REMEDY, "claim", "evidence", "verify", "close") == "closed"
    assert walk(REMEDY, "claim", "evidence", "verify", "close", "reopen") == "open"
    with pytest.raises(Refused, match="claim, evidence, supersede, decline"):
        step(REMEDY, "open", "close", EVERYTHING)
    assert set(REMEDY.states) >= SETTLED_REMEDIES


def test_a_questionnaire_is_approved_before_it_is_in_operation() -> None:
    assert walk(FORM, "publish", "approve", "put-in-operation", "supersede") == "superseded"
    with pytest.raises(Refused, match="approve"):
        step(FORM, "finalised", "put-in-operation", EVERYTHING)
    with pytest.raises(Refused, match="approver and document"):
        step(FORM, "finalised", "approve")


def test_a_round_has_its_population_before_its_sample() -> None:
    assert walk(ROUND, "list-population", "sample", "allocate", "answer", "report", "close") == "closed"
    with pytest.raises(Refused, match="list-population"):
        step(ROUND, "planned", "sample")


def test_a_refusal_names_the_thing() -> None:
    with pytest.raises(Refused, match=r"audit round A-0001 is closed, .* its life has ended"):
        step(ROUND, "closed", "sample", of="A-0001")
    with pytest.raises(Refused, match="no state"):
        step(ROUND, "asleep", "sample")


def test_every_state_of_a_record_has_a_status_of_fhir() -> None:
    known = {"in-progress", "completed", "amended", "entered-in-error", "stopped"}
    assert {fhir_status(state) for state in RECORD.states} == known
