"""Any board as a job source: asked in its turn, read rarely, searched here where it cannot search."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from adapters.boards.addresses import Reach, look_up
from adapters.boards.feed import Asked, Feed, Listing
from adapters.boards.fetching import TOTAL_SECONDS, Reading
from adapters.boards.shelf import Shelf
from adapters.pacing.pacer import Pacer
from domain.postings import JobPosting
from domain.sources import (
    Capabilities,
    Paced,
    PacingStatus,
    Page,
    PostingGone,
    Resting,
    SourceError,
    SourceQuery,
    Unavailable,
    WholeListing,
)
from services.jobs.descriptions import clean_html, html_text
from services.jobs.listings import card_of, choose

USER_AGENT = "Rolefit (self-hosted job search for one person)"
READING_SECONDS = TOTAL_SECONDS
LONGEST_WAIT = 5.0
"""A search waits this many seconds for a board's turn; a longer wait is the outcome."""
_LONGEST_LISTING = 5_000


@dataclass(frozen=True)
class Desk:
    """What all boards share: pacing, the shelf of recent listings, stand-ins by source or ``*`` for all."""

    pacer: Pacer
    shelf: Shelf
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    user_agent: str = USER_AGENT
    now: Callable[[], datetime] = partial(datetime.now, UTC)


class BoardSource:
    """``services.jobs.sources.JobSource`` over one feed. Whole postings come with the cards."""

    def __init__(self, feed: Feed, desk: Desk) -> None:
        self.name = feed.name
        self._feed, self._desk = feed, desk

    @property
    def capabilities(self) -> Capabilities:
        """Say what the board filters, what its terms are, and what it still needs."""
        feed = self._feed
        return Capabilities(
            native_filters=feed.filters,
            needs_credentials=feed.needs_key,
            detail_needs_fetch=False,
            attribution=feed.rules.attribution,
            terms_url=feed.rules.terms_url,
            missing=feed.missing,
            extra=dict(feed.cursors),
        )

    def search_page(self, query: SourceQuery, cursor: str | None) -> Page:
        """Return the best ``query.limit`` postings of the listing at ``cursor``."""
        if self._feed.missing:
            raise Unavailable(self._feed.missing)
        listing = self._listing(Asked(query, cursor))
        found = list(listing.postings) if self._feed.searches else choose(listing.postings, query)
        kept = tuple(readable(posting) for posting in found[: query.limit])
        cards = tuple(card_of(posting, rank) for rank, posting in enumerate(kept))
        return Page(
            cards, len(found), complete=listing.complete, postings=kept, whole=_whole(listing, cursor)
        )

    def fetch(self, external_id: str) -> JobPosting:
        """Return a posting of a company's board: gone when the whole board no longer has it."""
        company, separator, _ = external_id.rpartition(":")
        if self._feed.cursors.get("cursor") != "company" or not separator:
            raise Unavailable("this board gives its postings in lists only")
        listing = self._listing(Asked(SourceQuery(""), company))
        for posting in listing.postings:
            if posting.external_id == external_id:
                return readable(posting)
        raise PostingGone(f"{company} no longer lists it")

    def standing(self) -> PacingStatus:
        """Say how the board's breaker and budget stand; careers sites have one each, which is not told."""
        return self._desk.pacer.status(self.name, self._feed.rules.pace)

    def _listing(self, asked: Asked) -> Listing:
        key = f"{self.name}:{self._feed.key(asked)}"
        return self._desk.shelf.find(key) or self._read(asked, key)

    def _read(self, asked: Asked, key: str) -> Listing:
        feed, desk = self._feed, self._desk
        reach = Reach(feed.hosts(asked), desk.stand_ins.get(feed.name) or desk.stand_ins.get("*"))
        if feed.rules.pace.daily_budget:
            look_up(reach)  # without a network no request of the day's few is spent
        try:
            with self._turn(asked):
                read = feed.read(Reading(reach, desk.user_agent, READING_SECONDS), asked)
        except Paced as paced:
            raise self._told(key, paced) from paced
        except SourceError as error:
            desk.shelf.note_failure(key, error, max(1, int(feed.rules.pace.interval)))
            raise
        listing = _bounded(replace(read, read_at=desk.now()))
        desk.shelf.put(key, listing, feed.rules.keep_seconds)
        return listing

    def _turn(self, asked: Asked) -> AbstractContextManager[None]:
        own = self._feed.pace_key(asked)
        return self._desk.pacer.turn(f"{self.name}:{own}" if own else self.name, self._feed.rules.pace)

    def _told(self, key: str, paced: Paced) -> SourceError:
        """Say why there is nothing yet: a failure a moment ago, a long rest, or somebody reading just now."""
        failed = self._desk.shelf.failure(key)
        if failed is not None:
            return failed
        if (paced.retry_after or 0.0) > LONGEST_WAIT and self._resting():
            return Resting("left alone after it failed", retry_after=paced.retry_after)
        return Paced(paced.detail, retry_after=min(paced.retry_after or 1.0, LONGEST_WAIT))

    def _resting(self) -> bool:
        return self.standing().breaker != "closed"


def _bounded(listing: Listing) -> Listing:
    if len(listing.postings) <= _LONGEST_LISTING:
        return listing
    return replace(listing, postings=listing.postings[:_LONGEST_LISTING], complete=False, whole=False)


def _whole(listing: Listing, company: str | None) -> WholeListing | None:
    if not listing.whole or listing.read_at is None or company is None:
        return None
    listed = tuple(posting.external_id for posting in listing.postings)
    return WholeListing(company, listed, listing.read_at)


def readable(posting: JobPosting) -> JobPosting:
    """Return the posting with its HTML sanitised and its text made from it."""
    if posting.description_html is None:
        return posting
    html = clean_html(posting.description_html)
    return replace(posting, description_html=html, description_text=html_text(html))
