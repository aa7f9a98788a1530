"""The kind of task that runs a search: plan → pages → merge → details → score."""

from collections.abc import Callable
from datetime import timedelta

from services.jobs.freshness import KnownPostings
from services.jobs.registry import SourceRegistry
from services.searches.details import FetchDetail
from services.searches.finish import fail
from services.searches.merge import Merge
from services.searches.pages import FetchPage
from services.searches.plan import Plan
from services.searches.score import Score, ScoringTools
from services.tasks.kinds import Kind


def search_kind(
    sources: SourceRegistry,
    known: KnownPostings,
    load_tools: Callable[[], ScoringTools],
    fresh_for: timedelta,
) -> Kind:
    """Return the kind ``search.run``; ``score`` belongs on the cpu pool, all else on io."""
    return Kind(
        name="search.run",
        steps={"start": Plan(sources), "merge": Merge(sources, known, fresh_for), "score": Score(load_tools)},
        parts={
            "page": FetchPage(sources, known, fresh_for),
            "detail": FetchDetail(sources, known, fresh_for),
        },
        max_attempts=3,
        time_limit=120.0,
        on_failure=fail,
    )
