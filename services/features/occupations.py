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
from math import sqrt
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
_NONE = np.zeros(0, np.int64)
MOST_WORDS = 20_000
"""Words of titles remembered; a table that outgrows this starts anew."""


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
        grams = [Counter(chain.from_iterable(map(_grams, title.split()))) for title in titles]
        self._numbers = {
            gram: number for number, gram in enumerate(dict.fromkeys(chain.from_iterable(grams)))
        }
        held = np.bincount([self._numbers[gram] for found in grams for gram in found])
        self._idf = np.log((1 + len(titles)) / (1 + held)) + 1.0
        self._words: dict[str, NDArray[np.int64]] = {}
        holders: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, title in enumerate(titles):
            for gram, weight in zip(*self._vector(title), strict=True):
                holders[int(gram)].append((number, float(weight)))
        self._holders = [np.array([number for number, _ in holders[gram]]) for gram in range(len(held))]
        self._weights = [np.array([weight for _, weight in holders[gram]]) for gram in range(len(held))]
        self._size = len(titles)

    def alike(self, title: str) -> NDArray[np.float64]:
        """Return the cosine of a title with every title of the list."""
        grams, weights = self._vector(title)
        if not len(grams):
            return np.zeros(self._size)
        titles = [self._holders[gram] for gram in grams.tolist()]
        products = np.concatenate([self._weights[gram] for gram in grams.tolist()])
        products *= np.repeat(weights, [len(found) for found in titles])
        return np.bincount(np.concatenate(titles), products, self._size).astype(np.float64)

    def _vector(self, title: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return numbers and weights of a title's letters, without those that no title of the list has."""
        every = np.sort(np.concatenate([_NONE, *map(self._of, title.split())]))
        first = np.ones(len(every), bool)
        np.not_equal(every[1:], every[:-1], out=first[1:])
        begins = np.flatnonzero(first)
        weights = (1 + np.log(np.diff(begins, append=len(every)))) * self._idf[every[begins]]
        return every[begins], weights / (sqrt(float(weights @ weights)) or 1.0)

    def _of(self, word: str) -> NDArray[np.int64]:
        """Return the numbers of a word's letters; titles are made of few words."""
        if word not in self._words:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            known = [self._numbers[gram] for gram in _grams(word) if gram in self._numbers]
            self._words[word] = np.array(known, np.int64)
        return self._words[word]


def _grams(word: str) -> Iterator[str]:
    """Yield every 3 to 5 letters in a row of a word, which a blank begins and ends."""
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
