"""Read what a job title names: its words, and the occupations it is a name for.

"Sr. Charge Nurse (m/f/d)" has the words charge and nurse and is a registered nurse: either can meet what
another title names.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from math import sqrt

from domain.skills import Keyword
from services.features.corpus import load_corpus_statistics
from services.features.folding import plain_marks
from services.features.gendered import neutral
from services.features.occupations import load_occupations, plain_title, words_apart
from services.features.stems import stem_table

OCCUPATION = "occ:"
"""Begins the key of an occupation, which no word's key does."""

MOST_WORDS = 10
MOST_OCCUPATIONS = 2
TOLD_BY_KIND = frozenset({"assistant", "assistants", "associate", "associates"})
"""Words that tell what kind of work is meant (:mod:`kinds`) and nothing of the trade; occupations keep them,
as a physician assistant is no physician."""

SURE = 0.65
"""Similarity from which a title is one of an occupation's; below, "operations" passes for "operator"."""

_WORD = re.compile(r"[^\W\d_]\w*(?:\.(?:js|net|io)\b|\+\+|#|'[a-z]{1,2}\b)?|\.net\b")
"""A word of a title: cut as :mod:`words` cuts, which takes three times as long for so few."""

_Named = tuple[str, str, float]
"""Key, spelling and weight of a word or an occupation."""


@lru_cache(maxsize=1 << 14)
def read_title(title: str) -> tuple[Keyword, ...]:
    """Return the words and occupations of a title as a vector of length one; () if it names nothing.

    A sure occupation weighs as much as all words, and less the more the title is unlike its names.
    """
    plain = " ".join(filter(None, map(neutral, plain_title(title).split())))
    named = [*_words(plain), *_occupations(plain)]
    length = _length(weight for *_, weight in named)
    return tuple(Keyword(term, 1, weight / length, key) for key, term, weight in named)


def keys_apart(title: str) -> frozenset[str]:
    """Return the keys of the words that a title writes apart: its text writes them so too."""
    stems = stem_table("en")
    return frozenset(stems[word] for word in words_apart(title))


def _words(title: str) -> list[_Named]:
    """Return the heaviest words as a vector of length one.

    All titles are stemmed as English ones: guessed from four words, a language is too often wrong.
    """
    idf, stems = load_corpus_statistics().idf, stem_table("en")
    words = [word for word in _WORD.findall(plain_marks(title)) if word not in TOLD_BY_KIND]
    named = {stems[word]: word for word in reversed(words)}
    weighed = [(-idf(key), key, term) for key, term in named.items() if key]
    heaviest = sorted(weighed)[:MOST_WORDS]
    length = _length(weight for weight, *_ in heaviest)
    return [(key, term, -weight / length) for weight, key, term in heaviest]


def _occupations(title: str) -> list[_Named]:
    found = [one for one in load_occupations().match(title, MOST_OCCUPATIONS) if one.similarity >= SURE]
    length = _length(one.similarity for one in found)
    return [
        (OCCUPATION + one.occupation.id, one.occupation.name, one.similarity**2 / length) for one in found
    ]


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum([weight**2 for weight in weights])) or 1.0
