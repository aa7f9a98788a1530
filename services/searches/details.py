"""One whole posting: one part, one request, one stored row."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.sources import PostingGone
from services.jobs.freshness import KnownPostings
from services.jobs.registry import SourceRegistry
from services.jobs.store import close_posting, save_posting
from services.searches.find import find_search
from services.searches.links import link_postings
from services.tasks.kinds import PartEffect
from services.tasks.work import PartWork


class FetchDetail:
    """Fetch and store a posting; one that is gone is marked closed and is no error."""

    def __init__(self, sources: SourceRegistry, known: KnownPostings, fresh_for: timedelta) -> None:
        self._sources = sources
        self._known = known
        self._fresh_for = fresh_for

    def __call__(self, work: PartWork) -> PartEffect:
        """Return the effect that stores the posting and links it to the search."""
        source, external_id = work.payload["source"], work.payload["external_id"]
        try:
            posting = self._sources.for_account(work.account_id).get(source).fetch(external_id)
        except PostingGone:
            return lambda session: _gone(session, source, external_id)

        def effect(session: Session) -> dict[str, Any]:
            row = save_posting(session, work.account_id, posting, datetime.now(UTC))
            link_postings(session, find_search(session, work.subject_id), {row: work.payload["rank"]})
            self._known.remember(
                session, work.account_id, (source, external_id), row, fresh_for=self._fresh_for
            )
            return {"posting_id": row}

        return effect


def _gone(session: Session, source: str, external_id: str) -> dict[str, Any]:
    close_posting(session, source, external_id, datetime.now(UTC))
    return {"posting_id": None}
