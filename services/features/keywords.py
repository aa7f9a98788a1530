"""Weigh the words and phrases of a text: TF-IDF over stems, the same for resumes and postings."""

import math
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from domain.skills import Keyword
from services.features.corpus import CorpusStatistics
from services.features.languages import supported
from services.features.page import lay_out
from services.features.terms import Terms, read_terms
from services.features.words import Words

POSTING_LIMIT = 80
RESUME_LIMIT = 200

TITLE_FACTOR = 3.0
"""Weight of a posting's keyword that its title names, against one that only its text names."""


def extract_keywords(
    text: str, corpus: CorpusStatistics, limit: int, language: str | None = None
) -> tuple[Keyword, ...]:
    """Return the ``limit`` heaviest terms of one to three words, heaviest first, ties by key.

    Weight is ``(1 + ln count) · idf``, L2-normalised over the terms kept, so that a dot product of two texts
    is their cosine. A phrase counts when the corpus knows it or the text repeats it: any other pair of
    neighbours is chance. ``key`` holds the stems, ``term`` its first words in the case used most.
    """
    return keywords_of(read_text(text, language), corpus, limit)


def read_text(text: str, language: str | None = None) -> Terms:
    """Return the terms of a text, in a language that is guessed where it is none of the supported ones."""
    return terms_in(lay_out([text]).words, language)


def terms_in(words: Words, language: str | None) -> Terms:
    """Return the terms of words, as :func:`read_text`."""
    return read_terms(words, supported(language, words))


def keywords_of(
    terms: Terms, corpus: CorpusStatistics, limit: int, title: Collection[str] = ()
) -> tuple[Keyword, ...]:
    """Return the keywords of a text, as :func:`extract_keywords`, from its terms.

    Those made of words whose keys ``title`` has weigh :data:`TITLE_FACTOR` times as much. They are not chosen
    for that: the heaviest of the text are kept, whatever its title.
    """
    weights = _weights(terms, corpus)
    first = _first(weights, limit)
    heaviest = sorted(zip((-weights[first]).tolist(), terms.keys(first), first, strict=True))[:limit]
    chosen = [place for *_, place in heaviest]
    spelled = zip(heaviest, terms.spelled(chosen), terms.counts[chosen].tolist(), strict=True)
    whole = frozenset(title).issuperset
    weighed = sorted(
        [
            (weight * TITLE_FACTOR if whole(key.split(" ")) else weight, key, term, count)
            for (weight, key, _), term, count in spelled
        ]
    )
    norm = -math.sqrt(sum([weight**2 for weight, *_ in weighed])) or -1.0
    return tuple([Keyword(term, count, weight / norm, key) for weight, key, term, count in weighed])


def terms_of(text: str, language: str | None = None) -> Collection[str]:
    """Return the keys of every term of one to three words in a text, each once."""
    terms = read_text(text, language)
    return set(terms.keys(range(len(terms.numbers))))


def _weights(terms: Terms, corpus: CorpusStatistics) -> NDArray[np.float64]:
    """Return the weight of every term before normalisation, 0 for phrases that are chance."""
    known, found = corpus.numbered_idfs
    places = np.minimum(np.searchsorted(known, terms.numbers), len(known) - 1)
    idfs = np.where(known[places] == terms.numbers, found[places], 0.0)
    idfs[((terms.sizes == 1) | (terms.counts > 1)) & (idfs == 0)] = corpus.unseen_idf
    # math.log: numpy's may differ in the last digit from machine to machine.
    factors = [1 + math.log(count) for count in range(1, 1 + int(terms.counts.max(initial=0)))]
    weights: NDArray[np.float64] = idfs * np.array(factors)[terms.counts - 1]
    return weights


def _first(weights: NDArray[np.float64], limit: int) -> list[int]:
    """Return the terms among which the ``limit`` heaviest are: as heavy as the last of these."""
    least = np.partition(weights, -limit)[-limit] if len(weights) > limit else 0.0
    found: list[int] = np.flatnonzero((weights >= least) & (weights > 0)).tolist()
    return found
