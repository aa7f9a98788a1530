"""The application over real servers, with the workers' own kinds run in this process when a test says so."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from adapters.cipher import SecretCipher, make_fernet
from adapters.pacing.pacer import Pacer
from adapters.pacing.state import DAY
from adapters.pacing.stores import LocalStore
from adapters.redis_cache import RedisCache
from adapters.redis_locks import RedisLocks
from adapters.sandbox import Sandbox
from adapters.sentence_model import sentence_model
from adapters.sources import SharedTools, SourceOptions, login_health, make_sources
from adapters.webhook_http import WebhookClient
from embedded.ports import reserve_port
from embedded.servers import Servers
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task, TaskPart
from services.accounts.keys import create_account, issue_key
from services.jobs.freshness import KnownPostings
from services.jobs.refresh import refresh_kind
from services.learning.train import training_kind
from services.notify.delivery import delivery_kind
from services.resumes.reading_task import reading_kind
from services.searches.backlog import backlog_kind
from services.searches.kind import search_kind
from services.searches.score import ScoringTools
from services.shortlist.retrieval import Exact
from services.shortlist.shelf import Shelf
from services.tasks.doorbell import SilentDoorbell
from services.tasks.engine import Engine, run_part, run_task
from services.tasks.heartbeat import Heartbeat
from services.tasks.kinds import Registry, work_name
from services.tasks.lookup import WaitingRoom
from settings import Settings
from tests.conftest import ROOT
from tests.web.belongings import give_belongings
from web.app import create_app
from web.dependencies import Dependencies, WebConfig
from workers.kinds import scoring_tools

FRESH = timedelta(hours=24)
GTHREAD = ("--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket")


@dataclass(frozen=True)
class Caller:
    """An account with its key, calling the API."""

    client: FlaskClient
    account_id: int
    key: str

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Send a request with this account's key."""
        headers = {"Authorization": f"Bearer {self.key}"} | options.pop("headers", {})
        return self.client.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **query: Any) -> Any:
        """Read."""
        return self.call("GET", path, query_string=query)

    def post(self, path: str, **options: Any) -> Any:
        """Create."""
        return self.call("POST", path, **options)


@pytest.fixture
def source_options() -> SourceOptions:
    """Set up the sources of a fresh installation; tests override this."""
    return SourceOptions()


