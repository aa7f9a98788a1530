"""Postings of one offer find each other in the database, and the API shows the other addresses."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.postings import Company, JobPosting
from domain.public_ids import public_id
from models.sessions import Sessions, act_as
from services.jobs.duplicates import settle_duplicates
from services.jobs.fingerprints import fingerprint
from services.jobs.store import save_posting
from tests.jobs.test_same_offer import OFFER, OTHER
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def keep(sessions: Sessions, account: int, postings: Iterable[JobPosting]) -> list[int]:
    """Store postings one search after the other, as searches do."""
    keys = []
    for posting in postings:
        with sessions.begin() as session:
            act_as(session, account)
            keys.append(save_posting(session, account, posting, NOW))
            settle_duplicates(session, account, {keys[-1]: fingerprint(posting)})
    return keys


def elsewhere(number: int, posting: JobPosting = OFFER, **changes: object) -> JobPosting:
    return replace(
        posting,
        **{"source": "two", "external_id": str(number), "url": f"https://x.example/{number}", **changes},
    )


def test_one_offer_shows_all_its_addresses(sessions: Sessions, caller: Caller) -> None:
    """Whichever posting is asked for names the others, and strangers are not among them."""
    first, second, other = keep(
        sessions, caller.account_id, [OFFER, elsewhere(2), elsewhere(3, OTHER["another rank"])]
    )
    shown = caller.get(f"/api/jobs/{public_id('posting', first)}").json
    assert shown["duplicates"] == [public_id("posting", second)]
    assert shown["addresses"] == [{"source": "two", "url": "https://x.example/2"}]
    assert caller.get(f"/api/jobs/{public_id('posting', second)}").json["duplicates"] == [
        public_id("posting", first)
    ]
    assert caller.get(f"/api/jobs/{public_id('posting', other)}").json["duplicates"] == []


def test_a_late_twin_joins_two_that_were_strangers(sessions: Sessions, caller: Caller) -> None:
    """A posting that resembles two earlier ones makes them one offer."""
    keys = keep(
        sessions,
        caller.account_id,
        [OFFER, elsewhere(2, company=Company("Bright Search")), elsewhere(3, company=Company())],
    )
    shown = caller.get(f"/api/jobs/{public_id('posting', keys[2])}").json
    assert shown["duplicates"] == [public_id("posting", key) for key in keys[:2]]


def test_a_repost_is_flagged_and_the_first_is_not(sessions: Sessions, caller: Caller) -> None:
    """The same offer on the same board a week later is a repost; at another board it is not."""
    first = replace(OFFER, posted_at=NOW - timedelta(days=9))
    again = elsewhere(2, first, source="one", posted_at=NOW - timedelta(days=2))
    abroad = elsewhere(3, first, posted_at=NOW - timedelta(days=2))
    keys = keep(sessions, caller.account_id, [first, again, abroad])
    flags = [caller.get(f"/api/jobs/{public_id('posting', key)}").json["repost"] for key in keys]
    assert flags == [False, True, False]


def test_offers_of_other_accounts_do_not_meet(sessions: Sessions, make_caller: object) -> None:
    """The same offer found by two accounts stays two rows that know nothing of each other."""
    one, two = make_caller("one"), make_caller("two")  # type: ignore[operator]
    keep(sessions, one.account_id, [OFFER])
    (key,) = keep(sessions, two.account_id, [elsewhere(2)])
    assert two.get(f"/api/jobs/{public_id('posting', key)}").json["duplicates"] == []


def test_deleting_the_first_leaves_the_others_standing(sessions: Sessions, caller: Caller) -> None:
    """The rest of an offer does not vanish with its first posting."""
    from models.posting import Posting

    first, second = keep(sessions, caller.account_id, [OFFER, elsewhere(2)])
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.delete(session.get_one(Posting, first))
    assert caller.get(f"/api/jobs/{public_id('posting', second)}").json["duplicates"] == []
