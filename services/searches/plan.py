"""First step of a search: which pages to ask of which source."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from domain.codes import TaskStatus
from domain.problems import Problem
from domain.records import from_record, to_record
from domain.searches import SearchCriteria
from domain.sources import Capabilities, SourceQuery
from models.search import Search
from services.jobs.companies import names_of
from services.jobs.registry import SourceRegistry
from services.searches.find import find_search
from services.searches.outcomes import SourceOutcome, skipped
from services.tasks.kinds import Effect, FanOut, Part
from services.tasks.work import Work


class Plan:
    """Fan out into one part per page and source; sources that are not set up are skipped with a reason."""

    def __init__(self, sources: SourceRegistry) -> None:
        self._sources = sources

    def __call__(self, work: Work) -> Effect:
        """Return the effect that marks the search as running and asks for its pages."""
        with work.reading() as session:
            criteria = criteria_of(find_search(session, work.subject_id))
        sources = self._sources.for_account(work.account_id)
        parts = tuple(part for name in criteria.sources for part in _pages(sources, name, criteria))
        refused = _skipped(sources, criteria)

        def effect(session: Session) -> FanOut:
            search = find_search(session, work.subject_id)
            search.status = TaskStatus.RUNNING
            search.sources = to_record(refused)
            return FanOut("merge", parts, stage="searching")

        return effect


def _pages(sources: SourceRegistry, name: str, criteria: SearchCriteria) -> Iterator[Part]:
    if sources.missing(name) is None:
        spare = {"spare": True} if sources.is_spare(name) and len(criteria.sources) > 1 else {}
        for cursor in _cursors(name, sources.get(name).capabilities, criteria):
            yield Part("page", {"source": name, "cursor": cursor, **spare})


def _skipped(sources: SourceRegistry, criteria: SearchCriteria) -> list[SourceOutcome]:
    reasons = [(name, _not_asked(sources, name, criteria)) for name in criteria.sources]
    return [skipped(name, problem) for name, problem in reasons if problem is not None]


def _not_asked(sources: SourceRegistry, name: str, criteria: SearchCriteria) -> Problem | None:
    """Say why a source is left out, or None: it is not set up, or none of its companies is named."""
    missing = sources.missing(name)
    if missing is None and not _cursors(name, sources.get(name).capabilities, criteria):
        return Problem("no_company", "No company is named", f"name one in companies, such as {name}:acme")
    return missing


def criteria_of(search: Search) -> SearchCriteria:
    """Return what a stored search asks for."""
    return from_record(search.criteria, SearchCriteria)


def query_of(criteria: SearchCriteria) -> SourceQuery:
    """Return the part of the criteria that a source can answer."""
    return SourceQuery(
        keywords=criteria.keywords,
        location=criteria.location,
        experience=criteria.experience,
        workplaces=criteria.remote,
        job_types=criteria.job_type,
        limit=criteria.limit,
    )


def _cursors(name: str, capabilities: Capabilities, criteria: SearchCriteria) -> list[str | None]:
    """Return the cursors of the pages to ask for, side by side where the source's cursors allow."""
    match capabilities.extra.get("cursor"):
        case "offset":
            later = range(capabilities.page_size, criteria.limit, capabilities.page_size)
            return [None, *(str(offset) for offset in later)]
        case "page":
            return [str(page) for page in range(int(capabilities.extra["pages"]))]
        case "company":
            return [*names_of(criteria.companies, name)]
    return [None]
