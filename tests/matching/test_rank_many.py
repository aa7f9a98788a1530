"""Many resumes in blocks of postings rank as each does against all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.matching.many import rank_many
from services.matching.matrix import Block, PostingMatrix
from services.matching.scoring import rank, score_postings
from services.matching.vectors import posting_vector, resume_vector
from tests.matching import matching_cases as cases
from tests.matching.matching_cases import TOOLS, examples


@examples
@given(
    st.lists(cases.resumes, max_size=3),
    cases.posting_lists(),
    cases.weights,
    st.integers(1, 5),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_blocks_change_no_ranking(resumes, postings, weights, most, living):
    """Two postings a block, some of them dead: the best are those of one ranking over all that live."""
    vectors = [posting_vector(one, TOOLS.rarity) for one in postings]
    alive = np.array(living[: len(vectors)], np.bool_)
    pairs = [slice(start, start + 2) for start in range(0, len(vectors), 2)]
    blocks = [(Block.of(vectors[pair]), alive[pair]) for pair in pairs]
    own = [resume_vector(one, TOOLS) for one in resumes]
    matrix = PostingMatrix().append(vectors)
    for resume, best in zip(own, rank_many(own, blocks, weights, most), strict=True):
        scores = score_postings(resume, matrix, weights)
        expected = scores.only(
            np.isin(scores.ids, [one.id for one, lives in zip(postings, alive, strict=True) if lives])
        )
        places = rank(expected, most)
        assert best.ids.tolist() == expected.ids[places].tolist()
        assert best.tenths.tolist() == expected.tenths[places].tolist()
