"""Agreement is computed as the field's textbooks do, and says where it is not defined."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.agreement import Matrix, Weights, agreement, confusion, kappa, of_matrix

GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
# 30 files graded by an auditor (rows) and a moderator (columns), best grade first; 17 of the auditor's are too good
OVER_OPTIMISTIC: Matrix = ((2, 7, 1, 0), (0, 4, 8, 1), (0, 0, 5, 0), (0, 0, 0, 2))
TWO_HUNDRED: Matrix = ((88, 14, 18), (10, 40, 10), (2, 6, 12))


def by_hand(matrix: Matrix, weight: dict[int, Fraction]) -> Fraction:
    """Kappa in exact fractions from its definition."""
    n = sum(map(sum, matrix))
    rows, columns = [sum(row) for row in matrix], [sum(column) for column in zip(*matrix, strict=True)]
    cells = [(i, j) for i in range(len(matrix)) for j in range(len(matrix))]
    observed = sum((weight[abs(i - j)] * matrix[i][j] for i, j in cells), Fraction()) / n
    expected = sum((weight[abs(i - j)] * rows[i] * columns[j] for i, j in cells), Fraction()) / (n * n)
    return (observed - expected) / (1 - expected)


def test_seventeen_of_thirty_over_optimistic() -> None:
    told = of_matrix(OVER_OPTIMISTIC)
    assert (told.n, told.agreed, told.higher, told.lower) == (30, 13, 17, 0)
    assert told.percent == pytest.approx(13 / 30)
    # observed 13/30; expected (10*2 + 13*11 + 5*14 + 2*3) / 900 = 239/900; (390 - 239) / (900 - 239)
    assert told.kappa.value == pytest.approx(151 / 661)
    linear = {0: Fraction(1), 1: Fraction(2, 3), 2: Fraction(1, 3), 3: Fraction(0)}
    quadratic = {0: Fraction(1), 1: Fraction(8, 9), 2: Fraction(5, 9), 3: Fraction(0)}
    assert told.linear.value == pytest.approx(float(by_hand(OVER_OPTIMISTIC, linear)))
    assert told.quadratic.value == pytest.approx(float(by_hand(OVER_OPTIMISTIC, quadratic)))


@pytest.mark.parametrize(
    ("matrix", "weights", "expected"),
    [  # worked out with statsmodels 0.15, cohens_kappa
        (OVER_OPTIMISTIC, Weights.NONE, (0.22844175491679278, -0.005088086075089787, 0.4619715959086753)),
        (OVER_OPTIMISTIC, Weights.LINEAR, (0.3936170212765958, 0.18393434102176345, 0.6032997015314282)),
        (OVER_OPTIMISTIC, Weights.QUADRATIC, (0.5593869731800767, 0.35082902504211155, 0.7679449213180418)),
        (TWO_HUNDRED, Weights.NONE, (0.49152542372881347, 0.3915637020535469, 0.59148714540408)),
        (TWO_HUNDRED, Weights.LINEAR, (0.4736842105263158, 0.36699884494278934, 0.5803695761098423)),
        (TWO_HUNDRED, Weights.QUADRATIC, (0.4545454545454546, 0.32429863198684905, 0.5847922771040601)),
    ],
)
def test_kappa_and_its_interval_are_those_of_a_statistics_package(
    matrix: Matrix, weights: Weights, expected: tuple[float, float, float]
) -> None:
    told = kappa(matrix, weights)
    assert (told.value, told.low, told.high) == pytest.approx(expected)


@given(st.lists(st.tuples(st.sampled_from(GRADES), st.sampled_from(GRADES)), min_size=2, max_size=60))
def test_kappa_is_the_same_from_either_side_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    there, back = agreement(first, second, GRADES), agreement(second, first, GRADES)
    assert (there.higher, there.lower) == (back.lower, back.higher)
    for mine, theirs in ((there.kappa, back.kappa), (there.linear, back.linear), (there.quadratic, back.quadratic)):
        if mine.value is None or mine.low is None or mine.high is None:
            assert theirs.value is None and mine.reason
            continue
        assert mine.value == pytest.approx(theirs.value)
        assert -1 - 1e-9 <= mine.low - 1e-9 <= mine.value <= mine.high + 1e-9 <= 1 + 2e-9


@given(st.lists(st.sampled_from(GRADES), min_size=2).filter(lambda grades: len(set(grades)) > 1))
def test_who_agrees_throughout_has_a_kappa_of_one(grades: list[str]) -> None:
    told = agreement(grades, grades, GRADES)
    assert told.percent == 1
    assert [told.kappa.value, told.linear.value, told.quadratic.value] == pytest.approx([1, 1, 1])


def test_where_kappa_is_not_defined_it_says_why() -> None:
    nobody, alike = agreement([], [], GRADES), agreement(["good"] * 5, ["good"] * 5, GRADES)
    assert nobody.percent is None and nobody.kappa.reason == "nothing was rated twice"
    assert alike.percent == 1 and alike.kappa.value is None and "chance" in str(alike.kappa.reason)


def test_what_is_no_grade_is_refused() -> None:
    with pytest.raises(ValueError, match="excellent"):
        confusion(["good"], ["excellent"], GRADES)
    with pytest.raises(ValueError):
        confusion(["good"], [], GRADES)
