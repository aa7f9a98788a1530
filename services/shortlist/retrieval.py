"""Which stored postings are worth scoring: all of them, or a first choice by other means."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.matching.vectors import ResumeVector
from services.shortlist.shelf import Shelf
from services.shortlist.stored import StoredPostings, load_some

CANDIDATES = 2_000
"""Postings of a first choice: what its recall was measured with (docs/decisions/0015)."""

MOST_SKILLS = 40
_CHOSEN = text("""
    select posting_id from posting_index
    where not closed and not repeated
    order by ts_rank(head, cast(:words as tsquery)) desc, posting_id desc limit :most
""")
_WORDS = text("""
    select string_agg('(' || query || ')', ' | ') from (
        select plainto_tsquery('rolefit', rolefit_fold(name))::text as query
        from unnest(cast(:names as text[])) as name
    ) as parts where query <> ''
""")
_ASK = text("select set_config('rolefit.query', :words, true)")


@dataclass(frozen=True)
class Wanted:
    """Whose postings, in which version of vectors, and how many of the best ones will be shown."""

    account_id: int
    version: str
    most: int


class Retrieval(Protocol):
    """Chooses postings before they are scored."""

    def choose(self, session: Session, resume: ResumeVector, wanted: Wanted, /) -> StoredPostings:
        """Return postings among which the best ones for this resume are sought."""


class Exact:
    """All postings, from memory: the ranking is exact."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def choose(self, session: Session, _resume: ResumeVector, wanted: Wanted, /) -> StoredPostings:
        """Return all of them."""
        return self._shelf.postings(session, wanted.account_id, wanted.version)


class FullText:
    """Postings that name the resume's skills, by Postgres: needs no memory, and finds no related skills."""

    def __init__(self, candidates: int = CANDIDATES) -> None:
        self._candidates = candidates

    def choose(self, session: Session, resume: ResumeVector, wanted: Wanted, /) -> StoredPostings:
        """Return the postings first that name most skills in title and tags."""
        names = sorted(skill.name for skill in resume.skills.values())[:MOST_SKILLS]
        words = session.scalar(_WORDS, {"names": names})
        if not words:
            return StoredPostings(wanted.version)
        session.execute(_ASK, {"words": words})
        most = max(self._candidates, wanted.most)
        found = session.scalars(_CHOSEN, {"words": words, "most": most}).all()
        session.execute(_ASK, {"words": ""})
        return load_some(session, found, wanted.version)
