"""Rank postings, and choose the page of a list that follows a position."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, literal, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY

from domain.job_lists import JobQuestion, SortOrder
from services.jobs.search_words import Words

ALL_IN_TITLE = 10_000_000
"""Above everything that Postgres' ranking of single words adds up to."""


class Place(NamedTuple):
    """Where a posting stands in a list: the key that it is sorted by."""

    rank: int
    posted_at: datetime
    posting_id: int


def rank(question: JobQuestion, words: Words, head: Any) -> ColumnElement[int]:
    """Weigh a posting's head: all words in the title first, then title, company, skills (1, 0.4, 0.2).

    An integer, as that survives a cursor unchanged.
    """
    if question.order is SortOrder.DATE or not words.ranking:
        return literal(0)
    weight = cast(1_000_000 * func.ts_rank(head, cast(literal(words.ranking), TSQUERY)), Integer)
    in_title = head.op("@@")(cast(literal(words.title), TSQUERY))
    return weight + case((in_title, ALL_IN_TITLE), else_=0)


def page_of(places: Select[Any], question: JobQuestion) -> Select[Any]:
    """Select the page of ``places`` (rank, posted_at, posting_id, and what else they have), and one more.

    Equals come newest first.
    """
    found = places.subquery()
    key = (found.c.rank, found.c.posted_at, found.c.posting_id)
    page = found.select().order_by(*(part.desc() for part in key)).limit(question.limit + 1)
    after = question.after
    if after is None:
        return page
    return page.where(tuple_(*key) < tuple_(after.rank, after.posted_at, after.posting_id))
