"""Weigh the words and phrases of a text: TF-IDF over stems, the same for resumes and postings."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from domain.skills import Keyword
from services.features.corpus import CorpusStatistics
from services.features.folding import plain_marks
from services.features.languages import supported
from services.features.stems import stem_table

POSTING_LIMIT = 60
RESUME_LIMIT = 120
LONGEST = 3
_TOKEN = re.compile(
    r"[^\W\d_]\w*(?:\.(?:js|JS|net|NET|io)\b|\+\+|#|'[a-z]{1,2}\b)?"  # a word: c++, node.js, don't
    r"|\.(?:net|NET|Net)\b"
    r"|[^\w\s&-]|\n|\d+"  # whatever ends a phrase; blanks, hyphens and ampersands do not
)
_ADDRESS_MARKS = ("@", "://", "www.")


def extract_keywords(
    text: str, corpus: CorpusStatistics, limit: int, language: str | None = None
) -> tuple[Keyword, ...]:
    """Return the ``limit`` heaviest terms of one to three words, heaviest first, ties by key.

    Weight is ``(1 + ln count) · idf``, L2-normalised over the terms kept, so that a dot product of two texts
    is their cosine. A phrase counts when the corpus knows it or the text repeats it: any other pair of
    neighbours is chance. ``key`` holds the stems, ``term`` the spelling the text uses most.
    """
    words, stems = _tokens(text, supported(language, text))
    counts = _count(stems)
    weighed = [
        (-(1 + math.log(count)) * corpus.idf(key), key)
        for key, count in counts.items()
        if count > 1 or " " not in key or key in corpus.frequencies
    ]
    kept = {key: -weight for weight, key in sorted(weighed)[:limit]}
    norm = math.sqrt(sum(weight**2 for weight in kept.values())) or 1.0
    spellings = _spellings(words, stems, kept)
    return tuple(Keyword(spellings[key], counts[key], weight / norm, key) for key, weight in kept.items())


def terms_of(text: str, language: str) -> Collection[str]:
    """Return the keys of every term of one to three words in a text, each once."""
    return _count(_tokens(text, language)[1])


def _tokens(text: str, language: str) -> tuple[list[str], list[str]]:
    """Return a text's tokens as written, and their stems: empty where a stop word or a mark ends a phrase."""
    words = _TOKEN.findall(_without_addresses(plain_marks(text)))
    return words, list(map(stem_table(language).__getitem__, words))


def _count(stems: Sequence[str]) -> Counter[str]:
    counts = Counter(stems)
    del counts[""]
    counts.update(f"{one} {two}" for one, two in pairwise(stems) if one and two)
    triples = zip(stems, stems[1:], stems[2:], strict=False)
    counts.update(f"{one} {two} {three}" for one, two, three in triples if one and two and three)
    return counts


def _spellings(words: Sequence[str], stems: Sequence[str], kept: Collection[str]) -> dict[str, str]:
    """Return each kept term as the text writes it most, the alphabet's first of equals."""
    seen: dict[str, list[str]] = {key: [] for key in kept}
    for stem, word in zip(stems, words, strict=True):
        if stem in seen:
            seen[stem].append(word)
    begins = {key.partition(" ")[0] for key in kept if " " in key}
    for place in [place for place, stem in enumerate(stems) if stem in begins]:
        for end in range(place + 2, place + LONGEST + 1):
            found = seen.get(" ".join(stems[place:end]))
            if found is not None:
                found.append(" ".join(words[place:end]))
    return {key: _most_common(found) for key, found in seen.items()}


def _most_common(spellings: Sequence[str]) -> str:
    if len(spellings) == 1:
        return spellings[0]
    counts = Counter(spellings)
    return min(counts, key=lambda one: (-counts[one], one))


def _without_addresses(text: str) -> str:
    """Cut e-mail and web addresses out: a name in one is no keyword."""
    for start, end in sorted(_addresses(text), reverse=True):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def _addresses(text: str) -> set[tuple[int, int]]:
    return {_blank_to_blank(text, place) for mark in _ADDRESS_MARKS for place in _places(text, mark)}


def _places(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _blank_to_blank(text: str, place: int) -> tuple[int, int]:
    start = end = place
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
