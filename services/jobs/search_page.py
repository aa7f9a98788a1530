"""Rank postings, and choose the page of a list that follows a position."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from domain.job_lists import JobQuestion, SortOrder
from services.jobs.search_asked import Asked, statement
from services.jobs.search_windows import PAGE_LOOK, newest, spans
from services.jobs.search_words import Words, seeing

IN_TITLE = 10_000_000
"""The rank of titles that have all words: above everything that ranking single words adds up to."""

_WEIGHT = "cast(1000000 * ts_rank(head, cast(:ranking as tsquery)) as integer)"
_RANKED = f"case when head @@ cast(:title as tsquery) then {IN_TITLE} else {_WEIGHT} end"
_AFTER = "where (rank, posted_at, posting_id) < (:after_rank, :after_posted_at, :after_id)"


class Place(NamedTuple):
    """Where a posting stands in a list: the key that it is sorted by."""

    rank: int
    posted_at: datetime
    posting_id: int


def rank(question: JobQuestion, words: Words) -> str:
    """Return the rank of a row with ``head``: all words in the title first, then how much of them is where.

    Title, company and skills weigh 1, 0.4 and 0.2. An integer that depends on the posting alone survives a
    cursor unchanged.
    """
    return "0" if _is_dated(question, words) else _RANKED


def page_of(rows: str, ranked: str, question: JobQuestion) -> str:
    """Return the page (rank, posted_at, posting_id) of ``rows`` ("posting_index where closed"), and one more.

    Equals come newest first.
    """
    return f"""
        select rank, posted_at, posting_id
        from (select {ranked} as rank, posted_at, posting_id from {rows}) as places
        {_AFTER if question.after else ""}
        order by rank desc, posted_at desc, posting_id desc limit :size"""  # noqa: S608 - conditions of our own


class Leading(NamedTuple):
    """The postings that come first in a list, newest first: what finds them, and the rank they share."""

    query: str
    rank: int


def first_look(session: Session, asked: Asked) -> Sequence[Place] | None:
    """Return the page if a short look at the newest postings fills it, else None."""
    leading = _leading(asked)
    days = next(iter(spans(asked.words.rows, PAGE_LOOK)), None)
    if leading is None or days is None:
        return None
    return _full_page(session, asked, leading, days)


def best_page(session: Session, asked: Asked) -> Sequence[Place]:
    """Return the page, looking at more and more of the postings that come first in the list, then at all."""
    leading = _leading(asked)
    if leading is not None:
        for days in (*list(spans(asked.words.rows, PAGE_LOOK))[1:], None):
            places = _full_page(session, asked, leading, days)
            if places is not None:
                return places
    return _page(session, asked, rank(asked.question, asked.words))


def _leading(asked: Asked) -> Leading | None:
    """Return what comes first, unless the page begins behind it or that cannot be said."""
    question, words = asked.question, asked.words
    if _is_dated(question, words):
        return Leading(words.query, 0)
    behind = question.after is not None and question.after.rank < IN_TITLE
    return None if words.titled is None or behind else Leading(words.titled, IN_TITLE)


def _full_page(session: Session, asked: Asked, leading: Leading, days: int | None) -> Sequence[Place] | None:
    """Return the page if the leading postings of so many days fill it."""
    after = asked.question.after
    latest = after.posted_at if after else asked.now + timedelta(1)
    query = leading.query if days is None else newest(leading.query, days, latest)
    with seeing(session, query, asked.words):
        places = _page(session, asked, str(leading.rank))
    return places if len(places) > asked.question.limit else None


def _page(session: Session, asked: Asked, ranked: str) -> Sequence[Place]:
    page = page_of(f"posting_index where {asked.filters.every}", ranked, asked.question)
    return [Place(*row) for row in session.execute(statement(page), asked.values())]


def _is_dated(question: JobQuestion, words: Words) -> bool:
    return question.order is SortOrder.DATE or not words.ranking
