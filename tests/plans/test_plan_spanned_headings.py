"""Headings in two rows: what an upper heading spans is read from the row below it."""

from __future__ import annotations

import pytest
from plan_texts import blocks, lost_words, read, table


@pytest.mark.parametrize(
    ("dates", "below", "cells", "due"),
    [
        ("Timescale", ("Start", "End"), ("9 Jan 2023", "30 June 2023"), "30 June 2023"),
        ("Dates", ("Due", "Completed"), ("1 May 2019", "29 April 2019"), "1 May 2019"),
        ("Deadline", ("Original", "Actual"), ("1 May 2019", "29 April 2019"), "1 May 2019"),
        ("Target dates", ("From", "Finish"), ("1 May 2019", "29 June 2019"), "29 June 2019"),
    ],
)
def test_the_deadline_is_the_one_that_the_lower_heading_names(
    dates: str, below: tuple[str, str], cells: tuple[str, str], due: str
) -> None:
    source = table(
        f"Recommendation | Action | Ownership | | {dates} | | Progress",
        f" | | Lead officer | Support | {below[0]} | {below[1]} | ",
        f"1. Be safe | Write it | SF | Police | {cells[0]} | {cells[1]} | Done",
    )
    plan = read(source)
    [action] = plan.actions
    assert [(one.number, one.text) for one in plan.recommendations] == [("1", "Be safe")]
    assert (action.due and action.due.text, action.leads, action.partners) == (due, ("SF",), "Police")
    assert lost_words(blocks(source), plan) == []


def test_a_first_row_of_content_is_not_taken_for_headings() -> None:
    plan = read(
        table(
            "Recommendation | Action | Lead | | Status",
            "1. Be safe | Write it | SF | Police | Complete",
            " | | HL | Health | ",
            "2. Be sound | Read it | JS | | Complete",
        )
    )
    assert [action.text for action in plan.actions] == ["Write it", "Read it"]


def test_a_title_over_the_whole_table_does_not_swallow_its_headings() -> None:
    plan = read(table("Council plan | | ", "Action | Lead | By when", "Write it | SF | 3 Mar 06"))
    assert [(action.text, action.leads) for action in plan.actions] == [("Write it", ("SF",))]
    assert [piece.text for piece in plan.unplaced] == ["Council plan"]
