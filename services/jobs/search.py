"""Search the account's stored postings: words, filters, facets, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, cast, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session, defer

from domain.job_lists import Facets, JobFilters, JobQuestion, ListPosition, SortOrder
from models.account import Account
from models.posting import Posting
from models.posting_index import PostingIndex
from services.jobs.search_facets import count_facets
from services.jobs.search_filters import Condition, counted_conditions, other_conditions
from services.jobs.search_snippets import snippets
from services.jobs.search_spelling import corrected
from services.jobs.search_words import ask_for_words, see_everything

_UNREAD = (Posting.raw, Posting.description_html, Posting.description_text, Posting.features)


@dataclass(frozen=True)
class Listed:
    """A posting with its place in the list, and the passages that have the words asked for."""

    posting: Posting
    position: ListPosition
    snippet: str | None = None


@dataclass(frozen=True)
class Listing:
    """A page. ``corrected`` are the words searched where nothing had those that were asked for."""

    found: Sequence[Listed]
    facets: Facets | None
    corrected: str | None = None


def search_postings(session: Session, account_id: int, question: JobQuestion, now: datetime) -> Listing:
    """Return a page of the account's postings, one posting more than ``limit`` if others follow.

    Raises Invalid where the question's words hold nothing that can be looked for.
    """
    filters = _with_own_exclusions(session, account_id, question.filters)
    asked = replace(question, filters=filters)
    listing = _search(session, asked, now)
    if not listing.found and question.words and not _has_any(session):
        meant = corrected(session, question.words)
        if meant != question.words:
            listing = replace(_search(session, replace(asked, words=meant), now), corrected=meant)
    see_everything(session)
    return listing


def _with_own_exclusions(session: Session, account_id: int, filters: JobFilters) -> JobFilters:
    account = session.get_one(Account, account_id)
    excluded = dict.fromkeys((*filters.exclude_companies, *account.exclude_companies))
    return replace(filters, exclude_companies=tuple(excluded))


def _search(session: Session, question: JobQuestion, now: datetime) -> Listing:
    ranking = ask_for_words(session, question.words, question.filters.exclude_words)
    counted, others = counted_conditions(question.filters, now), other_conditions(question.filters, now)
    places = session.execute(_page(question, [others, *counted.values()], ranking)).all()
    facets = count_facets(session, counted, others, now) if question.facets else None
    return Listing(_postings(session, places, ranking if question.highlight else ""), facets)


def _has_any(session: Session) -> bool:
    """Tell whether any posting has the words asked for, whatever the filters."""
    return session.scalar(select(PostingIndex.posting_id).limit(1)) is not None


def _page(question: JobQuestion, conditions: Sequence[Condition], ranking: str) -> Select[Any]:
    """Select the keys of a page; equals come newest first."""
    by_rank = question.order is SortOrder.RELEVANCE and ranking
    rank = _rank(ranking) if by_rank else literal(0)
    found = (
        select(PostingIndex.posting_id, PostingIndex.posted_at, rank.label("rank"))
        .where(*conditions)
        .subquery()
    )
    key = (found.c.rank, found.c.posted_at, found.c.posting_id)
    page = select(*key).order_by(*(part.desc() for part in key)).limit(question.limit + 1)
    after = question.after
    if after is None:
        return page
    return page.where(tuple_(*key) < tuple_(after.rank, after.posted_at, after.posting_id))


def _rank(ranking: str) -> ColumnElement[int]:
    """Weigh title over company over skills: Postgres' 1, 0.4 and 0.2. As an integer it survives a cursor."""
    return cast(1_000_000 * func.ts_rank(PostingIndex.head, cast(literal(ranking), TSQUERY)), Integer)


def _postings(session: Session, places: Sequence[Row[Any]], ranking: str) -> list[Listed]:
    keys = [place.posting_id for place in places]
    chosen = select(Posting).where(Posting.id.in_(keys)).options(*(defer(column) for column in _UNREAD))
    rows = {row.id: row for row in session.scalars(chosen)}
    passages = snippets(session, keys, ranking) if ranking else {}
    return [
        Listed(
            rows[place.posting_id],
            ListPosition(place.rank, place.posted_at, place.posting_id),
            passages.get(place.posting_id),
        )
        for place in places
        if place.posting_id in rows
    ]
