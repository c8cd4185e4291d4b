"""Progress cells: dated entries, a claim that says no more than the words, requests for evidence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.period import Flag
from evidence.model.plan import ClaimState
from evidence.plans.progress import read_mentions, read_progress, read_requests
from evidence.plans.statements import statements
from evidence.wording.dates import Span, read_due

PLAN = Span(date(2005, 10, 1), date(2007, 3, 31))
DAY = date(2006, 3, 24)
DONE, PART, NONE = ClaimState.DONE, ClaimState.PART, ClaimState.NONE


@pytest.mark.parametrize(
    ("action", "text", "claim", "on"),
    [
        ("Discussion paper to be prepared", "Discussion paper prepared Dec 05.", DONE, "2005-12"),
        ("LSCB endorse revised criteria", "Endorsed at LSCB meeting 27 02 06", DONE, "2006-02-27"),
        ("Amend the criteria", "Draft amendments circulated 13.02.06 Completed 28 02 06", DONE, "2006-02-28"),
        ("Publish booklet", "LSCB event 17 03 06 Revised booklet issued Completed", DONE, "2006-03-17"),
        ("Plan drafted", "Draft plan produced Mar 06", DONE, "2006-03"),
        ("Plan approved", "Draft plan produced Mar 06", PART, None),
        ("Approve the project plan", "Meeting scheduled 05 04 06 to agree project plan", PART, None),
        ("Information sharing protocol development", "Agreement reached to develop protocol", PART, None),
        ("Assess anticipated impact", "Initial analysis produced 21 03 06 – further work required", PART, None),
        ("Incorporate SEN arrangements", "Dec 05 Paper on SEN elements produced.", PART, None),
        ("Monthly supervision meetings", "Evidence being collated", PART, None),
        ("Publish clear standards", "MP to co-ordinate meeting to look at user involvement", NONE, None),
        ("Commission provider; train staff; publish leaflet", "Provider commissioned. Leaflet in draft.", PART, None),
        ("Commission provider, train staff and publish leaflet", "Provider commissioned Mar 06", PART, None),
        ("Commission provider; publish leaflet", "Provider commissioned. Leaflet published Mar 06", DONE, "2006-03"),
        ("Review and update the policy", "Policy updated Mar 06", DONE, "2006-03"),
        ("Review contracts", "To be completed by March 2007", NONE, None),
        ("Review contracts", "Not yet started", NONE, None),
        ("Review contracts", "", NONE, None),
        ("Review contracts", "75% complete", PART, None),
        ("Review contracts", "Closed", DONE, None),
        ("Review contracts", "In progress. Expected completion 30/09/2006", PART, None),
        ("Train all staff", "Training delivered to 45 of 53 staff", PART, None),
        ("Recruit four co-ordinators", "Three of four appointed", PART, None),
        ("Hold a workshop for the board", "Workshop date set for 18 July 2024", PART, None),
        ("Implement MFA", "MFA implemented for all users 2006-03-01", DONE, "2006-03-01"),
        ("Move to new system", "Agreed in principle with effect from September 2006.", PART, None),
        ("Develop training programme for carers", "Training programme implemented for carers", DONE, None),
        (
            "Remind consultants in writing of advice routes",
            "Interim written guidance issued 10.02.06",
            DONE,
            "2006-02-10",
        ),
        ("Publish written guidance", "Interim written guidance issued 10.02.06", PART, None),
        ("Issue revised criteria", "Revised criteria agreed by LSCB 27 02 06", PART, None),
        ("Hold an event", "Event held 4-5 March 2006. 60 attended", DONE, "2006-03-04/2006-03-05"),
    ],
)
def test_a_claim_says_no_more_than_the_words(action: str, text: str, claim: ClaimState, on: str | None) -> None:
    progress = read_progress(text, action=action, span=PLAN, as_of=DAY)
    assert progress.claim is claim
    assert (progress.claimed_on and progress.claimed_on.edtf) == on
    assert progress.because


def test_a_reason_names_the_word_that_holds_the_claim_back() -> None:
    progress = read_progress("Draft plan produced Mar 06", action="Plan approved", span=PLAN)
    assert progress.because == ("'draft' caps it at part",)


def test_completion_on_a_day_that_cannot_exist_is_claimed_without_bounds() -> None:
    progress = read_progress("Works completed 31/11/2006", action="Remove asbestos", span=PLAN)
    assert progress.claim is DONE
    assert progress.claimed_on is not None
    assert progress.claimed_on.flags == (Flag.IMPOSSIBLE,)
    assert progress.claimed_on.edtf is None


def test_every_date_of_a_list_has_an_entry_of_its_own() -> None:
    text = "Commenced 27 Jan Visits/Reviews on going10.02.06 16 02 06 28 02 06, 09 03 06 16 03 06 No material issues"
    entries = read_progress(text, action="Unannounced visits", span=PLAN, as_of=DAY).entries
    assert [str(one.date.day) for one in entries if one.date] == [
        "2006-01-27",
        "2006-02-10",
        "2006-02-16",
        "2006-02-28",
        "2006-03-09",
        "2006-03-16",
    ]


def test_a_missing_year_is_inferred_close_to_the_dates_beside_it() -> None:
    entries = read_progress("Memo 10.02.06 HL spoke with DJ 17th Feb", action="Brief DJ", span=PLAN).entries
    assert entries[1].date is not None
    assert entries[1].date.day == date(2006, 2, 17)
    assert entries[1].date.flags == (Flag.YEAR_INFERRED,)


def test_a_later_deadline_hidden_in_the_text_is_brought_out() -> None:
    text = "Appointment made. Expected to be in post no later than May 06. Booklet issued 07 03 06"
    progress = read_progress(text, action="Amend role", due=read_due("1 Mar 06"), span=PLAN, as_of=DAY)
    assert [one.text for one in progress.revised_due] == ["May 06"]


def test_a_claim_for_many_actions_at_once_is_named() -> None:
    progress = read_progress("All January actions achieved in that month", action="Audit every file", span=PLAN)
    assert progress.claim is DONE
    assert progress.blanket == "All January actions achieved in that month"
    assert progress.claimed_on is not None
    assert progress.claimed_on.edtf == "2006-01"


@pytest.mark.parametrize("nothing", ["Nothing", "None", "No work", "No training", "No staff training"])
@pytest.mark.parametrize("done", ["done", "done so far", "has been started yet", "completed to date"])
def test_whoever_says_that_nothing_was_done_claims_nothing(nothing: str, done: str) -> None:
    assert read_progress(f"{nothing} {done}", action="Train staff").claim is NONE


@pytest.mark.parametrize("text", ["No staff have been trained yet", "Nobody was trained", "No one has been trained"])
def test_whoever_says_that_the_deed_was_not_done_claims_nothing(text: str) -> None:
    assert read_progress(text, action="Train staff").claim is NONE
    assert read_progress("No policy issued", action="Issue policy on lone working").claim is NONE
    assert read_progress(text, action="Issue policy on lone working").claim is not NONE


@pytest.mark.parametrize(
    "text",
    ["No work done on this as the post is vacant", "None of the staff have been trained", "No staff trained"],
)
def test_a_deed_that_a_statement_denies_from_its_first_word_is_no_completion(text: str) -> None:
    assert read_progress(text, action="Train staff").claim is not DONE


@pytest.mark.parametrize(
    "text",
    [
        "No. 3 completed",
        "No 3 completed",
        "No 3 - completed",
        "No 3 staff trained",
        "No. of staff trained: 45",
        "No problems. Staff trained",
        "No concerns, staff trained",
    ],
)
def test_a_no_that_speaks_of_something_else_denies_nothing(text: str) -> None:
    assert read_progress(text, action="Train staff").claim is DONE


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bid submitted 24.02.06 (SD - Need copy for evidence file!!!!) Bid successful", ["SD"]),
        ("PCT have produced a plan (SD need copy for evidence file!!!!)", ["SD"]),
        ("Approved by PCT 02 02 06 need evidence document from SD)", ["SD"]),
        ("Evidence being collated", [None]),
        ("Copy of minutes needed from JB", ["JB"]),
        ("Done. JR to provide copy of minutes", ["JR"]),
        ("SM awaiting additional data from Devon", []),
        ("Initial audit identified need to ensure legal advice is recorded", []),
        ("No evidence of harm was found", []),
        ("Evidence suggests improvement", []),
        ("", []),
    ],
)
def test_requests_for_evidence_name_whom_they_ask(text: str, asked: list[str | None]) -> None:
    assert [one.asked_of for one in read_requests(text, ["SD", "JB", "JR"])] == asked


def test_a_mention_carries_kind_words_and_date() -> None:
    mentions = read_mentions("HL memo to Corporate HR 10.02.06 LSCB Subgroup met 06.02.06")
    assert [(one.kind, one.date and one.date.edtf) for one in mentions] == [
        ("memo", "2006-02-10"),
        ("minutes", "2006-02-06"),
    ]


@given(st.text())
def test_no_word_of_a_cell_is_lost_between_its_statements(text: str) -> None:
    kept = "".join(one.text for one in statements(text, PLAN))
    assert sorted(letter for letter in kept if letter.isalnum()) == sorted(
        letter for letter in text if letter.isalnum()
    )


@given(
    st.lists(
        st.sampled_from(
            ["Done", "10.02.06", "draft", "SF met", "31 02 06", "to be agreed by", "(need copy", "May", ")", "\n"]
        )
    )
)
def test_cells_of_any_make_are_read_without_an_error(scraps: list[str]) -> None:
    text = " ".join(scraps)
    progress = read_progress(text, action="Agree the plan", span=PLAN, as_of=DAY)
    assert progress.text == " ".join(text.split())
    if "Done" not in scraps and "SF met" not in scraps:
        assert progress.claim is not DONE
    read_requests(text)
    read_mentions(text)


DATES = ["10.02.06", "29 Feb", "w/b 27 02 06", "06/07", "1/2", "May", "13 March - 2 April 06", "31 02 06", "Late Feb."]


@given(st.lists(st.sampled_from([*DATES, "Done", "SF met", "by", "to", "and", "-", "between", "\n"])))
def test_days_that_are_known_without_the_plans_span_are_the_same_with_any(scraps: list[str]) -> None:
    text = " ".join(scraps)
    alone = statements(text)
    if all(one.date.earliest or one.date.latest for one in alone if one.date):
        assert statements(text, PLAN) == statements(text, PLAN.by(DAY)) == alone
