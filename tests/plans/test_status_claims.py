"""A status column speaks where the progress cell is silent, and only there."""

from __future__ import annotations

import pytest
from plan_texts import read, table

from evidence.model.plan import ClaimState, Progress
from evidence.plans.status_claims import with_status

DONE, PART, NONE = ClaimState.DONE, ClaimState.PART, ClaimState.NONE


@pytest.mark.parametrize("cell", ["", "-", "N/A", "See above"])
@pytest.mark.parametrize(
    ("status", "claim", "on"),
    [
        ("Complete", DONE, None),
        ("Closed", DONE, None),
        ("DONE", DONE, None),
        ("100%", DONE, None),
        ("Complete 3 March 2006", DONE, "2006-03-03"),
        ("Completed (03/03/2006)", DONE, "2006-03-03"),
        ("Green - Complete", DONE, None),
        ("In progress", PART, None),
        ("75%", PART, None),
        ("Ongoing, due 3 March 2006", NONE, None),
        ("Not started", NONE, None),
        ("0%", NONE, None),
        ("Green", NONE, None),
        ("Blue", NONE, None),
        ("Yes", NONE, None),
    ],
)
def test_a_status_claims_what_it_says_where_the_progress_cell_is_silent(
    cell: str, status: str, claim: ClaimState, on: str | None
) -> None:
    plan = read(table("Action | Lead | Status | Progress", f"Write the paper | SF | {status} | {cell}"))
    progress = plan.actions[0].progress
    assert (progress.claim, progress.claimed_on and progress.claimed_on.edtf) == (claim, on)
    assert (progress.because == (f"the status column says {status!r}",)) is (claim is not NONE)


@pytest.mark.parametrize("cell", ["Not started", "To be completed by March 2007", "Draft circulated", "Completed"])
def test_a_progress_cell_that_speaks_keeps_its_own_claim(cell: str) -> None:
    said = [
        read(table("Action | Status | Progress | Lead", f"Write it | {status} | {cell} | SF")).actions[0].progress
        for status in ("", "Complete", "In progress", "Not started")
    ]
    assert said == [said[0]] * 4


def test_no_status_leaves_the_progress_as_it_is() -> None:
    blank = Progress(because=("the cell is blank",))
    assert with_status(blank, None) is blank


@pytest.mark.parametrize(
    ("heading", "status", "claim", "on"),
    [
        ("Done?", "✓", DONE, None),
        ("Complete? (Y/N)", "Y", DONE, None),
        ("Complete? (Y/N)", "N", NONE, None),
        ("Achieved (tick)", "x", DONE, None),
        ("Date completed", "3 March 2006", DONE, "2006-03-03"),
        ("Closed on", "03/03/2006", DONE, "2006-03-03"),
        ("On target (tick)", "✓", NONE, None),
        ("RAG", "Blue", NONE, None),
        ("BRAG", "Blue", DONE, None),
        ("BRAG rating", "B", DONE, None),
        ("BRAG", "Green", NONE, None),
    ],
)
def test_a_tick_a_day_or_blue_claims_what_the_heading_over_it_says(
    heading: str, status: str, claim: ClaimState, on: str | None
) -> None:
    plan = read(table(f"Action | Lead | {heading} | Progress", f"Write the paper | SF | {status} | "))
    progress = plan.actions[0].progress
    assert (progress.claim, progress.claimed_on and progress.claimed_on.edtf) == (claim, on)
    assert plan.actions[0].status == status
    said = read(table(f"Action | Lead | {heading} | Progress", f"Write the paper | SF | {status} | Draft issued"))
    assert said.actions[0].progress.claim is PART
