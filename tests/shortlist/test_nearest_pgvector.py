"""pgvector chooses in Postgres: the same rooms, the same walls, and a clear word where it is not installed."""

from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from benchmarks.real_like_postings import load_mixed
from domain.postings import JobPosting
from domain.searches import Weights
from models.posting import Posting
from models.posting_dense import DensePosting
from models.sessions import act_as, make_engine
from services.accounts.keys import create_account
from services.jobs.store import save_posting
from services.matching.loading import load_rarity
from services.matching.payload import payload_version
from services.matching.scoring import rank
from services.matching.tools import MatchTools
from services.matching.vectors import resume_vector
from services.shortlist import nearest
from services.shortlist.dense import DIMENSIONS, UNITS, dense_postings, dense_resume
from services.shortlist.dense_rows import renew_dense
from services.shortlist.nearest import Pgvector, PgvectorAbsent
from services.shortlist.retrieval import Wanted
from services.shortlist.vectors import store_vectors
from tests.matching.matching_cases import Neighbours, posting_of, resume_of

SKILLS = ("Welding", "Nursing", "Python")
VERSION = payload_version(load_rarity().version)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def store_market(sessions, name):
    """Store thirty postings of three trades in an account of their own; return it and the keys by trade."""
    with sessions.begin() as session:
        account = create_account(session, name).id
    keys = {skill: set() for skill in SKILLS}
    with sessions.begin() as session:
        act_as(session, account)
        for number in range(30):
            skill = SKILLS[number % 3]
            key = save_posting(session, account, JobPosting("demo", str(number), f"Expert in {skill}"), NOW)
            keys[skill].add(key)
            wanted = [f"rf:{skill}", f"rf:other-{number % 4}", f"rf:more-{number % 5}"]
            store_vectors(session, account, {key: posting_of(key, wanted).features})
    return account, keys


@pytest.fixture
def market(sessions):
    """Return the account with the postings, and their keys by trade."""
    return store_market(sessions, "owner")


def choose(sessions, retrieval, account):
    """Return the keys that are chosen for somebody who knows Python, in a transaction of their own."""
    resume = resume_vector(resume_of(["rf:Python"]), MatchTools(Neighbours()))
    with sessions.begin() as session:
        act_as(session, account)
        return set(retrieval.choose(session, resume, Wanted(account, VERSION, 10)).ids().tolist())


def dense_rows(sessions, account):
    """Return how many dense rows the account has."""
    with sessions.begin() as session:
        act_as(session, account)
        return session.scalar(select(func.count(DensePosting.posting_id)))


def test_the_nearest_postings_of_this_account_are_chosen(sessions, market):
    """The ten nearest are the ten of the same skill, though another account has the same postings."""
    other, _ = store_market(sessions, "neighbour")
    retrieval = Pgvector(10)
    choose(sessions, retrieval, other)
    account, keys = market
    assert choose(sessions, retrieval, account) == keys["Python"]
    assert dense_rows(sessions, account) == dense_rows(sessions, other) == 30


def test_the_graph_finds_what_comparing_all_finds(sessions, market, monkeypatch):
    """For an account with many rows the HNSW graph is asked, past row-level security, and finds the same."""
    account, keys = market
    monkeypatch.setattr(nearest, "FEW", 5)
    monkeypatch.setattr(nearest, "_ONE_BY_ONE", text("select 1/0"))
    assert choose(sessions, Pgvector(10), account) == keys["Python"]
    with sessions.begin() as session:
        act_as(session, account)
        session.execute(text("select set_config('enable_sort', 'off', true)"))
        asked = {"asked": str([1] * DIMENSIONS), "most": 10}
        plan = "\n".join(session.scalars(text(f"explain {nearest._BY_GRAPH.text}"), asked))
    assert "Index Scan using ix_posting_dense_units" in plan


def test_closed_postings_leave_and_new_ones_are_scored_at_once(sessions, market, monkeypatch):
    """What is closed loses its row; what came since is scored though its row is still to be made."""
    account, keys = market
    retrieval = Pgvector(10)
    choose(sessions, retrieval, account)
    closed, *_ = keys["Python"]
    with sessions.begin() as session:
        act_as(session, account)
        session.execute(update(Posting).where(Posting.id == closed).values(closed_at=NOW))
        new = save_posting(session, account, JobPosting("demo", "new", "Florist"), NOW)
        store_vectors(session, account, {new: posting_of(new, ["rf:Flowers"]).features})
    monkeypatch.setattr(nearest, "FILLED_AT_ONCE", 0)
    found = choose(sessions, retrieval, account)
    assert new in found
    assert closed not in found
    assert dense_rows(sessions, account) == 29


def test_rows_are_made_anew_when_their_posting_changes(sessions, market):
    """A posting read again is found by what it says now, by a process that never saw it before too."""
    account, keys = market
    choose(sessions, Pgvector(10), account)
    turned, *_ = keys["Nursing"]
    with sessions.begin() as session:
        act_as(session, account)
        store_vectors(session, account, {turned: posting_of(turned, ["rf:Python"]).features})
        assert renew_dense(session, account) == 1
        assert renew_dense(session, account) == 0
    assert turned in choose(sessions, Pgvector(11), account)


def test_a_database_without_pgvector_is_named_until_it_is_installed(servers, market):
    """The error says what to do, step by step; once it is done all is as if the extension had always been there."""
    account, keys = market
    resume = resume_vector(resume_of(["rf:Python"]), MatchTools(Neighbours()))
    root = servers.postgres.url("postgres", servers.credentials.superuser)
    engine = make_engine(root.replace("://", "+psycopg2://", 1))
    with engine.connect() as connection, Session(connection) as session:
        act_as(session, account)
        session.execute(text("drop extension vector cascade"))
        choosing, wanted = Pgvector(10), Wanted(account, VERSION, 10)
        assert not session.scalar(text("select rolefit_index_dense()"))
        with pytest.raises(PgvectorAbsent, match="create extension vector"):
            choosing.choose(session, resume, wanted)
        session.execute(text("create extension vector"))
        with pytest.raises(PgvectorAbsent, match="rolefit_index_dense"):
            choosing.choose(session, resume, wanted)
        assert session.scalar(text("select rolefit_index_dense()"))
        assert set(choosing.choose(session, resume, wanted).ids().tolist()) == keys["Python"]
        session.rollback()
    engine.dispose()


def test_dense_vectors_keep_lengths_and_most_of_the_exact_best():
    """Each has its length in units, and the nearest tenth of 3,000 like real ones hold most of the best fifty."""
    mixed = load_mixed()
    matrix = mixed.matrix(3000)
    rows = dense_postings(matrix.blocks[0]).astype(np.int64)
    assert rows.shape == (3000, DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), UNITS, rtol=0.02)
    stored = nearest.StoredPostings("mixed", matrix, np.ones(3000, np.bool_))
    found = []
    for resume in mixed.resumes:
        scores = stored.scores(resume, Weights())
        near = np.argsort(-(rows @ dense_resume(resume).astype(np.int64)))[:300]
        found.append(np.isin(scores.ids[rank(scores, 50)], matrix.blocks[0].ids[near]).mean())
    assert np.mean(found) > 0.95
