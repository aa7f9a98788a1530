"""Second step: merge the pages, drop what is blacklisted, and fetch only what is not already known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from domain.codes import SourceStatus
from domain.records import from_record, to_record
from domain.searches import SearchCriteria
from domain.sources import PostingCard
from models.search import Search
from services.jobs.filters import card_fits, company_key, is_excluded
from services.jobs.freshness import Key, KnownPostings
from services.jobs.registry import SourceRegistry
from services.searches.find import find_search
from services.searches.links import link_postings, mark_seen
from services.searches.outcomes import SourceOutcome, from_pages
from services.searches.pages import (
    cards_by_source,
    errors_by_page,
    read_with_pages,
    repeated,
    without_spares,
)
from services.searches.plan import criteria_of
from services.searches.stale import answered_from_store, earlier_finds
from services.tasks.kinds import Effect, FanOut, Part
from services.tasks.work import PartResult, Work

Cards = Mapping[str, list[PostingCard]]
Known = Mapping[Key, int]
_Offer = tuple[str, str, str]


class Merge:
    """Fan out into one part per posting whose text we do not have, or not fresh enough."""

    def __init__(self, sources: SourceRegistry, known: KnownPostings, fresh_for: timedelta) -> None:
        self._sources = sources
        self._known = known
        self._fresh_for = fresh_for

    def __call__(self, work: Work) -> Effect:
        """Return the effect that links known postings to the search and asks for the others."""
        parts = without_spares(work.parts())
        with work.reading() as session:
            search = find_search(session, work.subject_id)
            criteria, refresh = criteria_of(search), search.refresh
        found = cards_by_source(parts)
        free = self._read_for_nothing(found)
        allowed = {name: _allowed(cards, criteria, fetched=name not in free) for name, cards in found.items()}
        refused = sum(len(found[name]) - len(cards) for name, cards in allowed.items())
        distinct = _distinct(allowed, free)
        reposts = sum(len(allowed[name]) - len(cards) for name, cards in distinct.items())
        kept = {name: cards[: criteria.limit] for name, cards in distinct.items()}
        read = read_with_pages(parts)
        known = self._find_known(work, kept, lambda key: key in read or not refresh)
        missing = _missing(kept, known)

        def effect(session: Session) -> FanOut:
            search = find_search(session, work.subject_id)
            outcomes = [
                _from_store(session, search, outcome) if outcome.status is SourceStatus.FAILED else outcome
                for outcome in _outcomes(parts, kept, known, read)
            ]
            search.sources = to_record([*_stored(search), *outcomes])
            search.counts = _counts(repeated(parts, found) + reposts, kept, refused)
            ranks = _ranks(kept, known)
            link_postings(session, search, ranks)
            mark_seen(session, ranks)
            return FanOut("score", missing, stage="fetching postings")

        return effect

    def _read_for_nothing(self, names: Iterable[str]) -> set[str]:
        return {name for name in names if not self._sources.get(name).capabilities.detail_needs_fetch}

    def _find_known(self, work: Work, kept: Cards, wants: Callable[[Key], bool]) -> Known:
        keys = ((name, card.external_id) for name, cards in kept.items() for card in cards)
        wanted = [key for key in keys if wants(key)]
        with work.reading() as session:
            return self._known.find(session, work.account_id, wanted, self._fresh_for)


def _allowed(cards: Iterable[PostingCard], criteria: SearchCriteria, *, fetched: bool) -> list[PostingCard]:
    """Drop what is blacklisted, and at the wrong place where reading it whole would cost a request."""
    return [
        card
        for card in cards
        if not is_excluded(card.company, criteria.exclude_companies)
        and (not fetched or not criteria.location or card_fits(card, criteria.location))
    ]


def _distinct(found: Cards, read_for_nothing: set[str]) -> dict[str, list[PostingCard]]:
    """Drop what an earlier card offers already: the same title at the same company and place.

    Boards repeat each other and companies post again; one offer should be fetched and scored once. Another
    source's repeat stays where reading it costs no request: the offer then shows that address too.
    """
    seen: set[_Offer] = set()
    distinct = {}
    for name, cards in found.items():
        own: set[_Offer] = set()
        known = own if name in read_for_nothing else seen
        distinct[name] = [card for card in cards if _is_new(card, known)]
        seen |= own
    return distinct


def _is_new(card: PostingCard, seen: set[_Offer]) -> bool:
    if not card.company or not card.location:  # too little is known to call it the same
        return True
    key = (
        " ".join(card.title.casefold().split()),
        company_key(card.company),
        " ".join(card.location.casefold().split()),
    )
    known = key in seen
    seen.add(key)
    return not known


def _missing(kept: Cards, known: Known) -> tuple[Part, ...]:
    return tuple(
        Part("detail", {"source": name, "external_id": card.external_id, "rank": card.rank})
        for name, cards in kept.items()
        for card in cards
        if (name, card.external_id) not in known
    )


def _outcomes(
    parts: tuple[PartResult, ...], kept: Cards, known: Known, read: set[Key]
) -> list[SourceOutcome]:
    outcomes = []
    for name, outcome in from_pages(errors_by_page(parts)).items():
        keys = {(name, card.external_id) for card in kept.get(name, [])}
        fetched, cached = len(keys & read), len((keys & known.keys()) - read)
        outcomes.append(replace(outcome, found=len(keys), fetched=fetched, cached=cached))
    return outcomes


def _counts(duplicates: int, kept: Cards, refused: int) -> dict[str, int]:
    seen = sum(len(cards) for cards in kept.values()) + refused
    return {"found": seen, "duplicates": duplicates, "filtered": refused, "matched": 0}


def _from_store(session: Session, search: Search, outcome: SourceOutcome) -> SourceOutcome:
    """Link what a source that is down gave before, if it did."""
    ranks = earlier_finds(session, search, outcome.source, datetime.now(UTC))
    link_postings(session, search, ranks)
    return answered_from_store(outcome, len(ranks)) if ranks else outcome


def _ranks(kept: Cards, known: Known) -> dict[int, int]:
    return {
        known[name, card.external_id]: card.rank
        for name, cards in kept.items()
        for card in cards
        if (name, card.external_id) in known
    }


def _stored(search: Search) -> list[SourceOutcome]:
    return from_record(search.sources, list[SourceOutcome])
