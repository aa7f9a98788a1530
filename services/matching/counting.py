"""Count which words and skills the stored postings of an account share, from their vectors."""

from collections import Counter
from hashlib import blake2b
from math import log

import numpy as np

from services.features.corpus import CorpusStatistics
from services.matching.columns import columns
from services.matching.damping import FACTOR_UNIT, Damping
from services.matching.inverted import Inverted
from services.matching.matrix import PostingMatrix
from services.matching.rarity import TYPICAL_SHARE, RarityStatistics

PRIOR_POSTINGS = 100
"""How many postings the shipped frequency is worth against what was counted."""

SOFTENER = 0.5
"""Added to both inverse document frequencies: what every posting has still weighs a little."""


def count_damping(matrix: PostingMatrix, corpus: CorpusStatistics, rarity: RarityStatistics) -> Damping:
    """Return the damping of terms and skills that are commoner in these postings than in the shipped counts.

    The matrix must hold the vectors as they are stored, not damped.
    """
    documents, factors = len(matrix), {}
    for index, shares, unseen in (
        ("terms", _term_shares(corpus), _term_share(corpus, corpus.unseen)),
        ("skills", _skill_shares(rarity), TYPICAL_SHARE),
    ):
        for column, count in _counts(matrix, index).items():
            factors[column] = _factor(documents, count, shares.get(column, unseen))
    damped = sorted((column, factor) for column, factor in factors.items() if factor < FACTOR_UNIT)
    found = np.array(damped, np.int64).reshape(-1, 2)
    digest = blake2b(found.tobytes(), digest_size=6).hexdigest() if damped else ""
    return Damping(digest, documents, found[:, 0].copy(), found[:, 1].copy())


def _counts(matrix: PostingMatrix, index: str) -> Counter[int]:
    counts: Counter[int] = Counter()
    for block in matrix.blocks:
        held: Inverted = getattr(block, index)
        found = np.diff(held.matrix.indptr)
        counts.update(dict(zip(held.columns.tolist(), found.tolist(), strict=True)))
    return counts


def _term_shares(corpus: CorpusStatistics) -> dict[int, float]:
    shares = (_term_share(corpus, frequency) for frequency in corpus.frequencies.values())
    return dict(zip(columns(corpus.frequencies).tolist(), shares, strict=True))


def _term_share(corpus: CorpusStatistics, frequency: float) -> float:
    return (1 + frequency) / (1 + corpus.documents)


def _skill_shares(rarity: RarityStatistics) -> dict[int, float]:
    shares = map(rarity.share, rarity.frequencies)
    return dict(zip(columns(rarity.frequencies).tolist(), shares, strict=True))


def _factor(documents: int, count: int, share: float) -> int:
    """Return the factor of a term that ``share`` of the corpus has, in units: at most one."""
    here = log((1 + documents + PRIOR_POSTINGS) / (1 + count + PRIOR_POSTINGS * share))
    ratio = (max(0.0, here) + SOFTENER) / (log(1 / share) + SOFTENER)
    return min(FACTOR_UNIT, max(1, round(FACTOR_UNIT * ratio)))
