"""Rows become actions: what page ends, merged cells, lists and ditto marks did to them is undone and said."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from plan_texts import blocks, identity, lost_words, read, table

from evidence.model.plan import LeadsFrom
from evidence.model.table import Cell, Place, Row, Table
from evidence.plans import understand
from evidence.plans.leads import is_ditto

HEADINGS = "Recommendation | Action to be Taken | Lead | By When | Progress to Date"


@pytest.mark.parametrize("mark", ['"', "''", "“", "〃", "ditto", "Ditto", "ű", "α", "£6", "as above", '-"-'])
def test_a_ditto_mark_repeats_the_last_written_lead_passing_over_blanks(mark: str) -> None:
    plan = read(table(HEADINGS, "1. Be safe | Write | SF (ISM) | | ", " | Read | | | ", f" | Tell | {mark} | | "))
    written, blank, ditto = plan.actions
    assert (written.leads, written.leads_from) == (("SF", "ISM"), LeadsFrom.WRITTEN)
    assert (blank.leads, blank.leads_from, blank.leads_suggested) == ((), LeadsFrom.NONE, ("SF", "ISM"))
    assert (ditto.leads, ditto.leads_from, ditto.lead_text) == (("SF", "ISM"), LeadsFrom.DITTO, mark)


def test_a_lead_to_be_confirmed_is_nobody_and_nobody_is_suggested() -> None:
    plan = read(table(HEADINGS, "1. Be safe | Write | SF | | ", " | Read | tbc | | "))
    assert (plan.actions[1].leads, plan.actions[1].leads_suggested, plan.actions[1].lead_text) == ((), (), "tbc")


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=5))
@example("LL")
@example("DO")
def test_initials_are_never_ditto_marks(initials: str) -> None:
    assume(initials not in ("SAME", "DITTO"))
    assert not is_ditto(initials)


def test_a_recommendation_that_runs_over_several_rows_is_one() -> None:
    plan = read(
        table(
            HEADINGS,
            "1.Ensure that criteria are set for | Write | SF | | ",
            "the involvement of staff in child | Read | | | ",
            "protection cases | Tell | | | ",
            "2. Be quick | Run | HL | | ",
        )
    )
    assert [(r.number, r.text) for r in plan.recommendations] == [
        ("1", "Ensure that criteria are set for the involvement of staff in child protection cases"),
        ("2", "Be quick"),
    ]
    assert [action.ref for action in plan.actions] == ["R1.1", "R1.2", "R1.3", "R2.1"]


def test_a_number_lost_in_print_is_taken_from_the_sequence_and_flagged() -> None:
    plan = read(
        table(
            HEADINGS,
            "1. Be safe. | Write | SF | | ",
            "2. Be quick. | Run | HL | | ",
            " | Hurry | HL | | ",
            "there is an effective strategy | Plan | SF | | ",
            "4. Be kind. | Smile | SF | | ",
        )
    )
    assert [r.number for r in plan.recommendations] == ["1", "2", "3", "4"]
    assert plan.recommendations[2].flags == ("number-inferred",)
    assert plan.actions[3].ref == "R3.1"


def test_lettered_parts_of_a_recommendation_are_numbered_after_it() -> None:
    plan = read(
        table(
            HEADINGS,
            "4. Improve services by: | | | | ",
            "A. Raising attainment | Teach | SF | | ",
            "B. Reducing moves | Stay | HL | | ",
            "5. Be kind | Smile | HL | | ",
        )
    )
    assert [action.recommendation for action in plan.actions] == ["4A", "4B", "5"]
    assert "has-parts" in plan.recommendations[0].flags


def test_an_action_wrapped_over_rows_is_one_action() -> None:
    plan = read(
        table(
            HEADINGS,
            "1. Be safe | Write it down. | SF | May 06 | ",
            " | The strategy will include: | | | ",
            " | Sponsorship Secondments Possible changes to | | | ",
            " | structures and organisation | | | ",
            " | Implement it | | June 06 | ",
        )
    )
    assert [action.text for action in plan.actions] == [
        "Write it down.",
        "The strategy will include: Sponsorship Secondments Possible changes to structures and organisation",
        "Implement it",
    ]


def test_a_row_without_an_action_goes_on_with_the_action_above() -> None:
    plan = read(
        table(
            HEADINGS, "1. Be safe | Confirm roles | SF | 7 Mar 06 | Date confirmed 09.02.06", " | | | | Done 07.03.06"
        )
    )
    [action] = plan.actions
    assert action.progress.text == "Date confirmed 09.02.06 Done 07.03.06"


def test_one_action_with_many_deadlines_has_them_all() -> None:
    plan = read(
        table(
            HEADINGS,
            "1. Be safe | Quarterly reviews | SF | End June 06 | ",
            " | | | End Sept 06 | ",
            " | | | End Dec 06 | ",
        )
    )
    [action] = plan.actions
    assert action.due is not None
    assert action.due.text == "End June 06; End Sept 06; End Dec 06"
    assert (str(action.due.earliest), str(action.due.latest)) == ("2006-06-30", "2006-12-31")


def test_a_row_cut_by_a_page_is_joined_cell_by_cell() -> None:
    head = "RECOMMENDATION\tACTION TO BE TAKEN\tRESOURCES\tPERSON RESPONSIBLE\tPROGRESS TO DATE\n"
    plan = read(
        head
        + "1. Ensure all reviews are held on\tTell staff when a child becomes\tExisting\tA Smith\tBaseline 65%\n\n"
        + 'time.\t"looked after"\tstaff only\tB Jones\tand rising\n'
    )
    [action] = plan.actions
    assert action.text == 'Tell staff when a child becomes "looked after"'
    assert plan.recommendations[0].text == "Ensure all reviews are held on time."
    assert (action.resources, action.progress.text) == ("Existing staff only", "Baseline 65% and rising")
    assert action.leads == ("A Smith", "B Jones")


def test_a_list_cut_by_a_page_goes_on_with_its_last_item() -> None:
    head = "RECOMMENDATION\tACTION TO BE TAKEN\tPERSON RESPONSIBLE\tPROGRESS TO DATE\n"
    plan = read(
        head
        + "1. Be safe.\t<ul><li>Develop a group to steer</li><li>Consider the</li></ul>\tA Smith\tAccepted\n\n"
        + "\t<ul><li>scheme for pupils</li><li>Train staff</li></ul>\t\tby the board\n"
    )
    assert [action.text for action in plan.actions] == [
        "Develop a group to steer",
        "Consider the scheme for pupils",
        "Train staff",
    ]
    assert all(action.progress.shared and action.progress.text == "Accepted by the board" for action in plan.actions)


def test_lists_in_a_cell_are_actions_of_their_own_and_share_the_rest_of_the_row() -> None:
    plan = read(table(HEADINGS, "1. Be safe | <ul><li>Write it</li><li>Read it</li></ul> | SF | May 06 | Started"))
    assert [(a.ref, a.text, a.leads, a.progress.shared) for a in plan.actions] == [
        ("R1.1", "Write it", ("SF",), True),
        ("R1.2", "Read it", ("SF",), True),
    ]


def test_numbered_items_are_paired_across_columns() -> None:
    plan = read(table(HEADINGS, "1. Be safe | a) Write it b) Read it | SF | a) Jan 07 b) Feb 07 | a) Done b) Started"))
    assert [(a.due and a.due.text, a.progress.text, a.progress.shared) for a in plan.actions] == [
        ("Jan 07", "a) Done", False),
        ("Feb 07", "b) Started", False),
    ]


def test_leads_and_dates_in_lines_are_paired_with_as_many_actions() -> None:
    plan = read(
        table(HEADINGS, "1. Be safe | <ul><li>Write it</li><li>Read it</li></ul> | SF<br>HL | Jan 07<br>Feb 07 | ")
    )
    assert [(a.leads, a.due and a.due.text) for a in plan.actions] == [(("SF",), "Jan 07"), (("HL",), "Feb 07")]


def test_a_merged_cell_serves_every_row_it_covers() -> None:
    def row(*texts: str | None) -> Row:
        return Row(cells=tuple(Cell(text=text or "", merged=text is None) for text in texts))

    plan = understand(
        [
            Table(
                rows=(
                    row("Recommendation", "Action", "Lead", "By when", "Progress"),
                    row("1. Be safe", "Write it", "SF", "May 06", "All under way"),
                    row(None, "Read it", None, "June 06", None),
                )
            )
        ],
        identity=identity(),
    )
    assert [(a.ref, a.leads, a.leads_from.value) for a in plan.actions] == [
        ("R1.1", ("SF",), "written"),
        ("R1.2", ("SF",), "written"),
    ]
    assert [a.progress.text for a in plan.actions] == ["All under way", "All under way"]
    assert plan.actions[1].progress.shared


def test_heading_rows_inside_a_table_are_the_recommendations() -> None:
    plan = read(
        table(
            "Item | Actions Required | Lead Officer(s) | Timescale",
            "Standard 1 - Referrals | | | ",
            "1 | Review duty | Manager | Sept 2003",
            "Standard 2 - Assessment | | | ",
            "2 | Audit | Head | tbc",
        )
    )
    assert [(r.number, r.text) for r in plan.recommendations] == [
        ("1", "Standard 1 - Referrals"),
        ("2", "Standard 2 - Assessment"),
    ]
    assert [action.ref for action in plan.actions] == ["R1.1", "R2.1"]


def test_headings_above_the_tables_are_the_recommendations() -> None:
    plan = read(
        "### Action 1: Find the data\n\nWords about it.\n\n"
        + table("Milestone | Target Date", "Ask | May 2020", "Look | June 2020")
        + "\n### Action 2: Use the data\n\n"
        + table("Milestone | Target Date", "Use | July 2020")
    )
    assert [(r.number, r.text) for r in plan.recommendations] == [("1", "Find the data"), ("2", "Use the data")]
    assert [action.recommendation for action in plan.actions] == ["1", "1", "2"]


def test_words_struck_out_are_kept_apart_from_the_deadline_that_counts() -> None:
    plan = read(table("Action | Target Date", "Ask | <s>June 30, 2020</s> <b>July 31, 2020*</b>"))
    [action] = plan.actions
    assert action.due is not None
    assert (action.due.text, str(action.due.latest)) == ("July 31, 2020*", "2020-07-31")
    assert action.other == "due, struck out: June 30, 2020"
    assert [problem.code for problem in action.problems] == ["P211"]


def test_a_torn_off_column_is_put_back_where_the_counts_prove_it() -> None:
    plan = read(
        table("Recommendation | Action | Lead", "1. Be safe | Write | SF", " | Read | HL", " | Tell | SF")
        + "\n"
        + table("Success Criteria", " ", "All read", " ")
    )
    assert [action.success_criteria for action in plan.actions] == [None, "All read", None]
    assert plan.unplaced == ()


def test_a_torn_off_column_of_another_length_stays_unplaced_with_the_counts() -> None:
    plan = read(
        table("Recommendation | Action | Lead", "1. Be safe | Write | SF", " | Read | HL")
        + "\n"
        + table("Success Criteria", " ", "All read", " ", " ")
    )
    assert [action.success_criteria for action in plan.actions] == [None, None]
    [piece] = plan.unplaced
    assert piece.text == "All read"
    assert "4 rows; table 1 has 2" in piece.reason


def test_file_paths_and_page_numbers_leave_the_cells_but_are_kept() -> None:
    path = r"E:\DATA\Items\plan2403.doc"
    plan = read(table(HEADINGS, f"1. Be safe | Write it | SF | May 06 | Done {path}", " | | | | 40"))
    assert plan.actions[0].progress.text == "Done"
    assert {piece.text for piece in plan.unplaced} == {path, "40"}


def test_every_reference_is_given_once() -> None:
    plan = read(table("Ref | Action | Lead", "3.1 | Write | SF", "3.1 | Read | HL", "3.2 | Tell | SF", "A-7 | Go | SF"))
    refs = [action.ref for action in plan.actions]
    assert len(set(refs)) == len(refs) == 4


def test_an_action_says_where_it_stands() -> None:
    plan = read("Intro.\n\n" + table(HEADINGS, "1. Be safe | Write it | SF | May 06 | "))
    place = plan.actions[0].source
    assert (place.table, place.row, place.line) == (1, 2, 5)


def test_a_deadline_in_the_actions_own_words_counts_where_the_plan_has_no_column_for_it() -> None:
    plan = read(table("Recommendation | Action | Lead", "1. Be safe | Cut turnover by 25% by 31/3/07 | SF"))
    due = plan.actions[0].due
    assert due is not None
    assert (due.text, str(due.latest)) == ("by 31/3/07", "2007-03-31")


@pytest.mark.parametrize("spans", [True, False])
def test_a_heading_row_between_recommendations_is_part_of_neither(spans: bool) -> None:
    rows = (
        ("Recommendation", "Action", "Lead", "Progress"),
        ("1. Improve interviews", "Commission a provider", "SF", "Done"),
        ("Theme: Leadership", "", "", ""),
        ("2. Scrutiny", "Report to the board", "HL", "Not started"),
    )
    grid = tuple(
        Row(cells=tuple(Cell(text=text, merged=spans and not text) for text in texts), place=Place(table=1, row=n))
        for n, texts in enumerate(rows, start=1)
    )
    plan = understand((Table(rows=grid, place=Place(table=1)),), identity=identity())
    assert [(one.number, one.text) for one in plan.recommendations] == [("1", "Improve interviews"), ("2", "Scrutiny")]
    assert [(piece.text, piece.reason) for piece in plan.unplaced] == [
        ("Theme: Leadership", "a heading over the rows below it")
    ]


def test_a_row_over_the_whole_width_above_actions_of_its_own_is_their_recommendation() -> None:
    rows = (
        ("Recommendation", "Action", "Lead"),
        ("Improve interviews", "", ""),
        ("", "Commission a provider", "SF"),
        ("Improve scrutiny", "", ""),
        ("", "Report to the board", "HL"),
    )
    grid = tuple(
        Row(cells=(Cell(text=texts[0]), *(Cell(text=text, merged=bool(texts[0])) for text in texts[1:])))
        for texts in rows[1:]
    )
    heads = Row(cells=tuple(Cell(text=text) for text in rows[0]))
    plan = understand((Table(rows=(heads, *grid), place=Place(table=1)),), identity=identity())
    assert [one.text for one in plan.recommendations] == ["Improve interviews", "Improve scrutiny"]
    assert [one.recommendation for one in plan.actions] == ["1", "2"]


@pytest.mark.parametrize("headings", ["Recommendation | Action | Lead", "Action | Lead | Progress"])
def test_a_row_that_is_nothing_but_a_deadline_sets_it_for_those_below(headings: str) -> None:
    first, second = "Write the policy | SF | Done", "Train all staff | HL | "
    if headings.startswith("Recommendation"):
        first, second = "1. Be safe | Write the policy | SF", "2. Be well | Train all staff | HL"
    source = table(headings, "Within 3 months | | ", first, "By June 2006 | | ", second)
    plan = read(source)
    assert [action.text for action in plan.actions] == ["Write the policy", "Train all staff"]
    deadlines = [one.deadline and one.deadline.text for one in plan.recommendations]
    assert deadlines == ["Within 3 months", "By June 2006"]
    assert lost_words(blocks(source), plan) == []


def test_a_deadline_in_its_own_column_or_in_the_middle_of_a_sentence_is_no_heading() -> None:
    source = table(
        "Recommendation | Action | Lead | By when",
        "1. Be safe | Write the policy | SF | By March 06",
        " | | | By May 06",
        " | Train all staff | HL | June 06",
        " | within 6 months | | ",
    )
    first, second = read(source).actions
    assert first.due and first.due.text.endswith("By May 06")
    assert second.text == "Train all staff within 6 months"


@pytest.mark.parametrize("label", ["Progress", "Update", "Progress to date", "Update March 2006", "Comments"])
@pytest.mark.parametrize("row", ["{} | | | ", " | {} | | "])
def test_a_labelled_row_below_an_action_reports_on_it(label: str, row: str) -> None:
    source = table(
        "Ref | Action | Lead | By when",
        "1 | Write the policy | SF | March 06",
        row.format(f"{label}: draft issued 3 Feb 06"),
        "2 | Train all staff | HL | April 06",
        row.format(f"{label}: Completed 2 April 06"),
    )
    plan = read(source)
    assert [(one.text, one.progress.text, str(one.progress.claim)) for one in plan.actions] == [
        ("Write the policy", "draft issued 3 Feb 06", "part"),
        ("Train all staff", "Completed 2 April 06", "done"),
    ]
    assert lost_words(blocks(source), plan) == []


def test_numbers_in_two_parts_start_actions_of_their_own_in_a_cell() -> None:
    cells = [
        "1. Be safe",
        "Action 1.1: Write the policy\nAction 1.2: Train all staff",
        "SF\nHL",
        "3 Mar 06\n4 Apr 06",
    ]
    heads = [Cell(text=text) for text in ("Recommendation", "Agreed actions", "Owner", "Date")]
    rows = [Row(cells=heads), Row(cells=[Cell(text=text) for text in cells])]
    actions = understand([Table(rows=rows)], identity=identity()).actions
    assert [(one.text, one.leads, one.due and one.due.text) for one in actions] == [
        ("Action 1.1: Write the policy", ("SF",), "3 Mar 06"),
        ("Action 1.2: Train all staff", ("HL",), "4 Apr 06"),
    ]


def test_sentences_below_a_heading_for_numbers_of_recommendations_are_recommendations() -> None:
    plan = read(
        table(
            "Rec | Ref | Action | Lead",
            "1. Be safe | 1a | Write the policy | SF",
            " | 1b | Train all staff | HL",
            "2. Be well | 2a | Publish it | JS",
        )
    )
    assert [(one.number, one.text) for one in plan.recommendations] == [("1", "Be safe"), ("2", "Be well")]
    numbered = read(table("Rec | Ref | Action | Lead", "Rec 1 | 1a | Write it | SF", "Rec 2 | 2a | Read it | HL"))
    assert not any(one.text for one in numbered.recommendations)
