"""Close what a company's board no longer lists, and open again what it lists once more."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from domain.sources import WholeListing
from models.posting import Posting


def settle_absence(session: Session, source: str, listing: WholeListing, now: datetime) -> None:
    """Compare the account's postings of a company with everything that its board lists.

    What is not listed was gone when the listing was read. Postings read after that are left alone: a listing
    may have been kept for hours.
    """
    listed = func.lower(Posting.external_id).in_({name.lower() for name in listing.external_ids})
    read_before = Posting.fetched_at < listing.read_at
    missing = _of(source, listing, ~listed, Posting.closed_at.is_(None), read_before)
    session.execute(update(Posting).where(Posting.id.in_(missing)).values(closed_at=listing.read_at))
    again = _of(source, listing, listed, Posting.closed_at < listing.read_at)
    session.execute(update(Posting).where(Posting.id.in_(again)).values(closed_at=None, last_seen_at=now))


def _of(source: str, listing: WholeListing, *conditions: ColumnElement[bool]) -> Select[int]:
    """Select the company's postings, locked in one order: two searches must not wait for each other."""
    company = func.lower(Posting.external_id).startswith(f"{listing.company.lower()}:", autoescape=True)
    rows = select(Posting.id).where(Posting.source == source, company, *conditions)
    return rows.order_by(Posting.external_id).with_for_update()
