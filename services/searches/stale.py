"""Answer from what was found before while a source is down: for three days, and shown as stale."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from domain.codes import SourceStatus
from models.posting import Posting
from models.search import Search, SearchPosting
from services.searches.links import Ranks
from services.searches.outcomes import SourceOutcome
from services.tasks.work import PartResult

STALE_FOR = timedelta(hours=72)
"""How long a posting may stand in for one that its source cannot give at the moment."""


def earlier_finds(session: Session, search: Search, source: str, now: datetime) -> Ranks:
    """Return what ``source`` gave for the same question when it last answered, but what closed since."""
    there = select(SearchPosting.posting_id).join(Posting, Posting.id == SearchPosting.posting_id)
    answered = (
        select(Search.id)
        .where(
            Search.id < search.id,
            Search.criteria == search.criteria,
            Search.created_at > now - STALE_FOR,
            there.where(SearchPosting.search_id == Search.id, Posting.source == source).exists(),
        )
        .order_by(Search.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = (
        select(SearchPosting.posting_id, SearchPosting.source_rank)
        .join(Posting, Posting.id == SearchPosting.posting_id)
        .where(SearchPosting.search_id == answered, Posting.source == source, *_usable(now))
    )
    return {row.posting_id: row.source_rank for row in session.execute(rows)}


def unread_postings(session: Session, parts: Iterable[PartResult], now: datetime) -> dict[int, PartResult]:
    """Return, by row key, the failed parts whose posting was read in the last three days."""
    failed = {
        (part.payload["source"], part.payload["external_id"]): part
        for part in parts
        if part.error is not None and "external_id" in part.payload
    }
    rows = select(Posting.id, Posting.source, Posting.external_id).where(
        tuple_(Posting.source, Posting.external_id).in_(list(failed)), *_usable(now)
    )
    return {key: failed[source, external_id] for key, source, external_id in session.execute(rows)}


def answered_from_store(outcome: SourceOutcome, found: int) -> SourceOutcome:
    """Return the outcome of a source that is down, with ``found`` postings of its earlier answer."""
    return replace(outcome, status=SourceStatus.PARTIAL, found=found, cached=found, stale=True)


def _usable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Posting.fetched_at > now - STALE_FOR, Posting.closed_at.is_(None)
