"""One whole posting: one part, one request, one stored row."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.sources import Paced, PostingGone
from models.sessions import after_commit
from services.jobs.freshness import Key, KnownPostings
from services.jobs.registry import SourceRegistry
from services.jobs.store import close_posting, save_posting
from services.searches.find import find_search
from services.searches.links import link_postings
from services.tasks.kinds import PartEffect
from services.tasks.work import PartWork

_LOOK_AGAIN = 1.0
"""Seconds until a part looks again whether another search has read its posting."""


class FetchDetail:
    """Fetch and store a posting; one that is gone is marked closed and is no error."""

    def __init__(self, sources: SourceRegistry, known: KnownPostings, fresh_for: timedelta) -> None:
        self._sources = sources
        self._known = known
        self._fresh_for = fresh_for

    def __call__(self, work: PartWork) -> PartEffect:
        """Return the effect that stores the posting and links it to the search.

        Raise ``Paced`` while another search reads the same posting: one request serves them all.
        """
        key = work.payload["source"], work.payload["external_id"]
        land = self._known.take_off(work.account_id, key)
        if land is None:
            raise Paced("another search is reading this posting", retry_after=_LOOK_AGAIN)
        try:
            return self._link(work, key, land) or self._fetch(work, key, land)
        except BaseException:
            land()
            raise

    def _link(self, work: PartWork, key: Key, land: Callable[[], None]) -> PartEffect | None:
        """Return the effect that links what another search has read since this one began, if there is one."""
        with work.reading() as session:
            search = find_search(session, work.subject_id)
            row = self._known.read_since(session, key, search.created_at)
        if row is None:
            return None
        land()

        def effect(session: Session) -> dict[str, Any]:
            link_postings(session, find_search(session, work.subject_id), {row: work.payload["rank"]})
            return {"posting_id": row}

        return effect

    def _fetch(self, work: PartWork, key: Key, land: Callable[[], None]) -> PartEffect:
        source, external_id = key
        try:
            posting = self._sources.for_account(work.account_id).get(source).fetch(external_id)
        except PostingGone:
            land()
            return lambda session: _gone(session, source, external_id)

        def effect(session: Session) -> dict[str, Any]:
            row = save_posting(session, work.account_id, posting, datetime.now(UTC))
            link_postings(session, find_search(session, work.subject_id), {row: work.payload["rank"]})
            self._known.remember(session, work.account_id, key, row, fresh_for=self._fresh_for)
            after_commit(session, land)
            return {"posting_id": row}

        return effect


def _gone(session: Session, source: str, external_id: str) -> dict[str, Any]:
    close_posting(session, source, external_id, datetime.now(UTC))
    return {"posting_id": None}
