"""Count what each filter's values would leave, the other filters being as they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import CTE, Select, case, literal, literal_column, select, text
from sqlalchemy.orm import Session

from domain.codes import Workplace
from domain.job_lists import Facets, FacetValue
from models.posting_index import PostingIndex
from services.jobs.search_filters import Condition

MOST_COUNTED = 10_000
"""Beyond so many postings counting stops: it would take longer than reading a page of the list."""

MOST_VALUES = 20
AGES = (1, 7, 30)
_READ: Mapping[str, Callable[[str], Any]] = {
    "company": str,
    "country": str,
    "remote": lambda workplace: Workplace(workplace).remote_code,
    "job_type": str,
    "experience": int,
    "source": str,
    "language": str,
    "posted_within_days": int,
    "salary_known": lambda known: known == "true",
}
_BITS = {name: 1 << place for place, name in enumerate(_READ)}
"""What a posting's failure of a filter adds, by facet."""


def count_facets(
    session: Session, conditions: Mapping[str, Condition], others: Condition, now: datetime
) -> Facets:
    """Return the values of every facet among the postings that the transaction sees, in one statement."""
    counts: Select[Any] = (
        select(literal_column("*")).select_from(_COUNTS).add_cte(_found(conditions, others, now))
    )
    return _facets(session.execute(counts).all())


def _found(conditions: Mapping[str, Condition], others: Condition, now: datetime) -> CTE:
    """Select the postings that fail one filter at most: a second failure keeps them out of every count."""
    index = PostingIndex
    age = case(*((index.posted_at >= now - timedelta(days), days) for days in AGES))
    failed = sum(
        (case((condition, 0), else_=_BITS[name]) for name, condition in conditions.items()), literal(0)
    )
    tried = (
        select(
            index.company_key,
            index.company,
            index.country,
            index.workplace.label("remote"),
            index.job_type,
            index.level.label("experience"),
            index.source,
            index.language,
            age.label("posted_within_days"),
            index.pay.is_not(None).label("salary_known"),
            failed.label("failed"),
        )
        .where(others)
        .offset(0)  # the bits are worked out once
        .subquery()
    )
    once = tried.c.failed.op("&")(tried.c.failed - 1) == 0
    return select(tried).where(once).limit(MOST_COUNTED + 1).cte("found")


def _count(name: str) -> str:
    """Count the values of one facet among what fails nothing, or nothing but its own filter."""
    key, shown = ("company_key", "min(company)") if name == "company" else (name, f"{name}::text")
    return f"""(select '{name}' as facet, {shown} as value, count(*) as postings from found
        where failed | {_BITS[name]} = {_BITS[name]} group by {key} order by 3 desc, 2 limit {MOST_VALUES})"""  # noqa: S608 - names of our own


# As text: putting it together anew for every request took longer than counting.
_COUNTS = text(f"""(
    select 'total' as facet, null as value, count(*) as postings from found where failed = 0
    union all select 'read', null, count(*) from found
    union all {" union all ".join(map(_count, _READ))}) as counted""")  # noqa: S608 - names of our own


def _facets(rows: Iterable[Sequence[Any]]) -> Facets:
    counts: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for facet, value, count in rows:
        counts[facet].append((value, count))
    values = {
        name: tuple(
            FacetValue(None if value is None else read(value), count) for value, count in counts[name]
        )
        for name, read in _READ.items()
    }
    values["posted_within_days"] = _up_to(values["posted_within_days"])
    return Facets(counts["total"][0][1], counts["read"][0][1] <= MOST_COUNTED, values)


def _up_to(ages: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    """Add to each age what is younger: who asks for a week gets the last day's too."""
    counts = {age.value: age.count for age in ages}
    sums = accumulate(counts.get(days, 0) for days in AGES)
    return tuple(FacetValue(days, count) for days, count in zip(AGES, sums, strict=True))
