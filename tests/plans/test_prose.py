"""Running text beside the tables of a plan is kept with it, and asks the keeper for nothing."""

from __future__ import annotations

from plan_texts import blocks, lost_words, read, table

from evidence.model.plan import OUTSIDE_TABLES
from evidence.plans.doubts import doubts

PLAN = table("Recommendation | Action | Lead | By when", "1. Be safe. | Write the policy | SF | 3 Mar 06")
AROUND = f"# A plan of a town\n\nWhat we mean to do.\n\n{PLAN}\nNote: figures follow.\n\nSigned off by the board.\n"


def test_text_above_and_below_the_tables_is_kept_in_one_piece_for_each_run() -> None:
    plan = read(AROUND)
    assert [(piece.text, piece.reason) for piece in plan.unplaced] == [
        ("A plan of a town\nWhat we mean to do.", OUTSIDE_TABLES),
        ("Note: figures follow.\nSigned off by the board.", OUTSIDE_TABLES),
    ]
    assert [piece.source.line for piece in plan.unplaced] == [1, 9]


def test_headings_that_became_recommendations_and_lines_of_the_index_have_a_place() -> None:
    index = "- SF Sue Field Director of Services\n- HL Hal Long Head of Care\n- JB Jo Brown Team Manager\n\n"
    rows = table("Action | Lead | By when", "Write the policy | SF | 3 Mar 06", "Train staff | HL | May 06")
    text = f"{index}## Recommendation 1: Be safe\n\n{rows}\n## Recommendation 2: Be quick (continued)\n\n{rows}"
    plan = read(text)
    assert [item.text for item in plan.recommendations] == ["Be safe", "Be quick"]
    assert plan.unplaced == ()


def test_running_text_is_no_doubt_of_the_plan() -> None:
    assert [one for one in doubts(read(AROUND)) if one.key.startswith("unplaced")] == []


def test_a_plan_without_tables_keeps_the_lines_that_are_no_action() -> None:
    text = "# A plan\n\nIn haste.\n\nAction 1: Write the policy\nLead: SF\n\n## Afterword\n\nAction 2: Train staff\n"
    plan = read(text)
    assert len(plan.actions) == 2
    assert lost_words(blocks(text), plan) == []
