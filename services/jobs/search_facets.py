"""Count what each filter's values would leave, the other filters being as they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import CTE, Select, Text, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from domain.codes import Workplace
from domain.job_lists import Facets, FacetValue
from models.posting_index import PostingIndex
from services.jobs.search_filters import Condition, failures

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


def count_facets(
    session: Session, conditions: Mapping[str, Condition], others: Condition, now: datetime
) -> Facets:
    """Return the values of every facet among the postings that the transaction sees, in one statement."""
    found = _found(conditions, others, now)
    bits = {name: 1 << place for place, name in enumerate(conditions)}
    counts = [_counts(found, name, bits.get(name, 0)).subquery() for name in _READ]
    rows = session.execute(union_all(*_totals(found), *(select(each) for each in counts))).all()
    return _facets(rows)


def _found(conditions: Mapping[str, Condition], others: Condition, now: datetime) -> CTE:
    """Select the postings that fail one filter at most: a second failure keeps them out of every count."""
    index = PostingIndex
    age = case(*((index.posted_at >= now - timedelta(days), days) for days in AGES))
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
            failures(conditions).label("failed"),
        )
        .where(others)
        .offset(0)  # the bits are worked out once
        .subquery()
    )
    once = tried.c.failed.op("&")(tried.c.failed - 1) == 0
    return select(tried).where(once).limit(MOST_COUNTED + 1).cte("found")


def _totals(found: CTE) -> tuple[Any, Any]:
    counted = select(literal("total"), literal(None, Text), func.count().label("postings"))
    read = select(literal("read"), literal(None, Text), func.count())
    return counted.where(found.c.failed == 0).select_from(found), read.select_from(found)


def _counts(found: CTE, name: str, bit: int) -> Select[Any]:
    """Count the values of one facet among what fails nothing, or nothing but its own filter."""
    key = found.c.company_key if name == "company" else found.c[name]
    shown = func.min(found.c.company) if name == "company" else cast(key, Text)
    count = func.count()
    return (
        select(literal(name).label("facet"), shown.label("value"), count.label("postings"))
        .where(found.c.failed.op("|")(bit) == bit)
        .group_by(key)
        .order_by(count.desc(), shown)
        .limit(MOST_VALUES)
    )


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
