"""One search page of one source: one part, one request."""

from collections.abc import Mapping
from typing import Any

from domain.records import from_record, to_record
from domain.sources import Page, PostingCard
from services.jobs.registry import SourceRegistry
from services.searches.find import find_search
from services.searches.plan import criteria_of, query_of
from services.tasks.kinds import PartEffect
from services.tasks.work import PartResult, PartWork


class FetchPage:
    """Ask a source for one page; its error is the part's error, never an empty page."""

    def __init__(self, sources: SourceRegistry) -> None:
        self._sources = sources

    def __call__(self, work: PartWork) -> PartEffect:
        """Return the effect that keeps the page's cards."""
        with work.reading() as session:
            query = query_of(criteria_of(find_search(session, work.subject_id)))
        source = self._sources.for_account(work.account_id).get(work.payload["source"])
        page = source.search_page(query, work.payload["cursor"])
        return lambda _session: to_record(page)


def cards_by_source(parts: tuple[PartResult, ...]) -> dict[str, list[PostingCard]]:
    """Return each source's cards in its own order, every posting once."""
    found: dict[str, dict[str, PostingCard]] = {}
    for part in parts:
        cards = from_record(part.outcome, Page).cards if part.outcome is not None else ()
        seen = found.setdefault(part.payload["source"], {})
        for card in cards:
            seen.setdefault(card.external_id, card)
    return {name: sorted(cards.values(), key=lambda card: card.rank) for name, cards in found.items()}


def repeated(parts: tuple[PartResult, ...], found: Mapping[str, list[PostingCard]]) -> int:
    """Return how many cards were seen more than once."""
    shown = sum(len(part.outcome["cards"]) for part in parts if part.outcome is not None)
    return shown - sum(len(cards) for cards in found.values())


def errors_by_page(parts: tuple[PartResult, ...]) -> list[tuple[str, dict[str, Any] | None]]:
    """Return each page's source, and its error where it failed."""
    return [(part.payload["source"], None if part.error is None else to_record(part.error)) for part in parts]
