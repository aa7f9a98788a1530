"""Count which words the stored postings of an account share, from their vectors."""

from collections import Counter
from hashlib import blake2b
from math import log

import numpy as np

from services.features.corpus import CorpusStatistics
from services.matching.columns import columns
from services.matching.damping import FACTOR_UNIT, Damping
from services.matching.matrix import PostingMatrix

PRIOR_POSTINGS = 100
"""How many postings the shipped frequency is worth against what was counted."""

SOFTENER = 0.5
"""Added to both inverse document frequencies: what every posting has still weighs a little."""


def count_damping(matrix: PostingMatrix, corpus: CorpusStatistics) -> Damping:
    """Return the damping of terms that are commoner among these postings' keywords than in the corpus.

    The matrix must hold the vectors as they are stored, not damped.
    """
    shipped, documents, factors = _shipped(corpus), len(matrix), {}
    for column, count in _counts(matrix).items():
        share = (1 + shipped.get(column, corpus.unseen)) / (1 + corpus.documents)
        factors[column] = _factor(documents, count, share)
    damped = sorted((column, factor) for column, factor in factors.items() if factor < FACTOR_UNIT)
    found = np.array(damped, np.int64).reshape(-1, 2)
    digest = blake2b(found.tobytes(), digest_size=6).hexdigest() if damped else ""
    return Damping(digest, documents, found[:, 0].copy(), found[:, 1].copy())


def _counts(matrix: PostingMatrix) -> Counter[int]:
    counts: Counter[int] = Counter()
    for block in matrix.blocks:
        found = np.diff(block.terms.matrix.indptr)
        counts.update(dict(zip(block.terms.columns.tolist(), found.tolist(), strict=True)))
    return counts


def _shipped(corpus: CorpusStatistics) -> dict[int, int]:
    return dict(zip(columns(corpus.frequencies).tolist(), corpus.frequencies.values(), strict=True))


def _factor(documents: int, count: int, share: float) -> int:
    """Return the factor of a term that ``share`` of the corpus has, in units: at most one."""
    here = log((1 + documents + PRIOR_POSTINGS) / (1 + count + PRIOR_POSTINGS * share))
    ratio = (max(0.0, here) + SOFTENER) / (log(1 / share) + SOFTENER)
    return min(FACTOR_UNIT, max(1, round(FACTOR_UNIT * ratio)))
