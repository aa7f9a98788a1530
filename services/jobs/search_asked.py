"""A question made ready for Postgres: its words as queries, its filters as conditions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, text

from domain.job_lists import JobQuestion
from services.jobs.search_filters import Conditions
from services.jobs.search_words import Words

AGES = (1, 7, 30)
"""Days by which the age of postings is counted."""


@dataclass(frozen=True)
class Asked:
    """What the statements of a search are made of."""

    question: JobQuestion
    words: Words
    filters: Conditions
    now: datetime

    def values(self) -> dict[str, Any]:
        """Return the values of all names that stand in the statements."""
        after = self.question.after
        position = (after.rank, after.posted_at, after.posting_id) if after else (None, None, None)
        return {
            **self.filters.values,
            **{f"days_{days}": self.now - timedelta(days) for days in AGES},
            **dict(zip(("after_rank", "after_posted_at", "after_id"), position, strict=True)),
            "ranking": self.words.ranking,
            "title": self.words.title,
            "size": self.question.limit + 1,
        }


@lru_cache(256)
def statement(sql: str) -> TextClause:
    """Return SQL as a statement; one known already need not be looked through for its names again."""
    return text(sql)
