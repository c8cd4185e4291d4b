"""Plans without a table: labelled paragraphs, bullets with ids, blocks of headed lines."""

from __future__ import annotations

import pytest
from plan_texts import blocks, lost_words, read, table

from evidence.model.errors import UnreadableInput
from evidence.model.plan import ClaimState


def test_labelled_paragraphs_are_actions_with_the_lines_below_them() -> None:
    plan = read(
        "Action plan\n\nAction 1: Review the policy\nResponsible officer: Head of Service\nTimeline: March 2025\n"
        "Expected outcome: fewer episodes\n\nAction 2: Train all staff\nResponsible officer: Training Manager\n"
        "Progress: Completed 12/01/25.\n"
    )
    first, second = plan.actions
    assert (first.ref, first.text, first.leads) == ("R1.1", "Review the policy", ("Head of Service",))
    assert first.success_criteria == "fewer episodes"
    assert first.due is not None
    assert str(first.due.latest) == "2025-03-31"
    assert (second.ref, second.progress.claim) == ("R2.1", ClaimState.DONE)
    assert [action.source.line for action in plan.actions] == [3, 8]


def test_labelled_headings_take_their_text_from_the_paragraph_below() -> None:
    plan = read("## Action 1\n\nReview the policy\n\n## Action 2\n\nTrain all staff\n")
    assert [action.text for action in plan.actions] == ["Review the policy", "Train all staff"]


def test_bullets_with_ids_are_actions_and_brackets_behind_them_are_fields() -> None:
    plan = read(
        "# Tracker\n\n- A-1 Write the protocol (owner: SF; due: 3 Mar 06)\n"
        "- [x] A-2 Publish it (owner: HL; due: 17 Mar 06; progress: Done 16 03 06)\n"
    )
    first, second = plan.actions
    assert (first.text, first.leads, first.due and first.due.text) == ("Write the protocol", ("SF",), "3 Mar 06")
    assert (second.text, second.status, second.progress.claim) == ("Publish it", "[x]", ClaimState.DONE)
    assert [r.number for r in plan.recommendations] == ["A-1", "A-2"]


def test_brackets_that_are_no_fields_stay_in_the_action() -> None:
    plan = read("- A-1 Write the protocol (see note: page 3)\n- A-2 Publish it\n")
    assert plan.actions[0].text == "Write the protocol (see note: page 3)"


def test_blocks_may_start_with_the_lead() -> None:
    plan = read(
        "Lead: Director\nAction: Do this\nBy when: May 2025\n\nLead: Deputy\nAction: Do that\nBy when: June 2025\n"
    )
    assert [(a.text, a.leads, a.due and a.due.text) for a in plan.actions] == [
        ("Do this", ("Director",), "May 2025"),
        ("Do that", ("Deputy",), "June 2025"),
    ]


def test_a_table_of_headings_down_its_side_is_read_row_by_row() -> None:
    plan = read(
        table(
            "Recommendation | 1. Be safe",
            "Action | Write it",
            "Lead | SF",
            "By when | May 2025",
            "Action | Read it",
            "Lead | HL",
        )
    )
    assert [(a.text, a.leads) for a in plan.actions] == [("Write it", ("SF",)), ("Read it", ("HL",))]


def test_actions_under_labelled_recommendations_belong_to_them() -> None:
    plan = read(
        "Recommendation 4: Be safe\n\nAction 4.1: Write it\n\nAction 4.2: Read it\n\n"
        "Recommendation 5: Be quick\n\nAction 5.1: Run\n"
    )
    assert [(r.number, r.text) for r in plan.recommendations] == [("4", "Be safe"), ("5", "Be quick")]
    assert [action.ref for action in plan.actions] == ["R4.1", "R4.2", "R5.1"]


def test_labels_inside_one_paragraph_are_fields() -> None:
    plan = read(
        "Recommendation 1: Tackle drift\n\nAction 1: Review all cases. Lead: HoS. Due: 1 March 2020. "
        "Progress: completed 20 Feb 2020.\n\nAction 2: Report to the board (Lead: QA). Due: May 2020\n"
    )
    first, second = plan.actions
    assert (first.text, first.leads, first.due and first.due.edtf) == ("Review all cases.", ("HoS",), "2020-03-01")
    assert (first.progress.text, first.progress.claim) == ("completed 20 Feb 2020.", ClaimState.DONE)
    assert (second.text, second.leads, second.due and second.due.edtf) == ("Report to the board", ("QA",), "2020-05")
    assert [(one.number, one.text) for one in plan.recommendations] == [("1", "Tackle drift")]
    assert [(one.ref, one.other) for one in plan.actions] == [("R1.1", None), ("R1.2", None)]


