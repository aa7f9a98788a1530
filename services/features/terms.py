"""Count the terms of a text: one to three neighbouring words, stems as numbers so that numpy can count them.

A phrase ends where a stretch of words does (:mod:`words`) and at stop words. Numbers are hashes of stems and
hold within a process; what leaves it is spelled out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from services.features.stems import stem_table
from services.features.tokens import Hashes, Indexes
from services.features.words import CASES, Words

_SLOT_BITS = 19
_MULTIPLIER = 0x5851F42D4C957F2D

MOST_KEYS = 200_000
"""Keys remembered per language, some 150 bytes each; a table that outgrows this starts anew."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """The different terms of a text: parallel columns of their numbers, counts and words a term.

    The occurrences of term *i* end at the words ``lasts[begins[i]:begins[i] + counts[i]]`` of ``words``.
    ``singles`` and ``pairs`` are the numbers of every word and every two, in the order of the text.
    """

    language: str
    words: Words
    numbers: Numbers
    counts: Numbers
    sizes: Numbers
    begins: Indexes
    lasts: Indexes
    singles: Numbers
    pairs: Numbers

    def keys(self, chosen: Sequence[int]) -> list[str]:
        """Return the key of each chosen term: its stems, equal for every text that has it."""
        known, numbers = _numbers(self.language).keys, self.numbers[chosen].tolist()
        keys = [known.get(number, "") for number in numbers]
        missing = [place for place, key in enumerate(keys) if not key]
        if len(known) + len(missing) > MOST_KEYS:
            known.clear()
        if missing:
            new = np.asarray(chosen)[missing]
            stem = stem_table(self.language).__getitem__
            for place, words in zip(missing, self._words(self.lasts[self.begins[new]], new), strict=True):
                keys[place] = known[numbers[place]] = " ".join(map(stem, words))
        return keys

    def spelled(self, chosen: Sequence[int]) -> list[str]:
        """Return the words of each chosen term as the text has them first in the case that it uses most."""
        if not len(chosen):
            return []
        return list(map(" ".join, self._words(self._usual(chosen), chosen)))

    def _words(self, lasts: Indexes, chosen: Sequence[int] | Indexes) -> Iterator[list[str]]:
        """Yield the words of chosen terms at the places of their last words."""
        text, starts, ends = self.words.places
        for last, size in zip(lasts.tolist(), self.sizes[chosen].tolist(), strict=True):
            yield [text[starts[word] : ends[word]] for word in range(last + 1 - size, last + 1)]

    def _usual(self, chosen: Sequence[int]) -> Indexes:
        """Return for chosen terms the last word of their first occurrence in the case they have most often.

        Of cases that are as frequent capitals come before a capital, and that before none.
        """
        lengths = self.counts[chosen]
        begins = np.cumsum(lengths) - lengths
        within = np.repeat(self.begins[chosen] - begins, lengths) + np.arange(lengths.sum())
        lasts = self.lasts.take(within)
        cases = self.words.cases.take(lasts)
        counts = [np.add.reduceat(cases == case, begins, dtype=np.int64) for case in reversed(CASES)]
        most = np.repeat(CASES[-1] - np.argmax(counts, axis=0), lengths)
        later = np.where(cases == most, lasts, len(self.singles))
        usual: Indexes = np.minimum.reduceat(later, begins)
        return usual

    def short(self, words: int | None = None) -> Numbers:
        """Return the numbers of the terms of one or two words in the first ``words``, as often as there."""
        pairs = None if words is None else max(words - 1, 0)
        both = np.concatenate((self.singles[:words], self.pairs[:pairs]))
        named: Numbers = both[both != 0]
        return named


def read_terms(words: Words, language: str) -> Terms:
    """Return every term of a text, ordered by number."""
    one = _numbers(language).of(words)
    beside = np.diff(words.stretches) == 0
    two = _joined(one, one, beside)
    three = _joined(two, one[1:], beside[1:])
    lasts = np.arange(len(one))
    every = np.concatenate((one, two, three))
    ends = np.concatenate((lasts, lasts[1:], lasts[2:]))
    named = np.flatnonzero(every)
    order = named[np.argsort(every[named])]
    ordered = every[order]
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    begins = np.flatnonzero(first)
    firsts = order[begins]
    return Terms(
        language=language,
        words=words,
        numbers=ordered[begins],
        counts=np.diff(begins, append=len(ordered)),
        sizes=1 + (firsts >= len(one)) + (firsts >= len(one) + len(two)),
        begins=begins,
        lasts=ends[order],
        singles=one,
        pairs=two,
    )


def number_of(key: str) -> int:
    """Return the number, in this process, of a term given by its stems."""
    stems = np.array([[hash(stem)] for stem in key.split(" ")])
    return int(reduce(_extended, stems)[0])


def numbers_of(stems: Sequence[str], firsts: Numbers, seconds: Numbers) -> Numbers:
    """Return the numbers, in this process, of terms of one or two words.

    ``firsts`` and ``seconds`` are places of their stems in ``stems``; a second of -1 stands for none.
    """
    numbers = np.array([hash(stem) for stem in stems], np.int64)
    return np.where(seconds < 0, numbers[firsts], _extended(numbers[firsts], numbers[seconds]))


def _joined(before: Numbers, words: Numbers, beside: NDArray[np.bool_]) -> Numbers:
    """Return the number of each term together with the word after it; 0 where a mark or no keyword is."""
    left, right = before[: len(beside)], words[1:]
    return np.where(beside & (left != 0) & (right != 0), _extended(left, right), 0)


def _extended(terms: Numbers, words: Numbers) -> Numbers:
    return terms * _MULTIPLIER + words


class _Numbers:
    """Numbers of stems by the hash of a word, 0 for words that are no keywords: a cache filled on demand.

    Each hash has one slot, taken by the last of those that share it: the table stays at 8 MB. ``keys`` are
    those of terms by number, remembered as they are met.
    """

    def __init__(self, language: str) -> None:
        self._stems = stem_table(language)
        self._hashes: Hashes = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._found: Numbers = np.zeros(1 << _SLOT_BITS, np.int64)
        self._lock = Lock()
        self.keys: dict[int, str] = {}

    def of(self, words: Words) -> Numbers:
        """Return the number of every word."""
        slots = words.hashes >> np.uint64(64 - _SLOT_BITS)
        with self._lock:
            found: Numbers = self._found[slots]
            missing = np.flatnonzero(self._hashes[slots] != words.hashes).tolist()
            if missing:
                for word in missing:
                    stem = self._stems[words.fold(word)]
                    found[word] = self._found[slots[word]] = hash(stem) if stem else 0
                    self._hashes[slots[word]] = words.hashes[word]
        return found


@cache
def _numbers(language: str) -> _Numbers:
    return _Numbers(language)
