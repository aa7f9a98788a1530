"""Tell where else an offer is posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.posting import Posting
from services.jobs.store import find_posting

REPOSTED_AFTER = timedelta(days=1)
"""The same offer on the same board this much later is a repost; sooner it is a second listing."""


@dataclass(frozen=True)
class Offer:
    """All stored postings of one offer but the one asked about, and whether that one is a repost."""

    others: Sequence[Posting]
    repost: bool


def find_offer(session: Session, key: int) -> tuple[Posting, Offer]:
    """Return a posting and the others of the same offer, oldest first; NotFound for any other id."""
    posting = find_posting(session, key)
    first = posting.duplicate_of or posting.id
    others = session.scalars(
        select(Posting)
        .where(or_(Posting.id == first, Posting.duplicate_of == first), Posting.id != posting.id)
        .order_by(Posting.id)
    ).all()
    return posting, Offer(others, any(_is_repost(posting, other) for other in others))


def _is_repost(posting: Posting, other: Posting) -> bool:
    if posting.source != other.source or posting.posted_at is None or other.posted_at is None:
        return False
    return posting.posted_at >= other.posted_at + REPOSTED_AFTER
