"""Count what each filter's values would leave, the other filters being as they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import CTE, ColumnElement, case, literal, literal_column, select, text, union_all
from sqlalchemy.orm import Session

from domain.codes import Workplace
from domain.job_lists import Facets, FacetValue, JobQuestion
from models.posting_index import PostingIndex
from services.jobs.search_filters import Condition
from services.jobs.search_page import Place, page_of, rank
from services.jobs.search_words import Words

MOST_COUNTED = 5_000
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


@dataclass(frozen=True)
class Asked:
    """A question with its words as queries and its filters as conditions: those counted, and all others."""

    question: JobQuestion
    words: Words
    counted: Mapping[str, Condition]
    others: Condition
    now: datetime


def count_and_list(session: Session, asked: Asked) -> tuple[Facets, Sequence[Place]]:
    """Return the facets of what the transaction sees, and the page, reading each posting once.

    The page is right only if the facets are exact: otherwise not every posting was read.
    """
    found = _found(asked)
    places = select(found.c.rank, found.c.posted_at, found.c.posting_id).where(found.c.failed == 0)
    page = page_of(places, asked.question).subquery()
    listed: Any = select(
        *(literal_column("null") for _ in range(3)), page.c.rank, page.c.posted_at, page.c.posting_id
    )
    rows: Sequence[Any] = session.execute(union_all(_COUNTS, listed)).all()
    facets = _facets(row[:3] for row in rows if row[0] is not None)
    return facets, sorted((Place(*row[3:]) for row in rows if row[0] is None), reverse=True)


def _found(asked: Asked) -> CTE:
    """Select the postings that fail one filter at most: a second failure keeps them out of every count."""
    tried = select(*_facts(asked.now), _failed(asked.counted)).where(asked.others)
    once = tried.offset(0).subquery()  # the offset has the failures worked out once
    ranking = rank(asked.question, asked.words, once.c.head)
    ranked = select(
        *(column for column in once.c if column.key != "head"),
        case((once.c.failed == 0, ranking)).label("rank"),
    )
    return ranked.where(once.c.failed.op("&")(once.c.failed - 1) == 0).limit(MOST_COUNTED + 1).cte("found")


def _failed(conditions: Mapping[str, Condition]) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0)
    for name, condition in conditions.items():
        total = total + case((condition, 0), else_=_BITS[name])
    return total.label("failed")


def _facts(now: datetime) -> tuple[Any, ...]:
    index = PostingIndex
    age = case(*((index.posted_at >= now - timedelta(days), days) for days in AGES))
    return (
        index.posting_id,
        index.posted_at,
        index.head,
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
    )


def _count(name: str) -> str:
    """Count the values of one facet among what fails nothing, or nothing but its own filter."""
    key, shown = ("company_key", "min(company)") if name == "company" else (name, f"{name}::text")
    return f"""(select '{name}' as facet, {shown} as value, count(*) as postings from found
        where failed | {_BITS[name]} = {_BITS[name]} group by {key} order by 3 desc, 2 limit {MOST_VALUES})"""  # noqa: S608 - names of our own


def _counts() -> Any:
    """Return the counts as constant text: putting them together anew took longer than counting."""
    counted = text(f"""(
        select 'total' as facet, null as value, count(*) as postings from found where failed = 0
        union all select 'read', null, count(*) from found
        union all {" union all ".join(map(_count, _READ))}) as counted""")  # noqa: S608 - names of our own
    columns = ("facet", "value", "postings", "null::int", "null::timestamptz", "null::bigint")
    counts: Any = select(*(literal_column(column) for column in columns))
    return counts.select_from(counted)


_COUNTS = _counts()


def _facets(rows: Iterable[Sequence[Any]]) -> Facets:
    counts: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for facet, value, count in rows:
        counts[facet].append((value, count))
    values = {
        name: tuple(FacetValue(value and read(value), count) for value, count in counts[name])
        for name, read in _READ.items()
    }
    values["posted_within_days"] = _up_to(values["posted_within_days"])
    return Facets(counts["total"][0][1], counts["read"][0][1] <= MOST_COUNTED, values)


def _up_to(ages: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    """Add to each age what is younger: who asks for a week gets the last day's too."""
    counts = {age.value: age.count for age in ages}
    sums = accumulate(counts.get(days, 0) for days in AGES)
    return tuple(FacetValue(days, count) for days, count in zip(AGES, sums, strict=True))
