"""Cut a text into terms: one to three neighbouring words, stems as numbers so that numpy can count them.

A phrase ends at marks, stop words and lines. Numbers are hashes of stems and hold within a process; what
leaves it is spelled out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from services.features.folding import plain_marks
from services.features.stems import stem_table

MOST_CHUNKS = 50_000
"""Stretches between blanks remembered per language; a table that outgrows this starts anew."""

_TOKEN = re.compile(
    r"[^\W\d_]\w*(?:\.(?:js|JS|net|NET|io)\b|\+\+|#|'[a-z]{1,2}\b)?"  # a word: c++, node.js, don't
    r"|\.(?:net|NET|Net)\b"
    r"|[^\w\s&-]|\d+"  # whatever ends a phrase; hyphens and ampersands do not
)
_BREAK = ""
_ENDS = ",.;:!?)"
_LINE_END = " . "
_MULTIPLIER = 0x5851F42D4C957F2D

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """The different terms of a text: parallel columns of their numbers and counts, and where each stands.

    ``sizes`` are words a term. The occurrences of term *i* end at the words
    ``lasts[begins[i]:begins[i] + counts[i]]`` of ``words``, which are spelled as in the text. What is
    asked for one by one is a list.
    """

    language: str
    words: Sequence[str]
    stem: Callable[[str], str]
    numbers: Numbers
    counts: Numbers
    sizes: Numbers
    begins: list[int]
    lasts: list[int]

    def key(self, term: int) -> str:
        """Return the stems of a term, equal for every text that has it."""
        return " ".join(map(self.stem, self._ending_at(self.begins[term], int(self.sizes[term]))))

    def spellings(self, term: int) -> list[str]:
        """Return how the text writes a term, once for every occurrence, in no order."""
        begin, size = self.begins[term], int(self.sizes[term])
        stop = begin + int(self.counts[term])
        if size == 1:
            return [self.words[last] for last in self.lasts[begin:stop]]
        return [" ".join(self._ending_at(place, size)) for place in range(begin, stop)]

    def _ending_at(self, place: int, size: int) -> Sequence[str]:
        stop = self.lasts[place] + 1
        return self.words[stop - size : stop]


def read_terms(words: Sequence[str], language: str) -> Terms:
    """Return every term of a text cut by :func:`words_in`, ordered by number."""
    one = np.fromiter(map(_numbers(language).__getitem__, words), np.int64, len(words))
    two, three = _joined(one, one), _joined(_joined(one, one), one[1:])
    lasts = np.arange(len(words))
    every = np.concatenate((one, two, three))
    ends = np.concatenate((lasts, lasts[1:], lasts[2:]))
    order = np.argsort(every)
    order = order[every[order] != 0]
    ordered = every[order]
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    begins = np.flatnonzero(first)
    firsts = order[begins]
    return Terms(
        language=language,
        words=words,
        stem=stem_table(language).__getitem__,
        numbers=ordered[begins],
        counts=np.diff(begins, append=len(ordered)),
        sizes=1 + (firsts >= len(one)) + (firsts >= len(one) + len(two)),
        begins=begins.tolist(),
        lasts=ends[order].tolist(),
    )


def number_of(key: str) -> int:
    """Return the number, in this process, of a term given by its stems."""
    stems = np.array([[hash(stem)] for stem in key.split(" ")])
    return int(reduce(_extended, stems)[0])


def words_in(text: str) -> list[str]:
    """Return the words of a text as written, and an empty one wherever a mark ends a phrase."""
    stretches = text.replace("\n", _LINE_END).split()
    return list(chain.from_iterable(map(_chunks().__getitem__, stretches)))


def short_terms(words: Sequence[str], language: str) -> Numbers:
    """Return the numbers of the terms of one or two words, as often as the words have them."""
    one = np.fromiter(map(_numbers(language).__getitem__, words), np.int64, len(words))
    both: Numbers = np.concatenate((one, _joined(one, one)))
    named: Numbers = both[both != 0]
    return named


def numbers_of(stems: Sequence[str], firsts: Numbers, seconds: Numbers) -> Numbers:
    """Return the numbers, in this process, of terms of one or two words.

    ``firsts`` and ``seconds`` are places of their stems in ``stems``; a second of -1 stands for none.
    """
    numbers = np.array([hash(stem) for stem in stems], np.int64)
    return np.where(seconds < 0, numbers[firsts], _extended(numbers[firsts], numbers[seconds]))


def _joined(before: Numbers, words: Numbers) -> Numbers:
    """Return the number of each term together with the word after it; 0 where either is none."""
    left, right = before[:-1], words[1:]
    return np.where((left != 0) & (right != 0), _extended(left, right), 0)


def _extended(terms: Numbers, words: Numbers) -> Numbers:
    return terms * _MULTIPLIER + words


class _Chunks(dict[str, tuple[str, ...]]):
    """Words by the stretch between blanks that they stand in; filled on demand.

    Texts repeat themselves: nine stretches in ten need no regular expression.
    """

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= MOST_CHUNKS:
            self.clear()
        self[chunk] = found = _cut(chunk)
        return found


def _cut(chunk: str) -> tuple[str, ...]:
    """Cut a stretch into words; an e-mail or web address ends a phrase, a name in it is no keyword."""
    word = chunk.rstrip(_ENDS)
    if word.isalpha():
        return (word, *chunk[len(word) :])
    if "@" in chunk or "://" in chunk or "www." in chunk:
        return (_BREAK,)
    return tuple(_TOKEN.findall(plain_marks(chunk)))


class _Numbers(dict[str, int]):
    """Numbers of stems by word as written; 0 where a phrase ends."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stems = stem_table(language)

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_CHUNKS:
            self.clear()
        stem = self._stems[word]
        self[word] = found = hash(stem) if stem else 0
        return found


@cache
def _chunks() -> _Chunks:
    return _Chunks()


@cache
def _numbers(language: str) -> _Numbers:
    return _Numbers(language)
