"""Weigh the words and phrases of a text: TF-IDF over stems, the same for resumes and postings."""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain, pairwise

from domain.skills import Keyword
from services.features.corpus import CorpusStatistics
from services.features.folding import plain_marks
from services.features.languages import supported
from services.features.stems import stem_table

POSTING_LIMIT = 60
RESUME_LIMIT = 120
MOST_CHUNKS = 50_000
"""Stretches between blanks remembered per language; a table that outgrows this starts anew."""

_TOKEN = re.compile(
    r"[^\W\d_]\w*(?:\.(?:js|JS|net|NET|io)\b|\+\+|#|'[a-z]{1,2}\b)?"  # a word: c++, node.js, don't
    r"|\.(?:net|NET|Net)\b"
    r"|[^\w\s&-]|\d+"  # whatever ends a phrase; hyphens and ampersands do not
)
_ADDRESS_MARKS = ("@", "://", "www.")

Named = tuple[str, str]
"""A key, and how the text writes it there. The key is empty where a stop word or a mark ends a phrase."""

Terms = tuple[list[str], list[str], list[str]]
"""Keys of one, two and three neighbouring words by the place of the first; empty across a break."""

_BREAK: Named = ("", "")
_LINE_END = " . "


def extract_keywords(
    text: str, corpus: CorpusStatistics, limit: int, language: str | None = None
) -> tuple[Keyword, ...]:
    """Return the ``limit`` heaviest terms of one to three words, heaviest first, ties by key.

    Weight is ``(1 + ln count) · idf``, L2-normalised over the terms kept, so that a dot product of two texts
    is their cosine. A phrase counts when the corpus knows it or the text repeats it: any other pair of
    neighbours is chance. ``key`` holds the stems, ``term`` the spelling the text uses most.
    """
    named = _named(text, supported(language, text))
    terms = _terms([key for key, _ in named])
    counts = _counts(terms, corpus)
    idfs, unseen = corpus.idfs, corpus.unseen_idf
    weighed = [(-(1 + math.log(count)) * idfs.get(key, unseen), key) for key, count in counts.items()]
    kept = {key: -weight for weight, key in sorted(weighed)[:limit]}
    norm = math.sqrt(sum(weight**2 for weight in kept.values())) or 1.0
    spellings = _spellings(named, terms, kept)
    return tuple(Keyword(spellings[key], counts[key], weight / norm, key) for key, weight in kept.items())


def terms_of(text: str, language: str) -> Collection[str]:
    """Return the keys of every term of one to three words in a text, each once."""
    return set(chain(*_terms([key for key, _ in _named(text, language)]))) - {""}


class _Chunks(dict[str, tuple[Named, ...]]):
    """Words by the stretch between blanks that they stand in, as written; filled on demand.

    Texts repeat themselves: nine stretches in ten need no regular expression.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stems = stem_table(language)

    def __missing__(self, chunk: str) -> tuple[Named, ...]:
        if len(self) >= MOST_CHUNKS:
            self.clear()
        self[chunk] = found = self._read(chunk)
        return found

    def _read(self, chunk: str) -> tuple[Named, ...]:
        """Cut a stretch into words; an e-mail or web address ends a phrase, a name in it is no keyword."""
        if chunk.isalpha():
            return ((self._stems[chunk], chunk),)
        if any(mark in chunk for mark in _ADDRESS_MARKS):
            return (_BREAK,)
        return tuple([(self._stems[word], word) for word in _TOKEN.findall(plain_marks(chunk))])


@cache
def _chunks(language: str) -> _Chunks:
    return _Chunks(language)


def _named(text: str, language: str) -> list[Named]:
    """Return every word of a text, and a break wherever a phrase ends."""
    stretches = text.replace("\n", _LINE_END).split()
    return list(chain.from_iterable(map(_chunks(language).__getitem__, stretches)))


def _terms(words: list[str]) -> Terms:
    twos = [f"{one} {two}" if one and two else "" for one, two in pairwise(words)]
    threes = [f"{two} {three}" if two and three else "" for two, three in zip(twos, words[2:], strict=False)]
    return words, twos, threes


def _counts(terms: Terms, corpus: CorpusStatistics) -> dict[str, int]:
    """Return how often a text has each word, and each phrase that is no chance."""
    words, *phrases = terms
    counts = dict(Counter(words))
    repeated = Counter(chain(*phrases))
    counts.update({key: n for key, n in repeated.items() if n > 1 or key in corpus.frequencies})
    counts.pop("", None)
    return counts


def _spellings(named: Sequence[Named], terms: Terms, kept: Collection[str]) -> dict[str, str]:
    """Return each kept term as the text writes it most, the alphabet's first of equals."""
    seen: dict[str, list[str]] = {key: [] for key in kept}
    written = [spelling for _, spelling in named]
    for words, column in enumerate(terms, 1):
        for place in [place for place, key in enumerate(column) if key in seen]:
            seen[column[place]].append(" ".join(written[place : place + words]))
    return {key: _most_common(found) for key, found in seen.items()}


def _most_common(spellings: Sequence[str]) -> str:
    if len(spellings) == 1:
        return spellings[0]
    return max(sorted(set(spellings)), key=spellings.count)
