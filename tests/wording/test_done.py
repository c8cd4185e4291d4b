"""What has been done, and which words hold a claim back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.wording.done import Deed, caps, deeds_asked, deeds_denied, deeds_done, says_done, words_of
from evidence.wording.statuses import Whole, beside_colour, status_and_day, whole_status


@pytest.mark.parametrize("text", ["Completed", "Done by 07. 03. 06", "CLOSED", "Action completed.", "Completed 18 Jan"])
def test_plain_words_of_completion_are_heard(text: str) -> None:
    assert says_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "to be completed by May",
        "not yet completed",
        "75% complete",
        "subject to completion of the monthly cycle",
        "45 of 53 completed on time",
        "will be completed in June",
        "partially completed",
        "completion date",
        "incomplete",
        "uncompleted",
    ],
)
def test_completion_that_is_denied_or_yet_to_come_is_not_heard(text: str) -> None:
    assert says_done(text) is None


@pytest.mark.parametrize(
    "word", ["draft", "interim", "initial", "being", "subject to", "in principle", "majority", "further work"]
)
def test_a_word_that_holds_back_is_named(word: str) -> None:
    assert word in caps(f"{word} paper produced")


def test_an_action_that_asks_for_a_draft_is_not_held_back_by_draft() -> None:
    assert caps("Draft plan produced Mar 06", "Plan drafted") == ()
    assert caps("Draft plan produced Mar 06", "Plan approved") == ("draft",)


@pytest.mark.parametrize(
    "text", ["to be agreed", "not agreed", "will be agreed", "being agreed", "to be checked and agreed"]
)
def test_what_is_still_to_be_done_reports_no_deed(text: str) -> None:
    assert deeds_done(words_of(text)) == []


def test_the_verb_of_an_action_says_what_is_asked() -> None:
    assert deeds_asked("LSCB endorse revised criteria") == {Deed.AGREE}
    assert Deed.MEET not in deeds_asked("Provide resources to meet workload implications")
    assert Deed.MEET in deeds_asked("LSCB Subgroup to meet to discuss paper")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Complete", Whole.DONE),
        ("CLOSED", Whole.DONE),
        ("100%", Whole.DONE),
        ("Blue", Whole.DONE),
        ("In progress", Whole.PART),
        ("75% complete", Whole.PART),
        ("Overdue", Whole.PART),
        ("Green", Whole.PART),
        ("Not started", Whole.NONE),
        ("0%", Whole.NONE),
        ("N/A", Whole.NONE),
        ("Paper completed by SF", None),
        ("", None),
    ],
)
def test_a_cell_with_a_bare_status_is_read_as_one(text: str, whole: Whole | None) -> None:
    assert whole_status(text) is whole


@given(st.text())
def test_any_words_are_judged_without_an_error(text: str) -> None:
    whole_status(text)
    caps(text, text)
    deeds_asked(text)
    assert says_done(text) is None or any(
        word in text.lower() for word in ("do", "co", "cl", "ach", "fin", "act", "dis", "ful", "res", "rem", "100")
    )


@pytest.mark.parametrize(
    ("statement", "denied"),
    [
        ("The guidance hasn't been issued", {Deed.ISSUE}),
        ("The guidance hasn’t been issued", {Deed.ISSUE}),
        ("Publication has been postponed", {Deed.ISSUE}),
        ("not issued", set()),
        ("The guidance was not only issued but is in operation", set()),
        ("The guidance was issued and has not been withdrawn", set()),
        ("If the policy is not approved by May, the board will meet", set()),
        ("Where training has not been delivered, managers will say why", set()),
    ],
)
def test_a_deed_is_denied_only_of_now_and_only_in_so_many_words(statement: str, denied: set[Deed]) -> None:
    assert deeds_denied(statement) == denied


@pytest.mark.parametrize("said", ["hasn't been approved", "hasn’t been approved", "has not yet been formally approved"])
def test_what_is_denied_is_not_reported_done(said: str) -> None:
    assert deeds_done(words_of(f"The policy {said}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Complete",
        "Complete (3 March 2006)",
        "Status: complete",
        "Complete 3/3/06 / Green",
        "RAG: green - complete",
        "Complete (green)",
        "[Gray] Complete",
        "Green (complete)",
        "Complete: gray",
    ],
)
def test_a_status_is_read_beside_its_label_its_day_and_its_colour(text: str) -> None:
    words, day = status_and_day(text)
    assert whole_status(beside_colour(words)) is Whole.DONE
    assert (day is not None) == any(char.isdigit() for char in text)


@pytest.mark.parametrize("opening", ["No cases were agreed", "Nothing was said", "None is left", "No. of visits: 3"])
@pytest.mark.parametrize("between", [" and", ";", ", but the"])
def test_only_the_first_thing_that_a_statement_says_is_denied_by_its_opening(opening: str, between: str) -> None:
    words = words_of(f"{opening}{between} staff were trained")
    assert [words[one.at] for one in deeds_done(words)] == ["trained"]
