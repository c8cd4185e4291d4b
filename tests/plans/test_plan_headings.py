"""Headings are read by meaning, whatever a page or a scanner made of them."""

from __future__ import annotations

import pytest
from plan_texts import blocks, by_text, lost_words, read, table

from evidence.model.errors import Refused, UnreadableInput
from evidence.plans.columns import read_tables, vocabulary
from evidence.plans.fields import FIELDS, HEADINGS
from evidence.plans.headings import known

# Headings as 24 published plans print them, with the field each stands for ("-" for none).
VOCABULARIES = (
    "Recommendation=recommendation | Action to be Taken=action | Lead=lead | By When=due | "
    "Progress to Date=progress | People/ Partners=partners | Additional Capacity Requirement=resources | "
    "Target/Success Criteria=success_criteria",
    "RECOMMENDATION Immediate Action=recommendation | ACTION TO BE TAKEN=action | "
    "MONITORING ARRANGEMENTS=monitoring | RESOURCES=resources | PERSON RESPONSIBLE=lead | "
    "PROGRESS TO DATE=progress",
    "Item=number | Climbie Audit No.=- | Actions Required=action | Lead Officer(s)=lead | "
    "Timescale=due | Monitoring Arrangements=monitoring",
    "Item=number | Actions Required=action | Lead Officer(s)=lead | Timescale=due | "
    "Progress October 2003=progress | Action from October 2003=next_action",
    "No=number | Recommendation=recommendation | Action=action | Timescale=due | Update=progress",
    "Recommendation=recommendation | Responsible Officer=lead | Update on progress=progress | "
    "Achieved (tick)=status | On Target to Achieve (tick)=status | "
    "Give expected new achievement date=next_action",
    "No.=number | Recommendation=recommendation | Responsibility=lead | Date=due | "
    "Progress presented to Committee Dec 2017=progress | Assessment of progress Categories 1 - 4=status",
    "NOS=number | What?=action | Who?=lead | How?=- | When?=due | Success measures=success_criteria | "
    "Current Status=progress | Outcome - (report for Q1, Q2, Q3, Q4)=success_criteria",
    "Specific Actions=action | Timescale/Target=due | Lead=lead | "
    "Output/Outcome measurement=success_criteria | RAG rating=status",
    "Ref No=number | AREA REQUIRING IMPROVEMENT (Recommendations)=recommendation | "
    "Action Required=action | Planned Completion Date=due | Lead Officer=lead | Agency=partners | "
    "Progress against agreed action and impact monitoring=progress",
    "Service=partners | Action=action | Evidence=evidence | Lead/Ownership=lead | Target Date=due",
    "No=number | Recommendation=recommendation | Actions required=action | Identified Lead=lead | "
    "Target Date=due | Progress=progress | RAG status=status",
    "Action=action | Responsible=lead | Target Date=due | Progress at June 2002=progress | "
    "New Recommendation/Targets=next_action",
    "POLICY=recommendation | ACTIONS=action | OUTPUTS/OUTCOMES=success_criteria | "
    "FUTURE ACTIONS=next_action | OUTPUTS/OUTCOMES=success_criteria",
    "Responsible officer:=lead | Action:=action | Timeline:=due | Expected outcome:=success_criteria",
    "Case=- | Summary=- | Issues identified=recommendation | Action/Outcome=action | Learning=-",
    "Action=action | Reason for Amber=status",
    "KEY MESSAGES / AREAS FOR IMPROVEMENT AND LEARNING=recommendation | WHAT HAVE WE DONE=progress | "
    "NEXT STEPS=next_action",
    "Ref=number | Activity=action | Timescales for completion=due | Lead officer=lead | "
    "Lead directorate=partners | Lead Cabinet Member=monitoring",
    "Milestone=action | Directorate=partners | Owner=lead | Current Status=progress | "
    "Current Commentary=progress | What are the prospects for the future?=-",
    "Theme=recommendation | Aim=recommendation | Lead=lead | Milestone=action | Date=due | "
    "Achieved?=status | Progress=progress | RAG=status",
    "CAP ID=number | Finding=recommendation | Corrective Action=action | Owner=lead | Due Date=due | "
    "% Complete=status | Evidence of Completion=evidence",
    "Priority=recommendation | What we will do=action | Who=lead | By when=due | "
    "How we will know it has made a difference=success_criteria | BRAG=status",
    "ID=number | Task=action | Assigned To=lead | Start Date=- | Due=due | Status=status | Notes=progress",
    "Serial=number | Finding=recommendation | Agreed management action=action | Priority (H/M/L)=- | "
    "Action owner=lead | Original date=due | Revised date=next_action | Status at last meeting=status",
    "CQC domain=- | Must do or should do=recommendation | What we will do=action | Accountable Executive=partners | "
    "Operational Lead=lead | Deadline=due | Assurance=evidence | Current RAG=status | Comments=progress",
    "Improvement priority=recommendation | Specific action=action | SRO=lead | Delivery date=due | "
    "Position at Q3=progress | Impact measure=success_criteria | Evidence of impact=evidence",
    "Our commitment=recommendation | How we will do it=action | Who is leading=lead | By when will this happen=due | "
    "What we did=progress | What difference it made=success_criteria",
    "Ofsted recommendation=recommendation | Immediate action=action | Who will lead this=lead | "
    "Date by which it will be done=due | What has changed=progress",
    "What Ofsted said needs to improve=recommendation | What we will do=action | Who will do it=lead | By when=due | "
    "BRAG=status | Update July 2024=progress",
    "You said=recommendation | We did / we will=action | Who=lead | When=due | Done?=status",
    "Regulation breached=- | CQC requirement=recommendation | Improvement action=action | Due date=due",
    "Actions=action | Personnel=lead | Timescale=due | Success criteria=success_criteria | Milestone review=progress",
    "PAC conclusion=- | PAC recommendation=recommendation | Actions taken or planned=action | "
    "Responsible official=lead | Target implementation date=due | Implementation status=status",
    "Quality indicator=recommendation | Improvement action=action | Lead responsibility=lead | Timescale=due",
    "Scope=- | Action to take=action | Lead agency=lead | Key milestones achieved=progress | Target date=due",
    "Key finding=recommendation | Agreed management action=action | Action owner=lead | Implementation date=due | "
    "Follow-up position at 30/11/2023=progress",
    "Strand=- | Interventions=action | Lead person=lead | Deadline=due | Impact so far=progress",
)  # fmt: skip