@pytest.mark.parametrize("ids", [("2.1 ", "2.2 "), ("", "")])
def test_a_lead_a_deadline_and_a_status_between_dashes_are_fields(ids: tuple[str, str]) -> None:
    plan = read(
        f"Tracker\n\n- {ids[0]}Set up a council - JS - by April 2020\n- {ids[1]}Publish - JS - May 2020 - DONE\n"
    )
    first, second = plan.actions
    assert (first.text, first.leads, first.due and first.due.edtf) == ("Set up a council", ("JS",), "2020-04")
    assert (second.text, second.due and second.due.edtf, second.progress.claim) == (
        "Publish",
        "2020-05",
        ClaimState.DONE,
    )


@pytest.mark.parametrize(
    "text", ["Write it - all of it - in May", "Set the key terms. Note: as agreed", "Meet - then agree"]
)
def test_dashes_and_colons_of_a_sentence_stay_in_the_action(text: str) -> None:
    assert read(f"- A-1 {text}\n- A-2 Publish it\n").actions[0].text == text


@pytest.mark.parametrize("joint", [" - ", " | ", ". ", "; "])
def test_labels_behind_a_bullet_without_an_id_are_fields(joint: str) -> None:
    rows = ("Review cases", "Lead: JS", "Due: May 2020", "Status: Done"), ("Train", "Lead: AB", "Due: May 2021")
    plan = read("Tracker\n\n" + "\n".join(f"- {joint.join(row)}" for row in rows))
    first, second = plan.actions
    assert (first.text.rstrip(".;"), first.leads, first.due and first.due.edtf) == ("Review cases", ("JS",), "2020-05")
    assert (first.status, first.progress.claim) == ("Done", ClaimState.DONE)
    assert (second.text.rstrip(".;"), second.leads, second.due and second.due.edtf) == ("Train", ("AB",), "2021-05")


def test_prose_is_no_plan() -> None:
    with pytest.raises(UnreadableInput):
        read("The action was taken in May. Note: nothing else.\n\n- one\n- two\n")


BLOCKS = """1. Strengthen oversight of supervision
Responsible officer: Head of Safeguarding
Timeline: September 2025
Link to other plans: SEF, QA framework
Expected outcome: Staff report good supervision

2. Improve life story work
Responsible officer: Head of Looked After Children
Timeline: Ongoing, reviewed quarterly
"""


@pytest.mark.parametrize("mark", ["", "## "])
def test_a_line_above_a_block_of_labelled_lines_is_the_action(mark: str) -> None:
    text = BLOCKS.replace("1. ", mark).replace("2. ", mark) if mark else BLOCKS
    first, second = read(text).actions
    assert (first.text, first.leads) == ("Strengthen oversight of supervision", ("Head of Safeguarding",))
    assert (first.due and first.due.text, first.success_criteria) == ("September 2025", "Staff report good supervision")
    assert first.other == "Text: Link to other plans: SEF, QA framework"
    assert (second.text, second.due and str(second.due.recurrence)) == ("Improve life story work", "quarterly")


def test_the_head_of_a_memo_is_no_action() -> None:
    with pytest.raises(UnreadableInput, match="No action plan found"):
        read("MEMO\n\nTo: All\nFrom: HL\nDate: 3 May 2006\n\nPlease note.\n\nContact officer: JS\n")


def test_a_number_in_front_of_a_label_counts_what_it_labels() -> None:
    text = """1. Requirement: Medication records must be complete.
Action: Weekly medication audit by shift lead.
Responsible: SF
Timescale: 14 July 2023

2. Requirement: Repair the garden fence.
Action: Contractor to repair fence panels.
Responsible: HL
Timescale: 31 July 2023
"""
    plan = read(text)
    assert [(one.number, one.text) for one in plan.recommendations] == [
        ("1", "Medication records must be complete."),
        ("2", "Repair the garden fence."),
    ]
    assert [(one.ref, one.leads) for one in plan.actions] == [("R1.1", ("SF",)), ("R2.1", ("HL",))]
    assert lost_words(blocks(text), plan) == []
