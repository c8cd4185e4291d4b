"""Plans set in columns of blanks, as printed from a terminal or pasted into a message."""

from __future__ import annotations

from plan_texts import blocks, read

from evidence.model.table import Table

PLAN = """ACTION PLAN OF THE COUNCIL

Ref   Action                                   Lead   Deadline     Progress
1     Write the visiting policy                SF     3 Mar 06     Draft written 01 03 06
2     Train all duty staff in the new          HL     30 Apr 06
      policy on visits

3     Audit twenty case files                  SD     30 June 06   Done 12 06 06

A closing remark of some length that stands below the table.
"""


def test_columns_of_blanks_are_a_table_and_wrapped_cells_are_joined() -> None:
    actions = read(PLAN).actions
    assert [action.text for action in actions] == [
        "Write the visiting policy",
        "Train all duty staff in the new policy on visits",
        "Audit twenty case files",
    ]
    assert [action.leads for action in actions] == [("SF",), ("HL",), ("SD",)]
    assert [str(action.due.latest) for action in actions if action.due] == ["2006-03-03", "2006-04-30", "2006-06-30"]
    assert [action.source.line for action in actions] == [4, 5, 8]


def test_running_text_with_wide_blanks_is_no_table() -> None:
    letter = "Dear Sir,    thank you.\n\nThe meeting is at  10.  It ends at  12.\nWe shall write again soon.\nYours\n"
    assert not [block for block in blocks(letter) if isinstance(block, Table)]


def test_a_ruler_below_the_headings_and_indented_second_lines_belong_to_the_table() -> None:
    plan = read(
        """Milestone                             Directorate   Owner      Current Commentary
---------                             -----------   -----      ------------------
Deliver new contact centre by June    Resources     J Smith    On course
 2008
Review of fostering allowances        CYP           A Jones    Delayed by
                                                               consultation
"""
    )
    assert [(a.text, a.leads, a.partners, a.progress.text) for a in plan.actions] == [
        ("Deliver new contact centre by June 2008", ("J Smith",), "Resources", "On course"),
        ("Review of fostering allowances", ("A Jones",), "CYP", "Delayed by consultation"),
    ]
