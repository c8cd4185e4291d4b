"""Promises about looking for many phrases at once: the short way says what the long one says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.describing import state
from evidence.describing.cues_papers import PAPERS
from evidence.describing.cues_records import RECORDS
from evidence.describing.phrases import Phrases, letters_in

PATTERNS = sorted({pattern.lower() for cue in (*RECORDS, *PAPERS) for pattern in cue.patterns})


@given(st.sampled_from(PATTERNS).flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern))))
def test_whatever_a_cue_matches_holds_the_letters_that_are_looked_for_first(case: tuple[str, str]) -> None:
    pattern, text = case
    assert any(letters in text for letters in letters_in(pattern))


@given(st.sampled_from(PATTERNS).flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern))))
def test_phrases_find_what_the_pattern_alone_finds(case: tuple[str, str]) -> None:
    pattern, text = case
    text = text.lower()
    alone = re.search(pattern, text, re.MULTILINE)
    assert bool(Phrases((pattern,)).search(text)) == bool(alone)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\bminutes of\b", {"minutes of"}),
        (r"\bnotes? of\b", {"note"}),
        (r"\b(?:grant|funding) application\b", {" application"}),
        (r"\b(?:project|delivery) (?:plan|programme)\b", {"project", "delivery"}),
        (r"^to\b[:\t ][^\n]*\n(?:[^\n]*\n)?from\b", {"from"}),
        (r"\b(?:v|version) ?\d+", {""}),
        (r"(?:[a-z]{2}, ){2,}[a-z]{2}\b", {""}),
        (r"\bsubs+tance", {"stance"}),
        (r"\bring (?:us|me)\b|\?$", {""}),
    ],
)
def test_the_letters_of_a_pattern_are_the_rarest_that_every_match_has(pattern: str, letters: set[str]) -> None:
    assert letters_in(pattern) == letters


def test_hardly_a_cue_is_tried_on_every_text() -> None:
    always = [pattern for pattern in PATTERNS if "" in letters_in(pattern)]
    assert len(always) <= len(PATTERNS) // 20, always


def test_state_words_are_found_behind_their_letters() -> None:
    assert state._SIGNED.search("signed: a name")
    assert state._FINAL.search("the final version")
    assert not state._FINAL.search("the final draft")
