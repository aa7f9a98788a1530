"""A floor under the quality of ranking, on resumes and postings that ship with the product."""

from datetime import date

import pytest

from benchmarks.rank import evaluate
from benchmarks.ranking_sets import bundled_set


@pytest.mark.quality
def test_postings_of_ones_own_trade_come_first():
    """For nine trades the ranking stays near what was measured (.945), above the first version's loop."""
    methods = evaluate([bundled_set(date(2026, 11, 22))], "resume-to-job", "auto")["methods"]
    assert methods["weighted"]["ndcg@10"] >= 0.92
    assert methods["weighted"]["p@5"] >= 0.9
    assert methods["weighted"]["ndcg@10"] > methods["original"]["ndcg@10"]
