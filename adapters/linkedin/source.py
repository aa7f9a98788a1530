"""LinkedIn as a job source: off until credentials and the acknowledgement of its terms are there."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from adapters.linkedin import calls
from adapters.linkedin.accounts import USER_AGREEMENT, LinkedInAccount, LinkedInSettings
from adapters.linkedin.cards import read_page
from adapters.linkedin.geo import look_up
from adapters.linkedin.memory import Memory
from adapters.linkedin.postings import SOURCE, read_posting, read_skills
from adapters.linkedin.sessions import Session, Sessions
from adapters.pacing.pacer import Pacer
from adapters.pacing.policies import Policy
from domain.postings import JobPosting
from domain.sources import (
    AuthExpired,
    BadQuery,
    Capabilities,
    Page,
    PostingGone,
    SchemaDrift,
    SourceQuery,
    Unavailable,
)

NATIVE_FILTERS = frozenset({"keywords", "location", "experience", "remote", "job_type"})
LAST_OFFSET = 1000
"""LinkedIn shows no more than this many results of one search."""

FULL_RETRY_SECONDS = 600.0
"""How long the light decoration is asked for at once after the full one was found retired."""

T = TypeVar("T")


class LinkedInSource:
    """Search and fetch through one account; safe to share between the threads of a process.

    ``services.jobs.sources.JobSource`` for LinkedIn. Filters are sent along, not trusted: what a card or
    posting says about itself is for the job service to check again.
    """

    name = SOURCE

    def __init__(
        self,
        settings: LinkedInSettings,
        pacer: Pacer | None = None,
        memory: Memory | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings, self._pacer, self._clock = settings, pacer, clock
        self._memory = memory or Memory()
        self._sessions = Sessions(settings, self._memory.cookies)
        self._full_retired_until = 0.0

    @property
    def capabilities(self) -> Capabilities:
        """Say what LinkedIn filters by itself, and what must be set before it is asked anything."""
        host = urlsplit(self._settings.base_url).hostname or ""
        return Capabilities(
            native_filters=NATIVE_FILTERS,
            needs_credentials=True,
            page_size=calls.PAGE_SIZE,
            attribution="LinkedIn",
            terms_url=USER_AGREEMENT,
            missing=self._settings.account.missing,
            demo=not host.endswith("linkedin.com"),
            extra={"cursor": "offset"},
        )

    @property
    def account(self) -> LinkedInAccount:
        """Return the login that this source asks with."""
        return self._settings.account

    @property
    def policy(self) -> Policy:
        """Return the pace of the login."""
        return self._settings.policy

    def search_page(self, query: SourceQuery, cursor: str | None) -> Page:
        """Return the page of up to 25 cards at ``cursor``, an offset.

        One request, and one before it the first time that a place is asked for.
        """
        start = _offset(cursor)
        page = calls.PageRequest(
            query, start, self._settings.listed_within_days, self._geo_id(query.location)
        )
        try:
            document = self._ask(lambda session: calls.search(session, page))
        except PostingGone as error:
            raise SchemaDrift("LinkedIn's search has moved", status=error.status) from error
        return read_page(document, start, calls.PAGE_SIZE)

    def fetch(self, external_id: str) -> JobPosting:
        """Return the posting; one request, a second one when the full decoration turns out to be retired.

        Another one for its skills, where they are wanted; a posting is not read again for their sake.
        """
        if not external_id.isdigit():
            raise PostingGone("LinkedIn's postings have numbers for names")
        if not self._settings.with_skills:
            return self._fetch_posting(external_id)
        posting = self._memory.halfway.get(external_id) or self._fetch_posting(external_id)
        self._memory.keep_halfway(posting)
        complete = replace(posting, stated_skills=self._skills_if_told(external_id))
        self._memory.halfway.pop(external_id, None)
        return complete

    def _fetch_posting(self, external_id: str) -> JobPosting:
        if time.monotonic() < self._full_retired_until:
            return self._read_light(external_id)
        try:
            return self._read(external_id, calls.FULL)
        except (SchemaDrift, BadQuery):
            # Set before asking again: when pacing sends us away here, the next try must not begin anew.
            self._full_retired_until = time.monotonic() + FULL_RETRY_SECONDS
            return self._read_light(external_id)

    def stated_skills(self, external_id: str) -> tuple[str, ...]:
        """Return the skills LinkedIn names for a posting, often none; one request."""
        return read_skills(self._ask(lambda session: calls.skills(session, external_id)))

    def _skills_if_told(self, external_id: str) -> tuple[str, ...]:
        """Return the skills, none where LinkedIn will not tell: a posting is whole without them."""
        try:
            return self.stated_skills(external_id)
        except (SchemaDrift, BadQuery, PostingGone):
            return ()

    def _read_light(self, external_id: str) -> JobPosting:
        try:
            return self._read(external_id, calls.LIGHT)
        except (SchemaDrift, BadQuery):
            self._full_retired_until = 0.0
            raise

    def _read(self, external_id: str, decoration: str) -> JobPosting:
        document = self._ask(lambda session: calls.posting(session, external_id, decoration))
        return read_posting(document, external_id, seen_at=self._clock())

    def _geo_id(self, place: str | None) -> str | None:
        """Return LinkedIn's number of a place, asked once; without one the place is sent as text."""
        if not place:
            return None
        known, number = self._memory.places.get(place)
        if not known:
            number = self._look_up(place)
            self._memory.places.put(place, number)
        return number

    def _look_up(self, place: str) -> str | None:
        try:
            return self._ask(lambda session: look_up(session, place))
        except (SchemaDrift, BadQuery, PostingGone):
            return None

    def _ask(self, request: Callable[[Session], T]) -> T:
        """Send a request in its turn; a session that LinkedIn no longer accepts is not used again."""
        if self._settings.account.missing:
            raise Unavailable(self._settings.account.missing)
        with self._turn():
            session = self._sessions.current()
            try:
                return request(session)
            except AuthExpired:
                self._sessions.drop(session)
                raise

    def _turn(self) -> AbstractContextManager[None]:
        if self._pacer is None:
            return nullcontext()
        return self._pacer.turn(self._settings.account.key, self._settings.policy)


def _offset(cursor: Any) -> int:
    try:
        start = int(cursor or 0)
    except (TypeError, ValueError):
        raise BadQuery(f"not an offset: {cursor!r}") from None
    if not 0 <= start < LAST_OFFSET:
        raise BadQuery(f"LinkedIn shows the first {LAST_OFFSET} results of a search, not number {start}")
    return start
