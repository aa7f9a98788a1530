"""Count what each filter's values would leave, the other filters being as they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from domain.codes import Workplace
from domain.job_lists import Facets, FacetValue, JobQuestion
from services.jobs.search_filters import Conditions, joined
from services.jobs.search_page import Place, page_of, page_values, rank
from services.jobs.search_words import Words

MOST_COUNTED = 5_000
"""Beyond so many postings counting stops: it would take longer than reading a page of the list."""

MOST_VALUES = 20
AGES = (1, 7, 30)


class Facet(NamedTuple):
    """What a facet counts by, how a value is shown, and how that is read here."""

    key: str
    shown: str
    read: Callable[[str], Any]


_AGE = f"case {' '.join(f'when posted_at >= :days_{days} then {days}' for days in AGES)} end"
_FACETS: Mapping[str, Facet] = {
    "company": Facet("company_key", "min(company)", str),
    "country": Facet("country", "country", str),
    "remote": Facet("workplace", "workplace", lambda workplace: Workplace(workplace).remote_code),
    "job_type": Facet("job_type", "job_type", str),
    "experience": Facet("level", "level::text", int),
    "source": Facet("source", "source", str),
    "language": Facet("language", "language", str),
    "posted_within_days": Facet("age", "age::text", int),
    "salary_known": Facet("paid", "paid::text", lambda known: known == "true"),
}
_BITS = {name: 1 << place for place, name in enumerate(_FACETS)}
"""What a posting's failure of a filter adds, by facet."""

_FACTS = """workplace, job_type, level, source, language, age, paid, country, company_key, company,
    posted_at, posting_id"""
_NO_PLACE = "null::bigint as rank, null::timestamptz as posted_at, null::bigint as posting_id"


@dataclass(frozen=True)
class Asked:
    """A question with its words as queries and its filters as conditions."""

    question: JobQuestion
    words: Words
    filters: Conditions
    now: datetime

    def values(self) -> dict[str, Any]:
        """Return what the statements of this question need."""
        ages = {f"days_{days}": self.now - timedelta(days) for days in AGES}
        return {**self.filters.values, **page_values(self.question, self.words), **ages}


def count_and_list(session: Session, asked: Asked) -> tuple[Facets, Sequence[Place]]:
    """Return the facets of what the transaction sees, and the page, reading each posting once.

    Where the facets are not exact, the page is empty: not every posting was read.
    """
    rows = session.execute(statement(_statement(asked)), asked.values()).all()
    facets = _facets(row[:3] for row in rows if row.posting_id is None)
    return facets, sorted((Place(*row[3:]) for row in rows if row.posting_id is not None), reverse=True)


@lru_cache(256)
def statement(sql: str) -> TextClause:
    """Return SQL as a statement; one known already need not be looked through for its parameters again."""
    return text(sql)


def _statement(asked: Asked) -> str:
    """Count in what fails one filter at most: a second failure keeps a posting out of every count.

    Most facets count what fails nothing, a filter's own one what fails at most that. The offset has the
    failures worked out once; heads are carried along only where they will be ranked.
    """
    filters = asked.filters
    page = page_of("found where failed = 0", rank(asked.question, asked.words), asked.question)
    counts = " union all ".join(_count(name, filtered=name in filters.counted) for name in _FACETS)
    return f"""
        with tried as (
            select *, {_AGE} as age, pay is not null as paid, {_failed(filters.counted)} as failed
            from posting_index where {joined(filters.others)} offset 0
        ), found as materialized (
            select failed, {_FACTS}, case when failed = 0 then head end as head
            from tried where failed & (failed - 1) = 0 limit {MOST_COUNTED + 1}
        ), passed as materialized (
            select {_FACTS} from found where failed = 0
        ), read as materialized (
            select count(*) as postings from found
        )
        select 'total' as facet, null as value, count(*) as postings, {_NO_PLACE} from passed
        union all select 'read', null, postings, {_NO_PLACE} from read
        union all {counts}
        union all select null, null, null, page.* from ({page}) as page
            where (select postings from read) <= {MOST_COUNTED}
    """  # noqa: S608 - names of our own


def _failed(counted: Mapping[str, str]) -> str:
    bits = (f"case when {condition} then 0 else {_BITS[name]} end" for name, condition in counted.items())
    return " + ".join(bits) or "0"


def _count(name: str, *, filtered: bool) -> str:
    """Count the values of one facet among what fails nothing, or nothing but its own filter."""
    facet = _FACETS[name]
    among = f"found where failed | {_BITS[name]} = {_BITS[name]}" if filtered else "passed"
    return f"""(select '{name}', {facet.shown}, count(*), {_NO_PLACE} from {among}
        group by {facet.key} order by 3 desc, 2 limit {MOST_VALUES})"""  # noqa: S608 - names of our own


def _facets(rows: Iterable[Sequence[Any]]) -> Facets:
    counts: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for facet, value, count in rows:
        counts[facet].append((value, count))
    values = {
        name: tuple(FacetValue(value and facet.read(value), count) for value, count in counts[name])
        for name, facet in _FACETS.items()
    }
    values["posted_within_days"] = _up_to(values["posted_within_days"])
    return Facets(counts["total"][0][1], counts["read"][0][1] <= MOST_COUNTED, values)


def _up_to(ages: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    """Add to each age what is younger: who asks for a week gets the last day's too."""
    counts = {age.value: age.count for age in ages}
    sums = accumulate(counts.get(days, 0) for days in AGES)
    return tuple(FacetValue(days, count) for days, count in zip(AGES, sums, strict=True))
