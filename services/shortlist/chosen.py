"""Choose by words and filters which stored postings are ranked, as the list of postings chooses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from domain.job_lists import JobFilters, JobStatus
from models.account import Account
from services.jobs.search_filters import conditions
from services.jobs.search_words import ask_for_words, see_everything
from services.matching.vectors import ResumeVector
from services.shortlist.retrieval import Retrieval, Wanted
from services.shortlist.stored import StoredPostings, load_any

MOST_HIDDEN = 20_000
"""Newest closed or repeated postings that are ranked: they are not held in memory."""


@dataclass(frozen=True)
class Choice:
    """Postings with these words that state this; ``now`` tells which have expired."""

    now: datetime
    words: str | None = None
    filters: JobFilters = JobFilters()

    @property
    def among_shown(self) -> bool:
        """Tell whether all that is chosen is open and no repeat."""
        return self.filters.status is JobStatus.OPEN and not self.filters.duplicates


def choose(
    session: Session, resume: ResumeVector, wanted: Wanted, how: tuple[Retrieval, Choice]
) -> StoredPostings:
    """Return the postings to score: what the retrieval finds and the choice leaves.

    Raise Invalid where the words hold nothing that can be looked for.
    """
    retrieval, choice = how
    excluded = session.scalars(select(Account.exclude_companies).where(Account.id == wanted.account_id)).one()
    every = dict.fromkeys((*choice.filters.exclude_companies, *excluded))
    choice = replace(choice, filters=replace(choice.filters, exclude_companies=tuple(every)))
    if choice.words is None and choice.filters == JobFilters():
        return retrieval.choose(session, resume, wanted)
    keys = _keys(session, choice)
    if not choice.among_shown:
        return load_any(session, keys[:MOST_HIDDEN], wanted.version)
    return retrieval.choose(session, resume, wanted).keeping(keys)


def _keys(session: Session, choice: Choice) -> Sequence[int]:
    """Return the row keys of the postings chosen, the newest first."""
    ask_for_words(session, choice.words, choice.filters.exclude_words)
    stated = conditions(choice.filters, choice.now)
    chosen = text(f"select posting_id from posting_index where {stated.every} order by posting_id desc")  # noqa: S608
    keys = session.scalars(chosen, dict(stated.values)).all()
    see_everything(session)
    return keys
