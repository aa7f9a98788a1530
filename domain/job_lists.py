"""What is asked of the stored postings, and the list that answers it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.codes import JobType, Workplace


class SortOrder(StrEnum):
    """How a list is sorted; equals by the newer date, then by id."""

    RELEVANCE = "relevance"
    DATE = "date"


class JobStatus(StrEnum):
    """Whether a posting can still be answered."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True)
class JobFilters:
    """What postings must state; empty leaves a filter out.

    What a posting does not state fails a filter unless ``include_unknown``. Pay is the other way round:
    an unknown salary passes ``min_salary`` unless ``salary_required``. ``min_salary`` is per year, in the
    posting's own currency. ``work_from`` is a country, an area or a place where somebody is: it leaves the
    jobs there, and remote ones open to those there or saying nothing of it.
    """

    experience: tuple[int, ...] = ()
    remote: tuple[Workplace, ...] = ()
    job_type: tuple[JobType, ...] = ()
    company: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    posted_within_days: int | None = None
    min_salary: int | None = None
    salary_required: bool = False
    include_unknown: bool = False
    location: str | None = None
    work_from: str | None = None
    currency: tuple[str, ...] = ()
    exclude_companies: tuple[str, ...] = ()
    exclude_words: tuple[str, ...] = ()
    status: JobStatus = JobStatus.OPEN
    duplicates: bool = False


@dataclass(frozen=True)
class ListPosition:
    """The last posting of a page; what follows it comes on the next one, whatever is inserted meanwhile."""

    rank: int
    posted_at: datetime
    posting_id: int


@dataclass(frozen=True)
class JobQuestion:
    """One page of a list. ``words`` are in web-search syntax: ``"data engineer" -senior or analyst``."""

    words: str | None = None
    filters: JobFilters = field(default_factory=JobFilters)
    order: SortOrder = SortOrder.RELEVANCE
    limit: int = 25
    after: ListPosition | None = None
    facets: bool = True
    highlight: bool = False


@dataclass(frozen=True)
class FacetValue:
    """How many postings a filter's value would leave, all other filters as they are."""

    value: str | int | bool | None
    count: int


@dataclass(frozen=True)
class Facets:
    """Values by filter, the most frequent first; ``exact`` is False where counting stopped early."""

    total: int
    exact: bool
    values: dict[str, tuple[FacetValue, ...]]
