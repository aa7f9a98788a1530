"""Describe candidates by hashed features: form, words beside it, how it is written, what is known around."""

import numpy as np

from services.features.candidates import Candidates
from services.features.taxonomy import SurfaceForms
from services.features.token_features import CAPITAL, OUTSIDE, Context, Slots, as_hashes, join, slots_of
from services.features.tokens import Flags, Hashes, Indexes
from services.features.word_scores import standing_at

FIRST_SALT = 100
PROSE_SLOTS = 0x2B5A7
"""What sets the slots of ordinary words apart: they have weights of their own, learnt from our sentences."""


def ordinary_slot() -> int:
    """Return the slot that every ordinary word has: its weight says how much the others must bring."""
    constant = slots_of([as_hashes(np.zeros(1, np.int64))], FIRST_SALT)
    return int(constant[0, 0]) ^ PROSE_SLOTS


def candidate_slots(context: Context, candidates: Candidates, forms: SurfaceForms) -> Slots:
    """Return the feature slots of every candidate, shape ``(candidates, features)``."""
    first, last, found = candidates.firsts, candidates.stops - 1, candidates.forms
    if not len(first):
        return np.zeros((0, 1), np.uint32)
    beside = _Beside(context, candidates)
    word = context.tokens.hashes[first] * np.uint64(31) + context.tokens.hashes[last]
    shape = as_hashes(beside.own_shapes())
    alone = as_hashes(beside.marks(-1) * 4 + beside.marks(1))
    prose, words = forms.prose[found], candidates.stops - first
    rarity = np.minimum(forms.zipf[found] * 2, 15).astype(np.int64)
    kind = as_hashes((forms.sources[found] * 2 + prose) * 16 + rarity)
    near_known = as_hashes(beside.known(-1) * 4 + beside.known(1))
    listed = as_hashes(beside.listed(-1) * 4 + beside.listed(1))
    left, right = beside.word(-1), beside.word(1)
    columns = [
        *(as_hashes(np.zeros(len(first), np.int64)), word, join(word, shape), left, right, beside.word(-2)),
        *(beside.word(2), join(beside.word(-2), left), join(right, beside.word(2)), join(left, right), kind),
        *(join(kind, shape), alone, join(alone, shape), join(beside.opening(), shape), near_known),
        *(join(near_known, alone), join(kind, as_hashes(np.minimum(words, 4))), shape),
        *(join(beside.shape(-1), shape, beside.shape(1)), join(beside.density(), shape)),
        *(join(left, shape), join(right, shape), join(word, left), join(word, right)),
        *(join(listed, alone, shape), join(beside.listing(), shape)),
    ]
    return slots_of(columns, FIRST_SALT) ^ (prose * PROSE_SLOTS).astype(np.uint32)[:, np.newaxis]


_ROWS = {-2: 0, -1: 1, 1: 2, 2: 3}


class _Beside:
    """What stands some words to the left (-1, -2) or right (1, 2) of candidates, in the same sentence."""

    def __init__(self, context: Context, candidates: Candidates) -> None:
        self._context = context
        first, last = candidates.firsts, candidates.stops - 1
        places = np.stack([first - 2, first - 1, last + 1, last + 2])
        self._places, self._inside = standing_at(context, places, first)
        self._words = np.where(self._inside, context.tokens.hashes[self._places], np.uint64(0))
        self._marks = context.marks[self._places]
        self._certain = self._inside & context.certain[self._places]
        self._shapes = context.shapes_at(np.concatenate([self._places, [first, last]]))
        self._bounds = context.sentence_bounds(first)
        self._length = self._bounds[1] - self._bounds[0]

    def word(self, steps: int) -> Hashes:
        """Return the hash of the word, 0 outside the sentence."""
        hashes: Hashes = self._words[_ROWS[steps]]
        return hashes

    def own_shapes(self) -> Indexes:
        """Return the shapes of the first and the last word of each candidate as one number."""
        shapes: Indexes = self._shapes[4] * 16 + self._shapes[5]
        return shapes

    def shape(self, steps: int) -> Hashes:
        """Return the shape of the word."""
        row = _ROWS[steps]
        return as_hashes(np.where(self._inside[row], self._shapes[row] + 1, 0))

    def marks(self, steps: int) -> Indexes:
        """Return 0 for a word, 1 for a mark, 2 for the sentence's edge."""
        row = _ROWS[steps]
        kind: Indexes = np.where(self._inside[row], self._marks[row].astype(np.int64), 2)
        return kind

    def known(self, side: int) -> Indexes:
        """Tell whether a form that is no ordinary word stands beside: 0 no, 1 directly, 2 behind a mark."""
        near, far = self._certain[_ROWS[side]], self._certain[_ROWS[2 * side]]
        kind: Indexes = np.where(near, 1, far * 2)
        return kind

    def listed(self, side: int) -> Indexes:
        """Tell whether any form or capitalised word stands beside behind a mark: 0 no, 1 capital, 2 form."""
        near, far = _ROWS[side], _ROWS[2 * side]
        behind = self._inside[near] & self._inside[far] & self._marks[near]
        form = self._context.known[self._places[far]] > OUTSIDE
        kind: Indexes = np.where(form, 2, self._shapes[far] % 8 >= CAPITAL) * behind
        return kind

    def listing(self) -> Hashes:
        """Return how much the sentence looks like a list: its marks a word, in quarters, and its length."""
        quarters = self._sums(self._context.marks) * 4 // self._length
        return as_hashes(quarters * 8 + np.minimum(self._length // 3, 7))

    def opening(self) -> Hashes:
        """Tell which candidates begin a sentence."""
        return as_hashes((~self._inside[_ROWS[-1]]).astype(np.int64))

    def density(self) -> Hashes:
        """Return the share of certain skill words in the sentence, in sixths."""
        return as_hashes(self._sums(self._context.certain) * 6 // self._length)

    def _sums(self, flags: Flags) -> Indexes:
        sums = np.append(0, np.cumsum(flags))
        counts: Indexes = sums[self._bounds[1]] - sums[self._bounds[0]]
        return counts
