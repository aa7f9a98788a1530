"""One search page of one source: one part, one request."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.problems import Problem
from domain.records import from_record, to_record
from domain.sources import Page, PostingCard
from services.jobs.absence import settle_absence
from services.jobs.freshness import KnownPostings
from services.jobs.registry import SourceRegistry
from services.jobs.store import save_posting
from services.searches.find import find_search
from services.searches.plan import criteria_of, query_of
from services.tasks.kinds import PartEffect
from services.tasks.work import PartResult, PartWork

GAPS = Problem("incomplete", "Some postings of the source could not be read")


class FetchPage:
    """Ask a source for one page; its error is the part's error, never an empty page.

    Whole postings that came with the cards are stored at once and named in the outcome as ``read``. Where the
    source says what else it lists, stored postings that it does not list are closed.
    """

    def __init__(self, sources: SourceRegistry, known: KnownPostings, fresh_for: timedelta) -> None:
        self._sources = sources
        self._known = known
        self._fresh_for = fresh_for

    def __call__(self, work: PartWork) -> PartEffect:
        """Return the effect that keeps the page's cards and postings."""
        with work.reading() as session:
            query = query_of(criteria_of(find_search(session, work.subject_id)))
        source = self._sources.for_account(work.account_id).get(work.payload["source"])
        page = source.search_page(query, work.payload["cursor"])
        cards: dict[str, Any] = to_record(replace(page, postings=(), whole=None))

        def effect(session: Session) -> dict[str, Any]:
            read = self._store(session, work.account_id, source.name, page)
            return cards | {"read": read, "gaps": _has_gaps(page)}

        return effect

    def _store(self, session: Session, account_id: int, source: str, page: Page) -> list[str]:
        now = datetime.now(UTC)
        # In one order everywhere: two searches that find the same postings must not wait for each other.
        for posting in sorted(page.postings, key=lambda posting: posting.external_id):
            row = save_posting(session, account_id, posting, now)
            key = (posting.source, posting.external_id)
            self._known.remember(session, account_id, key, row, fresh_for=self._fresh_for)
        if page.whole is not None:
            settle_absence(session, source, page.whole, now)
        return [posting.external_id for posting in page.postings]


def cards_by_source(parts: tuple[PartResult, ...]) -> dict[str, list[PostingCard]]:
    """Return each source's cards in its own order, every posting once."""
    found: dict[str, dict[str, PostingCard]] = {}
    for part in parts:
        cards = from_record(part.outcome, Page).cards if part.outcome is not None else ()
        seen = found.setdefault(part.payload["source"], {})
        for card in cards:
            seen.setdefault(card.external_id, card)
    return {name: sorted(cards.values(), key=lambda card: card.rank) for name, cards in found.items()}


def without_spares(parts: tuple[PartResult, ...]) -> tuple[PartResult, ...]:
    """Drop the pages of sources that only stand in, as soon as a real one answered."""
    real = tuple(part for part in parts if not part.payload.get("spare"))
    return real if any(part.outcome is not None for part in real) else parts


def read_with_pages(parts: tuple[PartResult, ...]) -> set[tuple[str, str]]:
    """Return source and id of the postings that came whole with a page's cards: these are stored."""
    return {
        (part.payload["source"], external_id)
        for part in parts
        if part.outcome is not None
        for external_id in part.outcome.get("read", ())
    }


def repeated(parts: tuple[PartResult, ...], found: Mapping[str, list[PostingCard]]) -> int:
    """Return how many cards were seen more than once."""
    shown = sum(len(part.outcome["cards"]) for part in parts if part.outcome is not None)
    return shown - sum(len(cards) for cards in found.values())


def errors_by_page(parts: tuple[PartResult, ...]) -> list[tuple[str, dict[str, Any] | None]]:
    """Return each page's source, and its error where it failed; a page with gaps counts as both."""
    told = [(part.payload["source"], None if part.error is None else to_record(part.error)) for part in parts]
    gaps = [part.payload["source"] for part in parts if part.outcome is not None and part.outcome.get("gaps")]
    return told + [(source, to_record(GAPS)) for source in gaps]


def _has_gaps(page: Page) -> bool:
    """Tell whether a list of whole postings lacks some; a short page of cards alone is nothing amiss."""
    return bool(page.postings) and not page.complete
