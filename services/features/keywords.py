"""Weigh the words and phrases of a text: TF-IDF over stems, the same for resumes and postings."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from domain.skills import Keyword
from services.features.corpus import CorpusStatistics
from services.features.folding import fold
from services.features.languages import guess_language, stop_words
from services.features.stems import stem

POSTING_LIMIT = 60
RESUME_LIMIT = 120
LONGEST = 3
_WORD = re.compile(r"[^\W\d_]\w*(?:\.(?:js|net|io)\b|\+\+|#|'[a-z]{1,2}\b)?|\.net\b")
_ADDRESS = re.compile(r"\S*(?:@|://)\S*|\bwww\.\S+")
_JOINERS = frozenset({" ", "-", "&", " & "})

_Places = list[tuple[int, int]]


def extract_keywords(
    text: str, corpus: CorpusStatistics, limit: int, language: str | None = None
) -> tuple[Keyword, ...]:
    """Return the ``limit`` heaviest terms of one to three words, heaviest first, ties by key.

    Weight is ``(1 + ln count) · idf``, L2-normalised over the terms kept, so that a dot product of two texts
    is their cosine. A phrase counts when the corpus knows it or the text repeats it: any other pair of
    neighbours is chance. ``key`` holds the stems, ``term`` the spelling the text uses most.
    """
    places = term_places(text, language or guess_language(text))
    weights = {
        key: (1 + math.log(len(found))) * corpus.idf(key)
        for key, found in places.items()
        if len(found) > 1 or " " not in key or key in corpus.frequencies
    }
    kept = sorted(weights, key=lambda key: (-weights[key], key))[:limit]
    norm = math.sqrt(sum(weights[key] ** 2 for key in kept)) or 1.0
    return tuple(
        Keyword(
            term=_spelling(text, places[key]), count=len(places[key]), weight=weights[key] / norm, key=key
        )
        for key in kept
    )


def term_places(text: str, language: str) -> dict[str, _Places]:
    """Return where each stemmed term of one to three words stands; stop words and punctuation end phrases."""
    places: dict[str, _Places] = defaultdict(list)
    for run in _runs(_without_addresses(fold(text)), language):
        for first, (key, start, end) in enumerate(run):
            places[key].append((start, end))
            for following, _, end in run[first + 1 : first + LONGEST]:
                key = f"{key} {following}"
                places[key].append((start, end))
    return places


def _runs(folded: str, language: str) -> Iterator[list[tuple[str, int, int]]]:
    """Yield stretches of neighbouring content words as (stem, start, end)."""
    refused = stop_words(language) | stop_words("en")
    run: list[tuple[str, int, int]] = []
    reach = 0
    for match in _WORD.finditer(folded):
        word, (start, end) = match.group(), match.span()
        if run and folded[reach:start] not in _JOINERS:
            yield run
            run = []
        reach = end
        if len(word) > 1 and word not in refused:
            run.append((stem(word, language), start, end))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _without_addresses(folded: str) -> str:
    if "@" not in folded and "://" not in folded and "www." not in folded:
        return folded
    return _ADDRESS.sub(lambda match: "\n" * len(match.group()), folded)


def _spelling(text: str, places: Iterable[tuple[int, int]]) -> str:
    spellings = Counter(text[start:end] for start, end in places)
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
