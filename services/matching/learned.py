"""Learn the weights of the three sub-scores from judged matches.

The learned ranker is the same formula with other weights: its explanation is as exact, it is as fast, and as
no weight is negative, more skills or years never lower a score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from domain.searches import Weights

SCALE = 8.0
"""How sure a difference of sub-scores of 1 makes that the better one is preferred, in log odds."""

PRIOR_QUERIES = 1.0
"""How many judged queries the weights one starts from are worth."""

PRIOR_VERDICTS = 100
"""How many verdicts of one account the weights one starts from are worth."""


@dataclass(frozen=True)
class Judged:
    """One match as a person judged it: its sub-scores in [0, 1], and a grade, higher for better."""

    query: str
    skills: float
    experience: float
    keywords: float
    grade: float


class _Preferences(NamedTuple):
    """Better minus worse sub-scores of every pair of one query, and what their mean loss is worth."""

    differences: NDArray[np.float64]
    worth: float


def train(rows: Iterable[Judged], start: Weights | None = None) -> Weights:
    """Return the non-negative weights that order each query's matches as people did, near ``start``.

    Pairwise logistic regression (Joachims 2002) over all pairs with unlike grades of one query; every query
    counts the same. Without such a pair the answer is ``start``.
    """
    preferences = [_Preferences(_differences(group), 1 / PRIOR_QUERIES) for group in _by_query(rows)]
    return _fitted(preferences, start or Weights())


def adapt(rows: Iterable[Judged], start: Weights) -> Weights:
    """Return ``start`` moved towards what one account's verdicts prefer, the further the more there are.

    As :func:`train`, but a query counts by its verdicts: a few of them hardly move anything.
    """
    groups = _by_query(rows)
    return _fitted([_Preferences(_differences(one), len(one) / PRIOR_VERDICTS) for one in groups], start)


def _by_query(rows: Iterable[Judged]) -> list[list[Judged]]:
    ordered = sorted(rows, key=astuple)  # sums in one order: the same rows teach the same to the last bit
    return [list(group) for _, group in groupby(ordered, key=lambda row: row.query)]


def _fitted(preferences: Iterable[_Preferences], start: Weights) -> Weights:
    told = [one for one in preferences if len(one.differences)]
    if not told:
        return start
    origin = np.array([start.skills, start.experience, start.keywords])

    def loss(weights: NDArray[np.float64]) -> float:
        fits = sum(
            one.worth * float(np.logaddexp(0, -SCALE * one.differences @ weights).mean()) for one in told
        )
        return fits + float(((weights - origin) ** 2).sum())

    found = minimize(loss, origin, method="L-BFGS-B", bounds=[(0.0, None)] * len(origin)).x
    return Weights.normalised(*map(float, found))


def _differences(rows: Sequence[Judged]) -> NDArray[np.float64]:
    """Return better minus worse sub-scores of every pair with unlike grades."""
    features = np.array([[row.skills, row.experience, row.keywords] for row in rows])
    grades = np.array([row.grade for row in rows])
    better, worse = np.nonzero(grades[:, None] > grades[None, :])
    differences: NDArray[np.float64] = features[better] - features[worse]
    return differences
