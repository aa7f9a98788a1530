"""Rank postings, and choose the page of a list that follows a position."""

from datetime import datetime
from typing import Any, NamedTuple

from domain.job_lists import JobQuestion, SortOrder
from services.jobs.search_words import Words

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
    return "0" if question.order is SortOrder.DATE or not words.ranking else _RANKED


def page_of(rows: str, ranked: str, question: JobQuestion) -> str:
    """Return the page (rank, posted_at, posting_id) of ``rows`` ("posting_index where closed"), and one more.

    Equals come newest first.
    """
    return f"""
        select rank, posted_at, posting_id
        from (select {ranked} as rank, posted_at, posting_id from {rows}) as places
        {_AFTER if question.after else ""}
        order by rank desc, posted_at desc, posting_id desc limit :size"""  # noqa: S608 - conditions of our own


def page_values(question: JobQuestion, words: Words) -> dict[str, Any]:
    """Return the values of :func:`rank` and :func:`page_of`."""
    after = question.after
    position = (after.rank, after.posted_at, after.posting_id) if after else (None, None, None)
    names = ("after_rank", "after_posted_at", "after_id")
    return {
        "ranking": words.ranking,
        "title": words.title,
        "size": question.limit + 1,
        **dict(zip(names, position, strict=True)),
    }
