"""Promises of what a document is proposed to show: the contrary only in so many words, a round with its period."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from evidence.linking.showing import Reader, Showing
from evidence.linking.values import Candidate
from evidence.model.document import Document, DocumentKind, DocumentState
from evidence.model.link import Shows
from evidence.model.period import Due, Period, Recurrence
from evidence.model.plan import Action, ClaimState, Progress
from evidence.wording.dates import read_date

CLAIMED = date(2006, 3, 8)
TIMETABLE = Action(
    ref="R1.2",
    recommendation="1",
    text="Ferry board to approve the winter timetable",
    progress=Progress(
        text="Approved 08 03 06",
        claim=ClaimState.DONE,
        claimed_on=Period(text="08 03 06", earliest=CLAIMED, latest=CLAIMED),
    ),
)


def read(
    text: str,
    action: Action = TIMETABLE,
    *,
    dated: str = "15 March 2006",
    title: str | None = None,
    kind: str = "memo",
    state: DocumentState | None = None,
    as_of: date | None = date(2006, 3, 24),
    name: str = "scan0001.txt",
) -> Showing:
    document = Document(
        id="D-0001",
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        names=(name,),
        kind=DocumentKind(kind),
        title=title,
        state=state,
        dated=read_date(dated),
        received_at=datetime(2006, 3, 24, tzinfo=UTC),
        received_from=None,
        readable=True,
        unreadable_because=None,
        pages=1,
    )
    return Reader(document, text).shows(Candidate(ref=action.ref, action=action, as_of=as_of))


@pytest.mark.parametrize(
    "text",
    [
        "The winter timetable has not yet been approved by the board.",
        "Item 4. The winter timetable was\nnot approved.\n\nItem 5. Moorings.",
        "Winter timetable: still to be formally approved.",
        "Approval of the winter timetable was deferred until May.",
        "We are awaiting approval of the winter timetable for the ferry.",
        "The winter timetable hasn’t been approved by the board.",
        "Approval of the winter timetable was delayed until May.",
        "The winter timetable remains to be approved by the board.",
    ],
)
def test_a_document_that_says_the_claimed_thing_is_not_done_contradicts_in_its_own_words(text: str) -> None:
    showing = read(text)
    assert showing.shows is Shows.CONTRADICTS
    assert showing.because.endswith("where the plan claims it done")


@pytest.mark.parametrize(
    "text",
    [
        "The board approved the winter timetable.",
        "The winter timetable, which had not been approved in January, was approved.",
        "If the winter timetable is approved, it will be printed.",
        "The winter timetable was approved, although the fares were not.",
        "The moorings have not yet been approved.",  # another thing
        "The winter timetable for the ferry has not yet been printed.",  # another deed
        "",
    ],
)
def test_nothing_less_than_that_contradicts(text: str) -> None:
    assert read(text).shows is not Shows.CONTRADICTS


def test_what_was_not_done_before_the_claim_does_not_contradict_it() -> None:
    text = "The winter timetable has not yet been approved by the board."
    assert read(text, dated="7 March 2006").shows is not Shows.CONTRADICTS
    assert read(text, dated="8 March 2006").shows is Shows.CONTRADICTS


def test_the_title_says_what_it_is_that_was_not_done() -> None:
    assert read("It has not been approved.", title="Ferry: winter timetable").shows is Shows.CONTRADICTS
    assert read("It has not been approved.", title="Moorings").shows is not Shows.CONTRADICTS


@pytest.mark.parametrize(
    ("recurrence", "title", "period"),
    [
        (Recurrence.MONTHLY, "Inspection of moorings: January 2006", ("2006-01-01", "2006-01-31")),
        (Recurrence.MONTHLY, "Inspection of moorings", ("2006-02-03", "2006-02-03")),
        (Recurrence.QUARTERLY, "Inspections, October to December 2005", ("2005-10-01", "2005-12-31")),
        (Recurrence.WEEKLY, "Inspection w/e 27 January 2006", ("2006-01-21", "2006-01-27")),
        (Recurrence.QUARTERLY, "Inspection of moorings: January 2006", ("2006-02-03", "2006-02-03")),  # no quarter
    ],
)
def test_a_round_comes_with_the_period_that_the_document_is_about(
    recurrence: Recurrence, title: str, period: tuple[str, str]
) -> None:
    inspect = Action(
        ref="R1.3",
        recommendation="1",
        text="Harbour master to inspect the moorings",
        due=Due(text="monthly", recurrence=recurrence),
        progress=Progress(),
    )
    showing = read("All sound.", inspect, title=title, dated="3 February 2006")
    assert showing.shows is Shows.OCCURRENCE
    assert showing.covers and (str(showing.covers.earliest), str(showing.covers.latest)) == period


def test_the_name_of_a_file_tells_the_round_too() -> None:
    inspect = Action(
        ref="R1.3",
        recommendation="1",
        text="Harbour master to inspect the moorings",
        due=Due(text="monthly", recurrence=Recurrence.MONTHLY),
    )
    for name in ("Inspection_January_2006.pdf", "Inspection January 2006.pdf"):
        assert (covers := read("All sound.", inspect, name=name).covers) and covers.edtf == "2006-01"


UNCLAIMED = evolve(TIMETABLE, progress=Progress(text="Draft with the harbour office"))


@pytest.mark.parametrize(
    ("kind", "dated", "state", "as_of", "shows"),
    [
        ("minutes", "3 May 2006", DocumentState.FINAL, date(2006, 3, 24), Shows.COMPLETION),
        ("minutes", "24 March 2006", DocumentState.FINAL, date(2006, 3, 24), Shows.PART),  # the plan would claim it
        ("minutes", "3 May 2006", DocumentState.FINAL, None, Shows.PART),
        ("minutes", "3 May 2006", DocumentState.DRAFT, date(2006, 3, 24), Shows.PART),
        ("data", "3 May 2006", DocumentState.FINAL, date(2006, 3, 24), Shows.PART),  # no approval
    ],
)
def test_what_came_after_the_day_of_the_plan_needs_no_claim(
    kind: str, dated: str, state: DocumentState, as_of: date | None, shows: Shows
) -> None:
    said = "The winter timetable, as the board has it."
    assert read(said, UNCLAIMED, kind=kind, dated=dated, state=state, as_of=as_of).shows is shows


@pytest.mark.parametrize(
    ("kind", "shows"), [("minutes", Shows.COMPLETION), ("paper", Shows.PART), ("data", Shows.PART)]
)
def test_what_does_not_record_a_decision_is_a_part_of_it(kind: str, shows: Shows) -> None:
    assert read("The winter timetable.", kind=kind, state=DocumentState.FINAL).shows is shows


def test_a_message_is_the_record_of_a_round_unless_something_is_to_be_written() -> None:
    monthly = Due(text="monthly", earliest=CLAIMED, recurrence=Recurrence.MONTHLY)
    meet = evolve(UNCLAIMED, text="Ferry board to meet monthly", due=monthly)
    write = evolve(UNCLAIMED, text="Prepare a handbook of the monthly rounds", due=monthly)
    assert read("We met.", meet, kind="email").shows is Shows.OCCURRENCE
    assert read("About the rounds.", write, kind="email").shows is Shows.PART
    assert read("About the rounds.", write, kind="report").shows is Shows.OCCURRENCE


@pytest.mark.parametrize(
    ("text", "kind", "state", "shows"),
    [
        ("Winter timetable\nApproved by the ferry board, 6 March 2006", "data", None, Shows.COMPLETION),
        ("Winter timetable\nTo be approved by the ferry board", "data", None, Shows.PART),
        ("Winter timetable\nApproved: weekdays\nStill to come: Sundays", "data", None, Shows.PART),
        ("Winter timetable\nApproved by the ferry board, 6 March 2006", "data", DocumentState.DRAFT, Shows.PART),
        ("Winter timetable\nApproved by the ferry board, 6 March 2006", "minutes", None, Shows.PART),  # talk of it
        ("Winter timetable\nPrinted for the ferry board, 6 March 2006", "data", None, Shows.PART),  # another deed
        ("Slipway dues\nApproved by the harbour master, 6 March 2006", "data", None, Shows.PART),  # of another thing
        ("Winter timetable\n" + "Dep. 8.15. " * 60 + "Approved by the ferry board", "data", None, Shows.PART),  # below
    ],
)
def test_a_document_that_opens_with_the_deed_shows_what_nobody_claimed(
    text: str, kind: str, state: DocumentState | None, shows: Shows
) -> None:
    assert read(text, UNCLAIMED, dated="6 March 2006", kind=kind, state=state).shows is shows


@pytest.mark.parametrize(
    ("kind", "dated", "shows"),
    [
        ("bid", "1 March 2006", Shows.COMPLETION),
        ("email", "1 March 2006", Shows.COMPLETION),  # it went with this, whatever day the plan gives
        ("letter", "8 March 2006", Shows.COMPLETION),
        ("letter", "20 March 2006", Shows.PART),  # the answer
        ("bid", "20 March 2006", Shows.COMPLETION),
        ("minutes", "1 March 2006", Shows.PART),
    ],
)
def test_what_is_sent_is_older_than_its_answer(kind: str, dated: str, shows: Shows) -> None:
    bid = evolve(TIMETABLE, text="Submit bid for a lottery grant to the heritage fund")
    assert read("The lottery grant.", bid, kind=kind, dated=dated).shows is shows


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("Written status note of each meeting to the harbour master", Shows.OCCURRENCE),
        ("Every visit to be recorded", Shows.OCCURRENCE),
        ("All future timetables to be logged", Shows.OCCURRENCE),
        ("Inspect every mooring", Shows.PART),  # once, all of them
        ("Status note of the meeting to the harbour master", Shows.PART),
    ],
)
def test_what_is_asked_for_each_time_comes_round_without_a_date(text: str, shows: Shows) -> None:
    showing = read("All sound.", Action(ref="R1.3", recommendation="1", text=text), kind="report")
    assert showing.shows is shows
    assert showing.covers is None or showing.covers.text == "15 March 2006"
