"""A resume against everything stored: exact, up to date, and of one account alone."""

from datetime import UTC, datetime
from time import perf_counter

import numpy as np
import pytest
from sqlalchemy import delete

from domain.postings import JobPosting
from domain.searches import Weighing, Weights
from models.posting import Posting
from models.sessions import act_as
from services.accounts.keys import create_account
from services.jobs.store import close_posting, save_posting
from services.matching.loading import load_rarity
from services.matching.match import match_postings
from services.matching.payload import payload_version
from services.matching.scoring import rank
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, resume_vector
from services.shortlist.shelf import Shelf
from services.shortlist.stored import load, load_some, refresh
from services.shortlist.vectors import store_vectors
from tests.matching.matching_cases import SKILLS, Neighbours, posting_of, resume_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
RESUME = resume_of(SKILLS[2:7], 3)


@pytest.fixture
def account(sessions):
    """Make an account."""
    with sessions.begin() as session:
        return create_account(session, "owner").id


@pytest.fixture
def tools():
    """Return the shipped rarity, with which vectors are stored."""
    return MatchTools(Neighbours(), load_rarity())


@pytest.fixture
def version(tools):
    """Return the version under which vectors are stored."""
    return payload_version(tools.rarity.version)


def features_of(number):
    """Return features that differ with the number."""
    return posting_of(number, SKILLS[number % 7 : number % 11], min_years=float(number % 5)).features


def store(session, account, numbers):
    """Store postings with their vectors; return their row keys by number."""
    keys = {n: save_posting(session, account, JobPosting("demo", str(n), f"Job {n}"), NOW) for n in numbers}
    store_vectors(session, account, {key: features_of(n) for n, key in keys.items()})
    return keys


def acting(sessions, account):
    """Begin a transaction of the account."""
    session = sessions()
    act_as(session, account)
    return session


def ids_of(held):
    """Return the ids that are scored."""
    return sorted(held.scores(resume_vector(RESUME, MatchTools(Neighbours())), Weights()).ids.tolist())


def test_stored_vectors_rank_as_features_do(sessions, account, tools, version):
    """Loading from Postgres gives the scores and the order of scoring the features themselves."""
    with acting(sessions, account) as session, session.begin():
        keys = store(session, account, range(60))
    with acting(sessions, account) as session:
        held = load(session, version)
    scores = held.scores(resume_vector(RESUME, tools), Weights())
    loaded = [(int(scores.ids[place]), float(scores.points[place])) for place in rank(scores)]
    postings = [PostingForMatching(key, None, features_of(n)) for n, key in keys.items()]
    direct = match_postings(RESUME, postings, Weighing(), tools)
    assert loaded == [(match.posting_id, match.score) for match in direct]


def test_changes_arrive_without_loading_again(sessions, account, version):
    """What is stored, changed, closed and deleted after loading is seen by the next refresh."""
    with acting(sessions, account) as session, session.begin():
        keys = store(session, account, range(20))
    with acting(sessions, account) as session:
        held = load(session, version)
    with acting(sessions, account) as session, session.begin():
        added = store(session, account, [90, 91])
        close_posting(session, "demo", "3", NOW)
        session.execute(delete(Posting).where(Posting.id == keys[4]))
        store_vectors(session, account, {keys[5]: features_of(8)})
    with acting(sessions, account) as session:
        renewed, whole = refresh(session, held), load(session, version)
    assert ids_of(renewed) == sorted({*keys.values(), *added.values()} - {keys[3], keys[4]})
    vector = resume_vector(RESUME, MatchTools(Neighbours()))
    one, other = (held.scores(vector, Weights()) for held in (renewed, whole))
    assert dict(zip(one.ids, one.tenths, strict=True)) == dict(zip(other.ids, other.tenths, strict=True))
    assert len(held) == 20


def test_a_transaction_that_ends_late_is_not_missed(sessions, account, version):
    """Rows of a transaction that began earlier and ended after a later one arrive all the same."""
    slow = acting(sessions, account)
    early = store(slow, account, [1])
    with acting(sessions, account) as session, session.begin():
        late = store(session, account, [2])
    with acting(sessions, account) as session:
        held = load(session, version)
        assert ids_of(held) == [late[2]]
    slow.commit()
    slow.close()
    with acting(sessions, account) as session:
        held = refresh(session, held)
        assert ids_of(held) == sorted([early[1], late[2]])
        again = refresh(session, held)
    assert ids_of(again) == sorted([early[1], late[2]])


def test_accounts_see_their_own_postings_alone(sessions, account, version):
    """Another account's vectors are not loaded, nor fetched by key."""
    with acting(sessions, account) as session, session.begin():
        keys = store(session, account, range(3))
    with sessions.begin() as session:
        other = create_account(session, "other").id
    with acting(sessions, other) as session:
        assert len(load(session, version)) == 0
        assert len(load_some(session, list(keys.values()), version)) == 0


def test_vectors_of_other_statistics_are_left_out(sessions, account):
    """What was weighed with other statistics is not mixed in."""
    with acting(sessions, account) as session, session.begin():
        store(session, account, range(3))
    with acting(sessions, account) as session:
        assert len(load(session, payload_version("other"))) == 0


def test_the_shelf_forgets_the_account_unused_for_longest(sessions, account, version):
    """Memory is bounded by rows, and what was forgotten is simply loaded again."""
    with acting(sessions, account) as session, session.begin():
        store(session, account, range(6))
    with sessions.begin() as session:
        other = create_account(session, "other").id
    with acting(sessions, other) as session, session.begin():
        store(session, other, range(6))
    shelf = Shelf(most_rows=8)
    for owner in (account, other, account):
        with acting(sessions, owner) as session:
            assert len(shelf.postings(session, owner, version)) == 6
            assert list(shelf._held) == [owner]


def test_a_new_posting_is_scorable_within_two_seconds(sessions, account, version):
    """Beside 300 others, from stored to scored."""
    with acting(sessions, account) as session, session.begin():
        store(session, account, range(300))
    shelf = Shelf()
    with acting(sessions, account) as session:
        shelf.postings(session, account, version)
    with acting(sessions, account) as session, session.begin():
        added = store(session, account, [999])
    started = perf_counter()
    with acting(sessions, account) as session:
        ids = ids_of(shelf.postings(session, account, version))
    assert added[999] in np.array(ids)
    assert perf_counter() - started < 2
