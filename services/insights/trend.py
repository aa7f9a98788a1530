"""Follow a posting's score over time: a re-run keeps the old results."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.resume import Resume
from models.search import Match
from services.jobs.store import find_posting

Point = Row[Match, str]
"""A match and the label of its resume."""


def score_trend(session: Session, posting: int, *, limit: int, before: int | None) -> Sequence[Point]:
    """Return at most ``limit`` matches of a posting before ``before``, newest first; NotFound for others."""
    find_posting(session, posting)
    chosen = (
        select(Match, Resume.label)
        .join(Resume, Resume.id == Match.resume_id)
        .where(Match.posting_id == posting)
        .order_by(Match.id.desc())
        .limit(limit)
    )
    return session.execute(chosen if before is None else chosen.where(Match.id < before)).all()
