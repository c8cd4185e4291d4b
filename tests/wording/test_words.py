"""Folding, frequencies and kinds of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.document import DocumentKind
from evidence.model.period import Recurrence
from evidence.wording.dates import read_recurrence
from evidence.wording.folding import fold, join_split, look_alikes, same_length_lower
from evidence.wording.kinds import find_kinds, first_kind


@given(st.text())
def test_folding_keeps_every_word_and_folds_once_for_all(text: str) -> None:
    assert fold(text).split() == text.split()
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_offsets_stay_true_through_every_letter_for_letter_folding(text: str) -> None:
    for folded in (look_alikes(text), same_length_lower(text)):
        assert len(folded) == len(text)


def test_a_heading_in_look_alike_letters_reads_as_it_prints() -> None:
    assert look_alikes("\u0412\u0443 When") == "By When"


def test_words_broken_by_a_narrow_column_are_joined_only_where_the_whole_is_known() -> None:
    assert (
        join_split("Comme ncing thereaft er to day", frozenset(("commencing", "thereafter")))
        == "Commencing thereafter to day"
    )


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Weekly meetings of Service Manager with Duty Team Manager", Recurrence.WEEKLY),
        ("monthly supervision meetings with staff", Recurrence.MONTHLY),
        ("Undertake quarterly reviews of performance", Recurrence.QUARTERLY),
        ("Carry out annual Laming audit", Recurrence.ANNUAL),
        ("Qtrly. Performance data", Recurrence.QUARTERLY),
        ("at fortnightly team meetings", Recurrence.FORTNIGHTLY),
        ("every two weeks", Recurrence.FORTNIGHTLY),
        ("every other month", Recurrence.BIMONTHLY),
        ("no less than bi monthly", Recurrence.BIMONTHLY),
        ("from January 2006 monthly", Recurrence.MONTHLY),
        ("from Jan 06 weekly", Recurrence.WEEKLY),
        ("2 weekly", Recurrence.FORTNIGHTLY),
        ("12-monthly", None),
        ("from Jan 24 monthly", Recurrence.MONTHLY),
        ("from September 24 weekly", Recurrence.WEEKLY),
        ("reviewed each quarter", Recurrence.QUARTERLY),
        ("ongoing", Recurrence.ONGOING),
        ("on an on-going basis", Recurrence.ONGOING),
        ("will determine ongoing timetable", None),
        ("on a six monthly basis", None),
        ("three-year pathway", None),
        ("once agreed, publish", None),
        ("600 referrals per annum", None),
        ("by end May", None),
    ],
)
def test_a_frequency_is_read_where_one_is_named(text: str, recurrence: Recurrence | None) -> None:
    assert read_recurrence(text) is recurrence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("HL memo to Corporate HR", DocumentKind.MEMO),
        ("mins of LSCB", DocumentKind.MINUTES),
        ("Revised guidance booklet issued", DocumentKind.GUIDANCE),
        ("Discussion paper prepared", DocumentKind.PAPER),
        ("Audit questionnaires for LAC", DocumentKind.QUESTIONNAIRE),
        ("Bid submitted to CWDC", DocumentKind.BID),
        ("Done by written procedure.", DocumentKind.APPROVAL),
        ("the action plan", DocumentKind.ACTION_PLAN),
        ("Project plan agreed", DocumentKind.PLAN),
        ("performance data provided", DocumentKind.DATA),
        ("Letter to special schools", DocumentKind.LETTER),
    ],
)
def test_the_first_words_that_name_a_kind_are_found(text: str, kind: DocumentKind) -> None:
    found = first_kind(text)
    assert found is not None
    assert found.kind is kind
    assert text[found.start : found.end] == found.words


def test_deeds_stand_for_the_documents_that_record_them() -> None:
    assert find_kinds("LSCB Subgroup met") == ()
    assert [one.kind for one in find_kinds("LSCB Subgroup met", deeds=True)] == [DocumentKind.MINUTES]
