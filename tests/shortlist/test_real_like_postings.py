"""Mixed demo postings: what FAISS is measured on has structure, and is the same each time."""

import numpy as np
import pytest

from benchmarks.real_like_postings import load_mixed
from domain.searches import Weights
from services.matching.scoring import rank
from services.shortlist.stored import StoredPostings


@pytest.mark.quality
def test_the_nearest_of_mixed_postings_hold_most_of_the_exact_best():
    """In 3,000 postings drawn twice alike, the nearest 600 hold nine in ten of the exact best 50."""
    pytest.importorskip("faiss")
    from adapters.faiss_index import Graph

    mixed = load_mixed()
    postings, again = mixed.matrix(3000), mixed.matrix(3000)
    assert (postings.blocks[0].skills.matrix != again.blocks[0].skills.matrix).nnz == 0
    stored = StoredPostings("mixed", postings, np.ones(3000, np.bool_))
    graph, found = Graph(stored), []
    for resume in mixed.resumes:
        scores = stored.scores(resume, Weights())
        best = scores.ids[rank(scores, 50)]
        found.append(np.isin(best, graph.nearest(resume, 600)).mean())
    assert np.mean(found) > 0.9
