"""Weigh the words and phrases of a text: TF-IDF over stems, the same for resumes and postings."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import chain

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
    terms = _terms(text, supported(language, text))
    counts = Counter([key for key, _ in terms])
    weighed = [
        (-(1 + math.log(count)) * corpus.idf(key), key)
        for key, count in counts.items()
        if count > 1 or " " not in key or key in corpus.frequencies
    ]
    kept = {key: -weight for weight, key in sorted(weighed)[:limit]}
    norm = math.sqrt(sum(weight**2 for weight in kept.values())) or 1.0
    spellings = _spellings(terms, kept)
    return tuple(Keyword(spellings[key], counts[key], weight / norm, key) for key, weight in kept.items())


def terms_of(text: str, language: str) -> Collection[str]:
    """Return the keys of every term of one to three words in a text, each once."""
    return {key for key, _ in _terms(text, language)}


def words_of(text: str, language: str) -> dict[str, str]:
    """Return the single words of a text, as first written there, by key."""
    return {key: spelling for key, spelling in reversed(_named(text, language)) if key}


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


def _terms(text: str, language: str) -> list[Named]:
    """Return every term of one to three neighbouring words, as often as the text has it."""
    terms: list[Named] = []
    one = two = _BREAK
    for word in _named(text, language):
        if not word[0]:
            one = two = _BREAK
            continue
        terms.append(word)
        pair = _BREAK
        if one[0]:
            pair = (f"{one[0]} {word[0]}", f"{one[1]} {word[1]}")
            terms.append(pair)
            if two[0]:
                terms.append((f"{two[0]} {word[0]}", f"{two[1]} {word[1]}"))
        one, two = word, pair
    return terms


def _spellings(terms: Iterable[Named], kept: Collection[str]) -> dict[str, str]:
    """Return each kept term as the text writes it most, the alphabet's first of equals."""
    seen: dict[str, list[str]] = {key: [] for key in kept}
    for key, spelling in terms:
        if key in seen:
            seen[key].append(spelling)
    return {key: _most_common(found) for key, found in seen.items()}


def _most_common(spellings: Sequence[str]) -> str:
    if spellings.count(spellings[0]) == len(spellings):
        return spellings[0]
    counts = Counter(spellings)
    return min(counts, key=lambda one: (-counts[one], one))