@pytest.mark.parametrize("vocabulary_of_a_plan", VOCABULARIES)
def test_the_headings_of_published_plans_mean_what_their_columns_hold(vocabulary_of_a_plan: str) -> None:
    pairs = [part.strip().rsplit("=", 1) for part in vocabulary_of_a_plan.split("|")]
    row = " | ".join(f"words {n}" for n in range(len(pairs)))
    source = blocks(table(" | ".join(heading for heading, _ in pairs), row))
    [reading] = read_tables(list(source), vocabulary(list(source), None), [False])  # type: ignore[arg-type]
    assert [(column.heading, column.field or "-") for column in reading.columns] == [tuple(pair) for pair in pairs]
    assert all(column.because for column in reading.columns)


def test_no_heading_stands_for_two_fields() -> None:
    squeezed = [(phrase.replace(" ", ""), name) for name, phrases in HEADINGS for phrase in phrases]
    assert {name for _, name in squeezed} <= set(FIELDS)
    assert [(phrase, name) for phrase, name in squeezed if known()[phrase] != name] == []


def test_position_does_not_matter() -> None:
    plan = read(table("By When | Lead | Action", "3 Mar 06 | SF | Write the paper"))
    [action] = plan.actions
    assert (action.text, action.leads, action.due and action.due.text) == ("Write the paper", ("SF",), "3 Mar 06")


def test_headings_broken_over_two_rows_are_one() -> None:
    plan = read(
        table(
            "Recommendation | Action | Lead | By | Progress | People/",
            " | | | When | | Partners",
            "1. Be safe | Write it | SF | 3 Mar 06 | Done | Police",
        )
    )
    [action] = plan.actions
    assert action.due and action.due.text == "3 Mar 06"
    assert action.partners == "Police"


def test_look_alike_letters_are_read_as_the_letters_they_look_like() -> None:
    plan = read(table("Action | Lead | Ву When", "Write it | SF | 3 Mar 06"))
    assert plan.actions[0].due is not None


