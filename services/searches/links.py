"""Link postings to the search that found them, at their place in the source's own order."""

from collections.abc import Mapping

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from models.holding import hold
from models.posting import Posting
from models.search import Search, SearchPosting

Ranks = Mapping[int, int]
"""Place in the source's own order by row key of the posting."""


def link_postings(session: Session, search: Search, ranks: Ranks) -> None:
    """Link stored postings to ``search``; those deleted since they were looked up are left out."""
    there = hold(session, Posting, ranks)
    rows = [
        {"account_id": search.account_id, "search_id": search.id, "posting_id": key, "source_rank": rank}
        for key, rank in ranks.items()
        if key in there
    ]
    if rows:
        session.execute(insert(SearchPosting).values(rows).on_conflict_do_nothing())


def mark_seen(session: Session, keys: Ranks) -> None:
    """Note that a source still shows these postings."""
    session.execute(update(Posting).where(Posting.id.in_(list(keys))).values(last_seen_at=func.now()))
