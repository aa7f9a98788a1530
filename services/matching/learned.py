"""Learn the weights of the sub-scores from judged matches: of three, or of meaning too.

The learned ranker is the same formula with other weights: its explanation is as exact, it is as fast, and as
no weight is negative, more skills or years never lower a score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from domain.searches import Weights
from services.matching.formula import LOG_ODDS

SUB_SCORES = ("skills", "experience", "keywords", "semantic")
"""What has a weight; meaning, the last, only where it is asked for."""

PRIOR_QUERIES = 1.0
"""How many judged queries the weights one starts from are worth."""

PRIOR_VERDICTS = 100
"""How many verdicts of one account the weights one starts from are worth."""


@dataclass(frozen=True)
class Judged:
    """One match as a person judged it: its sub-scores in [0, 1], and a grade, higher for better.

    ``semantic`` is None where the two were never compared by meaning.
    """

    query: str
    skills: float
    experience: float
    keywords: float
    grade: float
    semantic: float | None = None


class _Preferences(NamedTuple):
    """Better minus worse sub-scores of every pair of one query, and what their mean loss is worth."""

    differences: NDArray[np.float64]
    worth: float

    def of(self, features: int) -> "_Preferences":
        """Return what they tell of the first features alone."""
        return self._replace(differences=np.ascontiguousarray(self.differences[:, :features]))


def train(rows: Iterable[Judged], start: Weights | None = None, *, meaning: bool = False) -> Weights:
    """Return the non-negative weights that order each query's matches as people did, near ``start``.

    Pairwise logistic regression (Joachims 2002) over all pairs with unlike grades of one query; every query
    counts the same. Without such a pair the answer is ``start``. Only with ``meaning`` has that a weight.
    """
    preferences = [_Preferences(_differences(group), 1 / PRIOR_QUERIES) for group in _by_query(rows)]
    return _fitted(preferences, start or Weights(), meaning=meaning)


def adapt(rows: Iterable[Judged], start: Weights, *, meaning: bool = False) -> Weights:
    """Return ``start`` moved towards what one account's verdicts prefer, the further the more there are.

    As :func:`train`, but a query counts by its verdicts: a few of them hardly move anything.
    """
    groups = _by_query(rows)
    preferences = [_Preferences(_differences(one), len(one) / PRIOR_VERDICTS) for one in groups]
    return _fitted(preferences, start, meaning=meaning)


def _by_query(rows: Iterable[Judged]) -> list[list[Judged]]:
    ordered = sorted(rows, key=_order)  # sums in one order: the same rows teach the same to the last bit
    return [list(group) for _, group in groupby(ordered, key=lambda row: row.query)]


def _order(row: Judged) -> tuple[str | float, ...]:
    return astuple(replace(row, semantic=-1.0 if row.semantic is None else row.semantic))


def _fitted(preferences: Iterable[_Preferences], start: Weights, *, meaning: bool) -> Weights:
    features = len(SUB_SCORES) if meaning else len(SUB_SCORES) - 1
    told = [one.of(features) for one in preferences if len(one.differences)]
    if not told:
        return start
    origin = np.array([getattr(start, name) for name in SUB_SCORES[:features]])

    def loss(weights: NDArray[np.float64]) -> float:
        fits = sum(
            one.worth * float(np.logaddexp(0, -LOG_ODDS * one.differences @ weights).mean()) for one in told
        )
        return fits + float(((weights - origin) ** 2).sum())

    found = minimize(loss, origin, method="L-BFGS-B", bounds=[(0.0, None)] * len(origin)).x
    return Weights.normalised(*map(float, found)) if found.any() else start


def _differences(rows: Sequence[Judged]) -> NDArray[np.float64]:
    """Return better minus worse sub-scores of every pair with unlike grades.

    A pair of which one was not compared by meaning does not differ in it.
    """
    features = np.array([[getattr(row, name) for name in SUB_SCORES] for row in rows], np.float64)
    grades = np.array([row.grade for row in rows])
    better, worse = np.nonzero(grades[:, None] > grades[None, :])
    differences: NDArray[np.float64] = np.nan_to_num(features[better] - features[worse])
    return differences