@pytest.mark.parametrize(
    "headings",
    [
        "Recommendation | Action to be Taken | Action to be Taken Lead By Progress to Date When | | Partners",
        "Recommendation Action to be Taken Lead By F When | | Progress to Date | Partners | ",
    ],
)
def test_headings_that_ran_together_are_spread_where_the_counts_agree(headings: str) -> None:
    row = "1. Be safe | Write it | SF | 3 Mar 06 | Done | Police"
    plan = read(table(headings + " | " * (5 - headings.count("|")), row))
    [action] = plan.actions
    assert (action.text, action.leads, action.partners, action.progress.text) == ("Write it", ("SF",), "Police", "Done")
    assert any("ran together" in column.because for column in plan.columns)


def test_a_heading_cut_off_by_the_page_is_read_with_the_tables_that_have_it_whole() -> None:
    full = "Recommendation | Action | Lead | Target/Success Criteria"
    plan = read(
        table(full, "1. Be safe | Write it | SF | All written")
        + "\n"
        + table("Recommendation | Action | Lead | Targ", " | Read it | SF | All read")
    )
    assert [action.success_criteria for action in plan.actions] == ["All written", "All read"]
    assert any("cut off" in column.because for column in plan.columns)


def test_a_blank_heading_is_named_after_the_other_tables() -> None:
    plan = read(
        table("Recommendation | Action | Lead | By When", "1. Be safe | Write it | SF | 3 Mar 06")
        + "\n"
        + table("Recommendation | Action | | By When", " | Read it | HL | 4 Mar 06")
    )
    assert [action.leads for action in plan.actions] == [("SF",), ("HL",)]


def test_a_blank_heading_alone_is_named_after_what_stands_below_it() -> None:
    plan = read(table("Action | | ", "Write it | SF | 03/03/2006", 'Read it | " | 04/03/2006'))
    assert [(action.leads, action.due and action.due.latest) for action in plan.actions][1][0] == ("SF",)
    assert all(action.due for action in plan.actions)


def test_headings_printed_again_are_no_actions() -> None:
    headings = "Recommendation | Action to be Taken | Lead | By When"
    plan = read(table(headings, "1. Be safe | Write it | SF | 3 Mar 06", headings, " | Read it | HL | 4 Mar 06"))
    assert [action.text for action in plan.actions] == ["Write it", "Read it"]


def test_a_table_without_headings_goes_on_with_the_columns_of_the_table_before() -> None:
    text = "A\tB\n" + "Action\tLead\tBy when\nWrite it\tSF\t3 Mar 06\n\nRead it\tHL\t4 Mar 06\n"
    plan = read(text.removeprefix("A\tB\n"))
    assert [(action.text, action.leads) for action in plan.actions] == [("Write it", ("SF",)), ("Read it", ("HL",))]


def test_a_table_that_goes_on_over_many_pages_says_so_once() -> None:
    pages = [f"Write {n}\tSF\t{n} Mar 06\n" for n in range(1, 7)]
    plan = read("Action\tLead\tBy when\nWrite it\tSF\t3 Mar 06\n\n" + "\n".join(pages))
    said = [column.because for column in plan.columns if "goes on" in column.because]
    assert len(said) == 3 * len(pages)
    assert {because.count("goes on") for because in said} == {1}


def test_headings_under_a_preamble_are_found_and_the_preamble_is_kept() -> None:
    plan = read(
        table(
            "Council plan | | ",
            "Printed | 1 May | ",
            "Owner | Board | ",
            " | | ",
            "Action | Who | When",
            "Write it | SF | 3 Mar 06",
        )
    )
    assert [action.text for action in plan.actions] == ["Write it"]
    assert "Printed | 1 May" in [piece.text for piece in plan.unplaced]


def test_rows_that_explain_the_headings_are_no_actions() -> None:
    plan = read(
        table(
            "Action | Lead | Target Date",
            "What will be done | Roles no names | Realistic target date",
            "Write it | Head of Service | May 2015",
        )
    )
    assert list(by_text(plan)) == ["Write it"]


def test_a_deadline_in_a_heading_is_the_recommendations_own() -> None:
    plan = read(
        "RECOMMENDATION Action within 6 months\tACTION TO BE TAKEN\tPERSON RESPONSIBLE\n1. Be safe\tWrite it\tA Smith\n"
    )
    assert plan.recommendations[0].deadline is not None
    assert plan.recommendations[0].deadline.text == "Action within 6 months"
    assert plan.actions[0].due is None


def test_priorities_that_are_levels_are_no_recommendations() -> None:
    plan = read(table("Action | Priority | Owner", "Write it | High | SF", "Read it | Low | HL"))
    assert [action.other for action in plan.actions] == ["Priority: High", "Priority: Low"]


