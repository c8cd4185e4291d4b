"""Searching for words: the pages that hold them, best first, with the words in their place."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from builder import opened
from evidence.store.search import Hit


def found(folder: Path, texts: dict[str, str], words: str, limit: int = 20) -> tuple[Hit, ...]:
    for name, text in texts.items():
        (folder / name).write_text(text)
    with opened(folder / "store") as file:
        file.add_all([folder / name for name in texts])
        return file.search(words, limit=limit)


def test_words_are_shown_in_their_place_in_whatever_form_they_stand_there(tmp_path: Path) -> None:
    filler = "nothing of that kind was said at all and so it went on. " * 200
    (hit,) = found(tmp_path, {"a.txt": f"{filler} The boards agreed all Policies today. {filler}"}, "board policy")
    assert hit.document == "D-0001"
    assert "The [boards] agreed all [Policies] today" in hit.snippet


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_best_pages_come_first_and_no_more_than_asked_for(tmp_path: Path, limit: int) -> None:
    texts = {f"{number}.txt": f"number {number} " + "word " * number + "else " * 10 for number in range(1, 8)}
    hits = found(tmp_path, texts, "word", limit)
    scores = [hit.score for hit in hits]
    assert len(hits) == min(limit, 7)
    assert scores == sorted(scores, reverse=True)
    assert hits[0].document == "D-0007"
    assert all("[word]" in hit.snippet for hit in hits)


def test_a_page_that_holds_a_word_very_often_costs_no_more_than_others(tmp_path: Path) -> None:
    texts = {"often.txt": "word " * 60_000, "once.txt": "a word, once", "deep.txt": "else " * 300_000 + "word"}
    start = process_time()
    hits = {hit.document: hit.snippet for hit in found(tmp_path, texts, "words")}
    assert process_time() - start < 15  # SQLite alone takes minutes
    assert "[word]" in hits["D-0001"]
    assert hits["D-0002"] == "a [word], once"
    assert hits["D-0003"].startswith("else else")
