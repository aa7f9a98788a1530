"""The postings that an account brought itself, asked like any board: searches match them too."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Select, select

from domain.postings import JobPosting
from domain.sources import Capabilities, Page, PostingGone, SourceQuery
from models.posting import Posting
from models.sessions import Sessions, act_as
from services.jobs.listings import card_of, choose
from services.jobs.store import posting_of
from services.jobs.uploads.records import SOURCE

_MOST_POSTINGS = 5_000
_NOBODY = 0


@dataclass(frozen=True)
class OwnPostings:
    """``services.jobs.sources.JobSource`` over what files and pasted texts brought."""

    sessions: Sessions
    account_id: int = _NOBODY
    name: str = SOURCE

    def for_account(self, account_id: int) -> "OwnPostings":
        """Return the same for an account."""
        return OwnPostings(self.sessions, account_id)

    @cached_property
    def capabilities(self) -> Capabilities:
        """Say that nothing is needed; an account without postings is not asked by default."""
        extra = {} if self._read(_open().limit(1)) else {"opt_in": "yes"}
        return Capabilities(detail_needs_fetch=False, extra=extra)

    def search_page(self, query: SourceQuery, cursor: str | None) -> Page:  # noqa: ARG002 - one page
        """Return the best of the newest five thousand."""
        found = choose(self._read(_open().order_by(Posting.id.desc()).limit(_MOST_POSTINGS)), query)
        kept = found[: query.limit]
        cards = tuple(card_of(posting, rank) for rank, posting in enumerate(kept))
        return Page(cards, total=len(found), postings=tuple(kept))

    def fetch(self, external_id: str) -> JobPosting:
        """Return the posting as it was brought."""
        for posting in self._read(_open().where(Posting.external_id == external_id)):
            return posting
        raise PostingGone("it was deleted")

    def _read(self, rows: Select[Posting]) -> list[JobPosting]:
        if self.account_id == _NOBODY:
            return []
        with self.sessions() as session:
            act_as(session, self.account_id)
            return [posting_of(row) for row in session.scalars(rows)]


def _open() -> Select[Posting]:
    return select(Posting).where(Posting.source == SOURCE, Posting.closed_at.is_(None))