def test_recommendations_stand_for_actions_where_no_column_has_any() -> None:
    plan = read(table("No | Recommendation | Responsibility | Date", "1 | Review the policy | Chair | May 2018"))
    assert [(action.ref, action.text, action.leads) for action in plan.actions] == [
        ("R1.1", "Review the policy", ("Chair",))
    ]


def test_the_keeper_overrules_what_a_heading_is_taken_for() -> None:
    text = table("Maßnahme | Wer | Bis", "Tun | SF | 3 Mar 06")
    with pytest.raises(UnreadableInput, match=r"Maßnahme.*--columns"):
        read(text)
    [action] = read(text, columns={"Maßnahme": "action", "Wer": "lead", "Bis": "due"}).actions
    assert (action.text, action.leads, action.due and action.due.text) == ("Tun", ("SF",), "3 Mar 06")


@pytest.mark.parametrize(
    ("columns", "said"), [({"Action": "deed"}, "Fields are"), ({"Deed": "action"}, "Headings seen")]
)
def test_an_overruling_that_names_nothing_is_refused_with_what_there_is(columns: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(table("Action | Lead", "Write it | SF"), columns=columns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no text"),
        ("Only prose.\n\nMore of it.", "without a table"),
        (table("Name | Telephone", "A | 1"), "'Name', 'Telephone'"),
        (table("Action | Lead"), "No action plan"),
    ],
)
def test_a_document_without_actions_says_what_was_looked_for_and_found(text: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        read(text)


@pytest.mark.parametrize("heading", ["Lead / By when", "Lead Officer and Timescale", "Who/When?", "By whom & by when"])
@pytest.mark.parametrize(
    ("cell", "leads", "due"),
    [
        ("SF 10 March 2006", ("SF",), "10 March 2006"),
        ("HL/SD, by end April 06", ("HL", "SD"), "by end April 06"),
        ("From May 06 - AB", ("AB",), "From May 06"),
        ("Head of Service (June 2006)", ("Head of Service",), "June 2006"),
        ("SF", ("SF",), None),
        ("03/04/06", (), "03/04/06"),
    ],
)
def test_a_lead_and_a_deadline_in_one_column_are_told_apart(
    heading: str, cell: str, leads: tuple[str, ...], due: str | None
) -> None:
    source = table(f"Action | {heading} | Progress", f"Write the policy | {cell} | Done", "Train all staff | | ")
    plan = read(source)
    action = plan.actions[0]
    assert (action.leads, action.due and action.due.text) == (leads, due)
    assert lost_words(blocks(source), plan) == []


def test_a_column_of_leads_stays_one_where_deadlines_have_their_own() -> None:
    [action] = read(table("Action | Lead / when | By when", "Write it | SF May 06 | June 06")).actions
    assert (action.lead_text, action.due and action.due.text) == ("SF May 06", "June 06")


def test_sentences_without_a_heading_beside_deadlines_and_progress_are_the_actions() -> None:
    source = table(
        " | | Target date | Progress at June 2002",
        "Write the policy for visits | SF | 3 Mar 06 | Done",
        "Train all duty staff in it | HL | May 06 | ",
    )
    plan = read(source)
    assert [(one.text, one.leads) for one in plan.actions] == [
        ("Write the policy for visits", ("SF",)),
        ("Train all duty staff in it", ("HL",)),
    ]
    assert "no heading" in plan.columns[0].because


def test_two_columns_of_sentences_without_headings_are_not_told_apart() -> None:
    with pytest.raises(UnreadableInput, match="No action plan"):
        read(
            table(
                " | | Target date | Progress",
                "A policy for all visits | Every visit is on time | 3 Mar 06 | Done",
                "Training in it for duty staff | All staff know the policy | May 06 | ",
            )
        )


def test_a_title_right_above_the_headings_is_no_first_line_of_theirs() -> None:
    source = table(
        "Improvement plan 2023/24 | | | | | ",
        "Aim | Key tasks | Staff | Time frame | Resources | Evaluation",
        "Raise quality | Train designated teachers | HL | May 2024 | Nil | Two sessions run",
    )
    plan = read(source)
    assert [one.text for one in plan.recommendations] == ["Raise quality"]
    assert [(one.text, one.leads, one.progress.text) for one in plan.actions] == [
        ("Train designated teachers", ("HL",), "Two sessions run")
    ]
    assert lost_words(blocks(source), plan) == []
