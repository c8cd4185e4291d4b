"""Promises of the verbs: what an action asks for is read from its main verb."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model.document import DocumentKind
from evidence.wording.verbs import VERB_CLASSES, VerbClass, Verbs, shipped_verbs, verb_class

_WORDS = ["to", "be", "agreed", "draft", "review", "of", "the", "plan", ".", "/", "3"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Submit application for a heritage grant", "bid"),
        ("Fire drill procedure to be agreed and circulated", "approve"),
        ("Governors endorse amended admissions policy", "approve"),
        ("Remind wardens in writing of the new rota", "issue"),
        ("Publication of revised tenants' handbook", "issue"),
        ("Handbook drafted", "prepare"),
        ("Draft handbook to be produced", "prepare"),
        ("Service level agreement drafted and signed off by finance", "approve"),
        ("1.4 Appoint a night manager", "appoint"),
        ("Wardens to meet tenants' association", "meet"),
        ("Discussion paper to be prepared", "prepare"),
        ("Working party established to plan the move", "establish"),
        ("Put in place cover for absent wardens", "implement"),
        ("Undertake unannounced observation of night shifts", "review"),
        ("Reduce void times by 10%", "improve"),
        ("Train all wardens in first aid", "train"),
        ("Ensure understanding of the new rota by night staff", "train"),
        ("Decision on the grant considered by the trustees", "meet"),
    ],
)
def test_the_class_is_that_of_the_main_verb(text: str, name: str) -> None:
    found = verb_class(text)
    assert found is not None and found.name == name


@pytest.mark.parametrize("text", ["", "The lift", "12.3", "ÄÖÜ"])
def test_words_without_a_verb_of_the_table_have_no_class(text: str) -> None:
    assert verb_class(text) is None


@given(st.text(max_size=60) | st.lists(st.sampled_from(_WORDS)).map(" ".join))
def test_any_text_has_a_class_that_it_uses_or_none(text: str) -> None:
    found = verb_class(text)
    assert found is None or found in set(shipped_verbs().all(text))


def test_every_class_says_what_shows_it_and_by_which_kinds() -> None:
    assert len({one.name for one in VERB_CLASSES}) == len(VERB_CLASSES)
    for one in VERB_CLASSES:
        assert one.accepts and one.not_enough and one.kinds
        assert set(one.kinds) <= set(DocumentKind)
        assert re.compile(one.stems).groups == 0


def test_a_keepers_own_words_may_end_in_anything_and_be_joined_by_a_dash() -> None:
    kinds = [DocumentKind.LETTER]
    own = VerbClass(
        name="join", words=["twin*", "link up"], accepts="a charter", not_enough="a photograph", kinds=kinds
    )
    table = Verbs([own])
    for text in ("Twinning of schools", "Two schools to be twinned", "Link-up with schools", "link up"):
        assert table.main(text) is own, text
    for text in ("Between schools", "Linked upstairs", "Untwine"):
        assert table.main(text) is None, text
    assert Verbs(()).main("Twinning") is None
