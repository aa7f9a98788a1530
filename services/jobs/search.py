"""Search the account's stored postings: words, filters, facets, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.job_lists import Facets, JobFilters, JobQuestion, ListPosition
from models.account import Account
from models.posting import Posting
from models.posting_index import PostingIndex
from services.jobs.search_asked import Asked
from services.jobs.search_facets import count, count_and_list
from services.jobs.search_filters import conditions
from services.jobs.search_page import Place, best_page, first_look
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
    own = session.scalars(select(Account.exclude_companies).where(Account.id == account_id)).one()
    excluded = dict.fromkeys((*filters.exclude_companies, *own))
    return replace(filters, exclude_companies=tuple(excluded))


def _search(session: Session, question: JobQuestion, now: datetime) -> Listing:
    filters = question.filters
    words = ask_for_words(session, question.words, filters.exclude_words)
    asked = Asked(question, words, conditions(filters, now), now)
    facets, places = None, first_look(session, asked)
    if question.facets and places is not None:
        facets = count(session, asked)
    elif question.facets:
        facets, places = count_and_list(session, asked)
    if places is None:
        places = best_page(session, asked)
    return Listing(_postings(session, places, words.ranking if question.highlight else ""), facets)


def _has_any(session: Session) -> bool:
    """Tell whether any posting has the words asked for, whatever the filters."""
    return session.scalar(select(PostingIndex.posting_id).limit(1)) is not None


def _postings(session: Session, places: Sequence[Place], ranking: str) -> list[Listed]:
    keys = [place.posting_id for place in places]
    chosen = select(Posting).where(Posting.id.in_(keys)).options(*(defer(column) for column in _UNREAD))
    rows = {row.id: row for row in session.scalars(chosen)}
    passages = snippets(session, keys, ranking) if ranking else {}
    return [
        Listed(rows[place.posting_id], ListPosition(*place), passages.get(place.posting_id))
        for place in places
        if place.posting_id in rows
    ]
