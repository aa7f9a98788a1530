"""The stand-in's search: every filter of the query really filters."""

import time
from collections.abc import Iterable, Mapping

from adapters.demo import select
from domain.codes import JobType, Workplace
from domain.sources import SourceQuery
from embedded.linkedin_standin.geo import places
from embedded.linkedin_standin.restli import Value
from embedded.linkedin_standin.shapes import Posting

_FILTERS = frozenset(
    {"company", "experience", "jobType", "title", "industry", "distance", "workplaceType", "timePostedRange"}
)


def find(postings: Iterable[Posting], query: Mapping[str, Value]) -> list[Posting]:
    """Return the postings the query asks for, best first; ValueError for a filter LinkedIn has not."""
    filters = query.get("selectedFilters") or {}
    if not isinstance(filters, dict) or not filters.keys() <= _FILTERS:
        raise ValueError("unknown filter")
    companies, oldest = _codes(filters, "company"), _oldest(filters)
    by_id = {
        posting.id: posting
        for posting in postings
        if posting.listed_at >= oldest and (not companies or str(posting.company_id) in companies)
    }
    place = _place(query, by_id.values())
    found = select((posting.record for posting in by_id.values()), _as_source_query(query, filters, place))
    return [by_id[record.id] for record in found]


def _place(query: Mapping[str, Value], postings: Iterable[Posting]) -> str:
    """Return the place asked for, by its number or as text; ValueError for a number nobody has."""
    union = query.get("locationUnion")
    if union is None:
        return str(query.get("locationFallback", ""))
    number = str(union["geoId"]) if isinstance(union, dict) else ""
    known = places(postings)
    if number not in known:
        raise ValueError("no such place")
    return known[number]


def _as_source_query(query: Mapping[str, Value], filters: Mapping[str, Value], place: str) -> SourceQuery:
    return SourceQuery(
        keywords=_without_operators(str(query.get("keywords", ""))),
        location=place,
        experience=tuple(int(code) for code in _codes(filters, "experience")),
        workplaces=tuple(Workplace.from_remote_code(int(code)) for code in _codes(filters, "workplaceType")),
        job_types=tuple(JobType(code) for code in _codes(filters, "jobType")),
    )


def _without_operators(keywords: str) -> str:
    return " ".join(word for word in keywords.split() if word.strip("()") not in ("AND", "OR", "NOT"))


def _codes(filters: Mapping[str, Value], name: str) -> list[str]:
    value = filters.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"{name} is not a list")  # noqa: TRY004 - answered as 400 like every bad query
    return [str(item) for item in value]


def _oldest(filters: Mapping[str, Value]) -> float:
    """Return the earliest listing time, in milliseconds, that ``r86400`` (seconds of age) lets through."""
    ages = [int(code.removeprefix("r")) for code in _codes(filters, "timePostedRange")]
    return (time.time() - max(ages)) * 1000 if ages else 0.0
