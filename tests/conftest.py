"""What tests share: real servers started once, a clean database for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from psycopg2.errors import DeadlockDetected
from redis import Redis
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from embedded.servers import Servers
from models.sessions import Sessions, make_engine, make_sessions
from settings import Settings

ROOT = Path(__file__).parent.parent
_SLOW = ("slow", "services", "worker", "quality", "chaos")
"""Marks from quick to slow: a broken promise shows in the first seconds of a run."""

_DEADLOCKS = 5
"""Attempts to empty the tables: the statement of a worker that was killed may still be running in Postgres."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep pytest-alembic 0.13 from collecting by itself, which fails on pytest 9; we call its checks."""
    config.option.pytest_alembic_tests_path = "none"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the servers, and run the quick tests first."""
    for item in items:
        if "servers" in getattr(item, "fixturenames", ()):
            item.add_marker("services")
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    marks = {mark.name for mark in item.iter_markers()}
    return max((position for position, name in enumerate(_SLOW, 1) if name in marks), default=0)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Run Postgres, broker and cache for the whole session. Who kills one starts it again."""
    with Servers(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture(scope="session")
def settings(servers: Servers) -> Settings:
    """Return settings that lead to the running servers, whatever the caller's environment says."""
    return Settings.from_environ(servers.environ())


@pytest.fixture(scope="session")
def owner_engine(settings: Settings) -> Iterator[Engine]:
    """Connect as the owner of the schema, which is migrated to its newest version."""
    engine = make_engine(settings.owner_database_url)
    with engine.begin() as connection:
        alembic = Config(ROOT / "alembic.ini")
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _app_engine(settings: Settings) -> Iterator[Engine]:
    engine = make_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def database(owner_engine: Engine, broker: Redis, cache: Redis) -> None:
    """Empty every table, the broker and the cache."""
    for attempt in range(_DEADLOCKS):
        try:
            _empty_tables(owner_engine)
            break
        except OperationalError as error:
            if not isinstance(error.orig, DeadlockDetected) or attempt == _DEADLOCKS - 1:
                raise
    broker.flushall()
    cache.flushall()


def _empty_tables(owner_engine: Engine) -> None:
    with owner_engine.begin() as connection:
        found = connection.execute(
            text("select quote_ident(tablename) from pg_tables where schemaname = 'public'")
        )
        tables = [name for (name,) in found if name != "alembic_version"]
        if tables:
            connection.execute(text(f"truncate {', '.join(tables)} restart identity cascade"))


@pytest.fixture
def engine(database: None, _app_engine: Engine) -> Engine:
    """Connect to the clean database as the application does: neither superuser nor owner."""
    return _app_engine


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    """Make sessions on the clean database; row-level security holds in them."""
    return make_sessions(engine)


@pytest.fixture(scope="session")
def broker(settings: Settings) -> Iterator[Redis]:
    """Connect to the server that carries messages."""
    with Redis.from_url(settings.broker_url) as client:
        yield client


@pytest.fixture(scope="session")
def cache(settings: Settings) -> Iterator[Redis]:
    """Connect to the server that may forget."""
    with Redis.from_url(settings.cache_url) as client:
        yield client
