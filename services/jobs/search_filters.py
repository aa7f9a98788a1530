"""Turn the filters of a question into conditions on the index of postings: SQL and its values.

They are written out, as is the statement around them: having SQLAlchemy put it together took as long as
Postgres needed for the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.job_lists import JobFilters, JobStatus
from domain.postings import Place
from domain.problems import Invalid
from services.jobs.places.areas import areas_asked, areas_with_part_in, countries_of
from services.jobs.places.forms import folded_name
from services.jobs.places.understand import understand_place

_COLUMNS = {
    "company": "company_key",
    "country": "country",
    "remote": "workplace",
    "job_type": "job_type",
    "experience": "level",
    "source": "source",
    "language": "language",
}
_COMPANY_KEYS = "array(select rolefit_company(name) from unnest(cast(:{} as text[])) as name)"
_GONE = "(closed or coalesce(expires_at <= :now, false))"


@dataclass(frozen=True)
class Conditions:
    """Conditions in force: ``counted`` by the facet that counts their values, and all ``others``."""

    counted: Mapping[str, str]
    others: Sequence[str]
    values: Mapping[str, Any]

    @property
    def every(self) -> str:
        """Return the condition that all of them hold."""
        return joined([*self.others, *self.counted.values()])


def conditions(filters: JobFilters, now: datetime) -> Conditions:
    """Return what postings must state; null counts as failed. Invalid for a place that nobody knows."""
    counted = {name: _among(name, filters) for name in _COLUMNS if getattr(filters, name)}
    if filters.posted_within_days is not None:
        counted["posted_within_days"] = "posted_at >= :since"
    if filters.min_salary is not None or filters.salary_required:
        counted["salary_known"] = _pay(filters)
    return Conditions(counted, _others(filters), _values(filters, now))


def joined(parts: Sequence[str]) -> str:
    """Return the condition that all parts hold; without any, one that always does."""
    return " and ".join(parts) or "true"


def _among(name: str, filters: JobFilters) -> str:
    column = _COLUMNS[name]
    listed = _COMPANY_KEYS.format(name) if name == "company" else f":{name}"
    among = f"{column} = any({listed})"
    return f"({column} is null or {among})" if filters.include_unknown else among


def _pay(filters: JobFilters) -> str:
    enough = [] if filters.min_salary is None else ["(pay is null or pay >= :min_salary)"]
    return joined([*enough, *(["pay is not null"] if filters.salary_required else [])])


def _others(filters: JobFilters) -> list[str]:
    """Return what must hold whatever is counted."""
    status = {JobStatus.OPEN: [f"not {_GONE}"], JobStatus.CLOSED: [_GONE], JobStatus.ALL: []}
    found = status[filters.status]
    if not filters.duplicates:
        found.append("not repeated")
    if filters.location:
        found.append(_at(filters.location, unknown=filters.include_unknown))
    if filters.work_from:
        found.append(_open_to(unknown=filters.include_unknown))
    if filters.currency:
        found.append("currency = any(:currency)")
    if filters.exclude_companies:
        keys = _COMPANY_KEYS.format("exclude_companies")
        found.append(f"(company_key is null or company_key <> all({keys}))")
    return found


def _values(filters: JobFilters, now: datetime) -> dict[str, Any]:
    lists = {name: getattr(filters, name) for name in (*_COLUMNS, "currency", "exclude_companies")}
    plain = {name: list(map(_plain, values)) for name, values in lists.items()}
    since = None if filters.posted_within_days is None else now - timedelta(filters.posted_within_days)
    places = dict(enumerate(_parts(filters.location or "")))
    return {
        **plain,
        **{f"place_{number}": f" {part} " for number, part in places.items()},
        "now": now,
        "since": since,
        "min_salary": filters.min_salary,
        **_asked_from(filters.work_from or ""),
    }


def _asked_from(wanted: str) -> dict[str, Any]:
    """Return the countries that somebody may mean to be in, and all areas that have part in them."""
    areas = areas_asked(wanted) if wanted else ()
    if wanted and not areas:
        raise Invalid(work_from="is no country, area or town that is known here")
    countries = sorted({country for area in areas for country in countries_of(area)})
    return {"from_countries": countries, "from_areas": areas_with_part_in(countries)}


def _open_to(*, unknown: bool) -> str:
    there = "country = any(cast(:from_countries as text[]))"
    if unknown:
        there = f"(country is null or {there})"
    open_to = "(open_to = '{}' or open_to && cast(:from_areas as text[]))"
    return f"case when workplace = 'remote' then {open_to} else coalesce({there}, false) end"


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _at(wanted: str, *, unknown: bool) -> str:
    """Look for every part as it was written ("Berlin, Germany"), or as the place is called in English."""
    parts = _parts(wanted)
    ways = [[parts.index(part) for part in way] for way in (_written(wanted), _english(wanted)) if way]
    found = [joined([f"strpos(place, :place_{number}) > 0" for number in way]) for way in ways]
    nowhere = ["place = ''"] if unknown else []
    return f"({' or '.join([*found, *nowhere]) or 'false'})"


def _parts(wanted: str) -> list[str]:
    return [*_written(wanted), *_english(wanted)]


def _written(wanted: str) -> list[str]:
    return [part for part in map(folded_name, wanted.split(",")) if part]


def _english(wanted: str) -> list[str]:
    known = understand_place(Place(raw=wanted)) if wanted else Place()
    return [folded_name(part) for part in (known.city, known.country) if part]
