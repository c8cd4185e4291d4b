"""Successive versions of one tracker: what is new, gone, reworded, moved, claimed and rewritten after the fact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from plan_texts import read, table

from evidence.model.changes import PlanChanges
from evidence.model.plan import ActionPlan, ClaimState
from evidence.plans import compare

HEADINGS = "Recommendation | Action to be Taken | Lead | By When | Progress to Date"
FIRST = (
    "1. Be safe. | Write the visiting policy | SF | 3 Mar 06 | Draft written 01 03 06",
    " | Train all duty staff in the new policy | HL | 30 Apr 06 | ",
    " | Audit twenty case files every quarter | SD | 30 June 06 | ",
    "2. Be quick. | Publish the leaflet for carers | SF | 31 May 06 | Text agreed 02 03 06",
    " | Hold a workshop for stakeholders | HL | 31 May 06 | ",
)
SECOND = (
    "1. Be safe. | Write the visiting policy | SF | 31 Mar 06 | Draft written 01 03 06 Approved 28 03 06",
    " | Appoint a reviewing officer | SM | 30 Apr 06 | ",
    " | Train all of the duty staff in the new visiting policy | HL | 30 Apr 06 | Completed 12 04 06",
    "2. Be quick. | Hold a workshop for stakeholders | HL | 31 May 06 | ",
    " | Publish the leaflet for carers | LM | 31 May 06 | Text agreed 20 03 06",
)


def version(number: int, rows: tuple[str, ...]) -> ActionPlan:
    return read(table(HEADINGS, *rows), version=number)


def changes(first: tuple[str, ...] = FIRST, second: tuple[str, ...] = SECOND) -> PlanChanges:
    return compare(version(1, first), version(2, second))


def test_a_version_compared_with_itself_has_not_changed() -> None:
    same = changes(FIRST, FIRST)
    assert not same.anything
    assert [(m.old, m.new, m.likeness) for m in same.matches] == [
        (ref, ref, 100) for ref in ("R1.1", "R1.2", "R1.3", "R2.1", "R2.2")
    ]


def test_actions_are_new_or_gone_only_where_nothing_like_them_stands_in_the_other_version() -> None:
    found = changes()
    assert found.new == ("R1.2",)
    assert found.gone == ("R1.3",)
    assert (found.from_version, found.to_version) == (1, 2)


def test_a_reworded_action_is_still_the_same_action() -> None:
    [reworded] = changes().reworded
    assert (reworded.old, reworded.new) == ("R1.2", "R1.3")
    assert (reworded.before, reworded.after) == (
        "Train all duty staff in the new policy",
        "Train all of the duty staff in the new visiting policy",
    )


def test_a_deadline_that_moved_is_named_with_its_days() -> None:
    [moved] = changes().due_moved
    assert (moved.new, moved.days) == ("R1.1", 28)


def test_a_deadline_written_in_another_way_has_not_moved() -> None:
    rows = (FIRST[0].replace("3 Mar 06", "03/03/2006"), *FIRST[1:])
    assert changes(FIRST, rows).due_moved == ()


def test_claims_and_leads_that_changed_are_named() -> None:
    found = changes()
    assert {(c.new, c.before, c.after) for c in found.claim_changed} >= {("R1.3", ClaimState.NONE, ClaimState.DONE)}
    assert [(c.new, c.before, c.after) for c in found.leads_changed] == [("R2.2", "SF", "LM")]


def test_progress_that_was_added_to_is_told_apart_from_progress_that_was_rewritten() -> None:
    found = {change.new: change for change in changes().progress_changed}
    assert not found["R1.1"].rewritten
    assert found["R1.1"].added
    assert found["R2.2"].rewritten
    assert found["R2.2"].lost == ("Text agreed 02 03 06",)


def test_actions_that_changed_places_keep_their_match() -> None:
    moved = {match.old: match.new for match in changes().renumbered}
    assert moved == {"R1.2": "R1.3", "R2.1": "R2.2", "R2.2": "R2.1"}


def test_of_actions_with_the_same_words_each_keeps_its_own() -> None:
    rows = (
        "1. Be safe. | Draft issued for consultation | SF | Oct 06 | ",
        " | Final version published | SF | Feb 07 | ",
        "2. Be quick. | Draft issued for consultation | HL | Nov 06 | ",
    )
    found = changes(
        rows, ("1. Be safe. | Another thing | SF | Oct 06 | ", *(row.replace("1. Be safe.", "") for row in rows))
    )
    assert {(m.old, m.new) for m in found.matches} == {("R1.1", "R1.2"), ("R1.2", "R1.3"), ("R2.1", "R2.1")}


@given(st.lists(st.sampled_from(FIRST + SECOND), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_every_action_is_matched_once_or_named_as_new_or_gone(rows: list[str], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = version(1, tuple(rows)), version(2, tuple(shuffled[:-1] or shuffled))
    found = compare(first, second)
    assert sorted([m.old for m in found.matches] + list(found.gone)) == sorted(a.ref for a in first.actions)
    assert sorted([m.new for m in found.matches] + list(found.new)) == sorted(a.ref for a in second.actions)
