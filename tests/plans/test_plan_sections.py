"""What opens a recommendation and what an action: headings over tables, numbers in front, lines of a cell."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from plan_texts import blocks, lost_words, plan_in, read, table


@pytest.mark.parametrize("name", ["plan.html", "plan.docx"])
def test_each_heading_opens_a_recommendation_though_nothing_says_where_it_stands(name: str, tmp_path: Path) -> None:
    parts = {"Priority 1: Writing": ("Teach it daily", "HL"), "Priority 2: Attendance": ("Ring home first", "SF")}
    if name.endswith("docx"):
        document = docx.Document()
        for heading, cells in parts.items():
            document.add_heading(heading, level=2)
            filled = document.add_table(rows=0, cols=2)
            for row in (("Action", "Lead"), cells):
                for cell, text in zip(filled.add_row().cells, row, strict=True):
                    cell.text = text
        document.save(str(tmp_path / name))
    else:
        tables = (
            f"<h2>{heading}</h2><table><tr><th>Action<th>Lead</tr><tr><td>{text}<td>{lead}</tr></table>"
            for heading, (text, lead) in parts.items()
        )
        (tmp_path / name).write_text(f"<!doctype html><title>Plan</title><body>{''.join(tables)}", "utf-8")
    plan = plan_in(tmp_path / name)
    assert [(one.number, one.text) for one in plan.recommendations] == [("1", "Writing"), ("2", "Attendance")]
    assert [(one.recommendation, one.text) for one in plan.actions] == [
        ("1", "Teach it daily"),
        ("2", "Ring home first"),
    ]


def test_numbered_recommendations_that_start_alike_are_no_repeated_print() -> None:
    source = table(
        "PAC recommendation | Action | Lead",
        "1a: The Department should publish data | Publish quarterly statistics | SF",
        "2a: The Department should set out its costs | Write to the Committee | HL",
    )
    plan = read(source)
    assert [(one.text, one.leads) for one in plan.actions] == [
        ("Publish quarterly statistics", ("SF",)),
        ("Write to the Committee", ("HL",)),
    ]
    assert lost_words(blocks(source), plan) == []


def test_lines_that_are_orders_each_are_actions_of_their_own() -> None:
    source = table(
        "Recommendation | Action | Lead | By when",
        "1. Plans | Review all personal plans<br>Introduce a review calendar | SF<br>HL | May 06<br>June 06",
        "2. Visits | Write the policy<br>for all visits | SF | May 06",
    )
    plan = read(source)
    assert [(one.text, one.leads, one.due and one.due.text) for one in plan.actions] == [
        ("Review all personal plans", ("SF",), "May 06"),
        ("Introduce a review calendar", ("HL",), "June 06"),
        ("Write the policy for all visits", ("SF",), "May 06"),
    ]
    assert lost_words(blocks(source), plan) == []


def test_one_numbered_heading_is_what_all_actions_below_it_answer_and_the_title_of_a_plan_is_not() -> None:
    rows = ("Write the policy | SF | Done", "Train all staff | HL | ")
    plan = read(f"## 1. Improve the service\n\n{table('Action | Lead | Progress', *rows)}")
    assert [one.text for one in plan.recommendations] == ["Improve the service"]
    assert [one.ref for one in plan.actions] == ["R1.1", "R1.2"] and plan.unplaced == ()
    titled = read(f"## 5. Action plan\n\n{table('Action | Lead | Progress', *rows)}")
    assert len(titled.recommendations) == 2
