"""Promises of the words that are compared: forms of one word are one, words that differ stay apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.linking.terms import stem

FAMILIES = [
    ("approve", "approves", "approved", "approving", "approval", "approvals"),
    ("quarter", "quarters", "quarterly"),
    ("allocate", "allocates", "allocated", "allocating", "allocation", "allocations"),
    ("train", "trains", "trained", "training"),
    ("appoint", "appointed", "appointment", "appointments"),
    ("agency", "agencies"),
    ("monitor", "monitors", "monitored", "monitoring"),
    ("social", "socially"),
]


@pytest.mark.parametrize("family", FAMILIES, ids=[family[0] for family in FAMILIES])
def test_the_forms_of_a_word_have_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_words_that_are_no_forms_of_one_another_have_stems_of_their_own() -> None:
    words = [family[0] for family in FAMILIES]
    for one, other in [
        *combinations(words, 2),
        ("board", "boat"),
        ("file", "filter"),
        ("care", "carpet"),
        ("panel", "panic"),
    ]:
        assert stem(one) != stem(other), (one, other)


@given(st.text(st.characters(categories=["Ll", "Nd"]), max_size=30))
def test_a_stem_is_the_beginning_of_its_word_and_never_less_than_three_letters_of_it(word: str) -> None:
    found = stem(word)
    assert word.startswith(found)
    assert found == word or len(found) >= 3
