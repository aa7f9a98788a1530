"""Real workers over a clean database."""

import contextlib
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import insert, select

from adapters.task_queue import CeleryDoorbell
from embedded.servers import Servers
from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task
from models.webhook import WebhookEvent
from services.tasks.doorbell import ring_after_commit
from services.tasks.submit import submit
from tests.workers.processes import CeleryProcess


@pytest.fixture(scope="session")
def celery_config(servers: Servers) -> ModuleType:
    """Return the real configuration, which reads the environment when it is imported."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in servers.environ().items():
            patch.setenv(name, value)
        return importlib.import_module("celery_config")


class Office:
    """Submit work for one account and look at what became of it."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        with sessions.begin() as session:
            act_as(session, SYSTEM)
            self.account_id = session.scalar(insert(Account).values(name="Ada").returning(Account.id)) or 0

    def submit(self, kind: str, milliseconds: int = 1, request_id: str | None = None) -> int:
        """Submit and commit; return the task's id."""
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            options: dict[str, Any] = {"subject_id": milliseconds, "request_id": request_id}
            return submit(session, account_id=self.account_id, kind=kind, **options).id

    def task(self, task_id: int) -> Task:
        """Return the row as it is now."""
        with self.sessions() as session:
            act_as(session, self.account_id)
            return session.scalars(select(Task).where(Task.id == task_id)).one()

    def effects(self) -> list[list[Any]]:
        """List the traces that effects left."""
        with self.sessions() as session:
            act_as(session, self.account_id)
            return list(session.scalars(select(WebhookEvent.payload["what"])))


@pytest.fixture
def office(celery_config: ModuleType, sessions: Sessions) -> Office:
    """Return an office whose submissions ring the real broker."""
    ring_after_commit(sessions, CeleryDoorbell(celery_config))
    return Office(sessions)


@pytest.fixture
def run(servers: Servers, tmp_path: Path) -> Iterator[Callable[..., CeleryProcess]]:
    """Start real Celery processes: ``run("cpu", NOOP_TRIES="5")``. They end with the test."""
    with contextlib.ExitStack() as stack:

        def start(what: str, **environ: str) -> CeleryProcess:
            quick = {
                "TASK_LEASE_SECONDS": "2",
                "WORKER_PRELOAD": "no",
                "LOG_LEVEL": "INFO",
                "PYTHONWARNINGS": "ignore",
            }
            process = CeleryProcess(what, {**servers.environ(), **quick, **environ}, tmp_path)
            process.start()
            stack.callback(process.kill)
            return process

        yield start
