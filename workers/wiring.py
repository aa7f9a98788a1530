"""The composition root of the workers: settings become sessions, adapters and the registry of kinds.

Everything is built on first use in each process, so that a worker starts without importing what it
may never need, and so that no connection crosses a fork.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy import Engine as Database
from sqlalchemy.pool import NullPool

import celery_config
from adapters.task_queue import CeleryDoorbell
from models.sessions import Sessions, leave_connections, make_engine, make_sessions
from services.jobs.registry import SourceRegistry
from services.tasks.doorbell import Doorbell, ring_after_commit
from services.tasks.engine import Engine
from services.tasks.heartbeat import Heartbeat
from services.tasks.kinds import Kind, Registry
from settings import Settings
from workers import logs
from workers.kinds import all_kinds, job_sources
from workers.watchdog import Watchdog

DEAF_SECONDS = 30.0
"""How long a worker may sit idle beside work that is rung for it, before its watchdog ends it."""


SCORING_QUEUE = celery_config.task_routes["search.run.score"]["queue"]


@dataclass(frozen=True)
class Tools:
    """What tasks work with."""

    database: Database
    sessions: Sessions
    doorbell: Doorbell
    engine: Engine


@cache
def settings() -> Settings:
    """Return this process's settings."""
    return Settings.from_environ()


@cache
def tools() -> Tools:
    """Return this process's tools."""
    # A worker notices a dead connection by the statement that fails; the engine then tries again.
    database = make_engine(settings().database_url, pool_pre_ping=False)
    sessions = make_sessions(database)
    doorbell = CeleryDoorbell(celery_config)
    ring_after_commit(sessions, doorbell)
    seconds = settings().task_lease_seconds
    engine = Engine(
        sessions,
        Registry(kinds(sessions)),
        Heartbeat(sessions, seconds),
        seconds,
        cut_off_by=(SoftTimeLimitExceeded,),
        on_claim=logs.bind_claim,
    )
    return Tools(database, sessions, doorbell, engine)


def kinds(sessions: Sessions) -> Iterable[Kind]:
    """List every kind of durable work, each with the adapters it needs."""
    return all_kinds(settings(), sessions)


def sources() -> SourceRegistry:
    """Return the job sources as this installation has set them up."""
    return job_sources(settings(), tools().sessions)


def forget_connections() -> None:
    """Make this freshly forked process build its own tools; the parent's sockets stay open for the parent."""
    if tools.cache_info().currsize:
        leave_connections(tools().database)
        tools.cache_clear()


def watchdog(queues: Iterable[str]) -> Watchdog:
    """Return the watchdog of a worker that consumes ``queues``.

    It has connections of its own: children are forked while it looks.
    """
    database = make_engine(settings().database_url, poolclass=NullPool, pool_pre_ping=False)
    consumed = set(queues)
    served = [name for name, route in celery_config.task_routes.items() if route["queue"] in consumed]
    return Watchdog(make_sessions(database), CeleryDoorbell(celery_config), served, DEAF_SECONDS)
