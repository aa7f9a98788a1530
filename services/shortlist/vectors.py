"""Keep postings' vectors in Postgres, in the transaction that keeps what they were made from."""

from collections.abc import Mapping
from itertools import islice

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.postings import PostingFeatures
from domain.records import from_record
from models.posting import Posting
from models.posting_vector import StoredVector

CHUNK = 500
"""Rows per statement."""


def store_vectors(session: Session, account_id: int, features: Mapping[int, PostingFeatures]) -> None:
    """Insert or renew the vectors of postings, by row key."""
    from services.matching.loading import load_rarity
    from services.matching.payload import pack, payload_version
    from services.matching.vectors import PostingForMatching, posting_vector

    rarity = load_rarity()
    shared = {"account_id": account_id, "version": payload_version(rarity.version)}
    unset = {"written": 0, "posted": 0, "shown": False}  # triggers know better
    rows = (
        {"posting_id": key, "payload": pack(posting_vector(PostingForMatching(key, None, one), rarity))}
        for key, one in features.items()
    )
    while chunk := list(islice(rows, CHUNK)):
        statement = insert(StoredVector).values([shared | unset | row for row in chunk])
        renewed = {name: statement.excluded[name] for name in ("version", "payload")}
        session.execute(statement.on_conflict_do_update(index_elements=["posting_id"], set_=renewed))


def renew_vectors(session: Session, account_id: int, *, most: int = 500) -> int:
    """Make vectors that are missing or of an older version from stored features; return how many were made.

    After a release with another algorithm or other statistics all are: about 3,000 a second.
    """
    from services.matching.loading import load_rarity
    from services.matching.payload import payload_version

    current = and_(
        StoredVector.posting_id == Posting.id,
        StoredVector.version == payload_version(load_rarity().version),
    )
    lacking = (
        select(Posting.id, Posting.features)
        .where(Posting.features_version.is_not(None), ~select(StoredVector).where(current).exists())
        .order_by(Posting.id.desc())
        .limit(most)
    )
    found = {key: from_record(record, PostingFeatures) for key, record in session.execute(lacking)}
    store_vectors(session, account_id, found)
    return len(found)
