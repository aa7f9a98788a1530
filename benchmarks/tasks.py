"""Throughput of durable no-op tasks beside bare Celery no-ops: same broker, same worker, same run.

Each task is submitted on its own, as the requests of a web server with four threads would: for Celery
one message, for a durable task one committed row and one message. The clock runs from the first
submission until nothing is left at the broker, neither waiting nor unacknowledged; then every durable
row must have succeeded.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import click
from alembic import command as migrations
from alembic.config import Config
from redis import Redis
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, insert, select

from embedded.servers import Servers
from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as, make_engine, make_sessions
from models.task import Task
from services.tasks.doorbell import Doorbell, Ring, ring_after_commit
from services.tasks.leases import acting
from services.tasks.submit import submit

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
_SUBMITTERS = 4
_WORKER = ("worker", "-Q", "cpu", "--pool", "prefork", "-c", "2", "--without-gossip", "--without-mingle")


@click.command()
@click.option("--tasks", default=1500, show_default=True, help="Tasks per measurement.")
@click.option("--rounds", default=3, show_default=True, help="Measurements of each kind, in turn.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: no-ops read nothing.")
def command(*, tasks: int, rounds: int, as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Compare durable no-op tasks with bare Celery no-ops."""
    report = measure(tasks, rounds)
    if save:
        (RESULTS / "tasks.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(report))
    else:
        _show(report)


def measure(tasks: int, rounds: int) -> dict:
    """Return the median throughputs of ``rounds`` alternating measurements, and their ratio."""
    with tempfile.TemporaryDirectory() as folder, Servers(Path(folder)) as servers:
        os.environ.update(servers.environ())
        bench = Bench(servers)
        with worker(servers, Path(folder)):
            bench.bare(50), bench.durable(50)  # connections, imports, prepared caches
            pairs = [(bench.bare(tasks), bench.durable(tasks)) for _ in range(rounds)]
    celery, durable = (median(speeds) for speeds in zip(*pairs, strict=True))
    return {
        "tasks": tasks,
        "rounds": rounds,
        "durable_per_second": round(durable, 1),
        "celery_per_second": round(celery, 1),
        "ratio": round(durable / celery, 3),
    }


class Bench:
    """Submit no-ops and time them to their end."""

    def __init__(self, servers: Servers) -> None:
        from adapters.task_queue import CeleryDoorbell
        from benchmarks import noop_worker

        self._redis = Redis.from_url(servers.environ()["BROKER_URL"])
        self._doorbell: Doorbell = CeleryDoorbell(noop_worker.celery_config)
        self._sessions, self._account_id = _database(servers, self._doorbell)

    def bare(self, count: int) -> float:
        """Return bare Celery tasks per second."""
        return count / self._timed(lambda: self._doorbell.ring([Ring("bare.noop", task_id=1)]), count)

    def durable(self, count: int) -> float:
        """Return durable tasks per second; RuntimeError unless every one succeeded."""
        speed = count / self._timed(self._submit, count)
        with self._sessions() as session:
            act_as(session, SYSTEM)
            left = session.scalar(select(func.count()).select_from(Task).where(Task.status != "succeeded"))
        if left:
            raise RuntimeError(f"{left} durable tasks have not succeeded")
        return speed

    def _submit(self) -> None:
        with acting(self._sessions, self._account_id) as session:
            submit(session, account_id=self._account_id, kind="durable.noop", subject_id=1)

    def _timed(self, send: Callable[[], None], count: int) -> float:
        began = time.perf_counter()
        with ThreadPoolExecutor(_SUBMITTERS) as pool:
            for sent in [pool.submit(send) for _ in range(count)]:
                sent.result()
        while self._redis.llen("cpu") or self._redis.hlen("unacked"):
            time.sleep(0.005)
        return time.perf_counter() - began


def _database(servers: Servers, doorbell: Doorbell) -> tuple[Sessions, int]:
    environ = servers.environ()
    owner = make_engine(environ["OWNER_DATABASE_URL"].replace("postgresql:", "postgresql+psycopg2:", 1))
    with owner.begin() as connection:
        alembic = Config(ROOT / "alembic.ini")
        alembic.attributes["connection"] = connection
        migrations.upgrade(alembic, "head")
    owner.dispose()
    url = environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg2:", 1)
    sessions = make_sessions(make_engine(url, pool_pre_ping=False))
    ring_after_commit(sessions, doorbell)
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        account_id = session.scalar(insert(Account).values(name="benchmark").returning(Account.id))
    return sessions, account_id or 0


@contextmanager
def worker(servers: Servers, folder: Path) -> Iterator[None]:
    """Run the prefork pool with two processes, as ``make run`` does on two cores."""
    argv = [sys.executable, "-m", "celery", "-A", "benchmarks.noop_worker", *_WORKER]
    environ = {**os.environ, **servers.environ(), "LOG_LEVEL": "WARNING"}
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            argv, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _show(report: dict) -> None:
    table = Table("no-op tasks per second", "durable", "bare Celery", "ratio", "floor")
    table.add_row(
        f"{report['tasks']} each, median of {report['rounds']}",
        f"{report['durable_per_second']:.0f}",
        f"{report['celery_per_second']:.0f}",
        f"{report['ratio']:.0%}",
        "40%",
    )
    Console().print(table)
