"""How many graphs over stored postings a process keeps."""

import numpy as np
import pytest

from benchmarks.synthetic_postings import make_matrix
from services.shortlist.stored import StoredPostings

pytest.importorskip("faiss")


@pytest.mark.slow
def test_graphs_unused_for_longest_are_dropped_and_one_in_use_is_kept():
    """However many accounts ask, a process holds graphs over no more postings than it may."""
    from adapters.faiss_index import Graphs

    postings = StoredPostings("synthetic", make_matrix(200), np.ones(200, np.bool_))
    graphs = Graphs(most_rows=400)
    first, second = (graphs.over(account, postings) for account in (1, 2))
    assert graphs.over(1, postings) is first
    graphs.over(3, postings)
    assert len(graphs) == 2
    assert graphs.over(1, postings) is first
    assert graphs.over(2, postings) is not second
