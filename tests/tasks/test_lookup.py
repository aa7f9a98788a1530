"""Looking at tasks, waiting for one, periodic slots, heartbeats, and what it all costs in statements."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from domain.problems import NotFound
from models.sessions import SYSTEM, single_statements
from models.task import BeatRun
from services.tasks.engine import run_task
from services.tasks.heartbeat import Heartbeat
from services.tasks.kinds import Done, Kind, Registry, work_name
from services.tasks.leases import Lease, claim_task
from services.tasks.lookup import WaitingRoom, find_task, list_tasks
from services.tasks.periodic import housekeep, take_slot
from tests.tasks.world import AGO, World

NOW = datetime(2026, 11, 22, 12, 34, tzinfo=UTC)
NOOP = Kind("noop", {"start": lambda work: lambda session: Done()})


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Collect the statements that reach Postgres."""
    seen: list[str] = []

    def note(connection, cursor, statement, *_):
        seen.append(statement)

    engines = (world.sessions.kw["bind"], single_statements(world.sessions))
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def test_a_task_costs_few_statements(world: World):
    """Submitting: who and the row. Running: the claim, who, the lock, the outcome.

    A handler that has nothing to write saves two of them.
    """
    world = world.with_kinds(NOOP)
    with statements(world) as submitting:
        task_id = world.submit("noop")
    with statements(world) as running:
        run_task(world.engine, "noop", task_id)
    assert (len(submitting), len(running)) == (2, 4)
    world = world.with_kinds(Kind("noop", {"start": lambda work: Done()}))
    task_id = world.submit("noop")
    with statements(world) as effortless:
        run_task(world.engine, "noop", task_id)
    assert len(effortless) == 2
    with statements(world) as nothing:
        run_task(world.engine, "noop", task_id)
    assert len(nothing) == 1


def test_a_finished_task_is_answered_at_once(world: World):
    world = world.with_kinds(NOOP)
    task_id = world.submit("noop")
    world.answer()
    began = time.monotonic()
    assert WaitingRoom(world.sessions, 4).wait_for_change(world.account_id, task_id, 10).status == "succeeded"
    assert time.monotonic() - began < 1


def test_a_waiter_is_answered_when_the_status_changes(world: World):
    world = world.with_kinds(NOOP)
    task_id = world.submit("noop")
    threading.Timer(0.4, world.answer).start()
    began = time.monotonic()
    task = WaitingRoom(world.sessions, 4, every=0.05).wait_for_change(world.account_id, task_id, 10)
    assert task.status in ("running", "succeeded")
    assert 0.3 < time.monotonic() - began < 5


def test_a_waiter_is_answered_when_its_time_is_up(world: World):
    task_id = world.submit("noop")
    began = time.monotonic()
    assert WaitingRoom(world.sessions, 4).wait_for_change(world.account_id, task_id, 0.5).status == "queued"
    assert 0.45 < time.monotonic() - began < 3


def test_a_full_room_answers_at_once(world: World):
    """Waiters never starve the server: past the cap nobody waits."""
    task_id = world.submit("noop")
    room = WaitingRoom(world.sessions, 1)
    waiter = threading.Thread(target=room.wait_for_change, args=(world.account_id, task_id, 2))
    waiter.start()
    time.sleep(0.3)
    began = time.monotonic()
    room.wait_for_change(world.account_id, task_id, 2)
    assert time.monotonic() - began < 1
    waiter.join()
    began = time.monotonic()
    room.wait_for_change(world.account_id, task_id, 0.5)
    assert time.monotonic() - began > 0.4


def test_another_accounts_task_does_not_exist(world: World):
    task_id = world.submit("noop")
    with pytest.raises(NotFound):
        WaitingRoom(world.sessions, 1).wait_for_change(world.account_id + 1, task_id, 1)
    with world.session() as session, pytest.raises(NotFound):
        find_task(session, world.account_id + 1, task_id)


def test_tasks_are_listed_newest_first_and_paged_by_id(world: World):
    ids = [world.submit("noop") for _ in range(5)]
    with world.session() as session:
        first = [task.id for task in list_tasks(session, world.account_id, limit=2)]
        rest = [task.id for task in list_tasks(session, world.account_id, limit=9, before=first[-1])]
    assert first + rest == ids[::-1]


def test_a_slot_of_time_is_taken_once(world: World):
    """A second beat, or a late message, does nothing; the next hour is a new slot."""
    hour = timedelta(hours=1)
    moments = [NOW, NOW, NOW + timedelta(minutes=25), NOW + timedelta(minutes=27)]
    taken = []
    for now in moments:
        with world.session(SYSTEM) as session, session.begin():
            taken.append(take_slot(session, "housekeeping", now=now, every=hour))
    assert taken == [True, False, False, True]


def test_a_run_that_fails_leaves_its_slot_free(world: World):
    with world.session(SYSTEM) as session:
        assert take_slot(session, "housekeeping", now=NOW, every=timedelta(hours=1))
        session.rollback()
        assert take_slot(session, "housekeeping", now=NOW, every=timedelta(hours=1))


def test_housekeeping_forgets_old_runs_only(world: World):
    with world.session(SYSTEM) as session, session.begin():
        take_slot(session, "housekeeping", now=NOW, every=timedelta(hours=1))
        housekeep(session, now=datetime.now(UTC))
        assert session.scalar(select(func.count()).select_from(BeatRun)) == 1
        housekeep(session, now=datetime.now(UTC) + timedelta(days=15))
        assert session.scalar(select(func.count()).select_from(BeatRun)) == 0


def test_a_heartbeat_keeps_a_slow_handlers_lease_until_its_deadline(world: World):
    world = world.with_kinds(NOOP)
    task_id = world.submit("noop")
    claim = claim_task(world.sessions, task_id, ("noop", "start"), 15)
    heartbeat = Heartbeat(world.sessions, 15, every=3600)
    alive = Lease(type(world.task(task_id)), task_id, claim.token, time.monotonic() + 60)
    with heartbeat.holding(alive):
        world.change(task_id, lease_until=AGO)
        heartbeat.renew_all()
        assert claim_task(world.sessions, task_id, ("noop", "start"), 15) is None
        world.change(task_id, lease_until=AGO)
        alive.deadline = time.monotonic() - 1
        heartbeat.renew_all()
        assert claim_task(world.sessions, task_id, ("noop", "start"), 15) is not None
        alive.deadline = time.monotonic() + 60
        heartbeat.renew_all()
    assert alive.lost


def test_kinds_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="start"):
        Kind("noop", {})
    with pytest.raises(ValueError, match="page"):
        Kind("noop", {"start": NOOP.steps["start"], "page": NOOP.steps["start"]}, {"page": lambda work: None})
    assert Registry([NOOP]).step_names == ("noop",)
    assert work_name("search.run", "merge") == "search.run.merge"
