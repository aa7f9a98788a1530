"""Turn the filters of a question into conditions on the index of postings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from domain.job_lists import JobFilters, JobStatus
from domain.postings import Place
from models.posting_index import PostingIndex
from services.jobs.place_forms import folded_name
from services.jobs.places import understand_place

Condition = ColumnElement[bool]


def counted_conditions(filters: JobFilters, now: datetime) -> dict[str, Condition]:
    """Return the filters in force whose values are counted, by facet; null counts as failed."""
    chosen = {
        "company": (PostingIndex.company_key, _company_keys(filters.company)),
        "country": (PostingIndex.country, filters.country),
        "remote": (PostingIndex.workplace, filters.remote),
        "job_type": (PostingIndex.job_type, filters.job_type),
        "experience": (PostingIndex.level, filters.experience),
        "source": (PostingIndex.source, filters.source),
        "language": (PostingIndex.language, filters.language),
    }
    among = {
        name: _among(column, values, filters.include_unknown)
        for name, (column, values) in chosen.items()
        if getattr(filters, name)
    }
    return among | _age(filters.posted_within_days, now) | _pay(filters)


def other_conditions(filters: JobFilters, now: datetime) -> Condition:
    """Return what must hold whatever is counted."""
    conditions = [*_status(filters.status, now)]
    if not filters.duplicates:
        conditions.append(~PostingIndex.repeated)
    if filters.location:
        conditions.append(_at(filters.location, filters.include_unknown))
    if filters.currency:
        conditions.append(PostingIndex.currency.in_(filters.currency))
    if filters.exclude_companies:
        excluded = PostingIndex.company_key.in_(_company_keys(filters.exclude_companies))
        conditions.append(or_(PostingIndex.company_key.is_(None), ~excluded))
    return and_(*conditions) if conditions else literal(value=True)


def _among(column: Any, values: Any, unknown: bool) -> Condition:
    listed: Condition = column.in_(values)
    return or_(column.is_(None), listed) if unknown else listed


def _company_keys(names: Sequence[str]) -> Any:
    name = func.unnest(cast(list(names), ARRAY(Text))).column_valued("name")
    return select(func.rolefit_company(name))


def _age(days: int | None, now: datetime) -> dict[str, Condition]:
    return {} if days is None else {"posted_within_days": PostingIndex.posted_at >= now - timedelta(days)}


def _pay(filters: JobFilters) -> dict[str, Condition]:
    conditions: list[Condition] = []
    if filters.min_salary is not None:
        conditions.append(or_(PostingIndex.pay.is_(None), PostingIndex.pay >= filters.min_salary))
    if filters.salary_required:
        conditions.append(PostingIndex.pay.is_not(None))
    return {"salary_known": and_(*conditions)} if conditions else {}


def _status(status: JobStatus, now: datetime) -> list[Condition]:
    expired = and_(PostingIndex.expires_at.is_not(None), PostingIndex.expires_at <= now)
    gone = or_(PostingIndex.closed, expired)
    return {JobStatus.OPEN: [~gone], JobStatus.CLOSED: [gone], JobStatus.ALL: []}[status]


def _at(wanted: str, unknown: bool) -> Condition:
    """Look for every part as it was written ("Berlin, Germany"), or as the place is called in English."""
    written = [part for part in map(folded_name, wanted.split(",")) if part]
    known = understand_place(Place(raw=wanted))
    english = [folded_name(part) for part in (known.city, known.country) if part]
    ways = [_has_words(parts) for parts in (written, english) if parts]
    nowhere = [PostingIndex.place == ""] if unknown else []
    return or_(literal(value=False), *ways, *nowhere)


def _has_words(parts: Sequence[str]) -> Condition:
    return and_(*(func.strpos(PostingIndex.place, f" {part} ") > 0 for part in parts))
