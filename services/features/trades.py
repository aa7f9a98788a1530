"""Tell which trades a text reads like, by the words that describe them: explicit semantic analysis.

Our occupations and ESCO's groups of occupations are described in a few lines each. A text is like those whose
descriptions share its telling words (Gabrilovich and Markovitch 2007), so that "titrates cardiac drips" and
"ward rounds" meet in nursing. ``data/build/trades.py`` counts the words.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum, log, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.trades import TradeVector
from services.features.terms import Terms, numbers_of

DATA = Path(__file__).resolve().parents[2] / "data"
SHIPPED, NAMES = DATA / "models" / "trades.npz", DATA / "taxonomy" / "trades.tsv.gz"

MOST_TRADES = 12
"""Occupations kept, and as many groups: more told no better which postings fit (decision 0007)."""

TITLE_FACTOR = 3
"""Weight of a term that a title names, against one that only the text has."""

_LANGUAGE = "en"
_BY_COUNT = np.array([0, *(round(64 * (1 + log(count))) for count in range(1, 256))], np.int64)

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Trades:
    """Weights of terms in trades: those of term *i* are ``weights[pointers[i]:pointers[i + 1]]``.

    Numbers of terms hold in this process. Weights are whole numbers: their sums do not depend on the order
    of the terms. Trades from ``groups`` on are groups of occupations.
    """

    terms: Whole
    pointers: Whole
    trades: Whole
    weights: NDArray[np.float64]
    groups: int
    size: int

    def read(self, terms: Terms, titles: Whole, limit: int) -> TradeVector:
        """Return the trades most alike, half of a vector of length one for occupations, half for groups.

        ``titles`` are the numbers of terms that weigh more. A text like no trade has none.
        """
        alike = self._alike(terms, titles)
        occupations, first = _best(alike[: self.groups], limit)
        groups, second = _best(alike[self.groups :], limit)
        share = sqrt(bool(first) + bool(second)) or 1.0
        return TradeVector(
            (*occupations, *(self.groups + group for group in groups)),
            tuple(round(weight / share, 4) for weight in (*first, *second)),
        )

    def _alike(self, terms: Terms, titles: Whole) -> NDArray[np.float64]:
        """Return the product of the text's weights with every trade's."""
        numbers = terms.numbers
        places = np.minimum(np.searchsorted(self.terms, numbers), len(self.terms) - 1)
        known = np.flatnonzero(self.terms[places] == numbers)
        starts = self.pointers[places[known]]
        lengths = self.pointers[places[known] + 1] - starts
        within = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        factors = _factors(numbers, terms.counts, titles)[known]
        products: NDArray[np.float64] = self.weights[within] * np.repeat(factors, lengths)
        return np.bincount(self.trades[within], products, self.size).astype(np.float64, copy=False)


def _factors(numbers: Whole, counts: Whole, titles: Whole) -> Whole:
    """Return the weight of each term in its text; its rarity is in the trades' weights already."""
    factors: Whole = _BY_COUNT[np.minimum(counts, len(_BY_COUNT) - 1)]
    if len(numbers) and len(titles):
        places = np.minimum(np.searchsorted(numbers, titles), len(numbers) - 1)
        factors[places[numbers[places] == titles]] *= TITLE_FACTOR
    return factors


def _best(alike: NDArray[np.float64], limit: int) -> tuple[list[int], list[float]]:
    """Return the most alike as a vector of length one of squares, which tell the likely from the possible."""
    candidates = np.flatnonzero((alike > 0) & (alike >= np.partition(alike, -limit)[-limit]))
    places = candidates[np.argsort(-alike[candidates], kind="stable")][:limit]
    squares = (alike[places] ** 2).tolist()
    length = sqrt(fsum(square**2 for square in squares)) or 1.0
    return places.tolist(), [square / length for square in squares]


def read_trades(terms: Terms, titles: Whole) -> TradeVector:
    """Return what a text in English reads like: occupations, and as many groups of them.

    Terms that titles name (``titles`` are their numbers) weigh more. Of other languages nothing is told:
    the descriptions are English.
    """
    if terms.language != _LANGUAGE:
        return TradeVector()
    return load_trades().read(terms, titles, MOST_TRADES)


def occupations_of(vector: TradeVector) -> list[tuple[str, float]]:
    """Return the names of the occupations that a text reads like, likest first, and their weights.

    Groups of occupations are left out: "managers" names no position.
    """
    names, groups = trade_names(), load_trades().groups
    shares = zip(vector.trades, vector.weights, strict=True)
    return [(names[trade], weight) for trade, weight in shares if trade < groups and names[trade]]


@cache
def load_trades(path: Path = SHIPPED) -> Trades:
    """Read the shipped weights; FileNotFoundError when they were never counted."""
    with np.load(path) as stored:
        stems = bytes(stored["stems"]).decode().split("\n")
        numbers = numbers_of(stems, stored["firsts"], stored["seconds"])
        order = np.argsort(numbers)
        lengths = np.diff(stored["pointers"])[order]
        starts = stored["pointers"][:-1][order]
        pointers = np.append(0, np.cumsum(lengths))
        within = np.repeat(starts - pointers[:-1], lengths) + np.arange(pointers[-1])
        return Trades(
            terms=numbers[order],
            pointers=pointers,
            trades=stored["trades"][within].astype(np.int64),
            weights=stored["weights"][within].astype(np.float64),
            groups=int(stored["groups"]),
            size=int(stored["size"]),
        )


@cache
def trade_names(path: Path = NAMES) -> Sequence[str]:
    """Return the names of the trades by number; empty for one whose name the source does not set apart."""
    return gzip.decompress(path.read_bytes()).decode().split("\n")
