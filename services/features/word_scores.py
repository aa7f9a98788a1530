"""Score what the words around a place say about it, words never seen beside it too.

Every common English word has a number for each place that it may take (two words before, further off,
anywhere in the sentence). ``data/build/context_model.py`` learns them over word vectors, so that "spade" says
what "shovel" does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.features.token_features import Context
from services.features.tokens import Flags, Hashes, Indexes

WORD_BITS = 20
UNKNOWN = 0

STEPS = (-7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7)
PLACES = (6, 6, 6, 6, 0, 1, 2, 3, 4, 5, 7, 7, 7, 7)
"""Which column of numbers each of :data:`STEPS` takes: those far off share one a side."""

ANYWHERE = 8
COLUMNS = 9

_STEPS, _PLACES = np.array(STEPS)[:, np.newaxis], np.array(PLACES)[:, np.newaxis]

Rows = NDArray[np.uint16]


def word_slots(hashes: Hashes) -> Indexes:
    """Return where words stand in a table of ``1 << WORD_BITS`` rows."""
    slots: Indexes = (hashes >> np.uint64(64 - WORD_BITS)).astype(np.int64)
    return slots


@dataclass(frozen=True)
class WordScores:
    """Numbers by place and word; ``rows`` leads from a word's slot to its row, strangers to row 0."""

    rows: Rows
    scores: NDArray[np.float32]

    def odds(self, context: Context, firsts: Indexes, lasts: Indexes) -> NDArray[np.float32]:
        """Return the log-odds that the words around add to each stretch from ``firsts`` to ``lasts``."""
        rows = self.rows[word_slots(context.tokens.hashes)]
        around = rows_around(context, rows, firsts, lasts)
        odds: NDArray[np.float32] = self.scores[_PLACES, around].sum(axis=0)
        return odds + sentence_means(context, rows, self.scores[ANYWHERE], firsts)


def rows_around(context: Context, rows: Rows, firsts: Indexes, lasts: Indexes) -> Rows:
    """Return the rows of the words at :data:`STEPS`, shape ``(steps, stretches)``; 0 outside the sentence."""
    places, inside = standing_at(context, np.where(_STEPS < 0, firsts, lasts) + _STEPS, firsts)
    around: Rows = np.where(inside, rows[places], np.uint16(UNKNOWN))
    return around


def standing_at(context: Context, places: Indexes, anchors: Indexes) -> tuple[Indexes, Flags]:
    """Return ``places`` moved into the text, and which of them lie in the sentence of their anchor."""
    within = np.minimum(np.maximum(places, 0), max(len(context.sentences) - 1, 0))
    return within, (places == within) & (context.sentences[within] == context.sentences[anchors])


def sentence_means(
    context: Context, rows: Rows, values: NDArray[np.float32], places: Indexes
) -> NDArray[np.float32]:
    """Return the mean of a value (or of vectors) by row over the known words of each place's sentence."""
    starts, stops = context.sentence_bounds(places)
    sums = np.concatenate(
        [np.zeros((1, *values.shape[1:])), np.cumsum(values[rows], axis=0, dtype=np.float64)]
    )
    known = np.append(0, np.cumsum(rows != UNKNOWN))
    counts = np.maximum(known[stops] - known[starts], 1).reshape(-1, *[1] * (values.ndim - 1))
    means: NDArray[np.float32] = ((sums[stops] - sums[starts]) / counts).astype(np.float32)
    return means
