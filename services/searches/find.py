"""Read searches and matches of the account that the session acts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, defer

from domain.problems import NotFound
from models.posting import Posting
from models.search import Match, Search
from services.rankers.verdicts import note_verdict

Found = Row[Match, Posting]


@dataclass(frozen=True)
class HistoryFilter:
    """Which matches of all searches; None leaves a filter out."""

    resume_id: int | None = None
    min_score: float | None = None
    since: datetime | None = None


def find_search(session: Session, key: int) -> Search:
    """Return one search; NotFound for any other id."""
    search = session.get(Search, key)
    if search is None:
        raise NotFound("no search has this id")
    return search


def list_searches(session: Session, *, limit: int, before: int | None) -> Sequence[Search]:
    """Return up to ``limit`` searches older than ``before``, newest first."""
    chosen = select(Search).order_by(Search.id.desc()).limit(limit)
    return session.scalars(chosen if before is None else chosen.where(Search.id < before)).all()


def search_matches(session: Session, search_id: int, *, limit: int, after: int | None) -> Sequence[Found]:
    """Return up to ``limit`` matches of a search behind position ``after``, best first."""
    chosen = _matches().where(Match.search_id == search_id).order_by(Match.position).limit(limit)
    return session.execute(chosen if after is None else chosen.where(Match.position > after)).all()


def match_history(
    session: Session, wanted: HistoryFilter, *, limit: int, before: int | None
) -> Sequence[Found]:
    """Return up to ``limit`` matches of all searches older than ``before``, newest first."""
    chosen = _matches().order_by(Match.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(Match.id < before)
    if wanted.resume_id is not None:
        chosen = chosen.where(Match.resume_id == wanted.resume_id)
    if wanted.min_score is not None:
        chosen = chosen.where(Match.score >= wanted.min_score)
    if wanted.since is not None:
        chosen = chosen.where(Match.created_at >= wanted.since)
    return session.execute(chosen).all()


def find_match(session: Session, key: int) -> Found:
    """Return one match with its posting; NotFound for any other id."""
    found = session.execute(_matches().where(Match.id == key)).one_or_none()
    if found is None:
        raise NotFound("no match has this id")
    return found


def judge_match(session: Session, key: int, verdict: str, now: datetime) -> Found:
    """Keep what a person thinks of a match, and see to it that the account's ranker learns from it."""
    found = find_match(session, key)
    match, _ = found
    match.verdict = verdict
    session.flush()
    note_verdict(session, match.account_id, now)
    return found


def _matches() -> Select[Match, Posting]:
    unread = (Posting.raw, Posting.description_html, Posting.description_text, Posting.features)
    joined = select(Match, Posting).join(Posting, Posting.id == Match.posting_id)
    return joined.options(*(defer(column) for column in unread))
