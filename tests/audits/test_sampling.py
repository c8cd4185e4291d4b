"""Samples are fair, the same everywhere, and say what they left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.sampling import draw, population, share_out
from evidence.model.audit import Case, Method, Population
from evidence.model.errors import Refused

CASES = [
    Case(ref=f"C-{i:03}", team=f"team {i % 3}", fields=[("age", "young" if i < 20 else "old")]) for i in range(160)
]
FRAME = population(CASES)
FIRST_FIVE = ("C-006", "C-008", "C-009", "C-010", "C-016")
BY_CHANCE = (Method.RANDOM, Method.STRATIFIED, Method.SYSTEMATIC)


def test_forty_of_160_are_these_on_every_machine() -> None:
    sample = draw(FRAME, method=Method.RANDOM, size=40, seed=7)
    by_hand = sorted(
        (case.ref for case in CASES),
        key=lambda ref: hashlib.sha256(f"evidence-sample-1:7:{ref}".encode()).hexdigest(),
    )[:40]
    assert set(sample.cases) == set(by_hand)
    assert sample.cases[:5] == FIRST_FIVE, (
        "the draw may never change: samples of earlier years could not be drawn again"
    )


@pytest.mark.parametrize("method", BY_CHANCE)
def test_every_case_is_as_likely_as_any_other(method: Method) -> None:
    small = population([Case(ref=f"C-{i:02}", team="a" if i < 10 else "b") for i in range(20)])
    seeds, size = 3000, 4
    counts = Counter(ref for seed in range(seeds) for ref in draw(small, method=method, size=size, seed=seed).cases)
    expected = seeds * size / 20
    chi_square = sum((counts[case.ref] - expected) ** 2 / expected for case in small.cases)
    assert chi_square < 43.8  # 19 degrees of freedom, one chance in a thousand; drawing without replacement lowers it


def test_pairs_are_drawn_together_as_often_as_chance_has_it() -> None:
    small = population([Case(ref=f"C-{i}") for i in range(8)])
    pairs = Counter(draw(small, method=Method.RANDOM, size=2, seed=seed).cases for seed in range(5600))
    assert len(pairs) == 28
    assert sum((count - 200) ** 2 / 200 for count in pairs.values()) < 55.5  # 27 degrees of freedom, one in a thousand


@given(st.sampled_from(BY_CHANCE), st.integers(1, 200), st.integers(0, 10**6), st.randoms())
def test_a_sample_has_its_size_and_hangs_neither_on_order_nor_on_the_day(
    method: Method, size: int, seed: int, random: object
) -> None:
    sample = draw(FRAME, method=method, size=size, seed=seed, by="team")
    assert len(sample.cases) == len(set(sample.cases)) == min(size, 160)
    shuffled = list(CASES)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random
    again = draw(population(shuffled), method=method, size=size, seed=seed, by="team")
    assert set(again.cases) == set(sample.cases)
    assert (sample.seed, sample.method, sample.population) == (seed, method, FRAME.sha256)


@given(st.integers(0, 400), st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 90), min_size=1))
def test_strata_get_their_share_and_never_more_than_they_have(size: int, strata: dict[str, int]) -> None:
    shares = share_out(size, strata)
    total = sum(strata.values())
    assert sum(shares.values()) == min(size, total)
    for value, count in strata.items():
        assert 0 <= shares[value] <= count
        assert size < len(strata) or shares[value] >= 1
        if size <= total:
            assert abs(shares[value] - size * count / total) < max(2, len(strata))


def test_a_stratified_sample_says_how_many_of_each() -> None:
    sample = draw(FRAME, method=Method.STRATIFIED, size=40, seed=1, by="age")
    assert [(one.value, one.population, one.drawn) for one in sample.strata] == [("old", 140, 35), ("young", 20, 5)]
    assert sum(case.ref in sample.cases for case in CASES[:20]) == 5


def test_a_systematic_sample_spreads_over_the_ordered_list() -> None:
    sample = draw(FRAME, method=Method.SYSTEMATIC, size=16, seed=5)
    places = [int(ref[2:]) for ref in sample.cases]
    assert {after - before for before, after in pairwise(places)} == {10}


def test_a_census_takes_all_but_those_left_out_with_their_reasons() -> None:
    sample = draw(FRAME, method=Method.CENSUS, size=0, excluded={"C-007": "audited in the last 12 months"})
    assert len(sample.cases) == sample.size == 159
    assert [(one.case, one.reason) for one in sample.exclusions] == [("C-007", "audited in the last 12 months")]


@given(st.sets(st.sampled_from([case.ref for case in CASES]), max_size=150), st.integers(1, 30))
def test_nobody_left_out_is_drawn(left_out: set[str], size: int) -> None:
    for method in BY_CHANCE:
        sample = draw(FRAME, method=method, size=size, seed=3, excluded=dict.fromkeys(left_out, "audited already"))
        assert not left_out & set(sample.cases)


def test_a_purposive_sample_has_a_reason_for_each() -> None:
    sample = draw(
        FRAME, method=Method.PURPOSIVE, size=0, chosen={"C-002": "complaint", "C-001": "placement broke down"}
    )
    assert sample.cases == ("C-001", "C-002") and sample.seed is None
    assert sample.reasons == (("C-001", "placement broke down"), ("C-002", "complaint"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"method": Method.RANDOM, "size": 5}, "seed"),
        ({"method": Method.RANDOM, "size": 0, "seed": 1}, "at least 1"),
        ({"method": Method.STRATIFIED, "size": 5, "seed": 1, "by": "colour"}, "team, status, holder, supervisor, age"),
        ({"method": Method.PURPOSIVE, "size": 5}, "names its cases"),
        ({"method": Method.PURPOSIVE, "size": 5, "chosen": {"C-900": "x"}}, "C-900"),
        ({"method": Method.PURPOSIVE, "size": 5, "chosen": {"C-001": " "}}, "without a reason"),
        ({"method": Method.RANDOM, "size": 5, "seed": 1, "chosen": {"C-001": "x"}}, "only a purposive"),
        ({"method": Method.RANDOM, "size": 5, "seed": 1, "excluded": {"C-001": ""}}, "without a reason"),
        (
            {"method": Method.PURPOSIVE, "size": 1, "chosen": {"C-001": "x"}, "excluded": {"C-001": "y"}},
            "both chosen and left out",
        ),
    ],
)
def test_a_draw_that_cannot_be_right_is_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        draw(FRAME, **wrong)  # type: ignore[arg-type]  # the wrong arguments are the point


def test_a_population_is_frozen_by_its_hash() -> None:
    assert population(CASES).sha256 == FRAME.sha256
    changed = [evolve(CASES[0], team="another"), *CASES[1:]]
    assert population(changed).sha256 != FRAME.sha256
    for wrong in ([], [CASES[0], CASES[0]]):
        with pytest.raises(Refused):
            population(wrong)


@pytest.mark.slow
def test_a_million_files_are_stratified_within_two_seconds() -> None:
    from time import process_time

    frame = Population(cases=[Case(ref=f"C-{i:07}", team=f"team {i % 37}") for i in range(1_000_000)], sha256="0" * 64)
    began = process_time()
    sample = draw(frame, method=Method.STRATIFIED, size=400, seed=7, by="team")
    assert process_time() - began < 2
    assert len(sample.cases) == 400
