"""A vector's bytes are the vector: what is stored scores as what was made."""

import numpy as np
from hypothesis import given

from domain.searches import Weights
from services.matching.matrix import PostingMatrix
from services.matching.payload import Packed, pack, unpack
from services.matching.scoring import score_postings
from services.matching.vectors import posting_vector, resume_vector
from tests.matching import matching_cases as cases
from tests.matching.matching_cases import TOOLS, examples


@examples
@given(cases.resumes, cases.posting_lists())
def test_unpacked_vectors_score_as_those_that_were_packed(resume, postings):
    """Bytes and back change no score, whatever the postings ask."""
    made = [posting_vector(posting, TOOLS.rarity) for posting in postings]
    packed = Packed.of((one.id, one.posted, pack(one)) for one in made)
    stored, direct = PostingMatrix().append_block(unpack(packed)), PostingMatrix().append(made)
    vector = resume_vector(resume, TOOLS)
    before, after = (score_postings(vector, matrix, Weights()) for matrix in (direct, stored))
    for name in ("ids", "posted", "tenths", "skills", "experience", "keywords"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name
