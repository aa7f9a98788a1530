"""Read a search page: cards in LinkedIn's own order, with the company and place the package throws away."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain.codes import Workplace
from domain.sources import Page, PostingCard, SchemaDrift

_CARD_ID = re.compile(r":\(?(\d{6,})\b")
_WORKPLACE_SUFFIX = re.compile(r"\s*\((On-site|Remote|Hybrid)\)\s*$")
_WORKPLACES = {"On-site": Workplace.ONSITE, "Remote": Workplace.REMOTE, "Hybrid": Workplace.HYBRID}

Record = Mapping[str, Any]


def read_page(document: Record, start: int, asked: int) -> Page:
    """Return the page that began at ``start``; ``SchemaDrift`` if it is not one.

    ``included`` is an unordered pool, ``data.elements`` is the ranking. A page is ``complete`` unless
    LinkedIn served fewer cards than it has, or another page than the one asked for.
    """
    data, pool = document.get("data"), document.get("included")
    elements = data.get("elements") if isinstance(data, dict) else None
    if not isinstance(elements, list) or not isinstance(pool, list):
        raise SchemaDrift("the search page has no elements")
    cards = _cards(elements, {_urn(entity): entity for entity in pool}, start)
    if elements and not cards:
        raise SchemaDrift("the search page's cards are of an unknown kind")
    return _page(cards, len(elements), _paging(data), start=start, asked=asked)


def _page(cards: tuple[PostingCard, ...], served: int, paging: Record, *, start: int, asked: int) -> Page:
    total = paging.get("total")
    total = total if isinstance(total, int) else None
    elsewhere = paging.get("start", start) != start
    end = start + served
    finished = end >= total if total is not None else served < asked
    more = served > 0 and not finished and not elsewhere
    complete = not elsewhere and (finished or served >= asked)
    return Page(cards, total=total, next_cursor=str(end) if more else None, complete=complete)


def _paging(data: Any) -> Record:
    paging = data.get("paging")
    return paging if isinstance(paging, dict) else {}


def _cards(elements: list[Any], pool: dict[str, Record], start: int) -> tuple[PostingCard, ...]:
    cards = (_card(element, pool, start + place) for place, element in enumerate(elements))
    return tuple(card for card in cards if card)


def _card(element: Any, pool: dict[str, Record], rank: int) -> PostingCard | None:
    """Return a posting's card, None for the other kinds LinkedIn mixes in (advice, advertisement)."""
    union = element.get("jobCardUnion") if isinstance(element, dict) else None
    urn = str((union or {}).get("*jobPostingCard") or "")
    found = _CARD_ID.search(urn)
    if not found:
        return None
    card, posting = pool.get(urn, {}), pool.get(f"urn:li:fsd_jobPosting:{found[1]}", {})
    place = _text(card, "secondaryDescription") or ""
    suffix = _WORKPLACE_SUFFIX.search(place)
    return PostingCard(
        external_id=found[1],
        rank=rank,
        title=card.get("jobPostingTitle") or posting.get("title") or _text(card, "title") or "",
        company=_text(card, "primaryDescription"),
        location=_WORKPLACE_SUFFIX.sub("", place) or None,
        listed_at=_listed_at(card),
        workplace=_WORKPLACES[suffix[1]] if suffix else None,
    )


def _urn(entity: Any) -> str:
    return str(entity.get("entityUrn")) if isinstance(entity, dict) else ""


def _text(card: Record, name: str) -> str | None:
    view = card.get(name)
    return view.get("text") or None if isinstance(view, dict) else None


def _listed_at(card: Record) -> datetime | None:
    for item in card.get("footerItems") or ():
        if isinstance(item, dict) and item.get("type") == "LISTED_DATE":
            return from_milliseconds(item.get("timeAt"))
    return None


def from_milliseconds(value: Any) -> datetime | None:
    """Return a Voyager time stamp as UTC, None if it is not one."""
    if not isinstance(value, int | float) or not 0 < value < 4e12:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
