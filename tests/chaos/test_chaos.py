"""Kill everything on purpose: nothing accepted is lost, nothing happens twice, everything ends.

``CHAOS_TASKS``, ``CHAOS_FAULTS`` and ``CHAOS_SEED`` size it: the defaults suit every change, a nightly
run takes hundreds of faults.
"""

import json
import logging
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from domain.codes import TaskStatus
from embedded.servers import Servers
from models.sessions import act_as
from models.task import Task
from tests.workers.conftest import Office, celery_config, office, run
from tests.workers.processes import CeleryProcess

__all__ = ["celery_config", "office", "run"]
pytestmark = [pytest.mark.chaos, pytest.mark.worker, pytest.mark.timeout(3600)]
log = logging.getLogger("chaos")

TASKS = int(os.environ.get("CHAOS_TASKS", "200"))
FAULTS = int(os.environ.get("CHAOS_FAULTS", "12"))
SEED = int(os.environ.get("CHAOS_SEED", "1"))
SECONDS_PER_FAULT = 1.5
DRAIN_SECONDS = 120.0
PATIENCE_SECONDS = 120.0  # a machine under load may need long to bring Postgres back three times
# One task may be under way in several of so many crashes; how many tries are allowed is tested elsewhere.
TRIES = {"NOOP_TRIES": "20"}


class Monkey:
    """Break one thing at a time, at random."""

    def __init__(self, servers: Servers, workers: list[CeleryProcess], dice: random.Random) -> None:
        self._servers = servers
        self._workers = workers
        self._dice = dice
        self.faults: dict[str, Callable[[], None]] = {
            "worker": self.kill_worker,
            "child": self.kill_child,
            "broker": self.wipe_broker,
            "postgres": self.crash_postgres,
        }

    def plan(self, count: int) -> Iterator[str]:
        """Name ``count`` faults: every kind as often as the others, in a random order."""
        names = [list(self.faults)[n % len(self.faults)] for n in range(count)]
        self._dice.shuffle(names)
        yield from names

    def kill_worker(self) -> None:
        """Kill -9 a pool, or beat with the sweeper in it; its supervisor starts another."""
        self._dice.choice(self._workers).kill()

    def kill_child(self) -> None:
        """Kill -9 one process of the prefork pool under its task."""
        if children := self._workers[0].children():
            try:
                os.kill(self._dice.choice(children), signal.SIGKILL)
            except ProcessLookupError:
                log.info("the child was quicker")

    def wipe_broker(self) -> None:
        """Kill -9 the broker and lose its memory and its disk."""
        self._servers.broker.wipe()
        time.sleep(self._dice.uniform(0, 1))
        self._servers.broker.start()

    def crash_postgres(self) -> None:
        """Kill -9 Postgres; it recovers from its log."""
        self._servers.postgres.kill()
        time.sleep(self._dice.uniform(0, 1))
        self._servers.postgres.start()


class Client(threading.Thread):
    """Submit tasks steadily until enough are accepted; what is refused while Postgres is away was not."""

    def __init__(self, office: Office, dice: random.Random) -> None:
        super().__init__(daemon=True)
        self._office = office
        self._dice = dice
        self.accepted: dict[int, str] = {}
        self.refused = 0

    def run(self) -> None:
        """Submit until all tasks are accepted, one in ten a fan-out."""
        deadline = time.monotonic() + FAULTS * SECONDS_PER_FAULT + PATIENCE_SECONDS
        while len(self.accepted) < TASKS and time.monotonic() < deadline:
            kind = "fan" if len(self.accepted) % 10 == 0 else "noop"
            try:
                task_id = self._office.submit(kind, self._dice.randint(20, 150))
            except DBAPIError:
                self.refused += 1
                time.sleep(0.1)
            else:
                self.accepted[task_id] = kind
            time.sleep(FAULTS * SECONDS_PER_FAULT / TASKS)


def test_nothing_is_lost_or_repeated_whatever_dies(servers: Servers, office: Office, run) -> None:
    """Kill -9 of workers, pool processes, the broker with its data, and Postgres."""
    dice = random.Random(SEED)
    stop = threading.Event()
    workers = [run("cpu", **TRIES), run("io", **TRIES), run("beat", **TRIES)]
    for worker in workers:
        worker.supervise(stop)
    time.sleep(3)
    began = time.monotonic()
    try:
        client = Client(office, dice)
        client.start()
        monkey = Monkey(servers, workers, dice)
        planned = list(monkey.plan(FAULTS))
        for fault in planned:
            time.sleep(dice.uniform(0.4, 2 * SECONDS_PER_FAULT - 0.4))
            monkey.faults[fault]()
        client.join()
        drained = drain(office)
    finally:
        stop.set()
    report = {
        "tasks": len(client.accepted),
        "refused": client.refused,
        "faults": dict(Counter(planned)),
        "restarts": sum(worker.restarts for worker in workers),
        "drain_seconds": round(drained, 1),
        "seconds": round(time.monotonic() - began, 1),
        **outcome(office, client.accepted),
    }
    log.warning("chaos %s", json.dumps(report))
    assert report["tasks"] == TASKS, report
    assert (report["lost"], report["open"], report["failed"]) == (0, 0, 0), report
    assert (report["duplicate_effects"], report["missing_effects"]) == (0, 0), report


def drain(office: Office) -> float:
    """Wait for every task to end; return the seconds it took."""
    began = time.monotonic()
    unfinished = select(func.count()).select_from(Task).where(Task.status.in_(("queued", "running")))
    while time.monotonic() - began < DRAIN_SECONDS:
        with office.sessions() as session:
            act_as(session, office.account_id)
            if not session.scalar(unfinished):
                break
        time.sleep(0.5)
    return time.monotonic() - began


def outcome(office: Office, accepted: dict[int, str]) -> dict[str, object]:
    """Compare what was promised with what is in the database."""
    with office.sessions() as session:
        act_as(session, office.account_id)
        rows = {task.id: task for task in session.scalars(select(Task))}
    wanted = {effect for key, kind in accepted.items() for effect in expected(key, kind)}
    found = Counter(json.dumps(what) for what in office.effects())
    open_ = [key for key in accepted if key in rows and not TaskStatus(rows[key].status).finished]
    waits = sorted((t.finished_at - t.created_at).total_seconds() for t in rows.values() if t.finished_at)
    return {
        "lost": sum(key not in rows for key in accepted),
        "open": len(open_),
        "failed": sum(rows[key].status == "failed" for key in accepted if key in rows),
        "duplicate_effects": sum(count - 1 for count in found.values()),
        "missing_effects": len(wanted - set(found)),
        "most_attempts": max((task.attempts for task in rows.values()), default=0),
        "latency_p50_p99_max": [round(waits[int(len(waits) * at)], 1) for at in (0.5, 0.99, 0.9999)],
    }


def expected(key: int, kind: str) -> set[str]:
    """List the effects of one finished task."""
    if kind == "noop":
        return {json.dumps([key, "noop"])}
    parts = [[key, part, n] for part in ("page", "detail") for n in range(3)]
    return {json.dumps(what) for what in [*parts, [key, "start"], [key, "merge"], [key, "end", 3]]}
