"""What trackers really have: no words in the action's cell, headings printed again in two rows, numbered lines."""

from __future__ import annotations

import pytest
from plan_texts import read, table

MILESTONES = "POAM ID | Weakness Name | Milestone | Point of Contact | Scheduled Completion Date"


def test_a_recommendation_with_a_lead_or_a_deadline_and_no_action_stands_for_one() -> None:
    plan = read(
        table(MILESTONES, "V-1 | Late patches | Patch | SF | 03/31/2023", "V-2 | Old protocol | | HL | 02/30/2023")
    )
    assert [(a.text, a.leads, a.recommendation) for a in plan.actions] == [
        ("Patch", ("SF",), "V-1"),
        ("Old protocol", ("HL",), "V-2"),
    ]
    assert [problem.code for problem in plan.actions[1].problems] == ["P201"]
    assert [item.flags for item in plan.recommendations] == [(), ("action-not-stated",)]


def test_such_an_action_stands_in_its_place_among_the_others() -> None:
    plan = read(table(MILESTONES, "V-1 | One | | SF | May 06", "V-2 | Two | Patch | HL | May 06"))
    assert [action.text for action in plan.actions] == ["One", "Patch"]


def test_a_recommendation_whose_actions_follow_in_other_rows_has_no_more_than_these() -> None:
    plan = read(table("Recommendation | Action | Lead", "1. Be safe | | SF", " | Write the policy | HL"))
    assert [action.text for action in plan.actions] == ["Write the policy"]
    assert "SF" in {piece.text for piece in plan.unplaced}


def test_a_recommendation_alone_is_no_action() -> None:
    plan = read(table("Recommendation | Action | Lead", "1. Be safe | Write | SF", "2. Be quick | | "))
    assert [action.text for action in plan.actions] == ["Write"]


def test_headings_of_two_rows_are_headings_where_they_are_printed_again() -> None:
    heads = ("Recommendation | Action | Lead | By", " | | | When")
    plan = read(
        table(heads[0], heads[1], "1. Be safe | Write | SF | May 06", *heads, "2. Be quick | Run | SF | June 06")
    )
    assert [action.due.text for action in plan.actions if action.due] == ["May 06", "June 06"]
    assert plan.unplaced == ()


@pytest.mark.parametrize("mark", ["1.", "1)"])
def test_the_number_of_a_listed_action_is_not_part_of_its_words(mark: str) -> None:
    plan = read(f"{mark} Review cases - JS - May 2006\n2. Train staff - HL - End June 06\n")
    assert [(action.ref, action.text) for action in plan.actions] == [("R1.1", "Review cases"), ("R2.1", "Train staff")]


def test_nr_is_a_heading_for_numbers() -> None:
    plan = read(table("Nr | Action | Lead | By when", "4 | Write | SF | May 06"))
    assert plan.actions[0].recommendation == "4"


def test_numbered_things_on_one_line_are_actions_of_their_own_paired_with_dates_and_answers() -> None:
    plan = read(
        table(
            "Aim | Milestone | Lead | Date | Achieved? | Progress",
            "Health | 1. Run campaigns 2. Train advisers | DS (JK) | 1. 31/03/07 2. 31/12/06 | 1. No 2. Yes | ",
        )
    )
    assert [(a.text, a.leads, a.due and a.due.text, a.status) for a in plan.actions] == [
        ("1. Run campaigns", ("DS", "JK"), "31/03/07", "1. No"),
        ("2. Train advisers", ("DS", "JK"), "31/12/06", "2. Yes"),
    ]


def test_a_number_that_only_names_a_phase_parts_nothing() -> None:
    plan = read(table("Recommendation | Action | Lead", "1. Be safe | 1. Start phase 2. Then stop | SF"))
    assert len(plan.actions) == 1


def test_the_deadline_of_a_heading_is_the_date_in_it_before_its_general_words() -> None:
    plan = read(
        "## SHORT TERM TARGETS (achievable within 6 months, ie by June 2006)\n\n"
        + table("Recommendation | Responsible Officer | Update", "Publish a leaflet | JB | Leaflet out")
    )
    deadline = plan.recommendations[0].deadline
    assert deadline is not None
    assert (deadline.text, str(deadline.latest)) == ("by June 2006", "2006-06-30")


def test_the_number_of_an_action_that_its_reference_shows_has_a_place() -> None:
    plan = read(table("Item | Actions Required | Lead", "1.1 | Review | JD", "1.2 | Publish | HL"))
    assert plan.unplaced == ()


def test_the_title_of_a_post_before_a_name_is_not_part_of_it() -> None:
    plan = read(table("Recommendation | Action | Lead", "1. Be safe | Audit | Ward manager (deputy: A. Smith)"))
    assert plan.actions[0].leads == ("Ward manager", "A. Smith")


@pytest.mark.parametrize("mark", ["-do-", "- do -", ",,"])
def test_ditto_is_written_in_many_ways(mark: str) -> None:
    plan = read(table("Recommendation | Action | Lead", "1. Be safe | Write | SF", f" | Read | {mark}"))
    assert plan.actions[1].leads == ("SF",)


def test_headings_that_ask_and_headings_of_two_are_known() -> None:
    asked = "What needs to happen | Who's responsible? | When/Cost | Where are we now?"
    [action] = read(table(asked, "Write | SF | May 06 / £400 | Started")).actions
    assert (action.leads, action.due and str(action.due.latest)) == (("SF",), "2006-05-31")
    assert action.progress.text == "Started"


def test_boxes_to_tick_make_actions_of_bullets() -> None:
    plan = read("- [ ] Write the policy\n- [x] Train staff\n")
    assert [(a.text, a.status) for a in plan.actions] == [("Write the policy", "[ ]"), ("Train staff", "[x]")]


def test_a_label_needs_no_stop_before_it_where_it_is_plain() -> None:
    plan = read("* **Action 2.1** - Audit 20 files **Lead:** SD **Due:** June 2006\n")
    assert [(a.text, a.leads, a.due and a.due.text) for a in plan.actions] == [("Audit 20 files", ("SD",), "June 2006")]


def test_deadlines_of_nothing_but_separators_are_kept_as_they_are_written() -> None:
    plan = read(table("Recommendation | Action | Lead | By when", "1. Be safe | Write | SF | ;", " | | | ;"))
    due = plan.actions[0].due
    assert due is not None
    assert (due.text, due.earliest, due.latest) == (";;;", None, None)
