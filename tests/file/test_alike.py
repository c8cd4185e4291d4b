"""Documents of nearly the same text are told of one another; the same words in passing are not enough."""

from __future__ import annotations

import random
import re
from binascii import crc32
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import evidence
from builder import opened
from evidence.describing.likeness import ALIKE, likeness, sketch

WORDS = [f"word{number}" for number in range(400)]


def text(seed: int, length: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


@given(st.integers(0, 1000), st.integers(60, 2000), st.floats(0, 1))
def test_the_estimate_is_near_the_share_of_phrases_in_common(seed: int, length: int, kept: float) -> None:
    words = text(seed, length).split()
    cut = int(length * kept)
    other = " ".join(words[:cut]) + " " + text(seed + 5000, length - cut)
    phrases = [set(zip(each, each[1:], each[2:], strict=False)) for each in (words, other.split())]
    true = len(phrases[0] & phrases[1]) / len(phrases[0] | phrases[1])
    assert abs(likeness(sketch(" ".join(words)), sketch(other)) - true) < 0.3


@given(st.lists(st.text("aZß_éЖ中٣7-’ \n\u2028\ud800", min_size=1), min_size=60))
def test_a_sketch_is_made_of_letters_and_figures_in_a_row_of_whatever_alphabet(pieces: list[str]) -> None:
    text = " ".join(pieces)
    words = re.findall(r"[^\W_]+", text.lower())
    hashes = {crc32(" ".join(phrase).encode()) for phrase in zip(words, words[1:], words[2:], strict=False)}
    assert sketch(text) == (tuple(sorted(hashes)[:48]) if len(hashes) >= 24 else ())


def test_layout_case_and_punctuation_do_not_count() -> None:
    one = text(1)
    assert likeness(sketch(one), sketch(one.upper().replace(" ", ",\n  "))) == 1


def test_a_text_too_short_to_compare_is_like_nothing() -> None:
    assert sketch("Minutes of the meeting held on 3 January") == ()
    assert likeness((), ()) == 0


def test_draft_and_final_are_told_of_each_other_and_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    words = text(1).split()
    (folder / "a draft.txt").write_text(" ".join([*words[:360], *text(2, 40).split()]))
    (folder / "b final.txt").write_text(" ".join(words))
    for number in range(20):
        (folder / f"other {number:02}.txt").write_text(text(100 + number))
    with opened(tmp_path / "store") as file:
        filed = file.scan(folder).filed
        assert "nearly the same as D-0001" in filed[1].note
        near = {document.id: document.duplicates for document in file.documents() if document.duplicates}
        assert near == {"D-0001": ("D-0002",), "D-0002": ("D-0001",)}
        file.rebuild()
        assert {document.id: document.duplicates for document in file.documents() if document.duplicates} == near
    assert evidence.verify(tmp_path / "store").ok


def test_the_line_is_well_above_chance() -> None:
    assert max(likeness(sketch(text(1)), sketch(text(seed))) for seed in range(2, 50)) < ALIKE / 2
