"""What a whole listing closes: postings of its source, company and account that were read before it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.postings import JobPosting
from domain.sources import WholeListing
from models.posting import Posting
from models.sessions import Sessions, act_as
from services.accounts.keys import create_account
from services.jobs.absence import settle_absence
from services.jobs.store import save_posting

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
LISTING = WholeListing("Acme", ("acme:kept", "ACME:Cased"), NOW)
OPEN = ("acme:kept", "acme:cased", "acme_:1", "acme2:1", "acmeX1:1", "other:1")


def keep(sessions: Sessions, account: int, names: tuple[str, ...], source: str = "lever") -> None:
    with sessions.begin() as session:
        act_as(session, account)
        for name in names:
            save_posting(session, account, JobPosting(source, name, "Clerk"), EARLIER)


def closed(sessions: Sessions, account: int) -> dict[tuple[str, str], datetime]:
    with sessions.begin() as session:
        act_as(session, account)
        rows = session.scalars(select(Posting).where(Posting.closed_at.is_not(None)))
        return {(row.source, row.external_id): row.closed_at for row in rows if row.closed_at}


def settle(sessions: Sessions, account: int, listing: WholeListing = LISTING) -> None:
    with sessions.begin() as session:
        act_as(session, account)
        settle_absence(session, "lever", listing, LATER)


@pytest.fixture
def account(sessions: Sessions) -> int:
    """Make an account with postings that are listed, that are not, and that a listing says nothing of."""
    with sessions.begin() as session:
        key = create_account(session, "reader").id
    keep(sessions, key, (*OPEN, "acme:gone", "Acme:Gone2"))
    keep(sessions, key, ("acme:gone",), source="ashby")
    return key


def test_what_is_not_listed_is_closed_as_of_the_reading(sessions: Sessions, account: int) -> None:
    settle(sessions, account)
    assert closed(sessions, account) == {("lever", "acme:gone"): NOW, ("lever", "Acme:Gone2"): NOW}


def test_another_account_learns_nothing_of_it(sessions: Sessions, account: int) -> None:
    with sessions.begin() as session:
        other = create_account(session, "other").id
    keep(sessions, other, ("acme:gone", "acme:kept"))
    settle(sessions, account)
    assert closed(sessions, other) == {}


def test_a_listing_that_was_kept_closes_nothing_that_was_read_after_it(
    sessions: Sessions, account: int
) -> None:
    settle(sessions, account, WholeListing("acme", (), EARLIER))
    assert closed(sessions, account) == {}


def test_what_is_listed_again_is_open_and_was_seen(sessions: Sessions, account: int) -> None:
    settle(sessions, account)
    settle(sessions, account, WholeListing("acme", ("acme:gone",), LATER))
    assert {name for _, name in closed(sessions, account)} == {"acme:kept", "acme:cased", "Acme:Gone2"}
    with sessions.begin() as session:
        act_as(session, account)
        row = session.scalars(select(Posting).where(Posting.external_id == "acme:gone").limit(1)).one()
        assert row.source == "ashby" or row.last_seen_at == LATER
