"""Tell what the stored postings ask for and what they pay, by skill."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from domain.postings import Salary
from domain.records import from_record
from domain.skills import Skill
from models.posting import Posting
from models.search import SearchPosting
from services.jobs.salary import yearly
from services.searches.find import find_search

MOST_POSTINGS = 20_000
"""Newest postings that are looked at."""

FEWEST_PAID = 3
"""Below this many stated salaries no median is told: it would be somebody's pay, not a market's."""


@dataclass(frozen=True)
class Pay:
    """Median yearly pay in one currency, from ``postings`` that state it; a range counts by its middle."""

    currency: str
    median: float
    postings: int


@dataclass(frozen=True)
class Demand:
    """How many postings ask for a skill, what share of all that is, how many require it, what they pay."""

    skill: Skill
    postings: int
    share: float
    required: int
    pay: tuple[Pay, ...]


@dataclass(frozen=True)
class Market:
    """Demand by skill, the most wanted first, over ``postings`` that have been read."""

    postings: int
    pay: tuple[Pay, ...]
    skills: tuple[Demand, ...]


class _Seen(NamedTuple):
    required: bool
    pay: tuple[str, float] | None


def view_market(session: Session, search_id: int | None, *, most: int = 25) -> Market:
    """Return the market of a search's postings, or of all that are open; NotFound for other ids."""
    if search_id is not None:
        find_search(session, search_id)
    return market_of(session.execute(_rows(search_id)).all(), most=most)


def market_of(rows: Sequence[Row[Any, Any]], *, most: int) -> Market:
    """Return the market of ``(skills, salary)`` rows as they are stored."""
    seen: defaultdict[str, list[_Seen]] = defaultdict(list)
    names: dict[str, str] = {}
    pays = []
    for skills, salary in rows:
        pay = _yearly_pay(salary)
        pays.append(pay)
        for skill in {skill["id"]: skill for skill in skills}.values():
            names.setdefault(skill["id"], skill["name"])
            seen[skill["id"]].append(_Seen(skill["importance"] == "required", pay))
    wanted = sorted(seen, key=lambda skill_id: (-len(seen[skill_id]), names[skill_id]))[:most]
    return Market(
        len(rows),
        _pay(pays),
        tuple(_demand(Skill(skill_id, names[skill_id]), seen[skill_id], len(rows)) for skill_id in wanted),
    )


def _rows(search_id: int | None) -> Select[Any, Any]:
    chosen = (
        select(Posting.features["skills"], Posting.salary)
        .where(Posting.features.is_not(None), Posting.closed_at.is_(None), Posting.duplicate_of.is_(None))
        .order_by(Posting.id.desc())
        .limit(MOST_POSTINGS)
    )
    if search_id is None:
        return chosen
    found = select(SearchPosting.posting_id).where(SearchPosting.search_id == search_id)
    return chosen.where(Posting.id.in_(found))


def _demand(skill: Skill, seen: Sequence[_Seen], postings: int) -> Demand:
    required = sum(one.required for one in seen)
    return Demand(skill, len(seen), round(len(seen) / postings, 4), required, _pay(one.pay for one in seen))


def _yearly_pay(record: dict[str, Any] | None) -> tuple[str, float] | None:
    """Return currency and yearly pay; None for pay that is not stated in full."""
    salary = from_record(record, Salary) if record else None
    if salary is None or salary.currency is None:
        return None
    ends = [end for end in (salary.min, salary.max) if end is not None]
    year = yearly(sum(ends) / len(ends), salary.period) if ends else None
    return None if year is None else (salary.currency, year)


def _pay(stated: Iterable[tuple[str, float] | None]) -> tuple[Pay, ...]:
    by_currency: defaultdict[str, list[float]] = defaultdict(list)
    for currency, amount in filter(None, stated):
        by_currency[currency].append(amount)
    found = [
        Pay(currency, round(median(amounts)), len(amounts))
        for currency, amounts in by_currency.items()
        if len(amounts) >= FEWEST_PAID
    ]
    return tuple(sorted(found, key=lambda pay: (-pay.postings, pay.currency)))
