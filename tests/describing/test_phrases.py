"""Promises about looking for many phrases at once: the short way says what the long one says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.describing import state
from evidence.describing.cues_papers import PAPERS
from evidence.describing.cues_records import RECORDS
from evidence.describing.phrases import Phrases, apart

PATTERNS = sorted({pattern for cue in (*RECORDS, *PAPERS) for pattern in cue.patterns})
MATCHED = st.sampled_from(PATTERNS).flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern)))


@given(MATCHED)
def test_phrases_find_what_the_pattern_alone_finds(case: tuple[str, str]) -> None:
    pattern, text = case
    text = text.lower()
    alone = re.search(pattern, text, re.MULTILINE)
    found = Phrases(pattern).search(text)
    assert bool(found) == bool(alone)
    if found and alone:
        assert found[0].removeprefix("\n") == alone[0].removeprefix("\n")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_are_written_in_small_letters_with_their_alternatives_in_groups(pattern: str) -> None:
    bare = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    assert bare == bare.lower()
    while (without := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = without
    assert "|" not in bare


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"\bminutes of\b", {("minutes of", r"\bminutes of\b")}),
        (r"\bnotes? of\b", {("note", r"\bnotes? of\b")}),
        (r"\b(?:grant|funding) application\b", {(" application", r"\b(?:grant|funding) application\b")}),
        (r"\b(?:memo|notes?)\b", {("memo", r"\bmemo\b"), ("note", r"\bnotes?\b")}),
        (r"\b(?:i|we)\b.{0,40}(?:agree|see)", {
            ("agree", r"\bi\b.{0,40}agree"), ("agree", r"\bwe\b.{0,40}agree"),
            ("see", r"\bi\b.{0,40}see"), ("see", r"\bwe\b.{0,40}see"),
        }),
        (r"^to\b[:\t ][^\n]*\n(?:[^\n]*\n)?from\b", {("from", r"^to\b[:\t ][^\n]*\n(?:[^\n]*\n)?from\b")}),
        (r"\b(?:v|version) ?\d+", {("", r"\bv ?\d+"), ("version", r"\bversion ?\d+")}),
        (r"(?:[a-z]{2}, ){2,}[a-z]{2}\b", {("", r"(?:[a-z]{2}, ){2,}[a-z]{2}\b")}),
        (r"(?:one|two)+ (?!three)", {("", r"(?:one|two)+ (?!three)")}),
        (r"\bsubs+tance", {("tance", r"\bsubs+tance")}),
        (r"\d{4,20}th", {("", r"\d{4,20}th")}),
    ],
)  # fmt: skip
def test_a_pattern_is_taken_apart_where_its_letters_would_not_be_told_otherwise(
    pattern: str, parts: set[tuple[str, str]]
) -> None:
    assert set(apart(pattern)) == parts


def test_hardly_a_cue_is_tried_on_every_text() -> None:
    parts = [each for pattern in PATTERNS for each in apart(pattern)]
    always = [pattern for letters, pattern in parts if not letters]
    assert len(always) <= len(parts) // 20, always


def test_state_words_are_found_behind_their_letters() -> None:
    assert state._SIGNED.search("signed: a name")
    assert state._FINAL.search("the final version")
    assert not state._FINAL.search("the final draft")
