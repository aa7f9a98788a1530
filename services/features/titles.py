"""Read what a job title names: its words, and the occupations it is a name for.

"Sr. Charge Nurse (m/f/d)" has the words charge and nurse and is a registered nurse: either can meet what
another title names.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from math import sqrt

from domain.skills import Keyword
from services.features.corpus import load_corpus_statistics
from services.features.gendered import neutral
from services.features.keywords import words_of
from services.features.occupations import load_occupations, plain_title

OCCUPATION = "occ:"
"""Begins the key of an occupation, which no word's key does."""

MOST_WORDS = 10
MOST_OCCUPATIONS = 2
SURE = 0.65
"""Similarity from which a title is one of an occupation's; below, "operations" passes for "operator"."""

TITLE_FACTOR = 3.0
"""Weight of a posting's keyword that its title names, against one that only its text names."""


@lru_cache(maxsize=1 << 14)
def read_title(title: str) -> tuple[Keyword, ...]:
    """Return the words and occupations of a title as a vector of length one; () if it names nothing.

    A sure occupation weighs as much as all words, and less the more the title is unlike its names.
    """
    plain = " ".join(filter(None, map(neutral, plain_title(title).split())))
    named = [*_words(plain), *_occupations(plain)]
    length = _length(named)
    return tuple(replace(one, weight=one.weight / length) for one in named)


def lift(keywords: Collection[Keyword], title: Collection[Keyword]) -> tuple[Keyword, ...]:
    """Return a posting's keywords, those of its title :data:`TITLE_FACTOR` times as heavy, of length one."""
    keys = {word.key for word in title}
    weights = [one.weight * (TITLE_FACTOR if _within(one.key, keys) else 1.0) for one in keywords]
    length = sqrt(sum(weight**2 for weight in weights)) or 1.0
    ordered = sorted(zip(weights, keywords, strict=True), key=lambda lifted: (-lifted[0], lifted[1].key))
    return tuple(Keyword(one.term, one.count, weight / length, one.key) for weight, one in ordered)


def _within(key: str, words: Collection[str]) -> bool:
    """Tell whether all words of a key are among ``words``."""
    return key in words or (" " in key and all(word in words for word in key.split()))


def _words(title: str) -> list[Keyword]:
    """Return the heaviest words as a vector of length one.

    All titles are stemmed as English ones: guessed from four words, a language is too often wrong.
    """
    idf = load_corpus_statistics().idf
    words = sorted(words_of(title, "en").items(), key=lambda word: (-idf(word[0]), word[0]))
    named = [Keyword(term, 1, idf(key), key) for key, term in words[:MOST_WORDS]]
    length = _length(named)
    return [replace(one, weight=one.weight / length) for one in named]


def _occupations(title: str) -> list[Keyword]:
    found = [one for one in load_occupations().match(title, MOST_OCCUPATIONS) if one.similarity >= SURE]
    length = sqrt(sum(one.similarity**2 for one in found)) or 1.0
    return [
        Keyword(one.occupation.name, 1, one.similarity**2 / length, OCCUPATION + one.occupation.id)
        for one in found
    ]


def _length(terms: Iterable[Keyword]) -> float:
    return sqrt(sum(one.weight**2 for one in terms)) or 1.0
