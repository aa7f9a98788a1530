"""Describe every word of a text by hashed features: itself, its neighbours, its shape, what is known.

Slots are numbers below ``1 << SLOT_BITS``; a model is a table of weights by slot. The features are those that
sequence labelling has used since Lafferty, McCallum and Pereira (2001): words, affixes, shapes, windows.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from services.features.candidates import Candidates
from services.features.plain_text import PlainText
from services.features.taxonomy import SurfaceForms
from services.features.tokens import (
    DIGIT,
    LETTER,
    Flags,
    Hashes,
    Indexes,
    Marks,
    Tokens,
    character_kinds,
    mix,
)

SLOT_BITS = 18
FEATURES = 40

Slots = NDArray[np.uint32]

_STOPS = Marks(".!?")
_INNER_MARKS = Marks("+#./&")
OUTSIDE, _FIRST, _FURTHER = 1, 2, 3


@dataclass(frozen=True)
class Context:
    """What the features of a text are computed from, by word.

    ``sentences`` numbers the stretches that belong together; ``marks`` tells marks from words; ``known``
    tells what part of a form a word is; ``certain`` marks words of forms that are skills wherever they stand.
    ``chosen`` are the known forms without overlaps, ``forms`` what is known of them.
    """

    plain: PlainText
    tokens: Tokens
    sentences: Indexes
    marks: Flags
    known: Indexes
    certain: Flags
    chosen: Candidates
    forms: SurfaceForms

    @cached_property
    def shapes(self) -> Indexes:
        """Return the shape of every word: a long way for who asks for few (:meth:`shapes_at`)."""
        return _shapes(self.plain, self.tokens.starts, self.tokens.ends)

    @cached_property
    def known_kind(self) -> Indexes:
        """Return what kind of form every word is part of, 0 for none."""
        return _known_kinds(len(self.tokens.starts), self.chosen, self.forms)

    def shapes_at(self, places: Indexes) -> Indexes:
        """Return the shapes of some words; ``places`` may have any dimensions."""
        flat = places.ravel()
        return _shapes(self.plain, self.tokens.starts[flat], self.tokens.ends[flat]).reshape(places.shape)

    def sentence_bounds(self, places: Indexes) -> tuple[Indexes, Indexes]:
        """Return the first word of the sentence of each word, and the word after its last."""
        sentences = self.sentences[places]
        starts = np.searchsorted(self.sentences, sentences)
        return starts, np.searchsorted(self.sentences, sentences, side="right")


def read_context(plain: PlainText, tokens: Tokens, chosen: Candidates, forms: SurfaceForms) -> Context:
    """Prepare a text; ``chosen`` are its known forms without overlaps."""
    first_codes, single = plain.codes[tokens.starts], tokens.ends - tokens.starts == 1
    marks = single & (character_kinds(first_codes) == 0)
    sentences = _sentences(single & _STOPS.among(first_codes), tokens)
    certain = np.zeros(len(tokens.starts), dtype=bool)
    certain[_inside(chosen.where(forms.certain[chosen.forms]))] = True
    return Context(plain, tokens, sentences, marks, _parts(len(marks), chosen), certain, chosen, forms)


def feature_slots(context: Context) -> Slots:
    """Return the slots of every word, shape ``(words, FEATURES)``."""
    if not len(context.tokens.starts):
        return np.zeros((0, FEATURES), np.uint32)
    columns = [*_word_features(context), *_shape_features(context), *_known_features(context)]
    columns += _sentence_features(context)
    return slots_of(columns, 1)


def slots_of(columns: list[Hashes], salt: int) -> Slots:
    """Return the slots of some features, one row a value; ``salt`` and what follows tell them apart."""
    salts = np.arange(salt, salt + len(columns), dtype=np.uint64)
    return (mix(np.stack(columns, axis=1), salts) >> np.uint64(64 - SLOT_BITS)).astype(np.uint32)


def _word_features(context: Context) -> list[Hashes]:
    word, near = context.tokens.hashes, _Neighbours(context.sentences)
    before, after = near(word, -1), near(word, 1)
    tail, tails = _affix(context, 3, end=True), _affix(context, 2, end=True)
    return [
        *(word, before, after, near(word, -2), near(word, 2), near(word, -3), near(word, 3)),
        *(join(before, word), join(word, after), join(near(word, -2), before)),
        *(
            join(after, near(word, 2)),
            tail,
            tails,
            _affix(context, 4, end=True),
            _affix(context, 3, end=False),
        ),
        *(join(tail, near(tail, 1)), join(near(tail, -1), tail), near(tails, 1), near(tails, -1)),
    ]


def _shape_features(context: Context) -> list[Hashes]:
    near = _Neighbours(context.sentences)
    shape = as_hashes(context.shapes)
    before, after = near(shape, -1), near(shape, 1)
    return [shape, join(before, shape), join(shape, after), join(before, shape, after)]


def _known_features(context: Context) -> list[Hashes]:
    near, word = _Neighbours(context.sentences), context.tokens.hashes
    part, shape = as_hashes(context.known), as_hashes(context.shapes)
    kind = join(part, as_hashes(context.known_kind))
    return [
        *(kind, near(kind, -1), near(kind, 1), join(part, word), join(part, shape)),
        *(join(near(part, -1), part, near(part, 1)), join(near(word, -1), part), join(near(word, 1), part)),
    ]


def _sentence_features(context: Context) -> list[Hashes]:
    sentence, word = context.sentences, context.tokens.hashes
    firsts = np.flatnonzero(np.append(True, np.diff(sentence) > 0))
    lasts = np.append(firsts[1:], len(word)) - 1
    place = np.arange(len(word)) - firsts[sentence]
    length = (lasts - firsts + 1)[sentence]
    capital = np.bincount(sentence, weights=context.shapes >= CAPITAL)[sentence] / length
    known = np.bincount(sentence, weights=context.known > OUTSIDE)[sentence] / length
    part, shape = as_hashes(context.known), as_hashes(context.shapes)
    previous = np.append(np.uint64(1), word[firsts[:-1]])
    return [
        *(previous[sentence], word[firsts][sentence], word[lasts][sentence]),
        join(word[firsts][sentence], word[np.minimum(firsts + 1, lasts)][sentence]),
        *(join(as_hashes(np.minimum(length, 12)), part), join(as_hashes(np.minimum(place, 3)), shape)),
        *(join(as_hashes(capital * 6), shape), join(as_hashes(known * 6), part)),
        join(as_hashes(np.arange(len(word)) * 8 // len(word)), part),
    ]


class _Neighbours:
    """Shift a column by words, within sentences."""

    def __init__(self, sentences: Indexes) -> None:
        self._sentences = sentences

    def __call__(self, column: Hashes, by: int) -> Hashes:
        places = np.arange(len(column)) + by
        inside = (places >= 0) & (places < len(column))
        places = np.clip(places, 0, len(column) - 1)
        inside &= self._sentences[places] == self._sentences
        return np.where(inside, column[places], np.uint64(0))


def as_hashes(numbers: NDArray[np.int64] | NDArray[np.float64]) -> Hashes:
    """Return small numbers (fractions cut off) as hashes."""
    return (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)


def join(*columns: Hashes) -> Hashes:
    """Return one hash of several, in order."""
    joined = columns[0]
    for column in columns[1:]:
        joined = joined * np.uint64(31) + column
    return joined


def _affix(context: Context, letters: int, *, end: bool) -> Hashes:
    starts, ends, codes = context.tokens.starts, context.tokens.ends, context.plain.codes
    affix = np.zeros(len(starts), np.uint64)
    for step in range(letters):
        place = np.maximum(ends - 1 - step, starts) if end else np.minimum(starts + step, ends - 1)
        affix = affix * np.uint64(131) + codes[place].astype(np.uint64)
    return affix


CAPITAL = 4


def _shapes(plain: PlainText, starts: Indexes, ends: Indexes) -> Indexes:
    """Number the shapes: mark, number, lower case, mixed, then capitals (one, all, first, more)."""
    if not len(starts):
        return np.zeros(0, np.int64)
    length = ends - starts
    firsts = np.cumsum(length) - length
    places = np.arange(length.sum()) + np.repeat(starts - firsts, length)
    codes = plain.codes.take(places)
    upper = plain.original.take(plain.origin.take(places)) != codes
    units = _countable().take(codes, mode="clip")
    counts = np.add.reduceat(units + upper * (units & 1) * _CAPITAL_UNIT, firsts)
    letters, digits = counts % _UNIT, counts // _UNIT % _UNIT
    marked = (counts // _MARK_UNIT % _UNIT > 0) & (letters > 0)
    capitals = counts // _CAPITAL_UNIT
    tests = (
        *(letters + digits == 0, digits == length, (capitals == 0) & (digits == 0), capitals == 0),
        *((capitals == letters) & (letters == 1), (capitals == letters) & (digits == 0)),
        upper[firsts] & (capitals > 1),
    )
    shapes: Indexes = np.full(len(length), len(tests))
    for number in reversed(range(len(tests))):
        shapes[tests[number]] = number
    shapes[marked] += 8
    return shapes


_UNIT = 1 << 14
_MARK_UNIT, _CAPITAL_UNIT = _UNIT**2, _UNIT**3
_LAST_COUNTED = 0xFFFF
"""A character's class as a number whose sums count letters, digits, inner marks and capitals apart."""


