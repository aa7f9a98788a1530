"""Rank many resumes against many postings, a block of postings at a time."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from domain.searches import Weights
from services.matching.matrix import Block
from services.matching.scoring import Scores, rank, score_block
from services.matching.vectors import ResumeVector


def rank_many(
    resumes: Sequence[ResumeVector],
    blocks: Iterable[tuple[Block, NDArray[np.bool_]]],
    weights: Weights,
    most: int,
) -> list[Scores]:
    """Return for each resume the scores of its ``most`` best postings, best first.

    A block comes with which of its rows are alive. It is at hand for all resumes, and no more than one
    block's scores and ``most`` of each resume are held at a time.
    """
    best = [Scores.joined([]) for _ in resumes]
    for block, alive in blocks:
        for place, resume in enumerate(resumes):
            scores = score_block(resume, block, weights)
            scores = scores if alive.all() else scores.only(alive)
            both = Scores.joined([best[place], scores.only(rank(scores, most))])
            best[place] = both.only(rank(both, most))
    return best
