"""Count what each filter's values would leave, the other filters being as they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from domain.codes import Workplace
from domain.job_lists import Facets, FacetValue
from services.jobs.search_asked import AGES, Asked, statement
from services.jobs.search_filters import joined
from services.jobs.search_page import Place, page_of, rank
from services.jobs.search_windows import COUNT_LOOK, newest, spans
from services.jobs.search_words import seeing

MOST_COUNTED = 5_000
"""Beyond so many postings counting stops: it would take longer than reading a page of the list."""

MOST_VALUES = 20


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

_FACTS = f"""workplace, job_type, level, source, language, {_AGE} as age, pay is not null as paid, country,
    company_key, company"""


def count(session: Session, asked: Asked) -> Facets:
    """Return the facets of what the transaction sees, looking at the newest postings first.

    For words that are in so many postings that a page is filled already: counting will probably stop early.
    """
    for days in spans(asked.words.rows, COUNT_LOOK):
        with seeing(session, newest(asked.words.query, days, asked.now + timedelta(1)), asked.words):
            facets = _facets(session.execute(statement(_counting(asked)), asked.values()))
        if not facets.exact:
            return facets
    return _facets(session.execute(statement(_counting(asked)), asked.values()))


def count_and_list(session: Session, asked: Asked) -> tuple[Facets, Sequence[Place] | None]:
    """Return the facets of what the transaction sees, and the page, reading each posting once.

    There is no page where the facets are not exact: not every posting was read.
    """
    rows = session.execute(statement(_counting_and_listing(asked)), asked.values()).all()
    facets = _facets(row[:3] for row in rows if row.facet is not None)
    places = sorted((Place(*row[3:]) for row in rows if row.facet is None), reverse=True)
    return facets, places if facets.exact else None


def _counting(asked: Asked) -> str:
    return f"with {_found(asked, '')} {_counts(asked, '')}"


def _counting_and_listing(asked: Asked) -> str:
    page = page_of("found where failed = 0", rank(asked.question, asked.words), asked.question)
    return f"""with {_found(asked, ", posted_at, posting_id, case when failed = 0 then head end as head")}
        {_counts(asked, ", null::bigint as rank, null::timestamptz as posted_at, null::bigint as posting_id")}
        union all select null, null, null, page.* from ({page}) as page
            where (select postings from read) <= {MOST_COUNTED}"""  # noqa: S608 - names of our own


def _found(asked: Asked, listed: str) -> str:
    """Select what fails one filter at most: a second failure keeps a posting out of every count.

    The offset has the failures worked out once. ``listed`` are further columns, to list them by.
    """
    filters = asked.filters
    return f"""tried as (
            select *, {_failed(filters.counted)} as failed
            from posting_index where {joined(filters.others)} offset 0
        ), found as materialized (
            select failed, {_FACTS} {listed}
            from tried where failed & (failed - 1) = 0 limit {MOST_COUNTED + 1}
        ), passed as materialized (
            select * from found where failed = 0
        ), read as materialized (
            select count(*) as postings from found
        )"""  # noqa: S608 - names of our own


def _counts(asked: Asked, nowhere: str) -> str:
    """Most facets count what fails nothing, a filter's own one also what fails only that."""
    counted = asked.filters.counted
    counts = " union all ".join(_count(name, nowhere, filtered=name in counted) for name in _FACETS)
    return f"""
        select 'total' as facet, null as value, count(*) as postings {nowhere} from passed
        union all select 'read', null, postings {nowhere} from read
        union all {counts}"""  # noqa: S608 - names of our own


def _failed(counted: Mapping[str, str]) -> str:
    bits = (f"case when {condition} then 0 else {_BITS[name]} end" for name, condition in counted.items())
    return " + ".join(bits) or "0"


def _count(name: str, nowhere: str, *, filtered: bool) -> str:
    facet = _FACETS[name]
    among = f"found where failed | {_BITS[name]} = {_BITS[name]}" if filtered else "passed"
    return f"""(select '{name}', {facet.shown}, count(*) {nowhere} from {among}
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
