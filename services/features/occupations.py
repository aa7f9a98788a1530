"""Normalise a job title to an occupation: "Sr. DevOps Engineer (m/f/d)" is a kind of DevOps engineer.

Similarity is the cosine of character 3- to 5-gram vectors (TF-IDF), as titles are short and spelled freely.
"""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from math import fsum, log, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "taxonomy" / "occupations.tsv.gz"

_NOISE = re.compile(
    r"\((?:[mwfdx]\s*[/|,]\s*)+[mwfdx]\)|\b(?:senior|sr|junior|jr|lead|principal|staff|intern|trainee|remote"
    r"|hybrid|full[- ]time|part[- ]time|i{1,3}|iv)\b\.?",
    re.IGNORECASE,
)
_ALIKE = 0.45
_SHORTEST, _LONGEST = 3, 5


@dataclass(frozen=True)
class Occupation:
    """An occupation: ``esco:<uuid>`` where ESCO's slice has it, else ``rf:<slug>``."""

    id: str
    name: str


@dataclass(frozen=True)
class TitleMatch:
    """An occupation and how alike the title is, in [0, 1]."""

    occupation: Occupation
    similarity: float


class Occupations:
    """All occupations with the titles people use for them."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self._occupations = [Occupation(identity, name) for identity, name, _ in rows]
        self.titles = [title for *_, title in rows]

    def match(self, title: str, limit: int = 5) -> list[TitleMatch]:
        """Return the most alike occupations, best first, each once; none below a similarity of 0.45."""
        cosines = self._index.alike(plain_title(title))
        alike = np.flatnonzero(cosines >= _ALIKE)
        best: dict[Occupation, float] = {}
        for number in alike[np.argsort(-cosines[alike].round(9), kind="stable")][: 8 * limit].tolist():
            best.setdefault(self._occupations[number], round(min(float(cosines[number]), 1.0), 4))
        return [TitleMatch(occupation, similarity) for occupation, similarity in best.items()][:limit]

    @cached_property
    def _index(self) -> "_Index":
        return _Index([plain_title(title) for title in self.titles])


class _Index:
    """Titles by the 3 to 5 letters in a row that they contain, weighed by TF-IDF, vectors of length one.

    Written out, as otherwise every process that reads a posting would have to load scikit-learn.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        frequencies = Counter(chain.from_iterable(set(_grams(title)) for title in titles))
        self._idf = {gram: log((1 + len(titles)) / (1 + count)) + 1.0 for gram, count in frequencies.items()}
        holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, title in enumerate(titles):
            for gram, weight in self._vector(title).items():
                holders[gram].append((number, weight))
        self._holders = {
            gram: (np.array([number for number, _ in found]), np.array([weight for _, weight in found]))
            for gram, found in holders.items()
        }
        self._size = len(titles)

    def alike(self, title: str) -> NDArray[np.float64]:
        """Return the cosine of a title with every title of the list."""
        found = [(*self._holders[gram], weight) for gram, weight in self._vector(title).items()]
        if not found:
            return np.zeros(self._size)
        titles, weights, factors = zip(*found, strict=True)
        products = np.concatenate(weights) * np.repeat(factors, [len(one) for one in titles])
        return np.bincount(np.concatenate(titles), products, self._size).astype(np.float64)

    def _vector(self, title: str) -> dict[str, float]:
        """Return the weights of a title's letters; those that no title of the list has are left out."""
        weights = {
            gram: (1 + log(count)) * self._idf[gram]
            for gram, count in Counter(_grams(title)).items()
            if gram in self._idf
        }
        length = sqrt(fsum(weight**2 for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}


def _grams(title: str) -> Iterator[str]:
    """Yield every 3 to 5 letters in a row of each word, which a blank begins and ends."""
    for word in title.split():
        padded = f" {word} "
        for size in range(_SHORTEST, _LONGEST + 1):
            if len(padded) <= size:
                yield padded
                break
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def plain_title(title: str) -> str:
    """Return a title without grade, hours and gender marks, in lower case."""
    bare = " ".join(_NOISE.sub(" ", title).lower().split())
    return bare or title.lower()


@cache
def load_occupations(path: Path = SHIPPED) -> Occupations:
    """Read the shipped titles; FileNotFoundError when they were never built."""
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return Occupations([(fields[0], fields[1], fields[2]) for fields in (line.split("\t") for line in lines)])
