"""Promises of ranking: reasons are given, what is named outright comes first, and nothing but the content counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evidence.linking import synonyms
from evidence.linking.initials import spelt_out, with_short_bodies
from evidence.linking.rank import rank
from evidence.linking.values import Candidate
from evidence.model.document import Document, DocumentKind, DocumentState
from evidence.model.link import Shows
from evidence.model.period import Due, Period, Recurrence
from evidence.model.plan import Action, ClaimState, EvidenceRequest, Progress, ProgressEntry, Recommendation

JANUARY, MARCH = date(2006, 1, 10), date(2006, 3, 8)
ASKED = {
    "1": Recommendation(number="1", text="Improve the safety of ferry crossings in winter"),
    "2": Recommendation(number="2", text="Recruit and keep more lifeboat crews"),
}


def on(day: date) -> Period:
    return Period(text=f"{day:%d %m %y}", earliest=day, latest=day)


def candidate(ref: str, text: str, progress: str = "", day: date | None = None, due: Due | None = None) -> Candidate:
    number = ref[1:].split(".")[0]
    entries = [ProgressEntry(text=progress, date=on(day))] if day else []
    claim = ClaimState.DONE if progress else ClaimState.NONE
    action = Action(
        ref=ref,
        recommendation=number,
        text=text,
        due=due,
        progress=Progress(text=progress, claim=claim, entries=entries, claimed_on=on(day) if day else None),
    )
    return Candidate(ref=ref, action=action, recommendation=ASKED[number])


FERRY = [
    candidate("R1.1", "Write a winter timetable for the ferry", "Timetable drafted by the harbour office", JANUARY),
    candidate("R1.2", "Ferry board to approve the timetable", "Approved at the ferry board", MARCH),
    candidate(
        "R1.3",
        "Harbour master to inspect the moorings monthly",
        due=Due(text="from Jan 06 monthly", earliest=JANUARY, recurrence=Recurrence.MONTHLY),
    ),
    candidate("R2.1", "Train twelve new lifeboat volunteers", "Training held at Saltby", MARCH),
    candidate("R2.2", "Publish a leaflet for volunteers"),
]


def document(
    name: str = "scan0001.pdf", kind: str = "other", dated: date | None = None, state: str | None = None
) -> Document:
    return Document(
        id="D-0001",
        sha256="0" * 64,
        size=1,
        media_type="application/pdf",
        names=(name,),
        kind=DocumentKind(kind),
        title=None,
        state=DocumentState(state) if state else None,
        dated=on(dated) if dated else None,
        received_at=datetime(2006, 3, 24, tzinfo=UTC),
        received_from=None,
        readable=True,
        unreadable_because=None,
        pages=1,
    )


def best(text: str, **described: object) -> tuple[str, float, tuple[str, ...]]:
    top = rank(document(**described), text, FERRY)[0]  # type: ignore[arg-type]  # passed on as given
    return top.action, top.score, top.because


@pytest.mark.parametrize("words", ["Action 2.2 refers", "see R2.2.", "action point no. 2.2", "Action no 2.2: note"])
def test_an_action_named_outright_comes_first_and_is_told_first(words: str) -> None:
    action, score, because = best(f"Winter timetable of the ferry. {words}")
    assert action == "R2.2"
    assert because[0] == "names action 2.2"
    assert score > 0.5


@pytest.mark.parametrize("words", ["Rec 2", "Recommendation 2", "recommendation no. 2"])
def test_a_recommendation_named_outright_brings_its_own_actions_up(words: str) -> None:
    refs = [one.action for one in rank(document(), f"Note on {words}", FERRY)]
    assert refs[:2] == ["R2.1", "R2.2"]


@pytest.mark.parametrize("words", ["Rec 2.5 metres", "reception 2", "version 2.2", "the 2.2 litre engine"])
def test_other_numbers_are_no_references(words: str) -> None:
    assert not any("names action" in reason or "recommendation" in reason for reason in best(words)[2])


def test_the_day_that_the_plan_gives_decides_between_actions_alike_in_words() -> None:
    assert best("The ferry timetable", dated=JANUARY)[0] == "R1.1"
    action, _, because = best("The ferry timetable", dated=MARCH)
    assert action == "R1.2"
    assert any("Approved at the ferry board" in reason for reason in because)


def test_the_very_day_is_worth_more_than_the_day_after() -> None:
    visits = [candidate(f"R1.{day}", "Visit the moorings", "Moorings seen", date(2006, 3, day)) for day in (7, 8, 9)]
    ranked = rank(document(dated=MARCH), "A visit to the moorings, seen from the pier", [*FERRY, *visits])
    assert ranked[0].action == "R1.8"
    assert ranked[0].score > ranked[1].score + 0.1
    assert any("as the plan's" in reason for reason in ranked[0].because)


def test_the_kind_decides_between_actions_alike_in_words() -> None:
    assert best("Volunteers", kind="leaflet")[0] == "R2.2"


def test_words_in_the_file_name_count_when_there_is_no_text() -> None:
    assert best("", name="LifeboatTraining_v2.pdf")[0] == "R2.1"


def test_a_document_about_something_else_scores_lower_than_one_that_shows_an_action() -> None:
    shown = best("Minutes of the ferry board: the winter timetable was approved.", kind="minutes", dated=MARCH)[1]
    other = best("Canteen prices will rise from Monday. Please bring the right change.", kind="memo")[1]
    assert shown > 0.7 > 0.3 > other


@pytest.mark.parametrize(
    ("ref", "described", "shows"),
    [
        ("R1.3", {"kind": "visit-record"}, Shows.OCCURRENCE),
        ("R1.2", {"kind": "minutes", "dated": MARCH}, Shows.COMPLETION),
        ("R1.2", {"kind": "minutes", "dated": JANUARY}, Shows.PART),  # older than the claim
        ("R1.2", {"kind": "minutes", "dated": MARCH, "state": "draft"}, Shows.PART),
        ("R1.2", {"kind": "agenda", "dated": MARCH}, Shows.PART),
        ("R1.1", {"kind": "plan", "dated": MARCH}, Shows.COMPLETION),
        ("R1.1", {"kind": "minutes", "dated": MARCH}, Shows.PART),  # talk of what should be written
        ("R1.3", {"kind": "email"}, Shows.OCCURRENCE),
        ("R2.2", {"kind": "leaflet"}, Shows.PART),  # not claimed done
    ],
)
def test_what_it_would_show_follows_from_claim_date_kind_and_state(
    ref: str, described: dict[str, object], shows: Shows
) -> None:
    ranked = rank(document(**described), "", FERRY)  # type: ignore[arg-type]  # passed on as given
    assert {one.action: one.shows for one in ranked}[ref] is shows


_WORDS = ["ferry", "board", "lifeboat", "volunteers", "Action", "2.1", "canteen", "Rec", "1", "\u202e", "<b>"]
_TEXTS = st.text(max_size=100) | st.lists(st.sampled_from(_WORDS)).map(" ".join)


@given(_TEXTS, st.sampled_from(list(DocumentKind)), st.none() | st.dates(date(2005, 1, 1), date(2007, 1, 1)))
def test_every_suggestion_has_a_score_and_says_because_and_the_best_come_first(
    text: str, kind: DocumentKind, dated: date | None
) -> None:
    ranked = rank(document(kind=kind, dated=dated), text, FERRY, limit=4)
    assert len(ranked) == 4
    assert all(0 <= one.score <= 1 and one.because and all(one.because) for one in ranked)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


@given(_TEXTS, st.permutations(FERRY))
def test_the_order_in_which_candidates_come_changes_no_score(text: str, shuffled: list[Candidate]) -> None:
    one = {found.action: found for found in rank(document(), text, FERRY)}
    assert one == {found.action: found for found in rank(document(), text, shuffled)}


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert rank(document(), "ferry", []) == ()


def test_a_document_without_a_name_is_called_by_its_title() -> None:
    nameless = evolve(document(), names=(), title="Ferry minutes")
    assert rank(nameless, "", FERRY)[0].name == "Ferry minutes"


def test_an_action_without_a_lead_is_read_with_the_one_that_it_carries_on() -> None:
    approval = "Approval by senior managers"
    carried = [
        evolve(candidate("R1.1", approval), under="Write a winter timetable for the ferry"),
        evolve(candidate("R2.1", approval), under="Train twelve new lifeboat volunteers"),
    ]
    for text, ref in (("The ferry timetable is agreed. Senior managers", "R1.1"), ("Lifeboat training: yes", "R2.1")):
        assert rank(document(), text, carried)[0].action == ref


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("Lifeboat Crew Manager reports to the board", "LCM: nothing to tell"),
        ("RNA to visit", "The Royal Naval Association came"),
        ("Every LAC has a berth", "looked after children, by berth"),
        ("Brief C&YPB", "The CYPB heard of it"),
        ("Brief CYC", "C&Y Centre heard of it"),
    ],
)
def test_a_name_counts_whether_it_is_written_short_or_in_full(action: str, text: str) -> None:
    found = rank(document(), text, [candidate("R1.9", action), *FERRY])
    assert found[0].action == "R1.9"
    assert found[0].because[0].startswith("names ")


@pytest.mark.parametrize("text", ["left. Afternoon cold", "let Anne come", "low, and cold", "look at could"])
def test_letters_that_only_happen_to_follow_one_another_spell_no_name(text: str) -> None:
    assert not dict(spelt_out(text, frozenset({"lac"})))


def test_a_body_named_in_full_counts_as_the_body_and_not_as_its_words() -> None:
    bodies = candidate("R1.8", "CFSB to approve the spending")
    words = candidate("R1.9", "Ask crews and families about safety")
    minutes = "Crews and Families Safety Board\n4. Fares were heard of."
    found = {each.action: each for each in rank(document(), minutes, [bodies, words, *FERRY], limit=9)}
    assert "names CFSB" in found["R1.8"].because
    assert not any("Families" in said for said in found["R1.9"].because)


def test_a_body_that_the_plan_does_not_name_stays_as_it_is_written() -> None:
    text = "Notes of the River and Harbour Users' Group and of the CREWS AND FAMILIES SAFETY BOARD, and lifeboats"
    assert with_short_bodies(text, frozenset({"cfsb"})) == text.replace("CREWS AND FAMILIES SAFETY BOARD", "CFSB")


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("Establish a budget for ropes", "There is 400 pounds of money for ropes"),
        ("Agree the numbers of employees at the quay", "We need nine staff at the quay"),
        ("Carry out an annual count of buoys", "This is the yearly count of buoys"),
    ],
)
def test_another_word_for_the_same_thing_counts_and_is_told_as_it_is_written(action: str, text: str) -> None:
    chart = candidate("R1.8", "Publish a chart of the quay, the ropes and the buoys")
    (first,) = rank(document(), text, [candidate("R1.9", action), chart, *FERRY], limit=1)
    assert first.action == "R1.9"
    assert {*text.split()} & {"money", "staff", "yearly"} < {*" ".join(first.because).replace(",", "").split()}


def test_no_word_stands_in_two_groups_of_words_for_the_same_thing() -> None:
    words = [word for group in synonyms._SAME for word in group]
    assert len(words) == len(set(words))


def test_who_leads_an_action_or_is_asked_speaks_for_it_where_all_else_is_alike() -> None:
    def led(ref: str, by: str, asked: str | None = None) -> Candidate:
        one = candidate(ref, "Visit the moorings and report")
        asks = [EvidenceRequest(asked_of=asked, text="need copy")] if asked else []
        return evolve(one, action=evolve(one.action, leads=[by], requests=asks))

    visits = [led("R1.7", "KA"), led("R1.8", "RS"), led("R1.9", "KA", asked="PTL")]
    for named, first, because in (("RS", "R1.8", "leads it"), ("PTL", "R1.9", "is asked for a document")):
        ranked = rank(evolve(document(), people=[named]), "A visit to the moorings", [*FERRY, *visits])
        assert ranked[0].action == first
        assert f"names {named}, who {because}" in ranked[0].because
    assert not any("who" in reason for one in rank(document(), "A visit", visits) for reason in one.because)
