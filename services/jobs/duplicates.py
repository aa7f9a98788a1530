"""Keep which stored postings are one offer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.postings import Place
from models.posting import Posting, PostingFingerprint
from services.jobs.fingerprints import Fingerprint
from services.jobs.same_offer import group_offers

_MOST_NEIGHBOURS = 5_000
"""Most stored postings compared at once; one company's or title's newest come first."""


def stored_fingerprints(session: Session, postings: Sequence[int]) -> dict[int, Fingerprint]:
    """Return the fingerprints that were kept for ``postings``."""
    chosen = _joined().where(PostingFingerprint.posting_id.in_(postings))
    return {row.posting_id: made for row, made in _read(session, chosen)}


def settle_duplicates(session: Session, account_id: int, fresh: Mapping[int, Fingerprint]) -> None:
    """Keep ``fresh`` fingerprints, and point each posting of an offer at the offer's first posting.

    Postings that are gone meanwhile are left out.
    """
    there = set(session.scalars(select(Posting.id).where(Posting.id.in_(list(fresh))).with_for_update()))
    kept = {key: made for key, made in fresh.items() if key in there}
    if not kept:
        return
    _store(session, account_id, kept)
    groups = group_offers(_neighbours(session, kept) | kept)
    involved = groups.keys() | kept.keys()
    for key in involved:
        session.execute(update(Posting).where(Posting.id == key).values(duplicate_of=groups.get(key)))


def _store(session: Session, account_id: int, fingerprints: Mapping[int, Fingerprint]) -> None:
    rows = [
        {
            "posting_id": key,
            "account_id": account_id,
            "company": made.company,
            "company_key": made.company_key,
            "title_key": made.title_key,
            "title": sorted(made.title),
            "signature": made.signature.astype("<u4").tobytes(),
        }
        for key, made in sorted(fingerprints.items())
    ]
    statement = insert(PostingFingerprint)
    renewed = {name: statement.excluded[name] for name in rows[0] if name not in ("posting_id", "account_id")}
    session.execute(statement.on_conflict_do_update(index_elements=["posting_id"], set_=renewed), rows)


def _neighbours(session: Session, fresh: Mapping[int, Fingerprint]) -> dict[int, Fingerprint]:
    """Return stored fingerprints that share a key with ``fresh``; a query per key, each with its index."""
    titles = {made.title_key for made in fresh.values()}
    companies = {made.company_key for made in fresh.values() if made.company_key is not None}
    found: dict[int, Fingerprint] = {}
    for wanted in (PostingFingerprint.title_key.in_(titles), PostingFingerprint.company_key.in_(companies)):
        chosen = _joined().where(wanted).order_by(PostingFingerprint.posting_id.desc())
        found |= {row.posting_id: made for row, made in _read(session, chosen.limit(_MOST_NEIGHBOURS))}
    return found


def _joined() -> Select[Any, *tuple[Any, ...]]:
    return select(
        PostingFingerprint, Posting.location_raw, Posting.city, Posting.region, Posting.country
    ).join(Posting, Posting.id == PostingFingerprint.posting_id)


def _read(
    session: Session, chosen: Select[Any, *tuple[Any, ...]]
) -> Iterable[tuple[PostingFingerprint, Fingerprint]]:
    for row, *place in session.execute(chosen):
        signature = np.frombuffer(row.signature, dtype="<u4")
        yield row, Fingerprint(row.company, frozenset(row.title), Place(*place), signature)
