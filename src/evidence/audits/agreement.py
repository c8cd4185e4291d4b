"""How far two auditors agree: per cent, Cohen's kappa, and weighted kappa for grades that have an order.

Standard errors are those of Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa",
Psychological Bulletin 72 (1969) 323-327. With few files an interval is wide and only roughly right: show `n`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from math import sqrt

from attrs import frozen

Matrix = tuple[tuple[int, ...], ...]


class Weights(StrEnum):
    """How much a disagreement by several grades weighs against one by a single grade."""

    NONE = "none"  # Cohen's kappa: agreed or not
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@frozen(kw_only=True)
class Kappa:
    """A kappa with its confidence interval; `None` with the reason where it is not defined."""

    value: float | None  # -1 to 1
    low: float | None = None
    high: float | None = None
    reason: str | None = None


@frozen(kw_only=True)
class Agreement:
    """How two ratings of the same files agree."""

    n: int  # files rated twice
    agreed: int
    higher: int  # files that the first auditor graded better than the second
    lower: int
    kappa: Kappa
    linear: Kappa
    quadratic: Kappa

    @property
    def percent(self) -> float | None:
        """The share that agreed, 0 to 1; `None` where nothing was rated twice."""
        return self.agreed / self.n if self.n else None


def agreement(first: Iterable[str], second: Iterable[str], categories: Sequence[str]) -> Agreement:
    """Compare two ratings of the same files, in the same order; `categories` best first.

    Raises `ValueError` where the lists differ in length or hold what is no category.
    """
    return of_matrix(confusion(first, second, categories))


def confusion(first: Iterable[str], second: Iterable[str], categories: Sequence[str]) -> Matrix:
    """Counts of pairs: a row for each grade of the first auditor, a column for each of the second."""
    index = {category: at for at, category in enumerate(categories)}
    counts = [[0] * len(categories) for _ in categories]
    for one, other in zip(first, second, strict=True):
        if one not in index or other not in index:
            raise ValueError(f"expected grades of {', '.join(categories)}; found {one!r} and {other!r}")
        counts[index[one]][index[other]] += 1
    return tuple(map(tuple, counts))


def of_matrix(matrix: Matrix) -> Agreement:
    """The agreement of a square matrix of counts, categories best first."""
    pairs = [(row, column, count) for row, counts in enumerate(matrix) for column, count in enumerate(counts)]
    return Agreement(
        n=sum(count for _, _, count in pairs),
        agreed=sum(count for row, column, count in pairs if row == column),
        higher=sum(count for row, column, count in pairs if row < column),
        lower=sum(count for row, column, count in pairs if row > column),
        kappa=kappa(matrix),
        linear=kappa(matrix, Weights.LINEAR),
        quadratic=kappa(matrix, Weights.QUADRATIC),
    )


def kappa(matrix: Matrix, weights: Weights = Weights.NONE, z: float = 1.959963984540054) -> Kappa:
    """Kappa of a square matrix of counts, with its interval; `z` is 1.96 for 95 per cent."""
    n, size = sum(map(sum, matrix)), len(matrix)
    if not n:
        return Kappa(value=None, reason="nothing was rated twice")
    share = [[count / n for count in row] for row in matrix]
    rows = [sum(row) for row in share]
    columns = [sum(row[at] for row in share) for at in range(size)]
    weight = _weight(weights, size)
    cells = [(row, column) for row in range(size) for column in range(size)]
    observed = sum(weight(i, j) * share[i][j] for i, j in cells)
    expected = sum(weight(i, j) * rows[i] * columns[j] for i, j in cells)
    if expected > 1 - 1e-12:
        return Kappa(value=None, reason="both auditors gave every file the same grade: chance alone would agree")
    value = (observed - expected) / (1 - expected)
    of_row = [sum(weight(i, j) * columns[j] for j in range(size)) for i in range(size)]
    of_column = [sum(weight(i, j) * rows[i] for i in range(size)) for j in range(size)]
    spread = sum(share[i][j] * (weight(i, j) - (of_row[i] + of_column[j]) * (1 - value)) ** 2 for i, j in cells)
    error = sqrt(max(0.0, spread - (value - expected * (1 - value)) ** 2) / n) / (1 - expected)
    return Kappa(value=value, low=max(-1.0, value - z * error), high=min(1.0, value + z * error))


def _weight(weights: Weights, size: int) -> Callable[[int, int], float]:
    if weights is Weights.NONE:
        return lambda i, j: float(i == j)
    power = 1 if weights is Weights.LINEAR else 2
    most = max(size - 1, 1)
    return lambda i, j: 1 - (abs(i - j) / most) ** power
