"""Learn the weights of the three sub-scores from judged matches.

The learned ranker is the same formula with other weights: its explanation is as exact, it is as fast, and as
no weight is negative, more skills or years never lower a score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from domain.searches import Weights

SCALE = 8.0
"""How sure a difference of sub-scores of 1 makes that the better one is preferred, in log odds."""

PRIOR_QUERIES = 1.0
"""How many judged queries the weights one starts from are worth."""


@dataclass(frozen=True)
class Judged:
    """One match as a person judged it: its sub-scores in [0, 1], and a grade, higher for better."""

    query: str
    skills: float
    experience: float
    keywords: float
    grade: float


def train(rows: Iterable[Judged], start: Weights | None = None) -> Weights:
    """Return the non-negative weights that order each query's matches as people did, near ``start``.

    Pairwise logistic regression (Joachims 2002) over all pairs with unlike grades of one query; every query
    counts the same. Without such a pair the answer is ``start``.
    """
    start = start or Weights()
    origin = np.array([start.skills, start.experience, start.keywords])
    ordered = sorted(rows, key=lambda row: row.query)
    groups = [_differences(list(group)) for _, group in groupby(ordered, key=lambda row: row.query)]
    groups = [group for group in groups if len(group)]
    if not groups:
        return start

    def loss(weights: NDArray[np.float64]) -> float:
        fits = sum(float(np.logaddexp(0, -SCALE * group @ weights).mean()) for group in groups)
        return fits + PRIOR_QUERIES * float(((weights - origin) ** 2).sum())

    found = minimize(loss, origin, method="L-BFGS-B", bounds=[(0.0, None)] * 3).x
    return Weights.normalised(*map(float, found))


def _differences(rows: Sequence[Judged]) -> NDArray[np.float64]:
    """Return better minus worse sub-scores of every pair with unlike grades."""
    features = np.array([[row.skills, row.experience, row.keywords] for row in rows])
    grades = np.array([row.grade for row in rows])
    better, worse = np.nonzero(grades[:, None] > grades[None, :])
    differences: NDArray[np.float64] = features[better] - features[worse]
    return differences
