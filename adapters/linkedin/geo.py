"""Find LinkedIn's number of a place: location as text is known to be ignored, a ``geoId`` is not."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from adapters.linkedin.sessions import Session
from domain.sources import SchemaDrift
from services.ports import Cache

_KINDS = (
    "POSTCODE_1,POSTCODE_2,POPULATED_PLACE,ADMIN_DIVISION_1,ADMIN_DIVISION_2,"
    "COUNTRY_REGION,MARKET_AREA,COUNTRY_CLUSTER"
)
_ADDRESS = (
    "/graphql?variables=(keywords:{place},query:(typeaheadFilterQuery:(geoSearchTypes:List("
    + _KINDS
    + ")),typeaheadUseCase:JOBS),type:GEO)"
    "&queryId=voyagerSearchDashReusableTypeahead.57a4fa1dd92d3266ed968fdbab2d7bf5"
)
_HEADERS = {"accept": "application/vnd.linkedin.normalized+json+2.1"}
_KNOWN_SECONDS = 30 * 86_400
_UNKNOWN_SECONDS = 86_400
_UNKNOWN = b"-"


def look_up(session: Session, place: str) -> str | None:
    """Return the number of the place LinkedIn suggests first for these words; one request.

    Raise ``SchemaDrift`` when the answer holds no list of suggestions.
    """
    answer = session.get(_ADDRESS.format(place=quote(place, safe="")), headers=_HEADERS)
    suggestions = next(_suggestions(answer.json()), None)
    if suggestions is None:
        raise SchemaDrift("the suggestions of places are of an unknown kind")
    numbers = (_number(suggestion) for suggestion in suggestions if isinstance(suggestion, dict))
    return next((number for number in numbers if number), None)


def _suggestions(document: Any) -> Iterator[list[Any]]:
    """Find ``elements`` however deep: ``data`` is there once or twice, by the form of the answer."""
    if isinstance(document, dict):
        if isinstance(document.get("elements"), list):
            yield document["elements"]
        for value in document.values():
            yield from _suggestions(value)


def _number(suggestion: Mapping[str, Any]) -> str | None:
    target = suggestion.get("target")
    urns = (target.get("*geo") if isinstance(target, dict) else None, suggestion.get("trackingUrn"))
    numbers = (str(urn).rpartition(":")[2] for urn in urns if "geo:" in str(urn))
    return next((number for number in numbers if number.isdigit()), None)


class KnownPlaces:
    """Remember numbers for a month, and for a day that LinkedIn knows no such place."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._here: dict[str, bytes] = {}

    def get(self, place: str) -> tuple[bool, str | None]:
        """Return whether the answer is known, and the number if there is one."""
        key = _key(place)
        value = self._here.get(key) or self._cache.get(key)
        return value is not None, None if value in (None, _UNKNOWN) else value.decode()

    def put(self, place: str, number: str | None) -> None:
        """Remember an answer."""
        key, value = _key(place), number.encode() if number else _UNKNOWN
        self._here[key] = value
        self._cache.put(key, value, _KNOWN_SECONDS if number else _UNKNOWN_SECONDS)


def _key(place: str) -> str:
    digest = hashlib.sha256(" ".join(place.casefold().split()).encode()).hexdigest()
    return f"linkedin-place:{digest[:32]}"