class PacingClock:
    """The pacer's clock: it stands still until :func:`make_due` lets time pass.

    It begins hours before midnight, or budgets of the day would be new in the midst of a test.
    """

    def __init__(self) -> None:
        now = time.time()
        self.now = min(now, now // DAY * DAY + 20 * 3600)

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def pacing_clock() -> PacingClock:
    """Return the clock that pacing goes by."""
    return PacingClock()


@pytest.fixture
def config(settings: Settings) -> WebConfig:
    """Configure the web as an installation does."""
    return WebConfig(
        database_url=settings.database_url,
        secret_keys=settings.secret_keys,
        cors_origins=("https://app.example.com",),
        trusted_proxies=0,
        metrics_token=None,
        max_upload_bytes=1024 * 1024,
        rate_limit="10000/minute",
        rate_limit_url=settings.cache_url,
        result_fresh_hours=24,
    )


@pytest.fixture
def dependencies(
    settings: Settings,
    sessions: Sessions,
    config: WebConfig,
    source_options: SourceOptions,
    pacing_clock: PacingClock,
) -> Dependencies:
    """Build the real adapters; nobody is rung, because tests run the work themselves."""
    cache = RedisCache(settings.cache_url, make_fernet(settings.secret_keys))
    cipher, pacer = SecretCipher(settings.secret_keys), Pacer(LocalStore(pacing_clock))
    return Dependencies(
        config=config,
        doorbell=SilentDoorbell(),
        cache=cache,
        sender=WebhookClient(allow_private=True),
        cipher=cipher,
        sources=make_sources(source_options, SharedTools(pacer, sessions, cipher, cache)),
        logins=login_health(source_options, pacer),
        waiting=WaitingRoom(sessions, seats=2),
        broker_alive=lambda: True,
        rings_failed=lambda: 0,
        retrieval=lambda: Exact(Shelf()),
        sentences=sentence_model,
    )


@pytest.fixture
def app(dependencies: Dependencies) -> Iterator[Flask]:
    """Build the application on the clean database."""
    app = create_app(dependencies)
    yield app
    with app.app_context():
        from web.database import db

        db.session.remove()
        db.engine.dispose()
    app.extensions["rolefit_polling"].dispose()


@pytest.fixture
def make_caller(app: Flask, sessions: Sessions) -> Callable[..., Caller]:
    """Return a maker of accounts with a key."""

    def make(name: str = "first", scopes: tuple[str, ...] = ("read", "write")) -> Caller:
        with sessions.begin() as session:
            account = create_account(session, name)
            _, secret = issue_key(session, account.id, "test", scopes)
        return Caller(app.test_client(), account.id, secret)

    return make


@pytest.fixture
def caller(make_caller: Callable[..., Caller]) -> Caller:
    """Make one account that calls."""
    return make_caller()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Share one fork server among the tests."""
    shared = Sandbox()
    yield shared
    shared.close()


@pytest.fixture
def engine_of_work(
    sessions: Sessions, settings: Settings, dependencies: Dependencies, sandbox: Sandbox
) -> Engine:
    """Wire the kinds as the workers do."""
    known = KnownPostings(dependencies.cache, RedisLocks(settings.cache_url))

    def tools() -> ScoringTools:
        return replace(scoring_tools(), sentences=dependencies.sentences)

    kinds = (
        reading_kind(lambda: sandbox, dependencies.cache),
        search_kind(dependencies.sources, known, tools, FRESH),
        delivery_kind(dependencies.sender, dependencies.cipher),
        refresh_kind(dependencies.sources),
        backlog_kind(tools),
        training_kind(lambda: tools().matching, dependencies.sentences),
    )
    return Engine(sessions, Registry(kinds), Heartbeat(sessions, 15.0), 15.0)


@pytest.fixture
def work(engine_of_work: Engine) -> Callable[[], None]:
    """Do all work that is due, as often as work leads to work."""

    def run() -> None:
        while _run_due(engine_of_work):
            pass

    return run


@pytest.fixture
def make_due(sessions: Sessions, pacing_clock: PacingClock) -> Callable[[], None]:
    """Let the time of every scheduled retry come, and a quarter of an hour pass for pacing."""

    def move() -> None:
        pacing_clock.now += 900
        with sessions.begin() as session:
            act_as(session, SYSTEM)
            for row in (Task, TaskPart):
                session.execute(update(row).where(row.status == "queued").values(due_at=func.now()))
                session.execute(
                    update(row).where(row.status == "running", row.token.is_(None)).values(due_at=func.now())
                )

    return move


def _run_due(engine: Engine) -> bool:
    with engine.sessions() as session:
        act_as(session, SYSTEM)
        due = (Task.status.in_(("queued", "running")), Task.parts_open == 0, Task.due_at <= func.now())
        tasks = [
            (work_name(kind, step), key)
            for kind, step, key in session.execute(select(Task.kind, Task.step, Task.id).where(*due))
        ]
        parts = [
            (work_name(kind, part), key)
            for kind, part, key in session.execute(
                select(Task.kind, TaskPart.kind, TaskPart.id)
                .join(Task, Task.id == TaskPart.task_id)
                .where(TaskPart.status.in_(("queued", "running")), TaskPart.due_at <= func.now())
            )
        ]
    done = [run_task(engine, name, key) for name, key in tasks] + [
        run_part(engine, name, key) for name, key in parts
    ]
    return any(outcome is not None for outcome in done)


@dataclass(frozen=True)
class LiveServer:
    """The application under gunicorn, as installations run it. ``log`` holds its JSON lines."""

    port: int
    pid: int
    log: Path

    def connect(self) -> HTTPConnection:
        """Open a connection of one's own."""
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def resident_bytes(self) -> int:
        """Return the resident memory of the whole server."""
        process = psutil.Process(self.pid)
        return sum(p.memory_info().rss for p in [process, *process.children()])


@pytest.fixture(scope="session")
def live_server(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Serve with real sockets, threads and two processes; uploads may have 1 MiB."""
    port, log = reserve_port(servers.home, "web"), tmp_path_factory.mktemp("live") / "web.log"
    environ = {**os.environ, **servers.environ(), "MAX_UPLOAD_BYTES": str(1024 * 1024), "LOG_LEVEL": "DEBUG"}
    argv = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", *GTHREAD]
    with log.open("wb") as sink:
        process = subprocess.Popen(argv, cwd=ROOT, env=environ, stdout=sink, stderr=sink)
    server = LiveServer(port, process.pid, log)
    try:
        _await_health(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _await_health(server: LiveServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), closing(server.connect()) as connection:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(server.log.read_text())


@pytest.fixture
def belongings(caller: Caller, sessions: Sessions) -> dict[str, int]:
    """Give the first account one of everything that has an id."""
    return give_belongings(caller, sessions)


def is_problem(answer: Any, status: int) -> bool:
    """Tell whether an answer is a problem (RFC 9457) with this status, whole and in its own media type."""
    body = answer.json or {}
    return (
        answer.status_code == status == body.get("status")
        and answer.mimetype == "application/problem+json"
        and {"type", "title", "status", "detail", "instance", "request_id"} <= body.keys()
        and body["request_id"] == answer.headers["X-Request-Id"]
    )
