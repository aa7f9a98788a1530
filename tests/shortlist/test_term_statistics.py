"""What an account's postings have in common weighs less, by a stored count that a match names."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from domain.postings import JobPosting
from domain.searches import Weighing, Weights
from domain.skills import Keyword
from models.sessions import act_as
from services.accounts.keys import create_account
from services.jobs.store import save_posting
from services.matching.loading import load_rarity
from services.matching.match import match_postings
from services.matching.payload import payload_version
from services.matching.scoring import rank
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, resume_vector
from services.shortlist.statistics import renew_all, renew_statistics, tools_of
from services.shortlist.stored import load
from services.shortlist.vectors import store_vectors
from tests.matching.matching_cases import posting_of, resume_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TOOLS = MatchTools(rarity=load_rarity())
OFFERS = 400
RESUME = resume_of(keywords=[Keyword("agency", 1, 1.0, "agenc"), Keyword("kiln", 1, 1.0, "kiln")])


def features_of(number):
    """Return features in which all name the agency, and one in fifty a kiln."""
    own = Keyword("kiln", 1, 1.0, "kiln") if number % 50 == 0 else Keyword(f"w{number}", 1, 1.0, f"w{number}")
    return posting_of(number, keywords=[Keyword("agency", 1, 1.0, "agenc"), own]).features


@pytest.fixture
def owner(sessions):
    """Make an account with stored postings; return its key and the postings' row keys by number."""
    with sessions.begin() as session:
        account = create_account(session, "owner").id
    with sessions.begin() as session:
        act_as(session, account)
        postings = {
            number: save_posting(session, account, JobPosting("demo", str(number), f"Job {number}"), NOW)
            for number in range(OFFERS)
        }
        store_vectors(session, account, {key: features_of(number) for number, key in postings.items()})
    return account, postings


def scores_of(session, tools):
    """Return the stored postings' keyword scores by row key."""
    held = load(session, payload_version(tools.rarity.version)).damped(tools.rarity.damping)
    scores = held.scores(resume_vector(RESUME, tools), Weights())
    return dict(zip(scores.ids.tolist(), scores.keywords.tolist(), strict=True)), scores


def test_words_that_all_postings_share_weigh_less_once_counted(sessions, owner):
    """Before the count the agency is worth half; after it next to nothing, and the kiln keeps its weight."""
    account, keys = owner
    with sessions.begin() as session:
        act_as(session, account)
        before, _ = scores_of(session, tools_of(session, TOOLS))
        renew_statistics(session, account, NOW)
        tools = tools_of(session, TOOLS)
        after, _ = scores_of(session, tools)
    assert after[keys[1]] < before[keys[1]] / 3
    assert after[keys[0]] == before[keys[0]] == 10_000
    assert tools.rarity.name == f"{TOOLS.rarity.name}+{tools.rarity.damping.version}"


def test_a_posting_scores_the_same_stored_and_alone(sessions, owner):
    """Stored among 400 or matched by itself, with the same count: the same score, named in the match."""
    account, keys = owner
    with sessions.begin() as session:
        act_as(session, account)
        renew_statistics(session, account, NOW)
        tools = tools_of(session, TOOLS)
        _, scores = scores_of(session, tools)
    first = int(scores.ids[rank(scores, 1)][0])
    number = next(number for number, key in keys.items() if key == first)
    offer = PostingForMatching(first, None, features_of(number))
    (match,) = match_postings(RESUME, [offer], Weighing(), tools)
    assert match.score == float(scores.points[np.flatnonzero(scores.ids == first)[0]])
    assert match.statistics == tools.rarity.name


def test_counting_again_gives_the_same_version_and_other_accounts_see_none(sessions, owner):
    """The version is a digest of the count; a count belongs to its account."""
    account, _ = owner
    with sessions.begin() as session:
        act_as(session, account)
        one = renew_statistics(session, account, NOW).version
        assert renew_statistics(session, account, NOW + timedelta(days=1)).version == one
    with sessions.begin() as session:
        stranger = create_account(session, "stranger").id
        act_as(session, stranger)
        assert tools_of(session, TOOLS).rarity.name == TOOLS.rarity.name


def test_all_accounts_are_counted_once_a_day(sessions, owner):
    """However many beats ring on a day, the count is made once; new postings wait for the next day."""
    account, _ = owner
    renew_all(sessions, NOW)
    with sessions.begin() as session:
        act_as(session, account)
        first = tools_of(session, TOOLS).rarity.name
        late = save_posting(session, account, JobPosting("demo", "late", "Late"), NOW)
        store_vectors(session, account, {late: features_of(50)})
    renew_all(sessions, NOW + timedelta(hours=1))
    with sessions.begin() as session:
        act_as(session, account)
        assert tools_of(session, TOOLS).rarity.name == first
    renew_all(sessions, NOW + timedelta(days=1))
    with sessions.begin() as session:
        act_as(session, account)
        assert tools_of(session, TOOLS).rarity.name != first
