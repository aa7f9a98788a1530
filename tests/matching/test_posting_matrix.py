"""The matrix grows without rebuilding, and scores as if it had been built at once."""

import numpy as np
import pytest

from domain.searches import Weights
from services.matching import matrix as matrices
from services.matching.matrix import PostingMatrix, StatisticsMismatch
from services.matching.rarity import RarityStatistics
from services.matching.scoring import rank, score_postings
from services.matching.vectors import posting_vector, resume_vector
from tests.matching.matching_cases import SKILLS, TOOLS, posting_of, resume_of


def vectors(count):
    """Return vectors of postings that differ in skills and years."""
    return [
        posting_vector(
            posting_of(number, SKILLS[: number % 9], min_years=float(number % 4)),
            TOOLS.rarity,
        )
        for number in range(count)
    ]


def scored(matrix):
    """Return ids and all scores as columns."""
    resume = resume_vector(resume_of(SKILLS[2:7], 2), TOOLS)
    scores = score_postings(resume, matrix, Weights())
    columns = (scores.ids, scores.tenths, scores.skills, scores.experience, scores.keywords)
    return np.stack([column.astype(np.int64) for column in columns])


def test_appending_one_by_one_equals_building_at_once():
    """However postings arrive, their scores are the same."""
    grown = PostingMatrix()
    for vector in vectors(100):
        grown = grown.append([vector])
    assert len(grown) == 100
    assert len(grown.blocks) <= 8
    assert (scored(grown) == scored(PostingMatrix().append(vectors(100)))).all()


def test_full_blocks_are_shared_not_copied(monkeypatch):
    """Appending to a large matrix touches the small blocks at its end alone."""
    monkeypatch.setattr(matrices, "BLOCK_ROWS", 16)
    whole = PostingMatrix().append(vectors(40))
    grown = whole.append(vectors(1))
    assert [len(block) for block in whole.blocks] == [16, 16, 8]
    assert grown.blocks[:2] == whole.blocks[:2]
    assert len(whole) == 40
    assert len(grown) == 41


def test_vectors_of_other_statistics_are_refused():
    """Scores weighed differently must not be ranked together."""
    matrix = PostingMatrix().append(vectors(2))
    other = posting_vector(posting_of(9), RarityStatistics("other"))
    with pytest.raises(StatisticsMismatch, match=r"other.*test"):
        matrix.append([other])


def test_an_empty_matrix_scores_nothing():
    """No postings, no scores, no error."""
    assert scored(PostingMatrix()).shape == (5, 0)
    assert scored(PostingMatrix().append([])).shape == (5, 0)


@pytest.mark.parametrize("limit", [0, 1, 7, 50, 99, 100, 500])
def test_the_best_few_are_the_head_of_the_whole_ranking(limit):
    """Asking for fewer gives the same beginning, ties included."""
    matrix = PostingMatrix().append(vectors(100))
    scores = score_postings(resume_vector(resume_of(SKILLS[:4], 1), TOOLS), matrix, Weights())
    assert rank(scores, limit).tolist() == rank(scores)[:limit].tolist()
