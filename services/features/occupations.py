"""Normalise a job title to an occupation: "Sr. DevOps Engineer (m/f/d)" is a kind of DevOps engineer.

Similarity is the cosine of character 3- to 5-gram vectors (TF-IDF), as titles are short and spelled freely.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.features.wordlists import alternation

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "taxonomy" / "occupations.tsv.gz"

_NOISE = re.compile(
    rf"\((?:[mwfdx]\s*[/|,]\s*)+[mwfdx]\)|\b{alternation('title_marks', 'mark')}\b\.?",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\([\s,/-]*\)")
_APART = re.compile(rf"(?<![\w&]){alternation('compounds', 'apart')}(?=s?\b)".replace(r"\ ", "[ -]"))
"""Words written apart: "Book Keeper" has more letters in a row with a zoo's keeper than with a bookkeeper."""
_ALIKE = 0.45
_SHORTEST, _LONGEST = 3, 5
_NONE = np.zeros(0, np.int64)
MOST_WORDS = 1_500
"""Words of titles remembered, some 20 kB each; a table that outgrows this starts anew."""


Numbers = NDArray[np.int64]


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


class _Word(NamedTuple):
    """What a word has in common with titles: numbers of its letters in a row, titles, a product with each."""

    grams: Numbers
    titles: NDArray[np.int32]
    products: NDArray[np.float32]


class _Index:
    """Titles by the 3 to 5 letters in a row that they contain, weighed by rarity, vectors of length one.

    Letters do not run across words, so that a title's products are the sums of its words', and words of
    titles repeat themselves. Written out, as otherwise every process that reads a posting would have to load
    scikit-learn.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        numbers = [np.array([*self._numbered(title)], np.int64) for title in titles]
        held = np.bincount(np.concatenate([np.unique(found) for found in numbers]))
        self._idf = np.log((1 + len(titles)) / (1 + held)) + 1.0
        self._words: dict[str, _Word] = {}
        self._size = len(titles)
        self._index_holders(numbers)

    def alike(self, title: str) -> NDArray[np.float64]:
        """Return the cosine of a title with every title of the list."""
        words = [self._word(word) for word in title.split()]
        grams = np.concatenate([_NONE, *(word.grams for word in words)])
        if not len(grams):
            return np.zeros(self._size)
        titles = np.concatenate([word.titles for word in words])
        products = np.concatenate([word.products for word in words])
        return np.bincount(titles, products, self._size) / self._length(grams)

    def _numbered(self, title: str) -> Iterator[int]:
        """Yield the number of every letters in a row of a title; those not met before get the next."""
        for gram in chain.from_iterable(map(_grams, title.split())):
            yield self._numbers.setdefault(gram, len(self._numbers))

    def _index_holders(self, numbers: Sequence[Numbers]) -> None:
        """Store for each gram the titles with it, and its share in their vectors."""
        titles = np.repeat(np.arange(len(numbers)), [len(found) for found in numbers])
        grams = np.concatenate(numbers)
        lengths = np.array([self._length(found) for found in numbers])
        order = np.argsort(grams, kind="stable")
        self._edges = np.append(0, np.cumsum(np.bincount(grams)))
        shares = self._idf[grams] / lengths[titles]
        self._holders = titles[order].astype(np.int32)
        self._shares = shares[order].astype(np.float32)

    def _length(self, grams: Numbers) -> float:
        """Return the length of the vector of letters, repeated ones counted."""
        found, counts = np.unique(grams, return_counts=True)
        weights = counts * self._idf[found]
        return sqrt(float(weights @ weights))

    def _word(self, word: str) -> _Word:
        if word not in self._words:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            self._words[word] = self._read(word)
        return self._words[word]

    def _read(self, word: str) -> _Word:
        known = [self._numbers[gram] for gram in _grams(word) if gram in self._numbers]
        held = [slice(self._edges[gram], self._edges[gram + 1]) for gram in known]
        titles = np.concatenate([_NONE, *(self._holders[part] for part in held)])
        products = [self._shares[part] * self._idf[gram] for gram, part in zip(known, held, strict=True)]
        weights = np.concatenate([np.zeros(0), *products])
        sums = np.bincount(titles, weights, self._size).astype(np.float32)
        found = np.flatnonzero(sums)
        return _Word(np.array(known, np.int64), found.astype(np.int32), sums[found])


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
    """Return a title without grade, hours and gender marks, in lower case, compound words in one."""
    bare = " ".join(_EMPTY.sub(" ", _NOISE.sub(" ", title)).lower().split())
    return _APART.sub(lambda found: "".join(_parted(found[0])), bare or title.lower())


def words_apart(title: str) -> list[str]:
    """Return the words of a title that it writes apart and :func:`plain_title` joins: "health" and "care"."""
    return [word for found in _APART.findall(title.lower()) for word in _parted(found)]


def _parted(compound: str) -> list[str]:
    return compound.replace("-", " ").split(" ")


@cache
def load_occupations(path: Path = SHIPPED) -> Occupations:
    """Read the shipped titles; FileNotFoundError when they were never built."""
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return Occupations([(fields[0], fields[1], fields[2]) for fields in (line.split("\t") for line in lines)])


def words_beside(trades: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in some occupation's title beside one of ``trades``, in lower case."""
    return frozenset().union(*map(_beside, trades))


@cache
def _beside(trade: str) -> frozenset[str]:
    titles = ({*re.findall(r"\w+", title.casefold())} for title in load_occupations().titles)
    return frozenset().union(*(words for words in titles if trade in words))
