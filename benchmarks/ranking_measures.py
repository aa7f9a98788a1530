"""Measures of a ranking against graded judgements: nDCG, precision, average precision, rank correlation."""

from collections.abc import Sequence
from math import log2
from statistics import fmean

import numpy as np
from scipy.stats import spearmanr

DEPTHS = (3, 5, 10)
DRAWS = 2000

Measures = dict[str, float | None]


def measure(scores: Sequence[float], grades: Sequence[float], relevant: float) -> Measures:
    """Return all measures of one query's documents; equal scores keep the order given."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    ranked = [grades[place] for place in order]
    return {
        **{f"ndcg@{depth}": ndcg(ranked, depth) for depth in DEPTHS},
        "map": average_precision(ranked, relevant),
        "p@5": sum(grade >= relevant for grade in ranked[:5]) / 5,
        "spearman": spearman(scores, grades),
    }


def mean_of(measured: Sequence[Measures]) -> Measures:
    """Return the mean of each measure over the queries for which it is defined."""
    means = {}
    for name in measured[0]:
        values = [query[name] for query in measured if query[name] is not None]
        means[name] = round(fmean(values), 4) if values else None
    return means


def ahead(mine: Sequence[float | None], other: Sequence[float | None]) -> list[float]:
    """Return the mean difference over the queries and its 95 % interval: paired bootstrap, fixed seed."""
    pairs = [(a, b) for a, b in zip(mine, other, strict=True) if a is not None and b is not None]
    if not pairs:
        return []
    differences = np.array([a - b for a, b in pairs])
    places = np.random.default_rng(0).integers(0, len(pairs), (DRAWS, len(pairs)))
    low, high = np.quantile(differences[places].mean(axis=1), [0.025, 0.975])
    return [round(float(value), 4) for value in (differences.mean(), low, high)]


def ndcg(ranked: Sequence[float], depth: int) -> float | None:
    """Return nDCG with linear gain (Järvelin and Kekäläinen 2002); None where nothing is relevant.

    A grade below 0 gains nothing.
    """
    best = _gain(sorted(ranked, reverse=True), depth)
    return _gain(ranked, depth) / best if best else None


def _gain(ranked: Sequence[float], depth: int) -> float:
    return sum(max(0.0, grade) / log2(place + 2) for place, grade in enumerate(ranked[:depth]))


def average_precision(ranked: Sequence[float], relevant: float) -> float | None:
    """Return the mean of the precisions at each relevant document; None where there is none."""
    hits = [place for place, grade in enumerate(ranked, 1) if grade >= relevant]
    return fmean(count / place for count, place in enumerate(hits, 1)) if hits else None


def spearman(scores: Sequence[float], grades: Sequence[float]) -> float | None:
    """Return the rank correlation with ties at their mean rank; None where either side is constant."""
    if len(set(scores)) < 2 or len(set(grades)) < 2:
        return None
    return float(spearmanr(scores, grades).statistic)
