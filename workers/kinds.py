"""Every kind of durable work, each with the adapters it needs."""

import gc
from collections.abc import Iterable
from datetime import timedelta
from functools import cache

from adapters.cipher import SecretCipher, make_fernet
from adapters.pacing.pacer import make_pacer
from adapters.redis_cache import RedisCache
from adapters.redis_locks import RedisLocks
from adapters.sandbox import Sandbox
from adapters.sentence_model import sentence_model
from adapters.sources import SharedTools, SourceOptions, make_sources
from adapters.webhook_http import WebhookClient
from models.sessions import Sessions
from services.jobs.freshness import KnownPostings
from services.jobs.indexing import indexing_kind
from services.jobs.refresh import refresh_kind
from services.jobs.registry import SourceRegistry
from services.learning.train import training_kind
from services.notify.delivery import delivery_kind
from services.resumes.reading_task import reading_kind
from services.searches.backlog import backlog_kind
from services.searches.kind import search_kind
from services.searches.score import ScoringTools
from services.tasks.kinds import Kind
from settings import Settings

_YOUNG = 50_000
"""New objects after which the collector looks at them; Python's 700 suit smaller programs."""


def all_kinds(settings: Settings, sessions: Sessions) -> Iterable[Kind]:
    """Return every kind of work, wired to the outside world."""
    cache_ = RedisCache(settings.cache_url, make_fernet(settings.secret_keys))
    cipher = SecretCipher(settings.secret_keys)
    sources = job_sources(settings, sessions)
    fresh_for = timedelta(hours=settings.result_fresh_hours)
    return (
        reading_kind(sandbox, cache_),
        search_kind(
            sources,
            KnownPostings(cache_, RedisLocks(settings.cache_url)),
            scoring_tools,
            fresh_for,
        ),
        delivery_kind(WebhookClient(allow_private=settings.webhook_allow_private), cipher),
        indexing_kind(),
        refresh_kind(sources),
        backlog_kind(scoring_tools),
        training_kind(lambda: scoring_tools().matching, sentence_model),
    )


def job_sources(settings: Settings, sessions: Sessions) -> SourceRegistry:
    """Return the sources as this installation has set them up; cheap, asks nobody."""
    cache_ = RedisCache(settings.cache_url, make_fernet(settings.secret_keys))
    cipher = SecretCipher(settings.secret_keys)
    shared = SharedTools(make_pacer(settings.cache_url), sessions, cipher, cache_)
    return make_sources(SourceOptions(**settings.source_options()), shared)


@cache
def sandbox() -> Sandbox:
    """Return this process's sandbox; its fork server starts with the first resume."""
    return Sandbox()


@cache
def scoring_tools() -> ScoringTools:
    """Load the taxonomy, the stemmer and what scoring needs, once per process and shared by fork."""
    from services.features.stems import warm_up
    from services.features.titles import read_title
    from services.features.tools import load_feature_tools
    from services.features.trades import load_trades
    from services.matching.loading import load_match_tools

    warm_up()
    load_trades()
    read_title("Engineer")  # builds the index of occupations
    tools = ScoringTools(load_feature_tools(), load_match_tools(), sentence_model)
    _settle()
    return tools


def _settle() -> None:
    """Tell the collector that what is loaded by now stays.

    It would walk these million objects again and again, and touch every page that forked children share:
    a tenth of the time that reading a posting takes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
