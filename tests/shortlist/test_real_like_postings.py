"""Mixed demo postings: what first choices are measured on has structure, and is the same each time."""

import numpy as np
import pytest

from benchmarks.real_like_postings import load_mixed
from domain.searches import Weights
from services.matching.payload import Packed, pack, unpack
from services.matching.scoring import rank, score_block
from services.shortlist.stored import StoredPostings

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def mixed():
    """Read the demo postings once."""
    return load_mixed()


def test_the_nearest_of_mixed_postings_hold_most_of_the_exact_best(mixed):
    """In 3,000 postings drawn twice alike, the nearest 600 hold nine in ten of the exact best 50."""
    pytest.importorskip("faiss")
    from adapters.faiss_index import Graph

    postings, again = mixed.matrix(3000), mixed.matrix(3000)
    assert (postings.blocks[0].skills.matrix != again.blocks[0].skills.matrix).nnz == 0
    stored = StoredPostings("mixed", postings, np.ones(3000, np.bool_))
    graph, found = Graph(stored), []
    for resume in mixed.resumes:
        scores = stored.scores(resume, Weights())
        best = scores.ids[rank(scores, 50)]
        found.append(np.isin(best, graph.nearest(resume, 600)).mean())
    assert np.mean(found) > 0.9


def test_mixed_postings_are_stored_as_they_are_scored_in_memory(mixed):
    """Packed one by one and read again they score the same, and the words of each name its skills."""
    block, resume = mixed.matrix(200).blocks[0], mixed.resumes[0]
    vectors = list(mixed.vectors(block))
    stored = unpack(Packed.of((one.id, one.posted, pack(one)) for one in vectors))
    assert np.array_equal(
        score_block(resume, stored, Weights()).tenths, score_block(resume, block, Weights()).tenths
    )
    assert all(len(mixed.advert(one).skills) == len(one.skills.columns) for one in vectors)
