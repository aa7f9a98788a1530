"""First choices before scoring: each finds what is worth scoring, and says where it cannot."""

from datetime import UTC, datetime
from importlib.util import find_spec

import numpy as np
import pytest

from adapters import faiss_index
from adapters.faiss_index import Faiss, FaissAbsent, Graph
from benchmarks.synthetic_postings import make_matrix, make_resume
from domain.postings import JobPosting
from domain.searches import Weights
from models.sessions import act_as
from services.accounts.keys import create_account
from services.jobs.store import save_posting
from services.matching.loading import load_rarity
from services.matching.payload import payload_version
from services.matching.scoring import rank
from services.matching.tools import MatchTools
from services.matching.vectors import resume_vector
from services.shortlist.retrieval import FullText, Wanted
from services.shortlist.shelf import Shelf
from services.shortlist.stored import StoredPostings
from services.shortlist.vectors import store_vectors
from tests.matching.matching_cases import Neighbours, posting_of, resume_of

with_faiss = pytest.mark.skipif(find_spec("faiss") is None, reason="faiss-cpu is not installed")
SKILLS = ["Welding", "Nursing", "Python"]


@pytest.fixture
def market(sessions):
    """Store thirty postings of three trades; return a way in and their keys by trade."""
    with sessions.begin() as session:
        account = create_account(session, "owner").id
    keys = {skill: [] for skill in SKILLS}
    with sessions.begin() as session:
        act_as(session, account)
        for number in range(30):
            skill = SKILLS[number % 3]
            posting = JobPosting("demo", str(number), f"Expert in {skill}")
            key = save_posting(session, account, posting, datetime(2026, 11, 1, tzinfo=UTC))
            keys[skill].append(key)
            wanted = [f"rf:{skill}", f"rf:other-{number % 4}", f"rf:more-{number % 5}"]
            store_vectors(session, account, {key: posting_of(key, wanted).features})
    with sessions.begin() as session:
        act_as(session, account)
        yield session, account, keys


def choose(retrieval, market, most):
    """Return the keys that are chosen for somebody who knows Python."""
    session, account, _ = market
    resume = resume_vector(resume_of(["rf:Python"]), MatchTools(Neighbours()))
    wanted = Wanted(account, payload_version(load_rarity().version), most)
    return set(retrieval.choose(session, resume, wanted).ids().tolist())


def test_full_text_chooses_postings_that_name_the_skills(market):
    """All Python postings and no others, and no trace is left in the transaction."""
    assert choose(FullText(10), market, 10) == set(market[2]["Python"])
    assert choose(FullText(3), market, 3) <= set(market[2]["Python"])


@with_faiss
def test_faiss_chooses_the_nearest_postings(market):
    """The ten nearest postings are the ten of the same skill."""
    assert choose(Faiss(Shelf(), 10), market, 10) == set(market[2]["Python"])


@with_faiss
@pytest.mark.slow
def test_near_postings_hold_some_of_the_exact_best():
    """Among the nearest tenth are more of the exact best than a tenth."""
    postings = StoredPostings("synthetic", make_matrix(3000), np.ones(3000, np.bool_))
    resume = make_resume()
    scores = postings.scores(resume, Weights())
    best = scores.ids[rank(scores, 50)]
    assert np.isin(best, Graph(postings).nearest(resume, 300)).mean() > 0.2


def test_without_faiss_the_setting_says_what_is_missing(monkeypatch):
    """A typed error names the package, instead of an ImportError in the middle of a request."""
    monkeypatch.setattr(faiss_index, "find_spec", lambda name: None if name == "faiss" else object())
    with pytest.raises(FaissAbsent, match="faiss-cpu"):
        Faiss(Shelf())