@cache
def _countable() -> Indexes:
    codes = np.arange(_LAST_COUNTED + 1, dtype=np.uint32)
    kinds = character_kinds(codes)
    units: Indexes = (kinds == LETTER) + (kinds == DIGIT) * _UNIT + _INNER_MARKS.among(codes) * _MARK_UNIT
    return units


def _sentences(stops: Flags, tokens: Tokens) -> Indexes:
    if not len(stops):
        return np.zeros(0, np.int64)
    return np.cumsum(np.append(False, stops[:-1] | (np.diff(tokens.lines) > 0)))


def _parts(words: int, chosen: Candidates) -> Indexes:
    """Return per word whether it is outside known forms, first in one or further in."""
    known = np.full(words, OUTSIDE)
    known[_inside(chosen)] = _FURTHER
    known[chosen.firsts] = _FIRST
    return known


def _known_kinds(words: int, chosen: Candidates, forms: SurfaceForms) -> Indexes:
    kind = np.zeros(words, np.int64)
    lengths, found = chosen.stops - chosen.firsts, chosen.forms
    zipf = np.minimum(forms.zipf[found] * 1.5, 10).astype(np.int64)
    kinds = ((forms.sources[found] * 2 + forms.prose[found]) * 11 + zipf) * 5 + np.minimum(lengths, 4)
    kind[_inside(chosen)] = np.repeat(kinds, lengths)
    return kind


def _inside(chosen: Candidates) -> Indexes:
    lengths = chosen.stops - chosen.firsts
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    words: Indexes = np.repeat(chosen.firsts, lengths) + within
    return words
